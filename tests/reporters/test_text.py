from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from reconcile.model import Report
from reconcile.reporters import text

Golden = Callable[[str, str], None]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("report-80.txt", {"width": 80}),
        ("report-120-verbose.txt", {"width": 120, "verbose": 1}),
        ("report-quiet.txt", {"verbose": -1}),
        ("report-color.txt", {"color": True}),
    ],
)
def test_report_reads_as_the_golden_file(
    report: Report, golden: Golden, name: str, options: dict[str, int]
) -> None:
    golden(name, text.render(report, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("verbose", [0, 1])
def test_no_line_is_wider_than_the_terminal(report: Report, width: int, verbose: int) -> None:
    lines = text.render(report, width=width, verbose=verbose).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []


def test_nothing_ends_in_white_space(report: Report) -> None:
    assert all(line == line.rstrip() for line in text.render(report).splitlines())


def test_environment_changes_nothing(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, colored = text.render(report), text.render(report, color=True)
    for name, value in (
        ("NO_COLOR", "1"),
        ("FORCE_COLOR", "1"),
        ("COLUMNS", "50"),
        ("TERM", "dumb"),
    ):
        monkeypatch.setenv(name, value)
    assert (text.render(report), text.render(report, color=True)) == (plain, colored)


def test_escapes_of_a_source_never_reach_the_terminal(report: Report) -> None:
    for color in (False, True):
        shown = text.render(report, color=color, verbose=1)
        assert "\x1b[31m里" not in shown
        assert "\u202e" not in shown
        assert r"巴\x1b[31m里" in shown


def test_open_errors_come_before_warnings_and_explained_ones_last(report: Report) -> None:
    shown = text.render(report)
    places = [
        shown.index(part) for part in ("ERRORS OPEN", "WARNINGS OPEN", "ACCEPTED", "EXPLAINED")
    ]
    assert places == sorted(places)


def test_infos_are_counted_and_listed_only_on_demand(report: Report) -> None:
    assert "leading zero" not in text.render(report)
    assert "date_format 1" in text.render(report)
    assert "leading zero" in text.render(report, verbose=1)


def test_accepted_findings_are_never_shown_as_clean(report: Report) -> None:
    accepted = tuple(f for f in report.findings if f.status == "accepted")
    last = text.render(replace(report, findings=accepted)).splitlines()[-1]
    assert last == "lakes: 0 errors, 0 warnings open; 0 explained; 1 accepted"


def test_unchecked_parts_stand_in_a_block_of_their_own(report: Report) -> None:
    assert "1 NOT CHECKED, which is no agreement" in text.render(report)


def test_several_reports_follow_one_another(report: Report) -> None:
    shown = text.render_all((report, replace(report, name="again")))
    assert shown.count("ERRORS OPEN") == 2
    assert shown.endswith("1 in the\nbaseline\n")


def test_empty_report_says_so_in_one_line() -> None:
    empty = Report(
        name="none", title="", date="", sources=(), relationships=(), findings=(), bridges=(),
        unchecked=(),
    )  # fmt: skip
    assert text.render(empty).split() == (
        [
            "none",
            "none:",
            "0",
            "errors,",
            "0",
            "warnings",
            "open;",
            "0",
            "explained;",
            "0",
            "accepted",
        ]
    )
