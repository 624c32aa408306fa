"""Conversion between the forms of Chinese characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.names.han import (
    japanese,
    japanese_many,
    simplified,
    simplified_many,
    traditional,
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("奧克蘭", "奥克兰"), ("雪梨", "雪梨"), ("聖保羅", "圣保罗"), ("Łódź", "Łódź"), ("", "")],
)
def test_traditional_characters_become_simplified(written: str, expected: str) -> None:
    assert simplified(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"), [("登别", "登別"), ("滨松", "浜松"), ("丰桥", "豊橋")]
)
def test_simplified_characters_become_those_of_japan(written: str, expected: str) -> None:
    assert japanese(written) == expected


def test_names_survive_the_way_there_and_back() -> None:
    assert simplified(traditional("奥克兰")) == "奥克兰"


@given(st.lists(st.text(alphabet="奧克蘭雪梨Lyon \n", max_size=8), max_size=8))
def test_many_are_converted_like_each(names: list[str]) -> None:
    assert simplified_many(names) == [simplified(name) for name in names]
    assert japanese_many(names) == [japanese(name) for name in names]
