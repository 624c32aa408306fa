from __future__ import annotations

import csv as stdlib_csv
import io
import random
from collections.abc import Callable
from dataclasses import replace

from reconcile.model import Report
from reconcile.reporters import csv


def _rows(report: Report) -> list[dict[str, str]]:
    return list(stdlib_csv.DictReader(io.StringIO(csv.render_all((report,)))))


def test_findings_are_the_golden_file(report: Report, golden: Callable[[str, str], None]) -> None:
    golden("report.csv", csv.render_all((report,)))


def test_every_place_of_every_finding_is_a_row(report: Report) -> None:
    rows = {(row["id"], row["source"], row["line"]) for row in _rows(report)}
    for finding in report.findings:
        for place in finding.entries:
            assert (finding.id, place.source, str(place.line)) in rows


def test_source_that_lacks_the_value_has_a_row_without_a_line(report: Report) -> None:
    missing = next(f for f in report.findings if f.kind == "missing_entry" and f.status == "open")
    absent = [r for r in _rows(report) if r["id"] == missing.id and not r["line"]]
    assert [(row["source"], row["value"]) for row in absent] == [("lakeside-en", "")]


def test_finding_without_a_place_is_not_lost(report: Report) -> None:
    bare = replace(report.findings[0], entries=(), values={})
    (row,) = _rows(replace(report, findings=(bare,)))
    assert (row["id"], row["source"], row["line"]) == (bare.id, "", "")


def test_source_can_put_no_formula_into_a_cell(report: Report) -> None:
    for nasty in ("=cmd|' /C calc'!A0", "+1", "-1", "@x", "\t=1"):
        finding = replace(
            report.findings[2], message=nasty, values={"lakeside-en": nasty}, suggestion=nasty
        )
        for row in _rows(replace(report, findings=(finding,))):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def test_order_of_the_findings_given_changes_no_byte(report: Report) -> None:
    findings = list(report.findings)
    random.Random(4).shuffle(findings)
    shuffled = replace(report, findings=tuple(findings))
    assert csv.render_all((shuffled,)) == csv.render_all((report,))


def test_several_reports_are_told_apart(report: Report) -> None:
    text = csv.render_all((report, replace(report, name="again")))
    assert {row["report"] for row in stdlib_csv.DictReader(io.StringIO(text))} == {"lakes", "again"}
