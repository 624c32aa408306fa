from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from outcome import Call


@pytest.fixture
def missing(reconcile: Call, workspace: Path) -> str:
    """The id of the one missing entry."""
    (finding,) = found(reconcile)
    return str(finding["id"])


def found(reconcile: Call, *before: str) -> list[dict[str, Any]]:
    out = reconcile(*before, "check", "--format", "json", "--select", "missing_entry").out
    findings: list[dict[str, Any]] = json.loads(out)["findings"]
    return findings


def decide(reconcile: Call, finding: str, verdict: str = "accepted", *more: str) -> Any:
    return reconcile(
        "--today", "2024-02-01", "decide", finding, "--verdict", verdict,
        "--reason", "told by letter", "--by", "Ada", *more,
    )  # fmt: skip


def test_accepted_finding_no_longer_fails_and_tells_the_reason(
    reconcile: Call, missing: str, workspace: Path
) -> None:
    outcome = decide(reconcile, missing)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "accepted: written to reports/lakes/decisions.toml\n"
    (finding,) = found(reconcile)
    assert finding["status"] == "accepted"
    assert finding["decision"]["reason"] == "told by letter"
    assert reconcile("check", "--select", "missing_entry").code == 0
    path = workspace / "reports" / "lakes" / "decisions.toml"
    (decision,) = tomllib.loads(path.read_text("utf-8"))["decision"]
    assert (decision["finding"], decision["by"]) == (missing, "Ada")
    assert str(decision["date"]) == "2024-02-01"


def test_beginning_of_an_id_is_enough(reconcile: Call, missing: str) -> None:
    assert decide(reconcile, missing[:-4]).code == 0
    assert found(reconcile)[0]["status"] == "accepted"


def test_decision_runs_out_after_its_day(reconcile: Call, missing: str) -> None:
    decide(reconcile, missing, "accepted", "--until", "2024-03-01")
    assert found(reconcile, "--today", "2024-03-01")[0]["status"] == "accepted"
    assert found(reconcile, "--today", "2024-03-02")[0]["status"] == "open"
    stale = reconcile("--today", "2024-03-02", "check", "--format", "json").out
    assert "stale_decision" in {finding["kind"] for finding in json.loads(stale)["findings"]}


def test_undo_takes_the_decision_back(reconcile: Call, missing: str) -> None:
    decide(reconcile, missing)
    outcome = reconcile("undo", missing)
    assert outcome.code == 0
    assert outcome.out == f'taken back: "accepted" (told by letter) on {missing}\n'
    assert found(reconcile)[0]["status"] == "open"


def test_undo_without_a_decision_is_a_clear_error(reconcile: Call, missing: str) -> None:
    outcome = reconcile("undo", missing)
    assert outcome.code == 2
    assert f"there is no decision on {missing}" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--verdict", "maybe", "--reason", "r"), "'maybe' is not one of"),
        (("--verdict", "accepted"), "--reason"),
        (("--verdict", "accepted", "--reason", " "), "a decision needs its reason"),
        (("--verdict", "accepted", "--reason", "r", "--until", "soon"), "expected YYYY-MM-DD"),
        (("--verdict", "same", "--reason", "r"), "does not speak of two entries of two sources"),
        (("--verdict", "accepted", "--reason", "r", "--report", "lake"), "lakes"),
    ],
)
def test_decision_that_makes_no_sense_is_refused(
    reconcile: Call, missing: str, workspace: Path, arguments: tuple[str, ...], part: str
) -> None:
    outcome = reconcile("decide", missing, *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert part in outcome.err
    assert not (workspace / "reports" / "lakes" / "decisions.toml").exists()


def test_unknown_finding_proposes_the_nearest(reconcile: Call, missing: str) -> None:
    outcome = decide(reconcile, missing[:-1] + ("0" if missing[-1] != "0" else "1"))
    assert outcome.code == 2
    assert missing in outcome.err
