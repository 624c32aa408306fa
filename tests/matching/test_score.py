"""Margins, leads, regrets and confidence, each against its definition written out plainly."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.matching.assign import assign
from reconcile.matching.policy import POLICY, STATED, Calibration, model
from reconcile.matching.score import (
    CLAIM,
    CLAIMED,
    FLOOR,
    NO_RIVAL,
    UNCLAIMED,
    Margins,
    Scored,
    confidence,
    joined,
    leads,
    less_claims,
    regrets,
    repeats,
    rivals,
    signals,
)

Pairs = dict[tuple[int, int], float]
PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)),
    st.integers(-5, 9).map(float),
    min_size=1,
    max_size=10,
)


def scored(pairs: Pairs) -> Scored:
    """Candidate pairs with these weights."""
    number = len(pairs)
    return Scored(
        i=np.array([i for i, _ in pairs], np.int64),
        j=np.array([j for _, j in pairs], np.int64),
        weight=np.array(list(pairs.values()), np.float64),
        view=np.arange(number),
        said=np.arange(2 * number, dtype=np.float32).reshape(number, 2),
    )


def others(pairs: Pairs, cell: tuple[int, int], side: int) -> list[float]:
    """Weights of the other pairs of a pair's left row (0) or right row (1)."""
    return [w for other, w in pairs.items() if other != cell and other[side] == cell[side]]


def margin(weight: float, rivals_: list[float]) -> float:
    return weight - math.log(max(sum(map(math.exp, rivals_)) + math.exp(NO_RIVAL), 0))


@given(PAIRS)
def test_a_margin_is_the_weight_less_the_summed_odds_of_the_rivals(pairs: Pairs) -> None:
    found = rivals(scored(pairs), np.ones(len(pairs), bool))
    for side, column in enumerate((found.left, found.right)):
        wanted = [margin(w, others(pairs, cell, side)) for cell, w in pairs.items()]
        assert column == pytest.approx(wanted, abs=1e-6)
    assert (found.narrow <= found.wide).all()
    assert found.narrow + found.wide == pytest.approx(found.left + found.right)


def test_a_pair_that_does_not_count_is_nobody_s_rival() -> None:
    two = scored({(0, 0): 3.0, (0, 1): 2.0, (1, 1): 1.0})
    found = rivals(two, np.array([True, False, True]))
    assert found.left[0] == pytest.approx(3.0 - NO_RIVAL)
    assert found.left[1] == pytest.approx(margin(2.0, [3.0]))
    assert found.right[2] == pytest.approx(1.0 - NO_RIVAL)


@given(PAIRS)
def test_a_lead_is_held_over_the_best_other_pair_of_the_row(pairs: Pairs) -> None:
    made = scored(pairs)
    wanted = [w - max([NO_RIVAL, *others(pairs, cell, 0)]) for cell, w in pairs.items()]
    assert leads(made.i, made.weight) == pytest.approx(wanted)


def test_leads_of_nothing_are_nothing() -> None:
    assert leads(np.zeros(0, np.int64), np.zeros(0)).tolist() == []


@settings(max_examples=60)
@given(PAIRS, st.data())
def test_a_regret_is_what_the_assignment_loses_when_a_row_takes_a_rival(
    pairs: Pairs, data: st.DataObject
) -> None:
    cells = list(pairs)
    chosen = assign([i for i, _ in cells], [j for _, j in cells], list(pairs.values()))
    counted = [data.draw(st.booleans()) for _ in cells]
    found = regrets(scored(pairs), chosen, np.array(counted, bool))
    picked = {cells[n] for n in chosen}
    for side, column in enumerate((found.left, found.right)):
        partner = {cell[side]: cell[1 - side] for cell in picked}
        holder = {other: row for row, other in partner.items()}

        def weight(row: int, other: int, side: int = side) -> float:
            return pairs.get((row, other) if side == 0 else (other, row), -math.inf)

        for number, cell in enumerate(cells):
            if cell not in picked:
                assert column[number] == 0
                continue
            row, own = cell[side], cell[1 - side]
            losses = [pairs[cell] - NO_RIVAL]
            for rival, counts in zip(cells, counted, strict=True):
                if not counts or rival[side] != row or rival == cell:
                    continue
                loss = pairs[cell] - pairs[rival]
                if rival[1 - side] in holder:
                    left_alone = holder[rival[1 - side]]
                    loss += weight(left_alone, rival[1 - side])
                    loss -= max(weight(left_alone, own), NO_RIVAL)
                losses.append(loss)
            assert column[number] == pytest.approx(min(losses))


def test_nothing_is_regretted_where_nothing_is_chosen() -> None:
    found = regrets(scored({(0, 0): 1.0}), [], np.array([True]))
    assert (found.left.tolist(), found.right.tolist()) == ([0.0], [0.0])


def test_a_pair_with_an_equal_row_repeats_the_chosen_one() -> None:
    # Right rows 0 and 1 say the same, left rows 0 and 2 do, right row 2 says something else.
    pairs = {(0, 0): 5.0, (0, 1): 5.0, (0, 2): 4.0, (2, 0): 5.0, (1, 2): 1.0, (1, 1): 1.0}
    alike = np.array([0, 1, 0]), np.array([0, 0, 2])
    found = repeats(scored(pairs), [0, 4], alike)
    assert found.tolist() == [False, True, False, True, False, False]


def test_a_claim_of_another_name_costs_a_share_of_its_log_odds() -> None:
    pairs = {(0, 0): 3.0, (1, 0): 2.0, (2, 0): 1.0, (3, 1): 9.0, (4, 1): 20.0}
    found = less_claims(scored(pairs), ["里昂", "里昂", "曼谷", "首尔", "巴里"])

    def less(weight: float, *claims: float) -> float:
        total = sum(math.exp(min(claim, CLAIMED)) for claim in claims) + math.exp(UNCLAIMED)
        return weight - CLAIM * math.log(total)

    # The two rows of one name are no rivals of each other; the louder of them speaks for both.
    assert found == pytest.approx(
        [less(3, 1), less(2, 1), less(1, 3), less(9, 20), less(20, 9)], abs=1e-9
    )


def test_parts_are_joined_and_taken_apart_again() -> None:
    whole = scored({(0, 0): 1.0, (1, 0): 2.0, (2, 3): 3.0})
    parts = whole.take(np.array([True, False, False])), whole.take(np.array([1, 2]))
    again = joined(parts)
    for name in ("i", "j", "weight", "view", "said"):
        assert (getattr(again, name) == getattr(whole, name)).all()


def test_signals_stand_in_the_order_of_the_weights_and_are_kept_in_bounds() -> None:
    def both(left: float, right: float) -> Margins:
        return Margins(np.array([left]), np.array([right]))

    table = signals(np.array([3.0]), both(1, 2), both(4, 3), both(5, 7))
    assert table.tolist() == [[3.0, 1.0, 2.0, 3.0, 6.0, 2.0]]
    table = signals(np.array([99.0]), both(50, 60), both(70, 80), both(7, 5))
    assert table.tolist() == [[14.0, 10.0, 10.0, 10.0, 6.0, 2.0]]
    table = signals(np.array([-99.0]), both(-50, -60), both(-70, -80), both(0, 0))
    assert table.tolist() == [[-10.0, -8.0, -8.0, -8.0, 0.0, 0.0]]


def test_confidence_is_the_logistic_of_what_the_calibration_weighs() -> None:
    by = Calibration(
        intercept=0.5, weight=1.0, margin=2.0, wide_margin=3.0, regret=4.0, crowd=5.0, surplus=6.0
    )
    table = np.array([[0.1, 0.2, 0.3, -0.1, 0.05, -0.2], [0] * 6, [99] * 6, [-99] * 6])
    z = 0.5 + 0.1 + 0.4 + 0.9 - 0.4 + 0.25 - 1.2
    assert confidence(table, by) == pytest.approx(
        [1 / (1 + math.exp(-z)), 1 / (1 + math.exp(-0.5)), 1 / (1 + math.exp(-30)), 0], abs=1e-12
    )


@pytest.mark.parametrize("gazetteer", [True, False])
def test_every_comparison_of_the_policy_has_a_learned_or_stated_weight(gazetteer: bool) -> None:
    learned = model(gazetteer=gazetteer)
    assert 0 < learned.threshold < 1
    for view, comparisons in POLICY.items():
        row = learned.row(view)
        assert row.dtype == np.float32
        assert row == pytest.approx([learned.weights[view][one.__name__] for one in comparisons])
        assert math.isfinite(learned.intercepts[view])
        assert learned.intercepts[view] > FLOOR
        assert {name: learned.weights[view][name] for name in STATED} == dict(STATED)
        assert "intercept" not in learned.weights[view]
    assert model(gazetteer=True) != model(gazetteer=False)
