from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from ci_reports import HOSTILE, any_report, finding_of, report_of, with_rows
from hypothesis import given, settings

from reconcile.model import Report, Where
from reconcile.reporters import github

# As the runner reads a line: a command, its properties, its message.
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(*reports: Report, root: str = "") -> list[tuple[str, dict[str, str], str]]:
    found = []
    for line in github.render_all(reports, root).split("\n"):
        match = COMMAND.fullmatch(line)
        if match:
            level, properties, message = match.groups()
            pairs = (pair.split("=", 1) for pair in properties.split(","))
            found.append((level, {key: unquote(value) for key, value in pairs}, unquote(message)))
    return found


def test_output_reads_like_this(report: Report, golden: Callable[[str, str], None]) -> None:
    golden("lakes.github.txt", github.render_all([with_rows(report)]))


def test_annotation_stands_at_the_row_and_tells_the_line_of_the_original() -> None:
    ((level, properties, message),) = commands(report_of(finding_of(2)), root="data/")
    assert level == "error"
    assert properties == {
        "file": "data/sources/lake-en/entries.csv",
        "line": "4",
        "title": "Place is missing from a list (missing_entry)",
    }
    assert message.splitlines()[0] == "place 2 is missing (lake-en:12)"


def test_worst_ten_are_annotated_and_the_rest_is_counted() -> None:
    infos = [finding_of(n, "name_form", severity="info") for n in range(3)]
    warnings = [finding_of(n, "admin_level", severity="warning") for n in range(7)]
    errors = [finding_of(n) for n in range(6)]
    reports = report_of(*infos, *warnings, name="a"), report_of(*errors, name="b")
    levels = [level for level, _, _ in commands(*reports)]
    assert levels == ["error"] * 6 + ["warning"] * 4
    assert "6 more findings are open" in github.render_all(reports)


@pytest.mark.parametrize("more", [{"status": "explained"}, {"status": "accepted"}, {"new": False}])
def test_settled_and_baselined_findings_make_no_annotation(more: dict[str, object]) -> None:
    assert commands(report_of(finding_of(**more))) == []


def test_unknown_row_is_left_out() -> None:
    ((_, properties, _),) = commands(report_of(finding_of(entries=(Where("a", 3, "events"),))))
    assert "line" not in properties


def test_properties_and_messages_are_escaped_as_the_runner_expects() -> None:
    where = (Where("a,b:c%", 3, "entries", 1),)
    line = github.render_all([report_of(finding_of(entries=where, message="50%"))])
    assert "file=sources/a%2Cb%3Ac%25/entries.csv,line=2," in line
    assert "::50%25 (a,b:c%25:3)%0A" in line


@settings(max_examples=40, deadline=None)
@given(any_report)
def test_no_source_can_write_a_command_of_its_own(report: Report) -> None:
    text = github.render_all([report])
    assert "\x1b" not in text
    for line in text.rstrip("\n").split("\n"):
        assert COMMAND.fullmatch(line) or line.startswith("reconcile: ")
        assert len(line.splitlines()) == 1
        assert COMMAND.fullmatch(line) or "##[" not in line


def test_hostile_name_of_a_report_is_no_command() -> None:
    text = github.render_all([report_of(name=HOSTILE)])
    assert text.startswith("reconcile: Tur")
    assert len(text.splitlines()) == 1
    assert "##[" not in text


def test_step_summary_is_the_report_as_markdown(report: Report) -> None:
    assert github.step_summary([report]).startswith("# Lakeside and its partners\n")


def test_step_summary_stays_below_the_limit_of_github() -> None:
    many = report_of(*(finding_of(n, message=f"{n}: {'图尔库' * 40}") for n in range(4000)))
    text = github.step_summary([many])
    assert len(text.encode()) <= github.SUMMARY_BYTES < 1024 * 1024
    assert text.endswith("GitHub's limit for a summary begins.*\n")
