"""Debian's OpenRefine reconciles Guangzhou's Chinese names: guesses types, uses properties,
extends data. Slow check `openrefine`; skipped where OpenRefine is not installed."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from shared import ROOT

if not os.environ.get("RECONCILE_OPENREFINE"):
    pytest.skip(
        "RECONCILE_OPENREFINE is not set: .ci/slow/openrefine sets it", allow_module_level=True
    )
if not Path("/usr/share/openrefine").is_dir() or shutil.which("java") is None:
    pytest.skip(
        "Debian's packages openrefine and default-jre-headless are not installed",
        allow_module_level=True,
    )
# The tool, which is not ours, leaves files to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(scope="module")
def running(openrefine: ModuleType) -> Iterator[str]:
    """The address of an OpenRefine on loopback with an empty data folder."""
    with openrefine.OpenRefine.start() as started:
        yield started.base


def rows(source: str) -> list[dict[str, str]]:
    """The entries of Guangzhou's first table in a bundled source."""
    with (ROOT / "sources" / source / "entries.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["relation"] == "sister"]


def refined(
    openrefine: ModuleType, running: str, address: str, tmp_path: Path, extend: list[str]
) -> tuple[list[dict[str, str]], list[str]]:
    """What OpenRefine makes of the Chinese list, and the types that it guesses, likeliest first."""
    table = tmp_path / "names.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "country", "date"])
        writer.writerows([row["name"], row["country"], row["date"]] for row in rows("guangzhou-zh"))
    told: dict[str, Any] = {
        "column": "name",
        "properties": {"country": "country", "date": "date"},
        "openrefine": running,
    }
    first = openrefine.reconcile_csv(address, str(table), **told)
    guessed = [str(kind["id"]) for kind in first.guessed_types]
    result = openrefine.reconcile_csv(
        address, str(table), **told, type_id=guessed[0], extend=extend, guess_types=False
    )
    return result.rows, guessed


def test_the_names_are_matched_with_the_gazetteer(
    openrefine: ModuleType, running: str, live: str, tmp_path: Path
) -> None:
    from reconcile.gazetteer import Gazetteer
    from reconcile.group.partner import places_named
    from reconcile.names.country import country_codes

    found, guessed = refined(
        openrefine,
        running,
        f"{live}/reconcile",
        tmp_path,
        ["country_code", "name_en", "coordinates"],
    )
    assert guessed[0] == "city"
    matched = [row for row in found if row["recon_judgment"] == "matched"]
    assert len(matched) >= 36
    # The English list, number by number, is the judge.
    for row, english in zip(found, rows("guangzhou-en"), strict=True):
        if row["recon_judgment"] == "matched":
            (code,) = country_codes(english["country"])
            places = places_named(english["name"], code, Gazetteer.default())
            assert row["recon_id"] in [place.id for place in places], (row, english)
    for row in matched:
        assert row["country code"]
        assert row["English name"]
        assert row["coordinates"]


def test_the_names_are_matched_with_the_english_list(
    openrefine: ModuleType, running: str, live: str, tmp_path: Path
) -> None:
    found, guessed = refined(
        openrefine,
        running,
        f"{live}/reconcile/guangzhou-en",
        tmp_path,
        ["name", "date", "line"],
    )
    assert guessed[0] == "city"
    assert sum(row["recon_judgment"] == "matched" for row in found) >= 36
    for row, english in zip(found, rows("guangzhou-en"), strict=True):
        if row["recon_judgment"] == "matched":
            assert row["recon_name"] == english["name"]
            assert row["line"] == english["line"]
