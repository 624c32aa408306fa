"""Consonant classes of Chinese and Latin names."""

from __future__ import annotations

import pytest

from reconcile.sound.consonants import consonants


@pytest.mark.parametrize(
    ("zh", "en"),
    [("马尼拉", "Manila"), ("利马", "Rima"), ("托莱多", "Toledo"), ("安卡拉", "Ankara")],
)
def test_both_scripts_of_a_plain_name_have_the_same_consonants(zh: str, en: str) -> None:
    assert consonants(zh) == consonants(en)


def test_vowels_in_front_are_all_one() -> None:
    assert consonants("Oslo")[0] == consonants("Aslo")[0] == "a"


@pytest.mark.parametrize("text", ["", "123", "—", "🙂"])
def test_text_without_letters_has_none(text: str) -> None:
    assert consonants(text) == ""
