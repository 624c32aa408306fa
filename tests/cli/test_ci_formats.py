from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from outcome import Call

from reconcile.cli.init import locate_example
from reconcile.cli.repository import from_top

FORMATS = ("sarif", "junit", "github", "gitlab")


def test_all_formats_for_ci_come_from_one_run(reconcile: Call, workspace: Path) -> None:
    options = [part for name in FORMATS for part in ("--format", f"{name}=out.{name}")]
    outcome = reconcile("check", *options)
    assert (outcome.code, outcome.out) == (1, "")
    for name in FORMATS:
        assert "Toledo" in (workspace / f"out.{name}").read_text("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_same_input_gives_the_same_bytes(workspace: Path, name: str) -> None:
    command = [sys.executable, "-m", "reconcile", "check", "--format", name]
    runs = {
        subprocess.run(
            command, capture_output=True, env={"PYTHONHASHSEED": seed}, check=False
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert b"Toledo" in runs.pop()


def row_of(reconcile: Call, *before: object) -> dict[str, Any]:
    out = reconcile(*before, "check", "--select", "missing_entry", "--format", "gitlab").out
    (issue,) = json.loads(out)
    location: dict[str, Any] = issue["location"]
    return location


def test_rows_are_named_from_the_top_of_the_repository(
    reconcile: Call, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = "sources/lake-en/entries.csv"
    assert row_of(reconcile) == {"path": row, "lines": {"begin": 4}}
    top = tmp_path / "top"
    (top / ".git").mkdir(parents=True)
    for path in list(workspace.iterdir()):
        if path != top:
            path.rename(top / path.name if path.name == ".git" else _into(top / "data", path.name))
    monkeypatch.chdir(tmp_path)
    assert row_of(reconcile, "--workspace", "top/data")["path"] == f"data/{row}"
    monkeypatch.chdir(top / "data" / "sources")
    assert row_of(reconcile)["path"] == f"data/{row}"


def _into(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    return folder / name


def test_named_line_of_the_table_is_the_row(reconcile: Call, workspace: Path) -> None:
    location = row_of(reconcile)
    lines = (workspace / location["path"]).read_text("utf-8").splitlines()
    assert "Toledo" in lines[location["lines"]["begin"] - 1]


def test_every_place_of_the_example_is_the_row_of_its_line(reconcile: Call) -> None:
    example = locate_example()
    log = json.loads(reconcile("--workspace", example, "check", "--format", "sarif").out)
    places = [
        place
        for result in log["runs"][0]["results"]
        for place in (*result["locations"], *result.get("relatedLocations", []))
    ]
    assert places
    for place in places:
        physical = place["physicalLocation"]
        path = Path(example) / physical["artifactLocation"]["uri"].removeprefix(from_top(example))
        row = path.read_text("utf-8").splitlines()[physical["region"]["startLine"] - 1]
        assert row.partition(",")[0] == str(place["properties"]["originalLine"])


def test_github_appends_the_report_to_the_summary_of_the_step(
    reconcile: Call, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = workspace / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    reconcile("check", "--format", "github")
    assert summary.read_text("utf-8").startswith("before\n# Lakeside and its partners\n")
    reconcile("check", "--format", "text")
    assert summary.read_text("utf-8").count("# Lakeside and its partners\n") == 1


def test_without_the_variable_github_writes_annotations_alone(
    reconcile: Call, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    before = sorted(workspace.iterdir())
    assert reconcile("check", "--format", "github").out.startswith("::error file=sources/")
    assert sorted(workspace.iterdir()) == before


def test_summary_that_cannot_be_written_is_a_clear_error(
    reconcile: Call, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(workspace / "nowhere" / "summary.md"))
    outcome = reconcile("check", "--format", "github")
    assert outcome.code == 3
    assert "summary.md: cannot be written" in outcome.err


def test_faults_of_a_file_stand_at_its_own_lines(reconcile: Call, workspace: Path) -> None:
    (workspace / "schema.py").write_text(
        "import pandera.polars as pa\n\n\nclass Places(pa.DataFrameModel):\n"
        "    name: str\n    people: int = pa.Field(ge=0)\n"
    )
    (workspace / "lists").mkdir()
    (workspace / "lists" / "a.csv").write_text("name,people\nTurku,5\nLyon,-1\n")
    (workspace / ".git").mkdir()
    out = reconcile(
        "validate", "lists/a.csv", "--schema", "schema.py:Places", "--format", "gitlab"
    ).out
    assert json.loads(out)[0]["location"] == {"path": "lists/a.csv", "lines": {"begin": 3}}
