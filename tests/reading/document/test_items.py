"""A listed partner as an item prints it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.reading.document.items import listed, location_of, read_date


@pytest.mark.parametrize(
    ("text", "name", "region", "country", "date"),
    [
        ("Turku, Finland (1998)", "Turku", "", "Finland", "1998"),
        ("Leith , Scotland, United Kingdom", "Leith", "Scotland", "United Kingdom", ""),
        ("Finland – Turku, since 2 May 1998", "Turku", "", "Finland", "1998-05-02"),
        ("Seo (Busan), South Korea", "Seo (Busan)", "", "South Korea", ""),
        ("日本福冈市（1979年5月2日）", "福冈市", "", "日本", "1979-05-02"),
        ("日本 福冈县 福冈市", "福冈市", "福冈县", "日本", ""),
        ("美国加利福尼亚州洛杉矶市", "洛杉矶市", "加利福尼亚州", "美国", ""),
        ("韩国光州广域市", "光州广域市", "", "韩国", ""),
        ("福冈（日本）", "福冈", "", "日本", ""),
        ("1979年5月2日 日本福冈", "福冈", "", "日本", "1979-05-02"),
        ("俄罗斯-喀山 2012-07-06", "喀山", "", "俄罗斯", "2012-07-06"),
        ("科威特城", "科威特城", "", "", ""),
        ("圣若泽·杜斯坎普斯，巴西", "圣若泽·杜斯坎普斯", "", "巴西", ""),
    ],
)
def test_a_partner_is_parted(text: str, name: str, region: str, country: str, date: str) -> None:
    (one,) = listed(text)
    assert (one.name, one.region, one.country, one.date) == (name, region, country, date)


def test_one_country_may_have_several_partners() -> None:
    assert [(e.name, e.country) for e in listed("Japan: Kure; Oita")] == [
        ("Kure", "Japan"), ("Oita", "Japan"),
    ]  # fmt: skip
    assert [(e.name, e.country) for e in listed("韩国大田市、俄罗斯喀山市")] == [
        ("大田市", "韩国"), ("喀山市", "俄罗斯"),
    ]  # fmt: skip


def test_a_flag_names_the_country_in_the_language_of_the_list() -> None:
    assert listed("福冈", flags=("JPN",), language="zh")[0].country == "日本"
    assert listed("Turku", flags=("Finland",), language="en")[0].country == "Finland"


def test_a_date_with_two_readings_is_said_to_have_them() -> None:
    (one,) = listed("Turku, Finland (02/05/1998)")
    assert (one.date, one.date_text) == ("", "02/05/1998")
    assert "day_first" in one.doubt
    assert listed("Turku, Finland (02/05/1998)", day_first=True)[0].date == "1998-05-02"


@pytest.mark.parametrize(
    "printed", ["0 May 1998", "32 May 1998", "1998.13.1", "99/99/1998", "1998年13月", "31 Feb 1998"]
)
def test_what_has_the_form_of_a_date_and_is_none_is_told(printed: str) -> None:
    (one,) = listed(f"Turku, Finland (signed {printed})")
    assert one.date == ""
    assert one.doubt == f"{printed} is no date"
    assert read_date(printed) == ("", f"{printed} is no date")


def test_a_place_of_signing_is_a_place_or_a_letter_and_no_sentence() -> None:
    assert location_of("Signed in Oulu and delivered to Turku") == "Oulu;Turku"
    assert location_of("by an exchange of letters") == "by letter"
    assert location_of("it was never made known where") == ""


@given(st.text(max_size=80))
def test_any_text_gives_names_of_it(text: str) -> None:
    for one in listed(text):
        assert one.name
