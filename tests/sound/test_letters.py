"""Folding for the sound model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.sound.batch import collapse, follows, reordered, units
from reconcile.sound.letters import MAX_CHARACTERS, MAX_LETTERS, han, words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Łódź", ["lodz"]),
        ("Saint-Étienne", ["saint", "etienne"]),
        ("Nuku‘alofa", ["nukualofa"]),
        ("Aßlar", ["asslar"]),
        ("Đà Nẵng", ["da", "nang"]),
        ("Москва", []),
        ("", []),
    ],
)
def test_latin_names_become_plain_words(name: str, expected: list[str]) -> None:
    assert words(name) == expected


@given(st.text())
def test_any_text_becomes_short_plain_letters(text: str) -> None:
    letters = "".join(words(text))
    assert len(letters) <= MAX_LETTERS
    assert all("a" <= letter <= "z" for letter in letters)
    assert len(han(text)) <= MAX_CHARACTERS


@given(st.text("ab", max_size=12))
def test_collapsing_leaves_no_double_letter(text: str) -> None:
    assert all(a != b for a, b in zip(collapse(text), collapse(text)[1:], strict=False))


def test_what_follows_a_chunk_is_vowel_consonant_or_edge() -> None:
    assert [follows("kazan", at, {0, 5}) for at in range(6)] == [2, 0, 1, 0, 1, 2]


def test_listed_groups_of_characters_stay_together() -> None:
    assert units("皮科将军", ["将军"]) == ("皮", "科", "将军")


def test_a_translated_part_is_tried_at_the_other_end() -> None:
    assert reordered(("太", "子", "港"), {"港": "end"}) == [("港", "太", "子")]
    assert reordered(("太", "港"), {"港": "end"}) == []
    assert reordered(("特", "河畔", "斯", "托"), {"河畔": "between"}) == [
        ("斯", "托", "河畔", "特")
    ]
