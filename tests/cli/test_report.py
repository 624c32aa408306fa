from __future__ import annotations

import json
from pathlib import Path

from outcome import Call


def test_report_is_written_and_then_up_to_date(reconcile: Call, workspace: Path) -> None:
    folder = workspace / "reports" / "lakes"
    assert reconcile("report", "--check").code == 1
    written = reconcile("report")
    assert written.code == 0
    assert "reports/lakes/report.md" in written.out
    assert json.loads((folder / "report.json").read_text("utf-8"))["date"] == "2024-01-31"
    assert reconcile("report", "--check").out == "1 report, up to date\n"


def test_check_writes_nothing(reconcile: Call, workspace: Path) -> None:
    reconcile("report", "--check")
    assert [path.name for path in (workspace / "reports" / "lakes").iterdir()] == ["report.toml"]


def test_stale_report_is_named_with_what_to_do(reconcile: Call, workspace: Path) -> None:
    reconcile("report")
    path = workspace / "reports" / "lakes" / "report.md"
    path.write_text(path.read_text("utf-8") + "\nby hand\n", "utf-8")
    outcome = reconcile("report", "--check")
    assert (outcome.code, outcome.out) == (1, "stale: reports/lakes/report.md\n")
    assert "`reconcile report` writes them anew" in outcome.err


def test_changed_source_makes_the_report_stale(reconcile: Call, workspace: Path) -> None:
    reconcile("report")
    path = workspace / "sources" / "lake-en" / "entries.csv"
    path.write_text(path.read_text("utf-8").replace("Malmo", "Malmö"), "utf-8")
    assert reconcile("report", "--check").code == 1


def test_date_of_a_committed_report_is_its_own(reconcile: Call, workspace: Path) -> None:
    reconcile("report")
    assert reconcile("report", "--check").code == 0
    (workspace / "reports" / "lakes" / "report.md").read_text("utf-8").index("2024-01-31")
