from __future__ import annotations

import json
from pathlib import Path

import pytest
from outcome import Call


@pytest.fixture
def missing(reconcile: Call, workspace: Path) -> str:
    """The id of the one missing entry."""
    data = json.loads(reconcile("check", "--format", "json", "--select", "missing_entry").out)
    (finding,) = data["findings"]
    return str(finding["id"])


def test_finding_is_shown_with_its_rows(reconcile: Call, missing: str) -> None:
    outcome = reconcile("show", missing)
    assert outcome.code == 0
    assert missing in outcome.out
    for part in ("lake-en:7", "Toledo", "Spain", "5 April 2003", "RELATIONSHIP"):
        assert part in outcome.out


def test_digits_of_an_id_are_enough(reconcile: Call, missing: str) -> None:
    digits = missing.rpartition("-")[2]
    assert reconcile("show", digits) == reconcile("show", missing)
    assert reconcile("show", digits[:6]) == reconcile("show", missing)


def test_unknown_finding_proposes_the_nearest(reconcile: Call, missing: str) -> None:
    wrong = missing[:-1] + ("0" if missing[-1] != "0" else "1")
    outcome = reconcile("show", wrong)
    assert outcome.code == 2
    assert missing in outcome.err


def test_every_finding_can_be_shown(reconcile: Call, workspace: Path) -> None:
    for finding in json.loads(reconcile("check", "--format", "json").out)["findings"]:
        outcome = reconcile("show", finding["id"])
        assert (outcome.code, outcome.err) == (0, "")
        for place in finding["entries"]:
            assert f"{place['source']}:" in outcome.out
