"""Generic terms: what is split off a name, and how well two levels go together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.names import generic
from reconcile.names.generic import levels_agree, split_generic

# name -> specific, generic, level (Wikipedia titles and GB/T 17693 for the Chinese forms)
CHINESE = {
    "佩斯州": ("佩斯", "州", "province"), "曼谷府": ("曼谷", "府", "prefecture"),
    "鹿儿岛县": ("鹿儿岛", "县", "county"), "大邱广域市": ("大邱", "广域市", "city"),
    "首尔特别市": ("首尔", "特别市", "city"), "滨海边疆区": ("滨海", "边疆区", "province"),
    "奥克西塔尼大区": ("奥克西塔尼", "大区", "region"),
    "鞑靼斯坦共和国": ("鞑靼斯坦", "共和国", "country"), "平阳(省)": ("平阳", "省", "province"),
    "平阳（省）": ("平阳", "省", "province"), "盐湖城": ("盐湖", "城", "city"),
    "北九州市": ("北九州", "市", "city"), "肯特郡": ("肯特", "郡", "county"),
    "琅勃拉邦省": ("琅勃拉邦", "省", "province"), "京畿道": ("京畿", "道", "province"),
    "聖保羅州": ("聖保羅", "州", "province"), "冲绳群岛": ("冲绳", "群岛", "island"),
}  # fmt: skip
ENGLISH = {
    "Province of Ancona": ("Ancona", "Province", "province"),
    "Mombasa County": ("Mombasa", "County", "county"), "County Cork": ("Cork", "County", "county"),
    "Sverdlovsk Oblast": ("Sverdlovsk", "Oblast", "province"),
    "Kansas City": ("Kansas", "City", "city"), "Quebec City": ("Quebec", "City", "city"),
    "Daegu Metropolitan City": ("Daegu", "Metropolitan City", "city"),
    "City of Gosford": ("Gosford", "City", "city"), "Gyeonggi-do": ("Gyeonggi", "-do", "province"),
    "Aomori Prefecture": ("Aomori", "Prefecture", "prefecture"),
    "Canton of Geneva": ("Geneva", "Canton", "province"),
    "Northern Mariana Islands": ("Northern Mariana", "Islands", "island"),
    "Binh Duong (Province)": ("Binh Duong", "Province", "province"),
}  # fmt: skip
WHOLE = {
    "zh": (
        "广州",
        "加州",
        "韩城",
        "北九州",
        "琅勃拉邦",
        "加德满都",
        "鹿儿岛",
        "青岛",
        "市",
        "省",
        "",
    ),
    "en": ("Paris", "City", "the State", "State College", "Seo (Busan)", "Gifu", "Island Park", ""),
}


@pytest.mark.parametrize(("name", "parts"), CHINESE.items())
def test_a_chinese_generic_term_is_split_off(name: str, parts: tuple[str, str, str]) -> None:
    found = split_generic(name, language="zh")
    assert (found.specific, found.generic, found.level) == parts


@pytest.mark.parametrize(("name", "parts"), ENGLISH.items())
def test_an_english_generic_term_is_split_off(name: str, parts: tuple[str, str, str]) -> None:
    found = split_generic(name, language="en")
    assert (found.specific, found.generic, found.level) == parts


@pytest.mark.parametrize(("language", "name"), [(k, name) for k, v in WHOLE.items() for name in v])
def test_a_name_that_only_looks_generic_stays_whole(language: str, name: str) -> None:
    found = split_generic(name, language=language)
    assert (found.specific, found.generic, found.level) == (name, "", None)


@pytest.mark.parametrize(
    ("a", "b"),
    [("府", "Province"), ("府", "Prefecture"), ("州", "County"), ("州", "State"), ("郡", "County"),
     ("县", "District"), ("县", "Prefecture"), ("大区", "Region"), ("道", "Province"),
     ("city", "City"), ("省", "Department"), ("区", "District"), ("边疆区", "Krai")],
)  # fmt: skip
def test_terms_that_translate_each_other_agree(a: str, b: str) -> None:
    assert levels_agree(a, b) == levels_agree(b, a) == 1.0


def test_levels_contradict_or_go_halfway() -> None:
    assert levels_agree("city", "province") == -1.0
    assert levels_agree("市", "Province") == -1.0
    assert 0 < levels_agree("县", "Province") < 1
    assert -1 < levels_agree("city", "county") < 0
    assert levels_agree(None, "province") == levels_agree("province", "") == 0.0
    assert levels_agree("unheard of", "city") == 0.0


def test_every_term_has_known_levels_and_a_source() -> None:
    terms = generic._terms()
    assert len(terms) > 200
    for term in terms.values():
        assert {term.level, *term.also} <= generic._LEVELS
        assert term.position in {"suffix", "prefix", "either"}


@given(st.text(max_size=20), st.sampled_from(["zh", "en"]))
def test_any_text_splits_into_its_own_parts(text: str, language: str) -> None:
    found = split_generic(text, language=language)
    assert found.specific in text
    assert found.generic in text
    assert (found.generic == "") == (found.level is None)


levels = st.sampled_from([None, *sorted(generic._LEVELS), "省", "Province", "县", "?"])


@given(levels, levels)
def test_agreement_is_symmetric_and_bounded(a: str | None, b: str | None) -> None:
    assert levels_agree(a, b) == levels_agree(b, a)
    assert -1 <= levels_agree(a, b) <= 1


def test_a_term_of_one_subdivision_is_split_off_there_only() -> None:
    assert split_generic("东京都", language="zh").level == "prefecture"
    assert split_generic("马尔都", language="zh").generic == ""
