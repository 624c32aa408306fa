from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest
from outcome import Call

import reconcile as package
from reconcile.cli.version import data_versions


def test_version_tells_the_program_first_and_its_data_below(reconcile: Call) -> None:
    outcome = reconcile("--version")
    assert outcome.code == 0
    first, *rest = outcome.out.splitlines()
    assert first == f"reconcile {package.__version__}"
    assert [line.split("  ")[0].strip() for line in rest] == ["gazetteer", "sound model", "weights"]


def test_the_hashes_are_those_of_the_files() -> None:
    folder = Path(package.__file__).parent
    weights = hashlib.sha256((folder / "matching/data/weights.toml").read_bytes()).hexdigest()
    assert data_versions()[2].endswith(weights[:12])
    with sqlite3.connect(folder / "gazetteer/data/gazetteer.sqlite") as opened:
        (count,) = opened.execute("SELECT count(*) FROM place").fetchone()
    opened.close()
    assert f"{count:,} places" in data_versions()[0]


def test_a_table_that_is_gone_is_told_and_nothing_breaks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reconcile: Call
) -> None:
    monkeypatch.setattr(package, "__file__", str(tmp_path / "__init__.py"))
    outcome = reconcile("--version")
    assert outcome.code == 0
    assert "cannot be read" in outcome.out
    assert "reconcile doctor" in outcome.out
