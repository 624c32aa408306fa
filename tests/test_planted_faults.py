"""A changed cell, a dropped row, a swapped name is found wherever something else holds it fast.

`pytest tests/test_planted_faults.py -s` prints the table by sort of fault.
"""

from __future__ import annotations

import random
from collections import Counter

import pytest
from faults import SORTS, Bench, Fault
from shared import ROOT

from reconcile.model import Finding
from reconcile.workspace import load

NUMBER = 170  # ten of each sort


@pytest.fixture(scope="module")
def bench() -> Bench:
    workspace = load(ROOT)
    return Bench(workspace, workspace.reports["sister-cities"])


@pytest.fixture(scope="module")
def planted(bench: Bench) -> list[tuple[Fault, list[Finding]]]:
    return [(fault, bench.told(fault)) for fault in bench.faults(random.Random(20261122), NUMBER)]


def test_an_unchanged_workspace_reports_no_fault(bench: Bench) -> None:
    assert {f.id for f in bench.check(bench.tables).values()} == set(bench.before)


def test_every_constrained_fault_is_found(planted: list[tuple[Fault, list[Finding]]]) -> None:
    count: Counter[tuple[str, str]] = Counter()
    missed = []
    for fault, told in planted:
        count[fault.sort, "planted"] += 1
        count[fault.sort, "constrained"] += fault.constrained
        count[fault.sort, "found"] += bool(told)
        if fault.constrained and not told:
            missed.append(str(fault))
    print(f"\n{'sort of fault':24} {'planted':>8} {'constrained':>12} {'found':>6}")
    for sort in sorted(SORTS):
        numbers = [count[sort, what] for what in ("planted", "constrained", "found")]
        print(f"{sort:24} {numbers[0]:8} {numbers[1]:12} {numbers[2]:6}")
    total = [
        sum(count[sort, what] for sort in SORTS) for what in ("planted", "constrained", "found")
    ]
    print(f"{'all':24} {total[0]:8} {total[1]:12} {total[2]:6}")
    print(f"share of changed cells that something constrains: {total[1] / total[0]:.2f}")
    assert not missed
    assert total[1] / total[0] > 0.8


def test_a_fault_is_told_on_its_own_line(planted: list[tuple[Fault, list[Finding]]]) -> None:
    """Dropped rows have no line any more; all others must be told where they stand."""
    astray = [
        str(fault)
        for fault, told in planted
        if fault.constrained
        and fault.sort not in {"lost row", "swapped rows", "swapped names"}
        and not any(
            (spot.source, spot.line) in {(fault.source, fault.line), (fault.source, fault.line + 1)}
            for finding in told
            for spot in finding.entries
        )
    ]
    assert not astray
