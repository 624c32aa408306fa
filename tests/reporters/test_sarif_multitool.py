"""SARIF's own tool as an independent judge; `.ci/slow/sarif` gets it and names it here."""

from __future__ import annotations

import json
import os
import random
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ci_reports import finding_of, report_of, with_rows, without_baseline

from reconcile.api.check import check
from reconcile.baseline import against, baseline_text, difference, load_baseline
from reconcile.cli.init import locate_example
from reconcile.model import Finding, Report, Where
from reconcile.reporters import json as json_reporter
from reconcile.reporters import sarif
from reconcile.workspace import load

TOOL = os.environ.get("SARIF_MULTITOOL", "")
pytestmark = pytest.mark.skipif(not TOOL, reason="SARIF_MULTITOOL names no tool; .ci/slow/sarif")

# No page of this project on the web is known yet, so the tool's driver names none.
KNOWN = {"SARIF2005"}


def run(*args: object) -> str:
    done = subprocess.run(
        [TOOL, *map(str, args)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def states(log: str) -> dict[str, set[str]]:
    """What a log says of each finding; one that changed may be absent and new at once."""
    found: dict[str, set[str]] = {}
    for result in json.loads(log)["runs"][0]["results"]:
        id_ = result["partialFingerprints"]["findingId/v1"]
        found.setdefault(id_, set()).add(result["baselineState"])
    return found


def faults(report: Report, folder: Path) -> list[dict[str, Any]]:
    """What the tool finds wrong with our log of a report."""
    ours, theirs = folder / "ours.sarif", folder / "theirs.sarif"
    ours.write_text(sarif.render_all([report]), "utf-8")
    run("validate", ours, "--rule-kind", "Sarif;Ghas", "--output", theirs)
    found = json.loads(theirs.read_text("utf-8-sig"))["runs"][0].get("results", [])
    return [fault for fault in found if fault["ruleId"] not in KNOWN]


def test_tool_finds_no_fault_in_our_log(report: Report, tmp_path: Path) -> None:
    assert faults(with_rows(report), tmp_path) == []


def test_tool_finds_no_fault_in_the_log_of_the_example(tmp_path: Path) -> None:
    (report,) = check(load(locate_example()), today="2024-01-31")
    assert faults(report, tmp_path) == []


def draw(finding: Finding, dice: random.Random) -> tuple[str, Finding | None]:
    """What becomes of a finding between two runs."""
    (where,) = finding.entries
    lower = Where(where.source, where.line + 3, where.table, where.row + 3)
    fates: list[tuple[str, Finding | None]] = [
        ("stays", finding),
        ("moves", replace(finding, entries=(lower,), message=f"{finding.message}, further down")),
        ("changes", replace(finding, values={"lake-en": "1999"}, message="it says 1999")),
        ("goes", None),
    ]
    return dice.choice(fates)


# By what became of a finding, and whether it is settled: our state, the tool's state.
VERDICTS: dict[tuple[str, bool], tuple[set[str], set[str]]] = {
    **{("stays", settled): ({"unchanged"}, {"unchanged"}) for settled in (False, True)},
    # A row that moved is no news to us; to the tool its message is another.
    **{("moves", settled): ({"unchanged"}, {"updated"}) for settled in (False, True)},
    **{("goes", settled): (set(), {"absent"}) for settled in (False, True)},
    ("fresh", False): ({"new"}, {"new"}),
    # The one difference, and meant: a fault that says something else now is one that nobody has
    # seen. The tool looks at where it stands.
    ("changes", False): ({"new"}, {"unchanged"}),
    ("changes", True): ({"unchanged"}, {"unchanged"}),
}


@pytest.mark.parametrize("seed", range(8))
def test_tool_tells_new_from_old_as_our_baseline_does(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    kinds = ("missing_entry", "date_conflict", "name_form")
    before = [
        finding_of(
            number,
            dice.choice(kinds),
            values={"lake-en": str(number)},
            # Far apart: the tool first takes what stands where another stood before.
            entries=(Where("lake-en", number * 10 + 9, "entries", number * 10 + 5),),
            status=dice.choice(("open", "open", "explained")),
        )
        for number in range(12)
    ]
    fates = {finding.id: draw(finding, dice) for finding in before}
    fresh = [finding_of(number, dice.choice(kinds)) for number in range(20, 24)]
    after = [finding for _, finding in fates.values() if finding] + fresh
    dice.shuffle(after)
    old, new = report_of(*before), report_of(*after)

    baseline = tmp_path / "baseline.json"
    baseline.write_text(baseline_text([old]), "utf-8")
    ours = states(sarif.render_all([against(new, load_baseline(baseline))]))
    for name, report in (("old", old), ("new", new)):
        text = sarif.render_all([without_baseline(report)])
        (tmp_path / f"{name}.sarif").write_text(text, "utf-8")
        (tmp_path / f"{name}.json").write_text(json_reporter.render(report), "utf-8")
    files = [tmp_path / f"{name}.sarif" for name in ("new", "old", "both")]
    run("match-results-forward", files[0], "--previous", files[1], "--output-file-path", files[2])
    theirs = states(files[2].read_text("utf-8-sig"))

    for id_ in ours.keys() | theirs.keys():
        fate, finding = fates.get(id_, ("fresh", None))
        settled = finding is not None and finding.status != "open"
        wanted = VERDICTS[fate, settled]
        assert (ours.get(id_, set()), theirs[id_]) == wanted, (id_, fate)

    told = difference(tmp_path / "old.json", tmp_path / "new.json")
    fixed, changed = set(), set()
    for finding in before:
        fate, _ = fates[finding.id]
        if finding.status == "open" and fate in {"goes", "changes"}:
            (fixed if fate == "goes" else changed).add(finding.id)
    assert {row["id"] for row in told.fixed} == fixed | changed
    assert {row["id"] for row in told.new} == {finding.id for finding in fresh} | changed
