from __future__ import annotations

import json
from pathlib import Path

from outcome import Call
from shared import ROOT


def test_history_tells_lines_and_states(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("history", "图尔库")
    assert outcome.code == 0
    assert "lake-en: listed in the earliest state kept, of 2020-03-01 (line 5" in outcome.out
    assert "lake-zh:" in outcome.out
    assert "sources/lake-zh" in reconcile("-v", "history", "Turku").out


def test_history_as_json(reconcile: Call, workspace: Path) -> None:
    found = json.loads(reconcile("history", "Toledo", "--format", "json").out)
    assert found["schema"] == "reconcile-history/1"
    (one,) = found["histories"]
    english, chinese = one["sources"]
    assert english["turns"] == [{"what": "began", "after": None, "by": "2020-03-01"}]
    assert english["states"][0]["entries"][0]["line"] == 7
    assert chinese["states"][0]["listed"] is False


def test_an_unknown_partner_exits_with_2(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("history", "Xyzzyville")
    assert outcome.code == 2
    assert "no source lists a partner" in outcome.err


def test_check_as_of_leaves_out_who_had_not_spoken(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("check", "--as-of", "2021-01-01", "--format", "json")
    found = json.loads(outcome.out)
    assert outcome.code == 0
    assert [source["id"] for source in found["sources"]] == ["lake-en"]
    assert found["unchecked"][0]["source"] == "lake-zh"
    assert reconcile("check", "--as-of", "2019-01-01").code == 5
    assert reconcile("check", "--as-of", "last year").code == 2
    everyone = json.loads(reconcile("check", "--as-of", "2024-01-01", "--format", "json").out)
    assert len(everyone["sources"]) == 2


def test_the_worked_example_as_of_a_day_in_2019(reconcile: Call) -> None:
    outcome = reconcile(
        "--workspace", ROOT, "check", "--as-of", "2019-06-01", "--fail-on", "never",
        "--format", "json",
    )  # fmt: skip
    assert outcome.code == 0
    found = json.loads(outcome.out)
    assert [source["id"] for source in found["sources"]] == ["guiyang-en", "nanjinger-en"]
    reasons = {part["source"]: part["reason"] for part in found["unchecked"]}
    assert {source for source, reason in reasons.items() if "had not spoken" in reason} == {
        "guangzhou-en", "guangzhou-zh", "wikipedia-en",
    }  # fmt: skip
    # The two that spoke then are about different cities: nothing stood against them either.
    assert "it speaks of Guiyang" in reasons["guiyang-en"]
    assert "it speaks of Nanjing" in reasons["nanjinger-en"]
    assert {row["subject"] for row in found["relationships"]} == {"Guiyang", "Nanjing"}
    assert not [row for row in found["findings"] if row["kind"] == "missing_entry"]


def test_findings_of_an_earlier_state_point_at_its_own_table(
    reconcile: Call, workspace: Path
) -> None:
    then = workspace / "sources" / "lake-zh" / "history" / "2021"
    then.mkdir(parents=True)
    text = (workspace / "sources/lake-zh/entries.csv").read_text("utf-8")
    (then / "entries.csv").write_text(text.replace("马尔默", "林雪平"), "utf-8")
    (then / "snapshot.toml").write_text('as_of = "2021"\n', "utf-8")
    printed = reconcile("check", "--as-of", "2022-01-01", "--format", "sarif").out
    assert "sources/lake-zh/history/2021/entries.csv" in printed
    assert "sources/lake-zh/entries.csv" not in printed
    assert "history/2021" not in reconcile("check", "--format", "sarif").out
