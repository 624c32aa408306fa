"""The bundled workspace: its alignment is complete and exact, and the curator's list is met."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from shared import ROOT

from reconcile.api.check import check
from reconcile.kinds import BY_NAME
from reconcile.model import Finding, Report
from reconcile.workspace import load

CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests/cases/sister_cities.yml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def report() -> Report:
    (found,) = check(load(ROOT), today="2026-11-22")
    return found


def places(finding: Finding) -> set[str]:
    return {f"{spot.source}:{spot.line}" for spot in finding.entries}


def meets(finding: Finding, case: dict[str, Any]) -> bool:
    explanation = finding.explanation.kind if finding.explanation else None
    return (
        finding.kind == case["kind"]
        and finding.status == case["status"]
        and finding.severity == case.get("severity", BY_NAME[case["kind"]].severity)
        and places(finding) >= set(case["at"])
        and case.get("explanation", explanation) == explanation
        and case.get("suggestion", finding.suggestion) == finding.suggestion
        and case.get("count", len(finding.entries)) == len(finding.entries)
        and all(finding.values.get(k, "?") == v for k, v in case.get("values", {}).items())
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']} {case['at'][0]}")
def test_what_a_careful_curator_writes_down_is_found(report: Report, case: dict[str, Any]) -> None:
    met = [finding for finding in report.findings if meets(finding, case)]
    near = [f"{f.status} {f.message}" for f in report.findings if f.kind == case["kind"]]
    assert len(met) == 1, f"{case['why']}\nfindings of this kind:\n" + "\n".join(near)


def test_nothing_else_stands_open_at_error_or_warning(report: Report) -> None:
    strays = [
        finding.message
        for finding in report.findings
        if finding.status == "open"
        and finding.severity != "info"
        and not any(meets(finding, case) for case in CASES)
    ]
    assert not strays


def test_every_finding_leads_to_lines_of_its_sources(report: Report) -> None:
    for finding in report.findings:
        assert finding.entries, finding.message
        assert all(spot.line > 0 and spot.row > 0 for spot in finding.entries), finding.message


def test_finding_ids_are_unique(report: Report) -> None:
    ids = [finding.id for finding in report.findings]
    assert len(ids) == len(set(ids))


def shared_partners(report: Report, *sources: str) -> int:
    return sum(set(sources) <= {e.source for e in r.entries} for r in report.relationships)


def test_the_alignment_is_complete(report: Report) -> None:
    assert shared_partners(report, "guangzhou-en", "guangzhou-zh") == 38
    assert shared_partners(report, "guangzhou-en", "guangzhou-zh", "wikipedia-en") == 36
    assert shared_partners(report, "nanjinger-en", "wikipedia-en") == 17
    assert shared_partners(report, "guiyang-en") == 7
    assert len(report.relationships) == 38 + 69 + 20 + 4 + 7


def test_the_official_lists_are_aligned_as_both_number_their_rows(report: Report) -> None:
    """Both pages number the same 38 ties by date of signing: an answer key from the pages."""
    numbers = {
        tuple(entry.ordinal for entry in r.entries if entry.source != "wikipedia-en")
        for r in report.relationships
        if {"guangzhou-en", "guangzhou-zh"} <= {entry.source for entry in r.entries}
    }
    assert numbers == {(n, n) for n in range(1, 39)}


def test_every_entry_is_in_one_relationship(report: Report) -> None:
    seen = [(e.source, e.line) for r in report.relationships for e in r.entries]
    assert len(seen) == len(set(seen))


def test_bridges_stand_between_all_totals_and_balance(report: Report) -> None:
    totals = [(bridge.start.total, bridge.end.total) for bridge in report.bridges]
    assert totals == [(38, 107), (38, 36), (107, 36), (20, 21)]
    for bridge in report.bridges:
        assert bridge.start.total + sum(step.count for step in bridge.steps) == bridge.end.total


def test_what_was_not_captured_is_said_to_be_unchecked(report: Report) -> None:
    assert [(part.source, part.subject) for part in report.unchecked] == [
        ("wikipedia-en", "Guiyang")
    ]


def test_a_second_run_gives_the_same_report(report: Report) -> None:
    workspace = load(ROOT)
    again, twice = (check(workspace, today="2026-11-22")[0] for _ in range(2))
    assert again == twice == report


def test_many_processes_find_what_one_finds(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reconcile.pipeline._MANY", 0)
    (again,) = check(load(ROOT), today="2026-11-22")
    assert again == report
