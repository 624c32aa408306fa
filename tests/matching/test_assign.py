"""One-to-one assignment with rejection."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from reconcile.matching.assign import assign

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
