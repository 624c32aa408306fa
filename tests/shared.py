"""The material beside the checkout, which is read and never committed."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def original(source_id: str) -> Path:
    """The original document of a bundled source; skips where it is absent."""
    path = SHARED / "originals" / f"{source_id}.txt"
    if not path.is_file():
        pytest.skip(f"{path.name} lies in ../shared/originals, which is not here")
    return path


def beside(name: str) -> Path:
    """A file or folder of the material; skips where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} lies in ../shared, which is not here")
    return path


@cache
def labelled_pairs() -> tuple[dict[str, str], ...]:
    """The labelled Chinese-English pairs of ../shared/dev, certain ones; skips where absent."""
    path = SHARED / "dev" / "toponyms-dev.tsv"
    if not path.is_file():
        pytest.skip("the labelled pairs lie in ../shared/dev, which is not here")
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(row for row in rows if row["confidence"] in {"A", "B"})
