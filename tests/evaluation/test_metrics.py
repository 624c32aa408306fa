"""Counting of matches against labels."""

from __future__ import annotations

import pytest

from reconcile.evaluation import Task
from reconcile.evaluation.metrics import brier, judge, rankings, reliability, total
from reconcile.matching import Match, Side

TASK = Task(
    name="t",
    left=Side(names=("甲", "乙", "丙")),
    right=Side(names=("A", "B", "C")),
    gold={0: frozenset({0}), 1: frozenset({1}), 2: frozenset()},
    also={2: frozenset({2})},
)


def pair(left: int, right: int, outcome: str = "match") -> Match:
    return Match(left=left, right=right, confidence=0.8, outcome=outcome, margin=1.0)  # type: ignore[arg-type]


def test_accepted_pairs_are_right_or_wrong_and_the_rest_is_missed() -> None:
    quality, errors, truths = judge(TASK, [pair(0, 0), pair(1, 2), pair(2, 1, "possible")])
    assert (quality.right, quality.wrong, quality.missed) == (1, 1, 1)
    assert (quality.precision, quality.recall, quality.f1) == (0.5, 0.5, 0.5)
    assert len(errors) == 2
    assert truths == [True, False, False]


def test_a_partner_that_was_not_asked_for_is_no_mistake() -> None:
    quality, _, _ = judge(TASK, [pair(2, 2)])
    assert (quality.right, quality.wrong, quality.missed) == (1, 0, 2)


def test_nothing_accepted_and_nothing_asked_is_perfect() -> None:
    assert total([]).f1 == 1.0


def test_reliability_compares_what_was_claimed_with_what_is_true() -> None:
    bins = reliability([0.92, 0.94, 1.0, 0.3], [True, False, True, False])
    assert [(b.low, b.pairs, b.true) for b in bins] == [
        (0.25, 1, 0.0),
        (0.9, 2, 0.5),
        (0.99, 1, 1.0),
    ]
    assert brier([1.0, 0.5], [True, False]) == pytest.approx(0.125)


def test_recall_is_told_by_kind_and_for_all() -> None:
    found = {r.kind: r.recall for r in rankings([("a", 1), ("a", 2), ("b", None)])}
    assert found["a"] == {1: 0.5, 3: 1.0, 10: 1.0}
    assert found["all"][1] == pytest.approx(1 / 3)
