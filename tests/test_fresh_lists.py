"""Lists of the same make as the five sources, with other partners: the alignment stays exact."""

from __future__ import annotations

import random

import pytest
from builders import compared, entry, source, tables
from shared import labelled_pairs

from reconcile.findings.missing import missing_entries
from reconcile.model import Relationship
from reconcile.names.country import country_name

SIZE, DROPPED = 40, 4


def fresh(seed: int) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Cities of the labelled pairs, one per name and at most three per country."""
    rng = random.Random(seed)
    cities = [row for row in labelled_pairs() if row["feature"] == "city"]
    chosen: list[dict[str, str]] = []
    for row in rng.sample(cities, len(cities)):
        same_country = sum(other["cc"] == row["cc"] for other in chosen)
        names = {other["zh"] for other in chosen} | {other["en"] for other in chosen}
        if same_country < 3 and row["zh"] not in names and row["en"] not in names:
            chosen.append(row)
        if len(chosen) == SIZE:
            break
    return {row["zh"]: row["en"] for row in chosen}, chosen


def aligned(seed: int) -> tuple[set[tuple[str, str]], set[tuple[str, str]], int]:
    """The pairs found, the pairs that are true, and how many absences were reported."""
    truth, chosen = fresh(seed)
    rng = random.Random(seed + 1)
    chinese = [
        entry(line, row["zh"], country_name(row["cc"], "zh"))
        for line, row in enumerate(chosen, start=10)
    ]
    kept = rng.sample(chosen, SIZE - DROPPED)
    english = [
        entry(line, row["en"], country_name(row["cc"], "en"))
        for line, row in enumerate(kept, start=10)
    ]
    comparison = compared(
        (source("a", "zh"), tables(chinese)), (source("b"), tables(english)), subjects=("Tartu",)
    )
    found = {pair for r in comparison.relationships if (pair := _pair(r))}
    there = {row["en"] for row in kept}
    missing = list(missing_entries(comparison))
    return found, {(zh, en) for zh, en in truth.items() if en in there}, len(missing)


def _pair(relationship: Relationship) -> tuple[str, str] | None:
    names = {e.source: e.name for e in relationship.entries}
    return (names["a"], names["b"]) if len(names) == 2 else None


@pytest.mark.parametrize("seed", range(8))
def test_fresh_partners_are_aligned_and_the_dropped_ones_reported(seed: int) -> None:
    found, truth, missing = aligned(seed)
    wrong, lost = found - truth, truth - found
    assert not wrong, f"aligned wrongly: {sorted(wrong)}"
    assert len(lost) <= 1, f"not aligned: {sorted(lost)}"
    assert missing == DROPPED + 2 * len(lost)
