"""The gazetteer: names find their places, ids lead back, near spellings are near."""

from __future__ import annotations

import gc
import sqlite3
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.errors import UnreadableError
from reconcile.gazetteer import Gazetteer
from reconcile.gazetteer.store import FILE, LEVELS

gazetteer = Gazetteer.default()


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [("旧金山", "US", "San Francisco"), ("舊金山", "US", "San Francisco"),
     ("雪梨", "AU", "Sydney"), ("悉尼", "AU", "Sydney"), ("泗水", "ID", "Surabaya"),
     ("海参崴", "RU", "Vladivostok"), ("永珍", "LA", "Vientiane"),
     ("Sao Paulo", "BR", "São Paulo"), ("LODZ", "PL", "Łódź"), ("檀香山", "US", "Honolulu"),
     ("望加锡", "ID", "Makassar"), ("马辰", "ID", "Banjarmasin"),
     ("紐奧良", "US", "New Orleans"), ("佐法尔省", "OM", "Dhofar"),
     ("Guangzhou", "CN", "Guangzhou"), ("奧斯汀", "US", "Austin"),
     ("Frankfurt", "DE", "Frankfurt am Main")],
)  # fmt: skip
def test_a_name_finds_its_place(name: str, country: str, found: str) -> None:
    assert found in [place.name for place in gazetteer.lookup(name, country=country)][:2]


def test_an_ambiguous_name_lists_the_most_populous_place_first() -> None:
    assert gazetteer.countries_of("奥克兰")[:2] == ("NZ", "US")
    places = gazetteer.lookup("Victoria")
    assert len(places) > 5
    assert [p.population for p in places] == sorted((p.population for p in places), reverse=True)


def test_the_country_narrows_the_places() -> None:
    assert {place.country for place in gazetteer.lookup("伯明翰")} >= {"GB", "US"}
    assert {place.country for place in gazetteer.lookup("伯明翰", country="GB")} == {"GB"}
    assert gazetteer.lookup("伯明翰", country="PL") == ()


def test_an_unknown_name_finds_nothing() -> None:
    for name in ("", " ", "Xyzzyville", "无此地名"):
        assert gazetteer.lookup(name) == ()


def test_ids_lead_back_to_their_places() -> None:
    sydney = gazetteer.get("geonames:2147714")
    assert sydney is not None
    assert (sydney.name, sydney.name_zh, sydney.country) == ("Sydney", "悉尼", "AU")
    assert sydney.latitude == pytest.approx(-33.87)
    dhofar = gazetteer.get("iso3166-2:OM-ZU")
    assert dhofar is not None
    assert (dhofar.name, dhofar.level, dhofar.latitude) == ("Dhofar", "province", None)


@pytest.mark.parametrize(
    "unknown",
    ["geonames:1", "geonames:x", "geonames:-3", "geonames:" + "9" * 30, "iso3166-2:XX-YY",
     "iso3166-2:OM", "2147714", ""],
)  # fmt: skip
def test_an_unknown_id_has_no_place_and_no_names(unknown: str) -> None:
    assert gazetteer.get(unknown) is None
    assert gazetteer.names(unknown) == ()


def test_names_begin_with_the_main_name_and_tell_their_source() -> None:
    names = gazetteer.names("geonames:5391959")
    assert names[0] == "San Francisco"
    assert {"旧金山", "三藩市"} <= set(names)
    sources = gazetteer.sources_of("geonames:5391959")
    assert set(sources) == set(names[1:])
    assert set(sources.values()) <= {s["id"] for s in gazetteer.info()["sources"]}


def test_bulk_look_up_answers_as_single_look_up() -> None:
    asked = [("雪梨", "AU"), ("舊金山", None), ("奥克兰", "NZ"), ("Nowhere", None),
             ("奥克兰", None), ("Łódź", "PL"), ("", None), ("雪梨", "US")]  # fmt: skip
    one_by_one = [tuple(p.id for p in gazetteer.lookup(n, country=c)) for n, c in asked]
    assert gazetteer.lookup_many(asked) == one_by_one


@pytest.mark.parametrize(
    ("misspelt", "country", "meant"),
    [("Barranquill", "CO", "Barranquilla"), ("Mogiliov", "BY", "Mahilyow"),
     ("Pitsburgh", "US", "Pittsburgh"), ("叶卡捷琳宝", "RU", "Yekaterinburg")],
)  # fmt: skip
def test_a_misspelling_is_near_the_place_that_was_meant(
    misspelt: str, country: str, meant: str
) -> None:
    near = gazetteer.similar(misspelt, country=country)
    assert near[0][0].name == meant
    assert 0.7 < near[0][1] < 1
    assert [score for _, score in near] == sorted((score for _, score in near), reverse=True)


def test_nothing_is_similar_in_an_unknown_country() -> None:
    assert gazetteer.similar("Paris", country="??") == ()


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=15))
def test_any_text_is_answered(text: str) -> None:
    ids = [place.id for place in gazetteer.lookup(text)]
    assert gazetteer.lookup_many([(text, None)]) == [tuple(ids)]
    for place, score in gazetteer.similar(text, country="IS"):
        assert place.country == "IS"
        assert 0 <= score <= 1


def test_every_row_has_a_known_level_and_a_key() -> None:
    connection = sqlite3.connect(f"{FILE.as_uri()}?mode=ro&immutable=1", uri=True)
    (worst,) = connection.execute("SELECT max(level) FROM place").fetchone()
    assert worst < len(LEVELS)
    orphans = connection.execute(
        "SELECT count(*) FROM place WHERE id NOT IN (SELECT place FROM key)"
    ).fetchone()
    connection.close()
    assert orphans == (0,)


def test_info_names_sources_with_licences() -> None:
    info = gazetteer.info()
    assert info["places"] == info["cities"] + info["subdivisions"] > 80_000
    assert info["hash"].startswith("sha256:")
    for source in info["sources"]:
        assert source["licence"]
        assert source["names"] > 1000


def test_a_file_that_is_no_gazetteer_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no gazetteer"):
        Gazetteer.open(tmp_path / "missing.sqlite")
    (tmp_path / "text.sqlite").write_text("hello, this is no database " * 40)
    with pytest.raises(UnreadableError, match="no gazetteer"):
        Gazetteer.open(tmp_path / "text.sqlite")
    other = tmp_path / "other.sqlite"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    connection.commit()
    connection.close()
    with pytest.raises(UnreadableError, match="no format"):
        Gazetteer.open(other)


def test_opening_takes_milliseconds() -> None:
    started = time.perf_counter()
    Gazetteer.open(FILE).get("geonames:2147714")
    assert time.perf_counter() - started < 0.2  # measured 1 ms; generous for a busy machine


def test_a_gazetteer_that_is_forgotten_closes_its_file() -> None:
    opened = Gazetteer.open(FILE)
    connection = opened._connection
    del opened
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_places_are_found_by_the_beginning_of_a_name_the_most_populous_first() -> None:
    gazetteer = Gazetteer.default()
    found = gazetteer.beginning_with("Turk", most=5)
    assert "Turku" in [place.name for place in found]
    people = [place.population for place in found]
    assert people == sorted(people, reverse=True)
    assert gazetteer.beginning_with("廣州", most=1) == gazetteer.beginning_with("广州", most=1)
    every = gazetteer.beginning_with("", most=6)
    assert (
        gazetteer.beginning_with("", most=3) + gazetteer.beginning_with("", most=3, after=3)
        == every
    )
    assert gazetteer.beginning_with("!!", most=5) == ()
