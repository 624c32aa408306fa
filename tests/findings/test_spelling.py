from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.findings.spelling import compare_names


@pytest.mark.parametrize(
    ("left", "right", "difference", "convention"),
    [
        ("Turku", "Turku", "same", ""),
        ("Malmo", "Malmö", "form", "diacritics"),
        ("TURKU", "Turku", "form", "capitals"),
        ("St Gallen", "St. Gallen", "form", "punctuation"),
        ("Ko'olau", "Koolau", "form", "punctuation"),
        ("St Gallen", "Saint Gallen", "form", "abbreviation"),
        ("Offenbach", "Offenbach am Main", "form", "short and long form"),
        ("Cebu", "Cebu City", "form", "short and long form"),
        ("Uppsala County", "Uppsala", "level", ""),
        ("Turkuu", "Turku", "spelling", ""),
        ("Jyvaskila", "Jyväskylä", "spelling", ""),
        ("Turku", "Åbo", "other", ""),
        ("奧斯陸", "奥斯陆", "form", "traditional and simplified characters"),
        ("乌普萨拉省", "乌普萨拉", "level", ""),
        ("塔林", "塔尔图", "other", ""),
        ("圣地亚哥·德孔波斯特拉", "圣地亚哥德孔波斯特拉", "form", "punctuation"),
    ],
)
def test_two_printings_differ_as_a_curator_would_say(
    left: str, right: str, difference: str, convention: str
) -> None:
    result = compare_names(left, right)
    assert (result.difference, result.convention) == (difference, convention)


def test_two_names_that_the_gazetteer_knows_for_one_place_are_two_usual_names() -> None:
    result = compare_names("Turku", "Åbo", known=("Turku", "Åbo"))
    assert (result.difference, result.convention) == ("form", "two usual names")


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_difference_is_the_same_both_ways_round(left: str, right: str) -> None:
    assert compare_names(left, right).difference == compare_names(right, left).difference
