from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from outcome import Call

# Two invented towns, named so that nothing but the gazetteer can bring the names together.
TOWNS = (
    "9000001\tQuorvik\tQuorvik\t灯塔镇\t60.1\t22.2\tP\tPPL\tFI\t\t02\t\t\t\t90000\t\t22\tx\t2024\n"
    "9000002\tBelmar\tBelmar\t金港\t61.1\t23.2\tP\tPPL\tFI\t\t02\t\t\t\t80000\t\t22\tx\t2024\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "FI.txt").write_text(TOWNS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_info_tells_what_is_embedded(reconcile: Call) -> None:
    outcome = reconcile("gazetteer", "info")
    assert outcome.code == 0
    for part in ("83,958 cities", "GeoNames", "(CC BY 4.0)", "reconcile-gazetteer/1 sha256:"):
        assert part in outcome.out


def test_a_built_file_is_described_and_used_for_matching(reconcile: Call, folder: Path) -> None:
    made = reconcile("gazetteer", "build", "my.sqlite", "--geonames", "FI.txt")
    assert made.code == 0
    assert "2 places: 2 cities, 0 subdivisions" in made.out
    assert reconcile("gazetteer", "info", "--gazetteer", "my.sqlite").out == made.out
    (folder / "zh.csv").write_text("name,country\n金港,芬兰\n灯塔镇,芬兰\n", "utf-8")
    (folder / "en.csv").write_text("name,country\nQuorvik,Finland\nBelmar,Finland\n", "utf-8")
    outcome = reconcile("match", "zh.csv", "en.csv", "--gazetteer", "my.sqlite")
    pairs = {
        (row["left_name"], row["right_name"])
        for row in csv.DictReader(io.StringIO(outcome.out)) if row["outcome"] == "match"
    }  # fmt: skip
    assert pairs == {("金港", "Belmar"), ("灯塔镇", "Quorvik")}
    without = reconcile("match", "zh.csv", "en.csv")
    assert "gazetteer" in outcome.out
    assert ",match," not in without.out


def test_malformed_lines_are_told_on_stderr(reconcile: Call, folder: Path) -> None:
    (folder / "FI.txt").write_text(TOWNS + "9000003\tCut off\n", "utf-8")
    outcome = reconcile("gazetteer", "build", "my.sqlite", "--geonames", "FI.txt")
    assert outcome.code == 0
    assert "FI.txt: 1 malformed, left out" in outcome.err
    assert "FI.txt:3: 2 columns, expected 19" in outcome.err


@pytest.mark.parametrize(
    ("options", "code", "part"),
    [
        (["build", "my.sqlite"], 2, "nothing to build from"),
        (["build", "FI.txt", "--geonames", "FI.txt"], 2, "would replace"),
        (["build", "my.sqlite", "--geonames", "none.txt"], 3, "none.txt"),
        (["build", "my.sqlite", "--geonames", "FI.txt", "--country", "Finland"], 2, "two letters"),
        (["info", "--gazetteer", "FI.txt"], 3, "no gazetteer could be read"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_done_is_said(
    reconcile: Call, options: list[str], code: int, part: str
) -> None:
    outcome = reconcile("gazetteer", *options)
    assert outcome.code == code
    assert part in outcome.err
    assert "Traceback" not in outcome.err
