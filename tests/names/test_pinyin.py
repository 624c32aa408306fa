"""Pinyin, for people to read and for the baseline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.names.pinyin import pinyin


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("叶卡捷琳堡", "ye ka jie lin bao"),
        ("重庆", "chong qing"),  # a heteronym: zhong elsewhere
        ("吕贝克", "lv bei ke"),
        ("", ""),
        ("🎉", ""),
    ],
)
def test_a_name_is_read_without_tones(name: str, expected: str) -> None:
    assert pinyin(name) == expected


@given(st.text(max_size=50))
def test_pinyin_is_plain_letters_and_single_spaces(name: str) -> None:
    assert all("a" <= char <= "z" or char == " " for char in pinyin(name))
    assert pinyin(name) == " ".join(pinyin(name).split())


def test_a_very_long_text_is_read_in_no_time() -> None:
    assert len(pinyin("里昂" * 100_000).split()) == 200
