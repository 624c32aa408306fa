"""Regions as evidence: one unit, in whichever script and form it is printed."""

from __future__ import annotations

import pytest

from reconcile.matching import MatchOptions, Side, align, explain
from reconcile.matching.knowledge import open_knowledge
from reconcile.matching.regions import region_ids


def ids(region: str, *codes: str, gazetteer: str = "default") -> frozenset[str]:
    return region_ids([region], [frozenset(codes)], open_knowledge(gazetteer))[0]


@pytest.mark.parametrize(
    ("country", "forms"),
    [
        ("US", ("California", "加利福尼亚", "加利福尼亞州", "CA", "State of California")),
        ("AU", ("New South Wales", "新南威尔士", "新南威尔士州", "NSW")),
        ("CN", ("Guangdong", "Guangdong Province", "广东", "廣東省")),
        ("GB", ("England", "英格兰", "Greater Manchester, England")),
        ("FR", ("Île-de-France", "法兰西岛")),
    ],
)
def test_one_region_is_known_by_its_forms(country: str, forms: tuple[str, ...]) -> None:
    assert frozenset.intersection(*(ids(form, country) for form in forms))


def test_a_region_is_looked_for_in_its_country_alone() -> None:
    assert ids("Victoria", "AU") == {"iso3166-2:AU-VIC"}
    assert not ids("Victoria", "FR") & ids("Victoria", "AU")


@pytest.mark.parametrize("region", ["", " ", "Nowhereland", "🎉", ",", "ZZ"])
def test_what_is_no_region_has_no_id(region: str) -> None:
    assert not ids(region, "US")


def test_without_a_gazetteer_no_region_has_an_id() -> None:
    assert not ids("California", "US", gazetteer="none")


def test_the_region_decides_between_places_of_one_name_across_scripts() -> None:
    left = Side(
        names=("斯普林菲尔德", "斯普林菲尔德"),
        countries=("美国",) * 2,
        regions=("密苏里", "伊利诺伊州"),
    )
    right = Side(
        names=("Springfield", "Springfield"), countries=("US",) * 2,
        regions=("Illinois", "Missouri"),
    )  # fmt: skip
    found = align(left, right)
    assert {(m.left, m.right, m.outcome) for m in found} == {(0, 1, "match"), (1, 0, "match")}
    assert any("region: 密苏里 is Missouri" in reason for reason in found[0].reasons)


def test_regions_that_differ_say_nothing_for_one_may_lie_within_the_other() -> None:
    told = {"left_region": "英格兰", "right_region": "Greater Manchester"}
    steps = explain("曼彻斯特", "Manchester", left_country="英国", right_country="GB", **told)
    assert "region" not in [step.name for step in steps]


def test_the_same_spelling_is_the_same_region_without_a_gazetteer() -> None:
    side = {"countries": ("US",), "regions": ("California",)}
    found = align(
        Side(names=("Oakland",), **side), Side(names=("Oakland",), **side),
        options=MatchOptions(gazetteer="none"),
    )  # fmt: skip
    assert "region: both California" in found[0].reasons
