"""Folding: one key for all writings of a name, the same when folded again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.fold import _fold_fully, fold, fold_han, is_han


@pytest.mark.parametrize(
    ("text", "key"),
    [("Łódź", "lodz"), ("Tromsø", "tromso"), ("Đà Nẵng", "da nang"), ("Gießen", "giessen"),
     ("Ærø", "aero"), ("Iğdır", "igdir"), ("İzmir", "izmir"), ("Xi'an", "xian"), ("Xi’an", "xian"),
     ("Nuku‘alofa", "nukualofa"), ("São  Paulo ", "sao paulo"), ("Aix-en-Provence",
     "aix en provence"), ("Frankfurt (Oder)", "frankfurt oder"), ("Ｐａｒｉｓ", "paris"),
     ("Gəncə", "ganca"), ("Þórshöfn", "thorshofn"), ("a_b", "a b"), ("...", ""), ("", "")],
)  # fmt: skip
def test_writings_of_one_name_share_a_key(text: str, key: str) -> None:
    assert fold(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [("刚果（金）", "刚果金"), ("刚果(金)", "刚果金"),
     ("圣地亚哥－德孔波斯特拉", "圣地亚哥德孔波斯特拉"), ("罗斯托夫 · 顿河", "罗斯托夫顿河"),
     ("南韓", "南韓"), ("", "")],
)  # fmt: skip
def test_chinese_names_lose_dots_dashes_and_brackets(text: str, key: str) -> None:
    assert fold_han(text) == key


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_han(fold_han(text)) == fold_han(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_text_folds_alike_on_the_short_and_the_long_way(text: str) -> None:
    # The long way is taken as soon as one letter is not ASCII.
    assert fold(f"{text} é") == f"{fold(text)} e".strip()


@given(st.text())
def test_a_folded_chinese_name_is_still_chinese(text: str) -> None:
    assert is_han(text) == is_han(fold_han(text))


def test_the_table_of_characters_says_what_the_long_way_says() -> None:
    for char in map(chr, range(0x300)):
        for text in (char, f"x{char}x", f"{char}é", f"é{char}"):
            assert fold(text) == _fold_fully(text), hex(ord(char))


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF), max_size=12))
def test_text_before_the_combining_marks_folds_as_on_the_long_way(text: str) -> None:
    assert fold(text) == _fold_fully(text)
