from __future__ import annotations

from pathlib import Path

import pytest
from outcome import Call


@pytest.fixture
def reports(reconcile: Call, workspace: Path) -> tuple[str, str]:
    """`worse.json`, which lacks Toledo, and `better.json`, where it was added."""
    reconcile("check", "--format", "json=worse.json")
    path = workspace / "sources" / "lake-zh" / "entries.csv"
    row = "9,Lakeside,sister,3,托莱多,西班牙,,2003-04-05,2003.04.05,,\n"
    path.write_text(path.read_text("utf-8") + row, "utf-8")
    (workspace / "sources" / "lake-zh" / "claims.csv").unlink()
    reconcile("check", "--format", "json=better.json")
    return "worse.json", "better.json"


def test_fixed_findings_are_named_and_do_not_fail(
    reconcile: Call, reports: tuple[str, str]
) -> None:
    outcome = reconcile("diff", *reports)
    assert outcome.code == 0
    fixed = outcome.out.partition("fixed\n")[2]
    assert "Toledo" in fixed
    assert outcome.out.splitlines()[-1].startswith("0 new, ")


def test_new_findings_are_named_and_fail(reconcile: Call, reports: tuple[str, str]) -> None:
    worse, better = reports
    outcome = reconcile("diff", better, worse)
    assert outcome.code == 1
    assert outcome.out.startswith("new\n  error missing_entry-")
    assert "Toledo" in outcome.out


def test_report_equals_itself(reconcile: Call, reports: tuple[str, str]) -> None:
    worse, _ = reports
    outcome = reconcile("diff", worse, worse)
    assert outcome.code == 0
    assert outcome.out.startswith("0 new, 0 fixed, ")
    assert "still open\n" in reconcile("-v", "diff", worse, worse).out.partition("\n")[0] + "\n"


@pytest.mark.parametrize(
    ("text", "part"),
    [(None, "cannot be read"), ("{", "is no JSON"), ("{}", "is no report")],
)
def test_file_that_is_no_report_is_told(
    reconcile: Call, workspace: Path, text: str | None, part: str
) -> None:
    if text is not None:
        (workspace / "old.json").write_text(text)
    outcome = reconcile("diff", "old.json", "old.json")
    assert (outcome.code, outcome.out) == (3, "")
    assert f"old.json: {part}" in outcome.err
