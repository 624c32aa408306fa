from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from outcome import Call

COLUMNS = (
    "left_row,right_row,left_id,right_id,left_name,right_name,confidence,outcome,margin,reason"
)


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two lists of two and three places, and which of them are the same."""
    for name, text in {
        "zh.csv": "id,name,country\na,图尔库,芬兰\nb,里昂,法国\n",
        "en.tsv": "id\tname\tcountry\n1\tLyon\tFrance\n2\tTurku\tFinland\n3\tLima\tPeru\n",
        "gold.csv": "left,right,kind\na,2,phonetic\nb,1,phonetic\n",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_matches_go_to_stdout_as_csv_and_counts_to_stderr(reconcile: Call, lists: Path) -> None:
    outcome = reconcile("match", "zh.csv", "en.tsv")
    assert outcome.code == 0
    assert outcome.out.splitlines()[0] == COLUMNS
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert [(r["left_id"], r["right_id"], r["outcome"]) for r in rows] == [
        ("a", "2", "match"),
        ("b", "1", "match"),
        ("", "3", "right_only"),
    ]
    assert outcome.err == "2 match, 1 right_only\n"


def test_output_goes_into_a_file_by_its_suffix(reconcile: Call, lists: Path) -> None:
    outcome = reconcile("match", "zh.csv", "en.tsv", "--output", "out.jsonl")
    assert outcome.out == ""
    lines = (lists / "out.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[0])["right_name"] == "Turku"


def test_top_ranks_candidates(reconcile: Call, lists: Path) -> None:
    outcome = reconcile("match", "zh.csv", "en.tsv", "--top", "1")
    assert outcome.out.splitlines()[0] == f"{COLUMNS},rank"


@pytest.mark.parametrize(
    ("options", "code", "part"),
    [
        (["none.csv", "en.tsv"], 3, "none.csv"),
        (["zh.csv", "en.tsv", "--left-name", "nam"], 2, "Did you mean 'name'?"),
        (["zh.csv", "en.tsv", "--threshold", "2"], 2, "no probability"),
        (["zh.csv", "en.tsv", "--top", "0"], 2, "top 0"),
        (["zh.csv", "en.tsv", "--by", "list"], 2, "'list'"),
        (["zh.csv", "en.tsv", "--output", "a.doc"], 2, ".doc"),
        (["zh.csv", "en.tsv", "--engine", "ray"], 2, "dask"),
        (["zh.csv", "en.tsv", "--jobs", "0"], 2, "0 jobs"),
        (["zh.csv", "en.tsv", "--scheduler", "tcp://127.0.0.1:1"], 2, "--engine dask"),
        (["zh.csv", "en.tsv", "--spark-remote", "local"], 2, "--engine spark"),
    ],
)
def test_options_that_make_no_sense_are_told(
    reconcile: Call, lists: Path, options: list[str], code: int, part: str
) -> None:
    outcome = reconcile("match", *options)
    assert outcome.code == code
    assert outcome.out == ""
    assert part in outcome.err


def test_a_kept_folder_changes_nothing_about_the_result(reconcile: Call, lists: Path) -> None:
    plain = reconcile("match", "zh.csv", "en.tsv")
    for _ in range(2):
        kept = reconcile("match", "zh.csv", "en.tsv", "--resume", "work/new", "--jobs", "1")
        assert (kept.code, kept.out, kept.err) == (0, plain.out, plain.err)
    assert [path.name for path in (lists / "work" / "new").iterdir()] == ["done"]


@pytest.mark.parametrize(("engine", "module"), [("dask", "distributed"), ("spark", "pyspark")])
def test_an_engine_without_its_extra_says_what_to_install(
    reconcile: Call, lists: Path, monkeypatch: pytest.MonkeyPatch, engine: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    outcome = reconcile("match", "zh.csv", "en.tsv", "--engine", engine)
    assert outcome.code == 2
    assert (
        "pip install 'reconcile-places[" + engine + "]'" in outcome.err or "pyarrow" in outcome.err
    )


def test_evaluation_prints_its_figures_and_writes_them(reconcile: Call, lists: Path) -> None:
    outcome = reconcile("evaluate", "zh.csv", "en.tsv", "gold.csv", "--output", "figures.json")
    assert outcome.code == 0
    assert outcome.out.startswith("precision 1.0000  recall 1.0000  F1 1.0000\n")
    assert "phonetic" in outcome.out
    figures = json.loads((lists / "figures.json").read_text("utf-8"))
    assert (figures["f1"], figures["right"]) == (1.0, 2)


def test_explain_tells_the_evidence_and_its_sum(reconcile: Call) -> None:
    outcome = reconcile("explain", "图尔库", "Turku", "--country", "FI")
    assert outcome.code == 0
    assert outcome.out.startswith("图尔库 and Turku: confidence 0.9")
    assert outcome.out.splitlines()[-1].startswith("sum")


def test_resolve_links_names_to_the_gazetteer(reconcile: Call, lists: Path) -> None:
    outcome = reconcile("resolve", "zh.csv")
    assert outcome.code == 0
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert [(row["left_id"], row["right_id"]) for row in rows] == [
        ("a", "geonames:633679"),
        ("b", "geonames:2996944"),
    ]
