"""Pieces of the work: however the lists are cut, the result is that of the whole."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from reconcile.bench.lists import BenchLists, chinese_lists, english_lists
from reconcile.matching import MatchOptions, Side, align_columns, pieces, rank_columns
from reconcile.matching.align import assign_pieces, rank_pieces
from reconcile.matching.found import Found

NONE = MatchOptions(gazetteer="none")
LISTS = {
    "chinese": lambda: chinese_lists(700, country=False),
    "chinese with countries": lambda: chinese_lists(900),
    "english": lambda: english_lists(900),
    "english without countries": lambda: english_lists(500, country=False),
}


def in_pieces(
    lists: BenchLists, options: MatchOptions, *, rows: int, ranked: bool = False
) -> Found:
    plan = pieces.plan_pieces(lists.left, lists.right, rows=rows)
    assert len(plan) > 1
    sides = lists.left, lists.right
    found = [pieces.score_piece(*sides, piece, options=options) for piece in reversed(plan)]
    found = [pieces.Pairs.of(pickle.loads(pickle.dumps(part)).columns()) for part in found]
    settled = pieces.settle(*sides, found)
    more = [pieces.score_leftovers(*sides, piece, settled, options=options) for piece in plan]
    return (rank_pieces if ranked else assign_pieces)(*sides, [*more, *found], options=options)


def same(one: Found, two: Found) -> bool:
    columns = ("left", "right", "confidence", "outcome", "margin")
    return one.reasons == two.reasons and all(
        np.array_equal(getattr(one, column), getattr(two, column)) for column in columns
    )


@pytest.mark.parametrize("name", LISTS)
def test_pieces_give_what_the_whole_gives(name: str) -> None:
    lists = LISTS[name]()
    whole = align_columns(lists.left, lists.right, options=NONE)
    assert same(in_pieces(lists, NONE, rows=250), whole)


def test_pieces_rank_as_the_whole_does() -> None:
    lists, options = english_lists(600), MatchOptions(gazetteer="none", top=3)
    whole = rank_columns(lists.left, lists.right, options=options)
    cut = in_pieces(lists, options, rows=170, ranked=True)
    assert same(cut, whole)
    assert np.array_equal(cut.rank, whole.rank)


def test_pieces_answer_for_every_row_once() -> None:
    left, right = Side(names=("a",) * 10), Side(names=("b",) * 7)
    plan = pieces.plan_pieces(left, right, rows=3)
    for side, edges in ((left, [p.left for p in plan]), (right, [p.right for p in plan])):
        assert [row for start, stop in edges for row in range(start, stop)] == [*range(len(side))]


def test_a_block_is_compared_as_if_it_stood_alone() -> None:
    lists = chinese_lists(400, shards=4)
    whole = align_columns(lists.left, lists.right, options=NONE)
    for shard in ("0", "3"):
        rows = [n for n, block in enumerate(lists.left.blocks) if block == shard]
        others = [n for n, block in enumerate(lists.right.blocks) if block == shard]
        alone = align_columns(lists.left.take(rows), lists.right.take(others), options=NONE)
        told = {(m.left, m.right): (m.confidence, m.outcome, m.reasons) for m in whole.matches()}
        assert {
            (
                None if m.left is None else rows[m.left],
                None if m.right is None else others[m.right],
            ): (m.confidence, m.outcome, m.reasons)
            for m in alone.matches()
        }.items() <= told.items()


def test_progress_goes_up_to_the_rows_of_both_lists() -> None:
    heard: list[tuple[int, int]] = []
    lists = english_lists(300)
    align_columns(
        lists.left, lists.right, options=NONE, progress=lambda *where: heard.append(where)
    )
    assert {total for _, total in heard} == {600}
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
