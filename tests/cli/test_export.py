from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from outcome import Call

from reconcile.tables.xlsx import read_xlsx


def test_merged_list_goes_to_stdout_as_csv(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("export")
    assert (outcome.code, outcome.err) == (0, "")
    rows = {row["name_en"]: row for row in csv.DictReader(io.StringIO(outcome.out))}
    assert set(rows) == {"Turku", "Malmo", "Toledo"}
    turku = rows["Turku"]
    assert (turku["name_zh"], turku["country"], turku["date"]) == ("图尔库", "FI", "1998-05-02")
    assert (turku["lake-en_line"], turku["lake-zh_line"]) == ("5", "7")
    assert turku["date_why"] == "lake-en:5, lake-zh:7 agree"


def test_merged_list_as_json_goes_into_a_file(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("export", "lakes", "--format", "json", "--output", "m.json")
    assert (outcome.code, outcome.out) == (0, "")
    assert "written to m.json" in outcome.err
    document = json.loads((workspace / "m.json").read_text("utf-8"))
    assert (document["schema"], document["report"]) == ("reconcile-merged/1", "lakes")
    assert document["date"] == "2024-01-31"


def test_merged_list_as_a_workbook(reconcile: Call, workspace: Path) -> None:
    assert reconcile("export", "--format", "xlsx", "--output", "m.xlsx").code == 0
    (_, header), *rows = read_xlsx((workspace / "m.xlsx").read_bytes(), "m.xlsx")
    assert header[0] == "id"
    assert len(rows) == 3


def test_package_is_a_folder_of_tables_and_their_descriptions(
    reconcile: Call, workspace: Path
) -> None:
    outcome = reconcile("export", "--format", "package", "--output", "out/package")
    assert outcome.code == 0
    assert sorted(path.name for path in (workspace / "out/package").iterdir()) == [
        "csv-metadata.json", "datapackage.json", "entries.csv", "findings.csv", "places.csv",
        "relationships.csv", "sources.csv",
    ]  # fmt: skip


def test_same_sources_give_the_same_bytes_on_any_day(
    reconcile: Call, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = reconcile("export").out
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert reconcile("export").out == first


def test_letter_is_in_the_language_of_its_source(reconcile: Call, workspace: Path) -> None:
    chinese = reconcile("export", "--letter", "lake-zh", "--by", "Ada")
    assert chinese.code == 0
    assert chinese.out.startswith("关于《湖滨市友好城市》的更正建议\n")
    assert "（西班牙）" in chinese.out
    assert chinese.out.endswith("Ada\n2024-01-31\n")
    english = reconcile("export", "--letter", "lake-en")
    assert english.out.startswith("Suggested corrections to “Lakeside: Our twins”\n")


def test_certain_ties_are_told_to_wikidata(reconcile: Call, workspace: Path) -> None:
    rows = csv.DictReader(io.StringIO(reconcile("export").out))
    turku = next(row["partner"] for row in rows if row["name_en"] == "Turku")
    (workspace / "q.csv").write_text(f"id,qid\nLakeside,Q1\n{turku},Q2\n", "utf-8")
    statements = reconcile("export", "--format", "quickstatements", "--qids", "q.csv")
    assert statements.out.splitlines()[0] == "Q1\tP190\tQ2\tP580\t+1998-05-02T00:00:00Z/11"
    mismatches = reconcile("export", "--format", "mismatch", "--qids", "q.csv")
    assert mismatches.out.splitlines()[1] == "Q1,,P190,,,Q2,,statement"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("lake",), '"lake" is no report'),
        (("--format", "docx"), "docx"),
        (("--format", "package"), "a package is a folder"),
        (("--format", "mismatch"), "mismatch needs a table of Q-ids"),
        (("--format", "mismatch", "--qids", "none.csv"), "none.csv: cannot be read"),
        (("--letter", "lake-fr"), '"lake-fr" is no source of this report'),
        (("--letter", "lake-en", "--format", "csv"), "--letter writes a letter"),
        (("--by", "Ada"), "--by signs a letter"),
        (("--output", "none/m.csv"), "cannot be written"),
    ],
)
def test_wrong_options_are_told(
    reconcile: Call, workspace: Path, arguments: tuple[str, ...], problem: str
) -> None:
    outcome = reconcile("export", *arguments)
    assert outcome.code in {2, 3}
    assert outcome.out == ""
    assert problem in outcome.err


def test_report_is_to_be_named_where_there_are_several(reconcile: Call, workspace: Path) -> None:
    (workspace / "reports/more").mkdir()
    text = (workspace / "reports/lakes/report.toml").read_text("utf-8")
    (workspace / "reports/more/report.toml").write_text(text, "utf-8")
    outcome = reconcile("export")
    assert outcome.code == 2
    assert "there are several reports: lakes, more" in outcome.err
    assert reconcile("export", "more").code == 0
