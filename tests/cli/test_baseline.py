from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from outcome import Call

TOLEDO = "7,Lakeside,sister,3,Toledo,Spain,,2003-04-05,5 April 2003,,\n"
LISBON = "8,Lakeside,sister,4,Lisbon,Portugal,,2004-05-06,6 May 2004,,\n"


@pytest.fixture
def baseline(reconcile: Call, workspace: Path) -> Path:
    """What is open in the workspace now, written by the command itself."""
    outcome = reconcile("-q", "check", "--write-baseline", "baseline.json")
    assert outcome.code == 1, outcome.err
    return workspace / "baseline.json"


@pytest.fixture
def entries(workspace: Path) -> Path:
    return workspace / "sources" / "lake-en" / "entries.csv"


def report(reconcile: Call, *options: object) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(reconcile("check", "--format", "json", *options).out)
    return data


def test_without_a_baseline_nothing_is_new_or_old(reconcile: Call, workspace: Path) -> None:
    assert {finding["new"] for finding in report(reconcile)["findings"]} == {None}


def test_what_the_baseline_holds_stays_open_and_does_not_fail(
    reconcile: Call, baseline: Path
) -> None:
    outcome = reconcile("check", "--baseline", baseline)
    assert outcome.code == 0
    assert "Toledo" in outcome.out
    data = report(reconcile, "--baseline", baseline)
    standing = [finding for finding in data["findings"] if finding["status"] == "open"]
    assert standing
    assert {finding["new"] for finding in standing} == {False}
    assert data["summary"]["baselined"] == len(standing)


def test_what_is_new_fails_and_is_marked(reconcile: Call, baseline: Path, entries: Path) -> None:
    entries.write_text(entries.read_text("utf-8") + LISBON, "utf-8")
    assert reconcile("check", "--baseline", baseline).code == 1
    found = report(reconcile, "--baseline", baseline)["findings"]
    new = [
        finding["message"] for finding in found if finding["new"] and finding["status"] == "open"
    ]
    assert any("Lisbon" in message for message in new)
    assert not any("Toledo" in message for message in new)


def test_row_inserted_above_makes_nothing_new(
    reconcile: Call, baseline: Path, entries: Path
) -> None:
    text = entries.read_text("utf-8")
    assert TOLEDO in text
    entries.write_text(text.replace(TOLEDO, TOLEDO.replace("7,", "70,", 1)), "utf-8")
    assert reconcile("check", "--baseline", baseline).code == 0


def test_baseline_is_the_same_bytes_each_time(reconcile: Call, baseline: Path) -> None:
    before = baseline.read_bytes()
    outcome = reconcile("check", "--baseline", baseline, "--write-baseline", baseline)
    assert outcome.code == 0
    assert baseline.read_bytes() == before
    assert f"baseline written to {baseline}" in outcome.err


def test_new_baseline_holds_what_was_found_against_the_old_one(
    reconcile: Call, baseline: Path, entries: Path
) -> None:
    entries.write_text(entries.read_text("utf-8") + LISBON, "utf-8")
    both = ("--baseline", baseline, "--write-baseline", baseline)
    assert reconcile("check", *both).code == 1
    assert reconcile("check", *both).code == 0


def test_writing_a_baseline_does_not_change_the_exit_code(
    reconcile: Call, workspace: Path, whole: Path
) -> None:
    assert reconcile("check", "--write-baseline", "b.json").code == 0


@pytest.mark.parametrize(
    ("text", "part"),
    [(None, "cannot be read"), ("{", "is no JSON"), ("{}", "is no baseline")],
)
def test_broken_baseline_is_told_before_anything_is_checked(
    reconcile: Call, workspace: Path, text: str | None, part: str
) -> None:
    if text is not None:
        (workspace / "b.json").write_text(text)
    outcome = reconcile("check", "--baseline", "b.json")
    assert (outcome.code, outcome.out) == (3, "")
    assert f"b.json: {part}" in outcome.err


def test_baseline_that_cannot_be_written_is_a_clear_error(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("check", "--write-baseline", "nowhere/b.json")
    assert outcome.code == 3
    assert "nowhere/b.json: cannot be written" in outcome.err


def test_formats_for_ci_follow_the_baseline(reconcile: Call, baseline: Path) -> None:
    outcome = reconcile(
        "check", "--baseline", baseline, "--format", "sarif=a.sarif", "--format", "github"
    )
    assert outcome.code == 0
    assert "::error" not in outcome.out
    log = json.loads((baseline.parent / "a.sarif").read_text("utf-8"))
    assert {result["baselineState"] for result in log["runs"][0]["results"]} == {"unchanged"}
