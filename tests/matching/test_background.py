"""A sound is compared with places that no list names, and with what other names claim."""

from __future__ import annotations

import numpy as np

from reconcile.matching import Side, align
from reconcile.matching.explain import explain
from reconcile.matching.score import Scored, less_claims


def evidence(zh: str, en: str, country: str, *, gazetteer: str = "default") -> dict[str, float]:
    steps = explain(zh, en, left_country=country, right_country=country, gazetteer=gazetteer)
    return {step.name: step.weight for step in steps}


def test_another_place_of_the_country_that_sounds_better_speaks_against_a_pair() -> None:
    assert evidence("利马索", "Larnaca", "Cyprus")["outdone"] < 0


def test_a_pair_that_sounds_better_than_all_else_in_the_country_gains_by_it() -> None:
    steps = evidence("利马索", "Limassol", "Cyprus")
    assert steps["outstanding"] > 0
    assert "outdone" not in steps


def test_the_place_that_sounds_better_is_named() -> None:
    steps = explain("利马索", "Larnaca", left_country="Cyprus", right_country="Cyprus")
    assert any("Limassol" in step.detail for step in steps if step.name == "outdone")


def test_a_look_alike_whose_true_partner_is_absent_is_left_alone() -> None:
    found = align(
        Side(names=("利马索",), countries=("塞浦路斯",)),
        Side(names=("Larnaca",), countries=("Cyprus",)),
    )
    assert [match.outcome for match in found] == ["left_only", "right_only"]


def test_without_a_gazetteer_no_other_place_is_known() -> None:
    steps = evidence("利马索", "Limassol", "Cyprus", gazetteer="none")
    assert {"outdone", "outstanding"}.isdisjoint(steps)


def scored(weights: list[list[float]]) -> Scored:
    table = np.array(weights)
    i, j = np.indices(table.shape).reshape(2, -1)
    nothing = np.zeros(len(i), np.int64)
    return Scored(i, j, table.ravel(), nothing, np.zeros((len(i), 1), np.float32))


def test_a_candidate_that_another_name_fits_better_ranks_lower() -> None:
    worth = less_claims(scored([[3.0, 2.9], [9.0, -5.0]]), ["甲", "乙"]).reshape(2, 2)
    assert worth[0, 0] < worth[0, 1]


def test_rows_of_one_name_do_not_contend_with_each_other() -> None:
    worth = less_claims(scored([[3.0, 2.9], [9.0, -5.0]]), ["甲", "甲"]).reshape(2, 2)
    assert worth[0, 0] > worth[0, 1]
