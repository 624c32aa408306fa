"""Reads GeoJSON of Natural Earth: populated places and first-order subdivisions."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reconcile.errors import UnreadableError
from reconcile.gazetteer.dumps import Malformed, Spot, is_chinese, is_latin, opened
from reconcile.gazetteer.store import LEVELS

_IDS = ("geonameid", "geonamesid", "gn_id")  # the name of the column changed between versions
_NAMES = ("name_zh", "name_zht", "name", "nameascii", "name_en", "woe_name", "gn_name")


def spots(path: Path, malformed: Malformed) -> Iterator[Spot | None]:
    """Places and subdivisions of a GeoJSON file.

    Outlines are dropped while the file is parsed: only the properties take memory.

    Args:
        path: `ne_10m_populated_places.geojson`, `ne_10m_admin_1_states_provinces.geojson`, ...
        malformed: Takes the features that are neither.

    Yields:
        `None` for a place without a country or without an id that other tables know.

    Raises:
        UnreadableError: The file is missing or of another format.
    """
    understood = False
    for index, feature in enumerate(_features(path), 1):
        try:
            spot = _spot(feature)
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            malformed.add(f"{path}: feature {index}", str(error))
            continue
        understood = True
        yield spot
    if not understood:
        raise _another(path, malformed.first[0] if malformed.first else "no features")


def _features(path: Path) -> list[Any]:
    try:
        with opened(path) as file:
            document = json.loads(file.read(), object_hook=_without_outline)
    except (ValueError, RecursionError) as error:
        raise _another(path, f"no JSON ({error})") from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise _another(path, "JSON without a list of features")
    return features


def _another(path: Path, found: str) -> UnreadableError:
    return UnreadableError(
        f"found {found.removeprefix(f'{path}: ')}",
        where=str(path),
        hint="Expected GeoJSON of Natural Earth's populated places or admin-1 states and provinces,"
        " with the properties NAME and ISO_A2, and POP_MAX or iso_3166_2.",
    )


def _without_outline(value: dict[str, Any]) -> dict[str, Any]:
    return {} if value.get("type") in {"Polygon", "MultiPolygon"} else value


def _spot(feature: Any) -> Spot | None:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise TypeError("no properties")
    facts = {str(key).lower(): value for key, value in feature["properties"].items()}
    name = _text(facts, "name") or _text(facts, "name_en")
    if "iso_3166_2" not in facts and "pop_max" not in facts:
        raise ValueError("neither POP_MAX nor iso_3166_2")
    number = next((int(facts[key]) for key in _IDS if int(facts.get(key) or 0) > 0), 0)
    if number >= 1 << 31:
        raise ValueError("an id is out of range")
    latitude, longitude = _position(feature, facts)
    code = _text(facts, "iso_3166_2").rstrip("~")
    country = _text(facts, "iso_a2").upper()
    if not country.isalpha() and "-" in code:
        country = code.partition("-")[0]
    if not name or len(country) != 2 or not country.isalpha():
        return None
    names = [_text(facts, key) for key in _NAMES]
    kept = tuple(dict.fromkeys(text for text in names if is_chinese(text) or is_latin(text)))
    qid = _text(facts, "wikidataid")
    if "iso_3166_2" not in facts:
        population = max(int(facts["pop_max"] or 0), 0)
        spot = Spot(number, name, country, "city", "", latitude, longitude, population, kept, qid)
        return spot if number else None
    admin1 = code.partition("-")[2]
    # Codes such as X01 are Natural Earth's own.
    official = code.startswith(f"{country}-") and not (admin1[:1] == "X" and admin1[1:].isdigit())
    if not official and not number:
        return None
    kind = _text(facts, "type_en").lower()
    level = kind if kind in LEVELS and kind != "country" else "province"
    return Spot(number, name, country, level, admin1 if official else "", latitude, longitude, 0,
                kept, qid)  # fmt: skip


def _text(facts: Mapping[str, Any], key: str) -> str:
    value = facts.get(key)
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return "" if text.startswith("-99") else text


def _position(
    feature: Mapping[str, Any], facts: Mapping[str, Any]
) -> tuple[float | None, float | None]:
    """Latitude and longitude, by the properties or else by the point."""
    pair = (facts.get("latitude"), facts.get("longitude"))
    geometry = feature.get("geometry")
    if pair[0] is None and isinstance(geometry, dict) and geometry.get("type") == "Point":
        longitude, latitude, *_ = geometry["coordinates"]
        pair = (latitude, longitude)
    if pair[0] is None or pair[1] is None:
        return None, None
    latitude, longitude = float(pair[0]), float(pair[1])
    if not (math.isfinite(latitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError("a coordinate is out of range")
    return latitude, longitude
