"""Position in the list: stated numbers count where the sure pairs prove that they do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.matching import Match, MatchOptions, Side, align, align_columns, rank
from reconcile.matching.align import assign_pieces
from reconcile.matching.knowledge import Knowledge, open_knowledge
from reconcile.matching.pieces import plan_pieces, score_leftovers, score_piece, settle
from reconcile.matching.position import LEAST, MOST, position
from reconcile.matching.side import prepare

NONE = MatchOptions(gazetteer="none")
SURE = (
    ("里昂", "Lyon"), ("布里斯托尔", "Bristol"), ("叶卡捷琳堡", "Yekaterinburg"),
    ("曼彻斯特", "Manchester"), ("波尔图", "Porto"), ("马德里", "Madrid"),
    ("伯明翰", "Birmingham"), ("德班", "Durban"), ("堪培拉", "Canberra"),
    ("利物浦", "Liverpool"), ("墨尔本", "Melbourne"), ("布达佩斯", "Budapest"),
    ("巴塞罗那", "Barcelona"), ("斯图加特", "Stuttgart"), ("哥本哈根", "Copenhagen"),
    ("塔林", "Tallinn"),
)  # fmt: skip
LONELY = ("卡萨尔", "Castres")  # alike, but too little for a match


def knowledge() -> Knowledge:
    return open_knowledge("none")


def numbered(
    pairs: Sequence[tuple[str, str]], left: Sequence[str], right: Sequence[str]
) -> tuple[Side, Side]:
    return (
        Side(names=tuple(zh for zh, _ in pairs), positions=tuple(left)),
        Side(names=tuple(en for _, en in pairs), positions=tuple(right)),
    )


def counted(rows: int, *, first: int = 1) -> tuple[str, ...]:
    return tuple(str(first + row) for row in range(rows))


def values(left: Side, right: Side, sure: int) -> np.ndarray:
    """What position says of all pairs of two lists, whose first rows are sure partners."""
    i, j = (grid.ravel() for grid in np.indices((len(left), len(right))))
    ready = prepare(left, knowledge()), prepare(right, knowledge())
    return position(*ready, i, j, (i == j) & (i < sure)).reshape(len(left), len(right))


def shuffled(side: Side, order: Sequence[int]) -> Side:
    return side.take(list(order))


def said(matches: Sequence[Match], left: Sequence[int], right: Sequence[int]) -> set[object]:
    """Matches with the rows that they had before they were shuffled."""
    return {
        replace(
            m,
            left=None if m.left is None else left[m.left],
            right=None if m.right is None else right[m.right],
        )
        for m in matches
    }


def test_rows_of_one_place_in_one_order_gain_and_far_ones_lose() -> None:
    said = values(*numbered(SURE, counted(16), counted(16)), sure=15)
    assert said[15, 15] > 1
    assert said[15, 2] < -0.5
    assert said.max() <= MOST
    assert said.min() >= LEAST


@pytest.mark.parametrize(
    "other",
    [
        counted(16, first=101),  # another beginning
        counted(16)[::-1],  # the newest first
        tuple(str(10 * n) for n in range(16)),  # a list that has ten times the rows
        tuple(f"No. {n}" for n in range(1, 17)),
    ],
)
def test_lists_may_count_in_their_own_way(other: tuple[str, ...]) -> None:
    said = values(*numbered(SURE, counted(16), other), sure=16)
    assert said[7, 7] > 1
    assert said[7, 7] > said[7, 1]


def test_a_block_that_was_moved_is_foretold_from_its_own_neighbours() -> None:
    moved = [*range(9, 17), *range(1, 9)]
    said = values(*numbered(SURE, counted(16), [str(n) for n in moved]), sure=16)
    assert said[3, 3] > 0.5
    assert said[12, 12] > 0.5


def test_numbers_in_no_common_order_say_nothing() -> None:
    for seed in range(30):
        other = list(counted(16))
        random.Random(seed).shuffle(other)
        assert not values(*numbered(SURE, counted(16), other), sure=16).any()


def test_a_few_sure_pairs_prove_nothing() -> None:
    assert not values(*numbered(SURE, counted(16), counted(16)), sure=3).any()


def test_rows_without_a_number_are_not_judged() -> None:
    left, right = numbered(SURE, counted(16), counted(16))
    said = values(replace(left, positions=(*left.positions[:15], "")), right, sure=15)
    assert not said[15].any()
    assert said[3, 3] > 0


def test_two_numberings_in_one_list_are_kept_apart() -> None:
    both = [f"{mark}{n}" for mark in ("A-", "B-") for n in range(1, 9)]
    said = values(*numbered(SURE, both, both), sure=16)
    assert said[2, 2] > 0
    assert said[2, 10] == 0  # A-3 against B-3: of these two numberings nothing is known


def test_each_block_is_a_list_of_its_own() -> None:
    left, right = numbered(SURE, counted(16), counted(16))
    blocks = ("one",) * 13 + ("two",) * 3
    found = align(replace(left, blocks=blocks), replace(right, blocks=blocks), options=NONE)
    told = [any("position" in reason for reason in m.reasons) for m in found if m.left is not None]
    assert any(told[:13])
    assert not any(told[13:])


def test_numbers_lift_a_doubtful_pair_and_the_reason_says_so() -> None:
    left, right = numbered((*SURE, LONELY), counted(17), counted(17))
    plain = align(replace(left, positions=()), replace(right, positions=()), options=NONE)
    found = align(left, right, options=NONE)
    before, after = (next(m for m in ms if m.left == 16) for ms in (plain, found))
    assert after.right == 16
    assert after.confidence > before.confidence
    assert any(reason.startswith("position: 17 against 17, near") for reason in after.reasons)


def test_numbers_tell_equal_names_apart() -> None:
    twice = (("奥克兰", "Auckland"), *SURE, ("奥克兰", "Oakland"))
    left, right = numbered(twice, counted(18), counted(18))
    found = align(left, right)
    assert {(m.left, m.right) for m in found if m.left in {0, 17}} == {(0, 0), (17, 17)}


def test_rankings_use_the_numbers_too() -> None:
    left, right = numbered((*SURE, LONELY), counted(17), counted(17))
    first = next(m for m in rank(left, right, options=replace(NONE, top=1)) if m.left == 16)
    assert first.right == 16
    assert any("position" in reason for reason in first.reasons)


def test_pieces_give_what_the_whole_gives_with_numbers() -> None:
    left, right = numbered((*SURE, LONELY), counted(17), counted(17))
    plan = plan_pieces(left, right, rows=5)
    parts = [score_piece(left, right, piece, options=NONE) for piece in plan]
    done = settle(left, right, parts)
    parts += [score_leftovers(left, right, piece, done, options=NONE) for piece in plan]
    found = assign_pieces(left, right, parts, options=NONE).matches()
    assert found == align_columns(left, right, options=NONE).matches()


@given(st.randoms(use_true_random=False), st.permutations(range(17)))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_rows_changes_nothing(chance: random.Random, order: list[int]) -> None:
    other = list(range(17))
    chance.shuffle(other)
    left, right = numbered((*SURE, LONELY), counted(17), counted(17))
    found = align(shuffled(left, order), shuffled(right, other), options=NONE)
    plain = align(left, right, options=NONE)
    assert said(found, order, other) == said(plain, range(17), range(17))


@given(st.lists(st.sampled_from(["", "x", "last", "-"]), min_size=16, max_size=16))
@settings(max_examples=15, deadline=None)
def test_without_numbers_nothing_changes(cells: list[str]) -> None:
    left, right = numbered(SURE, cells, counted(16))
    plain = align(replace(left, positions=()), replace(right, positions=()), options=NONE)
    assert align(left, right, options=NONE) == plain


@given(
    st.lists(st.sampled_from(["", *map(str, range(12)), "999999", "b2"]), min_size=16, max_size=16),
    st.lists(st.sampled_from(["", *map(str, range(12)), "999999", "b2"]), min_size=16, max_size=16),
    st.integers(0, 16),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_numbered_stays_within_bounds(
    left: list[str], right: list[str], sure: int
) -> None:
    said = values(*numbered(SURE, left, right), sure=sure)
    assert np.isfinite(said).all()
    assert said.max() <= MOST + 1e-6
    assert said.min() >= LEAST - 1e-6
