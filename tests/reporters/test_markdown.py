from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reconcile.model import Report
from reconcile.reporters import markdown
from reconcile.reporters.safe import markdown as safe
from reconcile.reporters.safe import visible


def test_report_reads_as_the_golden_file(
    report: Report, golden: Callable[[str, str], None]
) -> None:
    golden("report.md", markdown.render(report))


def test_order_of_the_findings_given_changes_nothing(report: Report) -> None:
    findings, relationships = list(report.findings), list(report.relationships)
    random.Random(1).shuffle(findings)
    random.Random(2).shuffle(relationships)
    shuffled = replace(report, findings=tuple(findings), relationships=tuple(relationships))
    assert markdown.render(shuffled) == markdown.render(report)


def test_every_table_row_has_as_many_cells_as_its_header(report: Report) -> None:
    cells = 0
    for line in markdown.render(report).splitlines():
        if line.startswith("|"):
            count = line.replace(r"\|", "").count("|")
            assert cells in (0, count), line
            cells = count
        else:
            cells = 0


@given(st.text())
def test_any_text_stays_on_one_line_without_markup_of_its_own(text: str) -> None:
    shown = safe(text)
    assert len(shown.splitlines()) <= 1
    assert "<" not in shown
    assert all(shown[i - 1] == "\\" for i, char in enumerate(shown) if char == "|")


@given(st.text())
def test_visible_text_has_no_control_characters_and_settles_at_once(text: str) -> None:
    shown = visible(text)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in shown)
    assert visible(shown) == shown
