from __future__ import annotations

import pytest

from reconcile.model import Where
from reconcile.reporters.places import places_text, source_lines


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ((), "a"),
        ((0,), "a"),
        ((7,), "a:7"),
        ((5, 6, 7, 12), "a:5-7, 12"),
        (range(2, 40, 2), "a:2 ... 38"),
        (range(54, 124), "a:54-123"),
    ],
)
def test_lines_are_written_as_a_person_would(lines: range, text: str) -> None:
    assert source_lines("a", lines) == text


def test_places_are_joined_source_by_source() -> None:
    places = (Where("b", 9), Where("a", 3), Where("b", 8), Where("b", 9))
    assert places_text(places) == "b:8-9, a:3"
