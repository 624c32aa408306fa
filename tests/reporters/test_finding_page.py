from __future__ import annotations

from collections.abc import Callable

from reconcile.model import Event, Finding, Report, Tables
from reconcile.reporters import finding_page


def _tables(report: Report) -> dict[str, Tables]:
    entries = [entry for r in report.relationships for entry in r.entries]
    return {
        source.id: Tables(
            entries=tuple(entry for entry in entries if entry.source == source.id),
            events=(Event(source=source.id, line=41, entry_line=5, date="1998", act="memorandum"),),
        )
        for source in report.sources
    }


def _finding(report: Report, kind: str) -> Finding:
    return next(finding for finding in report.findings if finding.kind == kind)


def test_finding_reads_as_the_golden_file(
    report: Report, golden: Callable[[str, str], None]
) -> None:
    found = _finding(report, "date_conflict")
    golden("finding.txt", finding_page.render(report, found, _tables(report)))


def test_every_place_of_every_finding_is_shown(report: Report) -> None:
    for finding in report.findings:
        shown = finding_page.render(report, finding, _tables(report), width=200)
        assert finding.id in shown
        assert all(place.source in shown for place in finding.entries)


def test_explanations_suggestions_and_decisions_are_told(report: Report) -> None:
    shown = {
        kind: finding_page.render(report, _finding(report, kind), {}, width=120)
        for kind in ("name_form", "missing_entry", "country_typo")
    }
    assert "EXPLAINED by convention" in shown["name_form"]
    assert "accept: old spelling (by Ada, until 2030-01-01)" in shown["country_typo"]
    assert "SUGGESTION" in shown["country_typo"]
