"""Numbers that rows bear in a list."""

from __future__ import annotations

import pytest

from reconcile.names.ordinals import Ordinal, parse_ordinal


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("12", ("", 12)),
        ("12.", ("", 12)),
        ("12.0", ("", 12)),
        ("(12)", ("", 12)),
        ("１２", ("", 12)),
        ("十二、", ("", 12)),
        ("第十二", ("", 12)),
        ("12号", ("", 12)),
        ("12th", ("", 12)),
        ("No. 12", ("no", 12)),
        ("B-7", ("b", 7)),
        ("guangzhou-zh sister 38", ("guangzhou zh sister", 38)),
    ],
)
def test_places_in_a_numbering_are_read(text: str, ordinal: tuple[str, int]) -> None:
    assert parse_ordinal(text) == Ordinal(*ordinal)


@pytest.mark.parametrize("text", ["", "last", "1234567", "Lyon", "-", "🎉", "十" * 61])
def test_what_is_no_place_in_a_numbering_is_none(text: str) -> None:
    assert parse_ordinal(text) is None
