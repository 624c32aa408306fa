"""Cleaning of names, telling their script, and taking the scripts of a name apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.names.text import clean, parts, script


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("Lyon", "Lyon"),
        ("  New   York ", "New York"),
        ("1.\u00a0Fukuoka", "1. Fukuoka"),
        ("\ufeff里昂\u200b", "里昂"),
        ("Lo\u0301dz", "Lódz"),
        ("a\u202eb\u2066", "ab"),
        ("\u0000\u0007", ""),
        ("", ""),
    ],
)
def test_a_cleaned_name_is_what_a_reader_sees(printed: str, seen: str) -> None:
    assert clean(printed) == seen


@given(st.text())
def test_cleaning_twice_equals_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_a_cleaned_name_has_no_outer_white_space_and_no_control_characters(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == cleaned.strip()
    assert not any(ord(char) < 32 for char in cleaned)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("罗兹", "han"),
        ("平阳(省)", "han"),
        ("Łódź", "latin"),
        ("Lạng Sơn", "latin"),
        ("罗兹 Łódź", "mixed"),
        ("Лодзь", "other"),
        ("대구", "other"),
        ("大邱 대구", "han"),
        ("القاهرة", "other"),
        ("🎉 12", ""),
        ("", ""),
    ],
)
def test_the_script_is_told_by_its_letters(name: str, expected: str) -> None:
    assert script(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("里昂 Lyon", ("里昂", "Lyon")),
        ("Lyon（里昂）", ("里昂", "Lyon")),
        ("罗兹 (Łódź)", ("罗兹", "Łódź")),
        ("Seo (Busan)", ("", "Seo (Busan)")),
        ("法兰克福（奥得河）", ("法兰克福（奥得河）", "")),
        ("Лодзь", ("", "")),
    ],
)
def test_a_name_in_two_scripts_is_taken_apart(name: str, expected: tuple[str, str]) -> None:
    assert parts(name) == expected


@given(st.text(alphabet="里昂·()（） -ab'Éю🎉12", max_size=30))
def test_the_parts_of_a_name_hold_one_script_each(name: str) -> None:
    han, latin = parts(clean(name))
    assert script(han) in ("han", "")
    assert script(latin) in ("latin", "")
