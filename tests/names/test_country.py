"""Country names: which country a text means, in which form, and what a misspelling meant."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.names import country
from reconcile.names.country import (
    country_codes,
    country_form,
    country_key,
    country_name,
    parent,
    suggest_country,
)

# text -> codes, most usual first (UN terminology, Xinhua, Taiwan and Hong Kong usage)
MEANINGS = {
    "Republic of Korea": ("KR",), "South Korea": ("KR",), "ROK": ("KR",), "R.O.K.": ("KR",),
    "the United States of America": ("US",), "USA": ("US",), "U.S.": ("US",), "U. S. A.": ("US",),
    "UK": ("GB",), "the United Kingdom": ("GB",), "England": ("GB",), "Scotland": ("GB",),
    "UAE": ("AE",), "Russian Federation": ("RU",), "Czechia": ("CZ",), "Czech Republic": ("CZ",),
    "Ivory Coast": ("CI",), "Cote d'Ivoire": ("CI",), "Côte d’Ivoire": ("CI",),
    "Cape Verde": ("CV",), "Burma": ("MM",), "Swaziland": ("SZ",), "Macedonia": ("MK",),
    "Turkey": ("TR",), "Türkiye": ("TR",), "Turkiye": ("TR",), "Congo": ("CG", "CD"),
    "Republic of the Congo": ("CG",), "DR Congo": ("CD",), "Viet Nam": ("VN",),
    "Brunei Darussalam": ("BN",), "Surinam": ("SR",), "Georgia": ("GE",), "NA": ("NA",),
    "NAM": ("NA",), "410": ("KR",), "ISL": ("IS",), "St Kitts and Nevis": ("KN",),
    "Saint Kitts & Nevis": ("KN",), "The Bahamas": ("BS",), "Gambia, The": ("GM",),
    "Hong Kong": ("HK",), "Réunion": ("RE",), "reunion": ("RE",), "Kosovo": ("XK",),
    "韩国": ("KR",), "南韩": ("KR",), "南韓": ("KR",), "大韩民国": ("KR",), "印尼": ("ID",),
    "阿联酋": ("AE",), "吉尔吉斯": ("KG",), "刚果(金)": ("CD",), "刚果（金）": ("CD",),
    "刚果（布）": ("CG",), "刚果共和国": ("CG",), "捷克": ("CZ",), "波黑": ("BA",),
    "紐西蘭": ("NZ",), "纽西兰": ("NZ",), "義大利": ("IT",), "澳洲": ("AU",), "寮國": ("LA",),
    "朝鲜": ("KP",), "乌克兰": ("UA",), "烏克蘭": ("UA",), "英格兰": ("GB",), "沙特": ("SA",),
    "尼日尔": ("NE",), "尼日利亚": ("NG",), "多米尼克": ("DM",), "多米尼加": ("DO",),
    "几内亚比绍": ("GW",), "赤道几内亚": ("GQ",), "巴布亚新几内亚": ("PG",), "美 国": ("US",),
}  # fmt: skip
NO_COUNTRIES = ("", " ", "California", "Silicon Valley", "广州", "加州", "no", "is", "42", "?")
MISSPELLINGS = {
    "Columbia": "Colombia", "Phillipines": "Philippines", "Equador": "Ecuador", "Ukrain": "Ukraine",
    "Kazakstann": "Kazakhstan", "Argentinia": "Argentina", "Switzerlnad": "Switzerland",
    "乌克栏": "乌克兰", "哥仑比亚": "哥伦比亚", "马来西亜": "马来西亚", "烏克欄": "乌克兰",
}  # fmt: skip
NOT_NEAR = ("Bali", "Siberia", "Oran", "广州", "加州", "韩城", "Atlantis", "Xyz", "", "Paris")


@pytest.mark.parametrize(("text", "codes"), MEANINGS.items())
def test_a_usual_name_or_code_means_its_country(text: str, codes: tuple[str, ...]) -> None:
    assert country_codes(text) == codes


@pytest.mark.parametrize("text", NO_COUNTRIES)
def test_a_text_that_names_no_country_has_no_code(text: str) -> None:
    assert country_codes(text) == ()


def test_every_standard_name_leads_back_to_its_country_first() -> None:
    standard = country._tables().standard
    wrong = [(name, code) for (code, _), name in standard.items() if country_codes(name)[0] != code]
    assert wrong == []
    assert len({code for code, _ in standard}) >= 249


def test_every_country_has_a_standard_name_in_both_languages() -> None:
    standard = country._tables().standard
    codes = set(country._tables().codes.values())
    assert [(c, lang) for c in codes for lang in ("en", "zh") if (c, lang) not in standard] == []


def test_the_key_column_is_the_folded_name() -> None:
    lines = (country._DATA / "countries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line for line in lines if country_key(line.split("\t")[5]) != line.split("\t")[0]] == []
    assert lines == sorted(lines, key=lambda line: (line.split("\t")[0], int(line.split("\t")[1])))


def test_the_standard_short_names_are_the_usual_ones() -> None:
    pairs = {"KR": ("South Korea", "韩国"), "CI": ("Ivory Coast", "科特迪瓦"),
             "GB": ("United Kingdom", "英国"), "AE": ("United Arab Emirates", "阿联酋"),
             "HK": ("Hong Kong", "香港"), "LC": ("Saint Lucia", "圣卢西亚")}  # fmt: skip
    for code, names in pairs.items():
        assert (country_name(code, "en"), country_name(code, "zh")) == names
    assert country_name("??", "en") == "??"


@pytest.mark.parametrize(
    ("text", "form"),
    [("South Korea", "standard"), ("Republic of Poland", "formal"), ("ROK", "conventional"),
     ("England", "constituent"), ("韩国", "standard"), ("南韩", "conventional")],
)  # fmt: skip
def test_the_form_of_a_name_is_told(text: str, form: str) -> None:
    found = country_form(text)
    assert found is not None
    assert found.form == form


@pytest.mark.parametrize(("text", "meant"), MISSPELLINGS.items())
def test_a_misspelt_name_suggests_the_country(text: str, meant: str) -> None:
    assert suggest_country(text) == meant


@pytest.mark.parametrize("text", NOT_NEAR)
def test_nothing_is_suggested_where_nothing_is_near(text: str) -> None:
    assert suggest_country(text) is None


@pytest.mark.parametrize("text", MEANINGS)
def test_a_known_name_is_no_misspelling(text: str) -> None:
    assert suggest_country(text) is None


def test_territories_have_the_state_they_belong_to() -> None:
    territories = {"GU": "US", "PR": "US", "RE": "FR", "GL": "DK", "HK": "CN", "AW": "NL"}
    assert {code: parent(code) for code in territories} == territories
    assert parent("FR") is None


@given(st.text(max_size=20))
def test_any_text_is_answered(text: str) -> None:
    for code in country_codes(text):
        assert len(code) == 2
    assert suggest_country(text) is None or not country_codes(text)
    assert country_key(country_key(text)) == country_key(text)


def test_the_table_loads_in_milliseconds() -> None:
    country._tables.cache_clear()
    started = time.perf_counter()
    country_codes("Chile")
    assert time.perf_counter() - started < 0.1  # measured 4 ms; generous for a busy machine
