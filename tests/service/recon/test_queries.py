"""Queries against the gazetteer and the sources: candidates, types, properties, matches."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

COUNTRY = [{"pid": "country", "v": "芬兰"}]


def test_a_chinese_name_finds_the_place_with_its_reason(ask: Any) -> None:
    (first, *_) = ask("图尔库", properties=COUNTRY)
    assert first["id"] == "geonames:633679"
    assert first["match"] is True
    assert first["type"] == [{"id": "city", "name": "city"}]
    assert 90 <= first["score"] <= 100
    assert "图尔库" in first["description"]
    features = {each["id"]: each["value"] for each in first["features"]}
    assert features["country_match"] is True
    assert features["name_known"] is True


@pytest.mark.parametrize("value", ["FI", "芬兰", {"id": "FI"}, {"id": "x", "name": "Finland"}])
def test_a_country_is_evidence_in_every_form(ask: Any, value: Any) -> None:
    told = [{"pid": "country", "v": value}]
    assert ask("Turku", properties=told)[0]["features"][-1] == {
        "id": "country_match",
        "value": True,
    }


def test_several_values_of_a_property_are_alternatives(ask: Any) -> None:
    told = [{"pid": "country", "v": ["Sweden", {"id": "FI", "name": "Finland"}]}]
    assert ask("Turku", properties=told)[0]["id"] == "geonames:633679"


def test_a_place_of_another_country_is_no_match(ask: Any) -> None:
    first = ask("Turku", properties=[{"pid": "country", "v": "Sweden"}])[0]
    assert first["id"] == "geonames:633679"
    assert first["match"] is False
    assert first["score"] < 60
    assert "not in Sweden" in first["description"]


def test_a_country_that_is_no_country_changes_nothing(ask: Any) -> None:
    told = [{"pid": "country", "v": "Atlantis"}]
    assert ask("Turku", properties=told)[0]["score"] == ask("Turku")[0]["score"]


def test_a_region_tells_namesakes_apart(ask: Any) -> None:
    told = [{"pid": "country", "v": "US"}]
    oregon = [*told, {"pid": "region", "v": "Oregon"}]
    maine = [*told, {"pid": "region", "v": "Maine"}]
    assert ask("Portland", properties=oregon)[0]["id"] == "geonames:5746545"
    assert ask("Portland", properties=maine)[0]["id"] == "geonames:4975802"


def test_a_date_that_a_list_names_tells_namesakes_apart(ask: Any) -> None:
    def odds(date: str) -> dict[str, float]:
        found = ask("奥克兰", properties=[{"pid": "date", "v": date}] if date else [])
        return {one["id"]: one["score"] for one in found}

    assert odds("1989-02-17")["geonames:2193733"] > odds("")["geonames:2193733"]
    assert odds("1989-02-18") == odds("")


def test_a_name_of_many_places_has_no_match_without_its_country(ask: Any) -> None:
    found = ask("San José", limit=10)
    assert len(found) > 3
    assert not any(one["match"] for one in found)


def test_a_subdivision_that_is_the_city_itself_is_no_rival_of_it(ask: Any) -> None:
    found = ask("光州", properties=[{"pid": "country", "v": "韩国"}])
    assert (found[0]["id"], found[0]["match"]) == ("geonames:1841811", True)
    assert "iso3166-2:KR-29" in [one["id"] for one in found]


@pytest.mark.parametrize(
    ("name", "country", "id", "match"),
    [
        ("Barranquill", "CO", "geonames:3689147", True),  # one letter is missing
        ("洛杉机", "US", "geonames:5368361", True),  # a homophone
        ("切尔克斯克", "RU", "geonames:488864", False),  # the name of another place
        ("Velva", "", "geonames:5692751", False),  # a village needs its country
    ],
)
def test_a_name_is_a_match_only_where_the_place_is_called_so(
    ask: Any, name: str, country: str, id: str, match: bool
) -> None:
    told = [{"pid": "country", "v": country}] if country else []
    found = {one["id"]: one["match"] for one in ask(name, properties=told)}
    assert found[id] is match


def test_the_only_row_of_a_country_is_no_match_for_that_alone(ask: Any) -> None:
    path = "/reconcile/guangzhou-en"
    for name, country in (("Verkhoyansk", "LT"), ("Coyhaique", "CL"), ("阿里卡", "CL")):
        found = ask(name, path=path, properties=[{"pid": "country", "v": country}])
        assert not any(one["match"] for one in found)
        assert all(one["score"] < 60 for one in found)


def test_a_name_that_says_county_is_no_match_for_a_city(ask: Any) -> None:
    first = ask("蒙巴萨郡", properties=[{"pid": "country", "v": "肯尼亚"}])[0]
    assert first["id"] == "geonames:186301"
    assert first["match"] is False
    assert "the name says county" in first["description"]


@pytest.mark.parametrize(("strict", "ids"), [("any", 0), ("all", 0), ("should", 1)])
def test_types_are_a_condition_or_a_wish(ask: Any, strict: str, ids: int) -> None:
    found = ask("Turku", type=["province"], type_strict=strict)
    assert len(found) == ids
    assert not any(one["match"] for one in found)


def test_a_wider_type_holds_the_narrower_ones(ask: Any) -> None:
    assert (
        ask("California", type="subdivision", properties=[{"pid": "country", "v": "US"}])[0]["id"]
        == "iso3166-2:US-CA"
    )
    assert ask("Turku", type=["place", "city"], type_strict="all")
    assert not ask("Turku", type=["province", "city"], type_strict="all")


@pytest.mark.parametrize("text", ["geonames:633679", "633679", " geonames:633679 "])
def test_an_id_as_query_gives_that_entity(ask: Any, text: str) -> None:
    (only,) = ask(text)
    assert (only["id"], only["match"], only["score"]) == ("geonames:633679", True, 100)


def test_properties_alone_can_name_the_place(ask: Any) -> None:
    told = [{"pid": "name_zh", "v": "图尔库"}, *COUNTRY]
    assert ask(None, properties=told)[0]["id"] == "geonames:633679"


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "😀", "\ud800", "!?", "x" * 5000, "\x00"])
def test_a_name_without_a_name_has_no_match(ask: Any, name: str) -> None:
    assert not any(one["match"] for one in ask(name))
    assert not any(one["match"] for one in ask(name, path="/reconcile/guangzhou-en"))


@pytest.mark.parametrize("limit", [1, 2, 1.0, 1e9, 0, -3])
def test_a_limit_is_kept(ask: Any, limit: float) -> None:
    found = ask("Victoria", limit=limit)
    assert 1 <= len(found) <= (limit if 1 <= limit < 50 else 50)


def test_scores_fall_and_one_candidate_at_most_is_a_match(ask: Any) -> None:
    for name in ("伯明翰", "Santiago", "Paris", "光州", "Springfield", "巴伦西亚"):
        found = ask(name, limit=20)
        scores = [one["score"] for one in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 100 for score in scores)
        assert [one["match"] for one in found[1:]] == [False] * (len(found) - 1)


def test_an_answer_does_not_depend_on_what_else_is_asked(served: TestClient) -> None:
    names = ["光州", "马尼拉", "基多", "Nowhere at all", "Bristol"]
    for path in ("/reconcile", "/reconcile/wikipedia-en"):
        batch = {f"q{n}": {"query": name} for n, name in enumerate(names)}
        together = served.post(path, data={"queries": json.dumps(batch)}).json()
        fresh = TestClient(served.app, base_url="http://127.0.0.1:8000")
        for n, name in enumerate(names):
            alone = fresh.post(path, data={"queries": json.dumps({"a": {"query": name}})}).json()
            assert alone["a"] == together[f"q{n}"]


def test_a_source_is_an_authority_list(ask: Any) -> None:
    first = ask("罗兹", path="/reconcile/guangzhou-en")[0]
    assert first["name"] == "Lodz"
    assert first["match"] is True
    assert first["id"].startswith("relationship-")
    assert "guangzhou-en, line" in first["description"]
    assert {"same_place", "sound"} <= {each["id"] for each in first["features"]}


def test_the_subject_tells_partners_of_several_cities_apart(ask: Any) -> None:
    path, country = "/reconcile/wikipedia-en", {"pid": "country", "v": "Philippines"}
    open_ = ask("马尼拉", path=path, properties=[country])
    assert not any(one["match"] for one in open_)
    told = [country, {"pid": "subject", "v": "Guangzhou"}]
    first = ask("马尼拉", path=path, properties=told)[0]
    assert "sister of Guangzhou" in first["description"]


def test_a_partner_outside_the_gazetteer_is_found_too(ask: Any) -> None:
    first = ask("Silicon Valley", properties=[{"pid": "country", "v": "US"}])[0]
    assert first["id"].startswith("relationship-")


def test_the_type_that_a_name_tells_is_believed_over_the_column_s(ask: Any) -> None:
    told = {"type": "city", "type_strict": "should", "properties": [{"pid": "country", "v": "KE"}]}
    first = ask("蒙巴萨郡", path="/reconcile/guangzhou-en", **told)[0]
    assert (first["name"], first["match"]) == ("Mombasa County", True)
