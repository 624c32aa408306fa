"""Names looked up one by one in a list that was made ready once."""

from __future__ import annotations

import pytest

from reconcile.matching import Side
from reconcile.matching.lookup import NameIndex

LIST = Side(
    names=("Lyon", "Leiden", "Auckland", "Oakland", "Tampere", "Kazan"),
    countries=("France", "Netherlands", "New Zealand", "USA", "Finland", "Russia"),
)


@pytest.fixture(scope="module")
def index() -> NameIndex:
    """A list of six places."""
    return NameIndex(LIST)


def first(index: NameIndex, name: str, country: str = "") -> int | None:
    """The likeliest row of a name."""
    (found,) = index.find(Side(names=(name,), countries=(country,)))
    return found[0].row if found else None


@pytest.mark.parametrize(
    ("name", "country", "row"),
    [("里昂", "", 0), ("坦佩雷", "芬兰", 4), ("Tamperre", "", 4), ("奥克兰", "新西兰", 2),
     ("奥克兰", "美国", 3), ("喀山", "", 5)],
)  # fmt: skip
def test_a_name_finds_its_row(index: NameIndex, name: str, country: str, row: int) -> None:
    assert first(index, name, country) == row


def test_a_name_in_the_wrong_country_is_found_with_less_confidence(index: NameIndex) -> None:
    (right,), (wrong,) = index.find(Side(names=("里昂",) * 2, countries=("法国", "德国")), top=1)
    assert wrong.row == right.row == 0
    assert wrong.confidence < right.confidence


def test_what_else_is_asked_changes_nothing(index: NameIndex) -> None:
    names = ("里昂", "奥克兰", "Oakland", "nowhere", "", "Tamperre")
    together = index.find(Side(names=names))
    assert together == tuple(index.find(Side(names=(name,)))[0] for name in names)
    assert together == tuple(reversed(index.find(Side(names=names[::-1]))))


def test_the_evidence_is_told_with_its_weight(index: NameIndex) -> None:
    ((found, *_),) = index.find(Side(names=("里昂",)))
    assert found.evidence["same_place"] > 0
    assert found.evidence["sound"] > 0
    assert found.reasons


def test_an_unlikely_row_can_be_left_out(index: NameIndex) -> None:
    (found,) = index.find(Side(names=("诺沃库兹涅夫斯克",)), least=0.5)
    assert found == ()


def test_an_empty_list_finds_nothing() -> None:
    assert NameIndex(Side(names=())).find(Side(names=("Lyon",))) == ((),)
    assert NameIndex(LIST).find(Side(names=())) == ()


def test_a_long_list_is_searched_by_sound_and_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    from reconcile.gazetteer import Gazetteer
    from reconcile.matching import lookup

    places = Gazetteer.default().beginning_with("", most=400)
    index = NameIndex(Side(names=tuple(place.name for place in places)), gazetteer="none")
    names = ("布宜诺斯艾利斯", "Istanbull", "里约热内卢")
    whole = [found[0].row for found in index.find(Side(names=names), top=1)]
    monkeypatch.setattr(lookup, "WHOLE", 100)
    assert [found[0].row for found in index.find(Side(names=names), top=1)] == whole
    assert [places[row].name for row in whole] == ["Buenos Aires", "Istanbul", "Rio de Janeiro"]


def test_rows_that_are_only_alike_can_be_left_out(index: NameIndex) -> None:
    asked = Side(names=("Lyon", "里昂", "Tamperre"))
    assert [len(found) > 0 for found in index.find(asked, alike=False)] == [True, True, False]


@pytest.mark.parametrize("whole", [100, 20_000])
def test_a_misspelt_name_is_found_in_a_long_list_of_one_country(
    whole: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reconcile.gazetteer import Gazetteer
    from reconcile.matching import lookup

    places = Gazetteer.default().largest_cities("RU", most=300)
    countries = ("RU",) * len(places)
    listed = NameIndex(
        Side(names=tuple(place.name for place in places), countries=countries), gazetteer="none"
    )
    monkeypatch.setattr(lookup, "WHOLE", whole)
    asked = Side(names=("Moscoww", "Yekaterinbrug", "Reykjavik"), countries=("RU",) * 3)
    found = listed.find(asked, top=1)
    assert [places[rows[0].row].name for rows in found[:2]] == ["Moscow", "Yekaterinburg"]
    assert all(rows[0].confidence > 0.8 for rows in found[:2])
    assert all(row.confidence < 0.1 for row in found[2])
