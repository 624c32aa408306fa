from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from outcome import Call


def test_sources_without_a_schema_have_nothing_wrong(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("validate")
    assert outcome.code == 0
    assert outcome.out.splitlines()[-1].startswith("validate: 0 errors")


def test_unknown_source_proposes_the_nearest(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("validate", "lake-e")
    assert outcome.code == 2
    assert "lake-en" in outcome.err


def test_file_needs_a_schema(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("validate", "sources/lake-en/entries.csv")
    assert outcome.code == 2
    assert "--schema MODULE:MODEL" in outcome.err


def test_schema_is_for_one_file(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("validate", "--schema", "schemas/a.py:A", "a.csv", "b.csv")
    assert outcome.code == 2
    assert "--schema validates one file" in outcome.err


MODEL = """
import pandera.polars as pa


class Towns(pa.DataFrameModel):
    name: str = pa.Field(str_length={"min_value": 2})
    people: int = pa.Field(ge=0)
"""


def test_any_file_can_be_held_against_a_model(
    reconcile: Call, workspace: Path, write: Callable[[str, str], Path]
) -> None:
    write("towns.py", MODEL)
    write("towns.csv", "name,people\nTurku,200000\nX,-1\n")
    outcome = reconcile("validate", "towns.csv", "--schema", "towns.py:Towns", "--format", "json")
    data = json.loads(outcome.out)
    assert outcome.code == 1
    assert {finding["kind"] for finding in data["findings"]} == {"schema"}
    assert {place["line"] for f in data["findings"] for place in f["entries"]} == {3}


@pytest.mark.parametrize(
    ("file", "schema", "code", "part"),
    [
        ("none.csv", "towns.py:Towns", 3, "none.csv"),
        ("towns.csv", "none.py:Towns", 2, "none.py"),
        ("towns.csv", "towns.py:Cities", 2, "Cities"),
        ("towns.csv", "towns.py", 2, "MODULE:MODEL"),
    ],
)
def test_wrong_file_or_model_is_named(
    reconcile: Call,
    workspace: Path,
    write: Callable[[str, str], Path],
    file: str,
    schema: str,
    code: int,
    part: str,
) -> None:
    write("towns.py", MODEL)
    write("towns.csv", "name,people\nTurku,200000\n")
    outcome = reconcile("validate", file, "--schema", schema)
    assert outcome.code == code, outcome.err
    assert part.casefold() in outcome.err.casefold()
    assert "broke down" not in outcome.err
