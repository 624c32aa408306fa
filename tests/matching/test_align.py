"""Alignment of two lists: what is found, what is left alone, and what must hold for any list."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.errors import UsageError
from reconcile.matching import Match, MatchOptions, Side, align, rank
from tests.matching.lists import EN, PARTNERS, ZH, accepted, fresh

NAMES = st.sampled_from(
    [
        "里昂",
        "奥克兰",
        "Lyon",
        "Auckland",
        "Oakland",
        "里昂 Lyon",
        "",
        "🎉",
        "Лион",
        "港",
        "Łódź",
        "光州",
    ]
) | st.text(max_size=12)
COUNTRIES = st.sampled_from(["", "法国", "France", "NZ", "Atlantis"])
SIDES = st.lists(st.tuples(NAMES, COUNTRIES), max_size=8).map(
    lambda rows: Side(
        names=tuple(name for name, _ in rows), countries=tuple(country for _, country in rows)
    )
)


def test_partners_are_found_in_every_language_and_the_rest_is_left_alone() -> None:
    found = align(ZH, EN)
    assert accepted(found) == PARTNERS
    assert [m.left for m in found if m.outcome == "left_only"] == [1]
    assert [m.right for m in found if m.outcome == "right_only"] == [5]


def test_partners_are_found_without_countries_and_without_a_gazetteer() -> None:
    bare = (Side(names=ZH.names), Side(names=EN.names))
    found = accepted(align(*bare, options=MatchOptions(gazetteer="none")))
    assert found == PARTNERS


def test_lists_of_one_language_are_aligned() -> None:
    english = align(
        Side(names=("Barranquill", "Frankfurt", "Lodz", "Mogiliov", "Mombasa County")),
        Side(names=("Frankfurt am Main", "Mombasa", "Łódź", "Barranquilla", "Mogilev")),
    )
    assert accepted(english) == {0: 3, 1: 0, 2: 2, 3: 4, 4: 1}
    chinese = align(
        Side(names=("奧克蘭", "聖保羅", "雪梨")), Side(names=("悉尼", "奥克兰", "圣保罗"))
    )
    assert accepted(chinese) == {0: 1, 1: 2, 2: 0}


def test_a_name_in_two_scripts_is_matched_by_either() -> None:
    mixed = Side(names=("里昂 (Lyon)", "德班 Durban"))
    assert accepted(align(mixed, Side(names=("Durban", "Lyon")))) == {0: 1, 1: 0}
    assert accepted(align(mixed, Side(names=("德班", "里昂")))) == {0: 1, 1: 0}


@pytest.mark.parametrize("wrong", ["", "Sweden", "Atlantis"])
def test_a_missing_or_wrong_country_doesn_t_hide_a_clear_partner(wrong: str) -> None:
    left = Side(names=("叶卡捷琳堡", "里昂"), countries=("俄罗斯", "法国"))
    right = Side(names=("Lyon", "Yekaterinburg"), countries=("France", wrong))
    found = align(left, right)
    assert {(m.left, m.right) for m in found if m.left == 0} == {(0, 1)}


def test_the_country_decides_between_places_of_one_name() -> None:
    left = Side(names=("奥克兰", "奥克兰"), countries=("新西兰", "美国"))
    right = Side(names=("Oakland", "Auckland"), countries=("United States", "New Zealand"))
    assert accepted(align(left, right)) == {0: 1, 1: 0}


def test_without_a_country_such_places_are_for_a_person_to_decide() -> None:
    found = align(Side(names=("奥克兰",)), Side(names=("Oakland", "Auckland")))
    assert accepted(found) == {}


def test_what_is_left_over_is_not_paired_for_that() -> None:
    left = Side(names=("里昂", "诺夫哥罗德"), countries=("法国", "俄罗斯"))
    right = Side(names=("Lyon", "Vladivostok"), countries=("France", "Russia"))
    assert accepted(align(left, right)) == {0: 0}


def test_only_rows_of_one_block_are_compared() -> None:
    left = Side(names=("里昂", "德班"), blocks=("a", "b"))
    right = Side(names=("Lyon", "Durban"), blocks=("b", "b"))
    assert accepted(align(left, right)) == {1: 1}


def test_a_person_s_decisions_stand() -> None:
    linked = MatchOptions(must_link=frozenset({(0, 1)}), cannot_link=frozenset({(2, 4)}))
    found = accepted(align(ZH, EN, options=linked))
    assert found[0] == 1
    assert 2 not in found
    assert 3 not in found  # its partner was given away


def test_candidates_are_ranked_for_each_left_row() -> None:
    found = rank(ZH, EN, options=MatchOptions(top=2))
    best = {m.left: m.right for m in found if m.rank == 1}
    assert {row: best[row] for row in PARTNERS} == PARTNERS
    assert all(m.rank is not None and m.rank <= 2 for m in found)


@settings(deadline=None, max_examples=40)
@given(SIDES, SIDES)
def test_every_row_is_accounted_for_once(left: Side, right: Side) -> None:
    found = align(left, right)
    assert sorted(m.left for m in found if m.left is not None) == list(range(len(left)))
    assert sorted(m.right for m in found if m.right is not None) == list(range(len(right)))
    for match in found:
        assert 0 <= match.confidence <= 1
        assert (match.left is None) == (match.outcome == "right_only")
        assert (match.right is None) == (match.outcome == "left_only")


@settings(deadline=None, max_examples=25)
@given(SIDES, SIDES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(left: Side, right: Side, chance: random.Random) -> None:
    order = list(range(len(left))), list(range(len(right)))
    for rows in order:
        chance.shuffle(rows)
    shuffled = align(left.take(order[0]), right.take(order[1]))
    assert _said(shuffled, left.take(order[0]), right.take(order[1])) == _said(
        align(left, right), left, right
    )


@pytest.mark.parametrize(
    "odd",
    [
        "",
        " ",
        "\u200b",
        "🎉🎉",
        "القاهرة",
        "里昂" * 100_000,
        "Lyon " * 40_000,
        "\x00",
        "Лион",
        "12",
    ],
)
def test_odd_names_get_an_answer(odd: str) -> None:
    found = align(replace(ZH, names=(odd, *ZH.names[1:])), EN)
    assert len({m.left for m in found} - {None}) == len(ZH)
    assert accepted(found).items() >= {(2, 4), (3, 1), (4, 0), (5, 2)}


def test_empty_lists_are_lists() -> None:
    assert align(Side(names=()), Side(names=())) == ()
    assert [m.outcome for m in align(ZH, Side(names=()))] == ["left_only"] * len(ZH)


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(UsageError, match="2 names, but 1 countries"):
        Side(names=("里昂", "德班"), countries=("法国",))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_fresh_lists_with_countries_are_aligned(seed: int) -> None:
    task = fresh(seed)
    found = accepted(align(task.left, task.right))
    right = sum(task.partner.get(row) == other for row, other in found.items())
    assert right >= 0.93 * len(found), "precision"
    assert right >= 0.9 * len(task.partner), "recall"


def test_a_shuffled_fresh_list_gives_the_same_pairs() -> None:
    task = fresh(4)
    order = random.Random(5).sample(range(len(task.right)), len(task.right))
    plain = accepted(align(task.left, task.right))
    turned = accepted(align(task.left, task.right.take(order)))
    assert {row: order[other] for row, other in turned.items()} == plain


def _said(found: tuple[Match, ...], left: Side, right: Side) -> list[tuple[object, ...]]:
    """The matches by what their rows say, so that equal rows may change places."""

    def row(side: Side, number: int | None) -> tuple[str, str] | None:
        return None if number is None else (side.names[number], side.countries[number])

    said = [
        (row(left, m.left), row(right, m.right), m.outcome, m.confidence, m.reasons) for m in found
    ]
    return sorted(said, key=repr)


@pytest.mark.parametrize("gazetteer", ["default", "none"])
@pytest.mark.parametrize("names", [("Gdańsk", "Poznań"), ("Aarhus", "Odense"), ("里昂", "巴黎")])
def test_the_last_ones_left_over_are_no_match_for_that(
    names: tuple[str, str], gazetteer: Literal["default", "none"]
) -> None:
    left, right = (Side(names=(name,), countries=("Poland",)) for name in names)
    found = align(left, right, options=MatchOptions(gazetteer=gazetteer))
    assert "match" not in {match.outcome for match in found}
