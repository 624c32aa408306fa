"""One-to-one assignment with rejection."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.matching.assign import LARGEST, assign

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(-3, 9).map(float), max_size=12
)


def test_the_best_whole_beats_the_best_single_pair() -> None:
    assert assign([0, 0, 1], [0, 1, 0], [10.0, 9.0, 9.0]) == [1, 2]


def test_a_pair_without_gain_is_left_unmade() -> None:
    assert assign([0, 1], [0, 1], [0.0, -1.0]) == []


@given(PAIRS)
def test_no_row_is_used_twice_and_no_assignment_is_better(
    pairs: dict[tuple[int, int], float],
) -> None:
    cells = list(pairs)
    chosen = assign([i for i, _ in cells], [j for _, j in cells], list(pairs.values()))
    assert len({cells[n][0] for n in chosen}) == len(chosen)
    assert len({cells[n][1] for n in chosen}) == len(chosen)
    best = max(
        sum(max(0.0, pairs.get((row, column), 0.0)) for row, column in enumerate(order))
        for order in permutations(range(5))
    )
    assert sum(pairs[cells[n]] for n in chosen) == best


def test_ties_are_settled_and_nothing_is_assigned_of_nothing() -> None:
    assert assign([], [], []) == []
    assert len(assign([0, 0, 1, 1], [0, 1, 0, 1], [5.0] * 4)) == 2
    assert assign([3, 3], [7, 9], [1.0, 1.0]) in ([0], [1])


def chain(size: int, seed: int) -> tuple[list[int], list[int], list[float]]:
    """Rows that each meet two neighbours: too long and thin for a matrix, and never sure."""
    chance = random.Random(seed)
    ends = [(row, row + step) for row in range(size) for step in (0, 1)]
    return [i for i, _ in ends], [j for _, j in ends], [chance.uniform(9, 10) for _ in ends]


def best_of_chain(gain: list[float]) -> float:
    """The best total of pairs of which no two are neighbours."""
    without, total = 0.0, 0.0
    for one in gain:
        without, total = total, max(total, without + one)
    return total


@pytest.mark.parametrize("size", [3, 90, 300])  # a matrix, a large one, and none
def test_a_long_chain_is_assigned_exactly(size: int) -> None:
    i, j, gain = chain(size, size)
    chosen = assign(i, j, gain)
    assert chosen == sorted(set(chosen))
    assert len({i[n] for n in chosen}) == len({j[n] for n in chosen}) == len(chosen)
    assert sum(gain[n] for n in chosen) == pytest.approx(best_of_chain(gain))


def test_chains_side_by_side_are_assigned_each_as_if_it_were_alone() -> None:
    parts = [chain(size, size) for size in (40, 2, 25)]
    i, j, gain, start = [], [], [], 0
    for rows, columns, values in parts:
        i += [start + row for row in rows]
        j += [start + column for column in columns]
        gain += values
        start += 100
    order = random.Random(1).sample(range(len(i)), len(i))
    chosen = assign([i[n] for n in order], [j[n] for n in order], [gain[n] for n in order])
    total = sum(gain[order[n]] for n in chosen)
    assert total == pytest.approx(sum(best_of_chain(values) for *_, values in parts))


def test_what_is_too_large_is_cut_at_its_weakest_pairs() -> None:
    i, j, gain = chain(LARGEST + 200, 7)
    chosen = assign(i, j, gain)
    assert len({i[n] for n in chosen}) == len({j[n] for n in chosen}) == len(chosen)
    best = best_of_chain(gain)
    assert 0.85 * best < sum(gain[n] for n in chosen) < best


def test_a_few_rows_that_very_many_want_cost_little_and_get_the_best() -> None:
    # A square matrix of all of them would take 20 GB.
    rows, wanted = 50_000, 5
    i = [row for row in range(rows) for _ in range(2)]
    j = [column for row in range(rows) for column in (row % wanted, (row + 1) % wanted)]
    chance = random.Random(3)
    gain = [chance.uniform(1, 2) for _ in i]
    chosen = assign(i, j, gain)
    assert {j[n] for n in chosen} == set(range(wanted))
    assert sum(gain[n] for n in chosen) > wanted * 1.999
    assert assign(j, i, gain) == chosen
