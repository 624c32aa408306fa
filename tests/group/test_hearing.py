from __future__ import annotations

import pytest

from reconcile.gazetteer import Gazetteer
from reconcile.group.hearing import heard


@pytest.mark.parametrize(
    ("name", "country", "place"),
    [
        ("塞伊奈若基", "FI", "Seinäjoki"),
        ("约恩苏乌", "FI", "Joensuu"),
        ("雷泽克纳", "LV", "Rēzekne"),
        ("帕内韦日斯", "LT", "Panevėžys"),
    ],
)
def test_another_transcription_is_heard_as_the_place_it_means(
    name: str, country: str, place: str
) -> None:
    found = heard(name, country, Gazetteer.default())
    assert found is not None
    assert found.name == place


@pytest.mark.parametrize(("name", "country"), [("胡志明", "BR"), ("登别", "FI"), ("😀", "FI")])
def test_a_name_of_elsewhere_is_heard_as_no_place(name: str, country: str) -> None:
    assert heard(name, country, Gazetteer.default()) is None
