"""The waterfall of evidence."""

from __future__ import annotations

import math

import pytest

from reconcile.matching import explain, total_confidence


def test_the_weights_add_up_to_the_confidence() -> None:
    steps = explain("里昂", "Lyon", left_country="法国", right_country="France")
    assert steps[0].name == "prior"
    assert steps[-1].name == "calibration"
    odds = sum(step.weight for step in steps)
    assert total_confidence(steps) == pytest.approx(1 / (1 + math.exp(-odds)))
    assert total_confidence(steps) > 0.95


def test_each_piece_of_evidence_says_what_it_looked_at() -> None:
    steps = explain("叶卡捷琳堡", "Yekaterinburg", left_country="RU", gazetteer="none")
    sound = next(step for step in steps if step.name == "sound")
    assert "叶 ye" in sound.detail
    assert sound.meaning
    assert all(step.detail for step in steps)


def test_the_gazetteer_knows_two_places_apart() -> None:
    steps = explain("诺夫哥罗德", "Belgorod", left_country="RU", right_country="RU")
    assert total_confidence(steps) < 0.5


def test_a_word_for_the_type_counts() -> None:
    with_type = explain("奔萨州", "Penza Oblast", left_country="RU", right_country="RU")
    assert "level" in {step.name for step in with_type}


@pytest.mark.parametrize("name", ["", "🎉", "Лион"])
def test_names_without_letters_have_no_chance(name: str) -> None:
    assert total_confidence(explain(name, "Lyon")) < 0.01


def test_a_reading_is_told_of_the_country_that_both_rows_may_mean() -> None:
    steps = explain("金泉", "Gimcheon", left_country="韩国", right_country="Korea")  # either Korea
    assert "in South Korea" in next(step for step in steps if step.name == "reading").detail
