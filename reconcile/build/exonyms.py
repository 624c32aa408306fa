"""Builds `names/data/exonyms.tsv`: CLDR's exemplar cities and the hand-written exonyms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reconcile.build.fetch import (
    CLDR_DATES,
    CLDR_ZONES,
    load_json,
    npm_package,
    read_table,
    write_table,
)

HERE = Path(__file__).parent
TABLE = HERE.parent / "names" / "data" / "exonyms.tsv"
COLUMNS = ("zh", "en", "country", "form", "note", "source")
LOCALES = (("zh", "usual"), ("zh-Hant", "regional"), ("zh-Hant-HK", "regional"))
# Zones whose short code doesn't begin with the country's: it is an exception of BCP 47's rule.
COUNTRIES = {"jeruslm": "IL", "gazastrp": "PS", "hebron": "PS", "ancur": "CW", "fimhq": "AX",
             "gpmsb": "MF", "gpsbh": "BL"}  # fmt: skip


def build(cache: Path) -> list[str]:
    """Write `exonyms.tsv`; the first source of a pair is credited, and CLDR comes first."""
    hand = [
        tuple(row[column] for column in COLUMNS) for row in read_table(HERE / "exonyms_hand.tsv")
    ]
    rows: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in [*_exemplar_cities(cache), *hand]:
        rows.setdefault(row[:3], row)
    table = sorted(rows.values(), key=lambda row: (row[2], row[1], row))
    write_table(TABLE, COLUMNS, table)
    return [f"exonyms.tsv: {len(table)} pairs, {len(hand)} of them written by hand"]


def _exemplar_cities(cache: Path) -> Iterator[tuple[str, ...]]:
    """Rows for the cities that stand for a time zone, in every locale that names them itself."""
    folder = npm_package(CLDR_DATES, cache) / "main"
    countries = _zone_countries(cache)
    english = _cities(folder, "en")
    for locale, form in LOCALES:
        for zone, name in sorted(_cities(folder, locale).items()):
            # Where CLDR has no English exemplar, the zone's own name is English.
            plain = english.get(zone) or zone.rpartition("/")[2].replace("_", " ")
            # "Knox, Indiana" and research stations are names of zones rather than of cities.
            wanted = zone in countries and countries[zone] != "AQ" and "," not in plain
            if wanted and not name.isascii():
                yield name, plain, countries[zone], form, "", f"CLDR 48 {locale}"


def _cities(folder: Path, locale: str) -> dict[str, str]:
    table = load_json(folder / locale / "timeZoneNames.json")
    zones = table["main"][locale]["dates"]["timeZoneNames"]["zone"]
    return dict(_leaves(zones, ""))


def _leaves(zones: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for key, value in zones.items():
        if not isinstance(value, dict):
            continue
        if isinstance(city := value.get("exemplarCity"), str):
            yield path + key, city
        else:
            yield from _leaves(value, f"{path}{key}/")


def _zone_countries(cache: Path) -> dict[str, str]:
    """Country of each zone: BCP 47's code of a zone begins with it (`ausyd`)."""
    table = load_json(npm_package(CLDR_ZONES, cache) / "bcp47" / "timezone.json")
    countries = {}
    for code, entry in table["keyword"]["u"]["tz"].items():
        if code.startswith("_") or not isinstance(entry, dict):
            continue
        country = COUNTRIES.get(code, code[:2].upper())
        for zone in str(entry.get("_alias", "")).split():
            if zone.count("/") and not zone.startswith("Etc/"):
                countries[zone] = country
    return countries
