"""Linking of names to gazetteer ids."""

from __future__ import annotations

import pytest

from reconcile.errors import UsageError
from reconcile.matching import MatchOptions, Side, resolve


def test_names_of_either_language_are_linked_to_places_of_their_country() -> None:
    side = Side(
        names=("雪梨", "Lodz", "奥克兰", "奥克兰"), countries=("澳洲", "PL", "新西兰", "美国")
    )
    places = [link.place.name if link.place else None for link in resolve(side)]
    assert places == ["Sydney", "Łódź", "Auckland", "Oakland"]


def test_a_misspelt_name_is_linked_by_its_nearest_spelling() -> None:
    (link,) = resolve(Side(names=("Barranquila",), countries=("Colombia",)))
    assert link.place is not None
    assert link.place.name == "Barranquilla"


def test_an_unknown_name_is_left_alone() -> None:
    (link,) = resolve(Side(names=("Xyzzyville",), countries=("Finland",)))
    assert link.place is None
    assert link.match.outcome == "left_only"


def test_several_places_are_told_where_asked_for() -> None:
    links = resolve(Side(names=("圣何塞",)), options=MatchOptions(top=3))
    assert [link.match.rank for link in links] == [1, 2, 3]
    assert len({link.place.id for link in links if link.place}) == 3


def test_nothing_is_resolved_without_a_gazetteer() -> None:
    with pytest.raises(UsageError):
        resolve(Side(names=("里昂",)), options=MatchOptions(gazetteer="none"))


def test_a_chinese_name_that_the_gazetteer_lacks_is_linked_by_its_sound() -> None:
    (found,) = resolve(Side(names=("利马索",), countries=("塞浦路斯",)))
    assert found.place is not None
    assert found.place.name == "Limassol"
    assert found.match.reasons[0].startswith("sound")
