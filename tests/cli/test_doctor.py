from __future__ import annotations

import json
from pathlib import Path

from outcome import Call


def test_exit_code_1_only_where_something_is_wrong(reconcile: Call, workspace: Path) -> None:
    stale = reconcile("doctor")
    assert stale.code == 1
    assert "WRONG  report lakes: report.html, report.json, report.md missing" in stale.out
    assert reconcile("report").code == 0
    fine = reconcile("doctor")
    assert fine.code == 0, fine.out
    assert fine.out.endswith("nothing is wrong\n")


def test_json_holds_every_examination(reconcile: Call, workspace: Path) -> None:
    found = json.loads(reconcile("doctor", "--format", "json").out)
    assert {"about", "state", "text", "advice"} == set(found[0])
    assert {"python", "opencc", "gazetteer", "sound model", "workspace"} <= {
        one["about"] for one in found
    }
