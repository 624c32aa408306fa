from __future__ import annotations

from dataclasses import replace

from reconcile.model import Report
from reconcile.reporters.order import REASONS, ordered
from reconcile.reporters.summary import summarise


def test_counts_are_by_severity_and_status(report: Report) -> None:
    summary = summarise(report.findings)
    assert dict(summary.open) == {"error": 2, "warning": 2, "info": 1}
    assert (summary.explained, summary.accepted, summary.baselined) == (2, 1, 1)


def test_accepted_findings_are_no_clean_report(report: Report) -> None:
    accepted = [replace(finding, status="accepted") for finding in report.findings]
    assert not summarise(accepted).clean
    assert summarise(accepted).sentence == "0 errors, 0 warnings open; 0 explained; 8 accepted"
    assert summarise(()).clean


def test_findings_are_read_from_open_errors_down(report: Report) -> None:
    keys = [(finding.status, finding.severity) for finding in ordered(report.findings)]
    assert keys[:2] == [("open", "error")] * 2
    assert keys[2:4] == [("open", "warning")] * 2
    assert [status for status, _ in keys] == ["open"] * 5 + ["accepted"] + ["explained"] * 2


def test_every_reason_has_its_words() -> None:
    assert [reason for reason, _ in REASONS] == [
        "scope", "as_of", "convention", "arithmetic", "capture", "sequence",
    ]  # fmt: skip
