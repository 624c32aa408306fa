"""Rows that their spelling alone settles."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from reconcile.matching import MatchOptions, Side, align_columns
from reconcile.matching.assign import assign
from reconcile.matching.pieces import plan_pieces
from reconcile.matching.twins import find_twins

_SYLLABLES = ("bar", "lon", "mi", "tero", "gul", "sen", "vak", "pod")
# Coined names of 18 letters and more, any two of them several letters apart.
COINED = tuple("".join(parts) + "".join(parts[::-1]) for parts in product(_SYLLABLES, repeat=3))
LEFT, RIGHT = COINED[:200], COINED[:200]


def _side(names: tuple[str, ...], country: str = "France") -> Side:
    return Side(names=names, countries=(country,) * len(names))


def _pairs(left: tuple[str, ...], right: tuple[str, ...]) -> dict[str, str]:
    found = find_twins(_side(left), _side(right))
    return {
        left[i]: right[j] for i, j in zip(found.rows.tolist(), found.others.tolist(), strict=True)
    }


def test_equal_names_settle_whatever_their_case_and_marks() -> None:
    found = _pairs((*LEFT, "Évreux"), (*RIGHT, "EVREUX"))
    assert found["Évreux"] == "EVREUX"
    assert all(found[name] == name for name in LEFT)


def test_the_same_words_in_another_order_settle() -> None:
    assert _pairs((*LEFT, "Rio Verde"), (*RIGHT, "Verde Rio"))["Rio Verde"] == "Verde Rio"


@pytest.mark.parametrize("typo", ["Barranquill", "Barrranquilla", "Barranguilla", "Barranqiulla"])
def test_a_letter_lost_doubled_replaced_or_moved_settles(typo: str) -> None:
    assert _pairs((*LEFT, "Barranquilla"), (*RIGHT, typo))["Barranquilla"] == typo


def test_a_name_that_two_rows_could_mean_waits() -> None:
    found = _pairs((*LEFT, "Neustadt", "Neustadt"), (*RIGHT, "Neustadt"))
    assert "Neustadt" not in found
    found = _pairs((*LEFT, "Altendorf"), (*RIGHT, "Altendorff", "Altendord"))
    assert "Altendorf" not in found


def test_short_names_a_letter_apart_wait() -> None:
    assert "Lund" not in _pairs((*LEFT, "Lund"), (*RIGHT, "Lunt"))


def test_small_lists_and_other_countries_wait() -> None:
    assert not len(find_twins(_side(LEFT[:100]), _side(LEFT[:100])).rows)
    assert not len(find_twins(_side(LEFT), _side(LEFT, "Italy")).rows)


def test_a_name_that_a_row_of_unknown_country_bears_waits() -> None:
    left = Side(names=(*LEFT, LEFT[0]), countries=("France",) * 200 + ("",))
    found = find_twins(left, _side(RIGHT))
    assert 0 not in found.rows.tolist()
    assert 1 in found.rows.tolist()


def test_rows_of_different_regions_wait() -> None:
    left = Side(names=LEFT, countries=("France",) * 200, regions=("Bretagne",) * 200)
    right = Side(names=RIGHT, countries=("France",) * 200, regions=("Alsace",) + ("",) * 199)
    assert find_twins(left, right).rows.tolist() == list(range(1, 200))


def test_what_a_person_ruled_out_is_not_settled() -> None:
    options = MatchOptions(gazetteer="none", cannot_link=frozenset({(0, 0)}))
    found = align_columns(_side(LEFT), _side(RIGHT), options=options)
    assert (0, 0) not in set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert (1, 1) in set(zip(found.left.tolist(), found.right.tolist(), strict=True))


def test_settled_rows_are_matched_with_a_reason_and_row_order_changes_nothing() -> None:
    options = MatchOptions(gazetteer="none")
    right = tuple(name[:4] + name[5:] if n % 3 else name for n, name in enumerate(RIGHT))
    order = random.Random(3).sample(range(len(right)), len(right))
    found = align_columns(_side(LEFT), _side(right), options=options)
    turned = align_columns(_side(LEFT), _side(tuple(right[n] for n in order)), options=options)
    assert found.left.tolist() == found.right.tolist() == list(range(200))
    assert [order[n] for n in turned.right.tolist()] == found.right.tolist()
    assert turned.confidence.tolist() == found.confidence.tolist()
    assert all(reasons[0].startswith("spelling: ") for reasons in found.reasons)
    assert found.confidence.min() > 0.9


def test_a_sparse_component_is_assigned_as_well_as_a_full_one() -> None:
    import lap

    chance = np.random.default_rng(7)
    size = 400
    keys = np.unique(np.arange(size).repeat(4) * size + chance.integers(0, size, 4 * size))
    i, j, gain = keys // size, keys % size, chance.integers(1, 40, len(keys)) / 4
    table = np.zeros((size, size))
    table[i, j] = gain
    _, partner, _ = lap.lapjv(-table)
    chosen = assign(i, j, gain)
    assert gain[chosen].sum() == table[np.arange(size), partner].sum()
    assert len(set(i[chosen].tolist())) == len(set(j[chosen].tolist())) == len(chosen)


def test_pieces_come_to_what_the_whole_comes_to() -> None:
    from reconcile.matching.align import assign_pieces
    from reconcile.matching.pieces import score_leftovers, score_piece, settle

    options = MatchOptions(gazetteer="none")
    left = _side((*LEFT, "Neustadt", "Neustadt Ost", "Lund"))
    right = _side((*RIGHT, "Neustadt", "Neustadt", "Lunt"))
    pieces = plan_pieces(left, right, rows=60)
    parts = [score_piece(left, right, piece, options=options) for piece in pieces]
    settled = settle(left, right, parts)
    parts += [score_leftovers(left, right, piece, settled, options=options) for piece in pieces]
    found = assign_pieces(left, right, parts, options=options)
    assert found.matches() == align_columns(left, right, options=options).matches()
