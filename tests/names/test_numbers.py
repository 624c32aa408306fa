"""Whole numbers in digits, Chinese numerals and words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.names.numbers import NUMBER, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("38", 38), ("１０７", 107), ("1,204", 1204), ("一百零七", 107), ("十", 10), ("十三", 13),
        ("廿三", 23), ("卅", 30), ("两百", 200), ("兩千零五", 2005), ("二〇二四", 2024),
        ("壹佰零柒", 107), ("三万五千", 35_000), ("thirty-eight", 38), ("Twenty", 20),
        ("a hundred and seven", 107), ("two hundred five", 205), ("zero", 0),
    ],
)  # fmt: skip
def test_a_number_is_read(text: str, number: int) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", "many", "十百", "一百二三", "and", "hundred hundred", "1,20"])
def test_what_is_no_number_gives_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(min_value=0, max_value=10**7 - 1))
def test_any_number_in_digits_comes_back(number: int) -> None:
    assert parse_number(str(number)) == number
    assert parse_number(f"{number:,}") == number


@given(st.text(max_size=40))
def test_any_text_gives_a_number_or_none(text: str) -> None:
    assert (parse_number(text) or 0) >= 0


def test_the_pattern_finds_numbers_in_prose() -> None:
    found = re.findall(NUMBER, "与六十八个国家的107个城市，thirty-eight towns", re.IGNORECASE)
    assert [parse_number(each) for each in found] == [68, 107, 38]
