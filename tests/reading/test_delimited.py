"""Delimited tables inside text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reconcile.reading import Reading

OPTIONS = {
    "headings": [
        {"pattern": "Friends of", "relation": "friendship"},
        {"pattern": "Sisters of", "relation": "sister"},
    ],
    "columns": {"No.": "ordinal", "Place": "name", "Country": "country", "Since": "date",
                "Mayor": ""},
    "ignore": [{"pattern": "^Note", "reason": "a note"}],
    "claims": [{"pattern": "in all {number} towns", "what": "entries"}],
}  # fmt: skip
TEXT = """Sisters of Tartu
Note that the order is that of signing
No.\tPlace\tCountry\tSince
01.\tTurku\tFinland\t1989-05-03

2\tSan José [ 3]\tCosta Rica\t
---\t---\t---\t---

Friends of Tartu

No.\tPlace\tCountry\tSince
1、\t"Quoted\tFrance\t1999
in all 3 towns"""


def test_each_table_has_its_heading_relation_and_rows(reads: Callable[..., Reading]) -> None:
    reading = reads("tables", TEXT, **OPTIONS)
    assert [
        (e.line, e.relation, e.ordinal, e.name, e.country, e.date, e.references)
        for e in reading.tables.entries
    ] == [
        (4, "sister", 1, "Turku", "Finland", "1989-05-03", ()),
        (6, "sister", 2, "San José", "Costa Rica", "", (3,)),
        (12, "friendship", 1, '"Quoted', "France", "1999", ()),
    ]
    assert [e.row for e in reading.tables.entries] == [1, 2, 3]
    assert [(s.line, s.subject, s.relation, s.entries) for s in reading.tables.sections] == [
        (1, "Tartu", "sister", 2),
        (9, "Tartu", "friendship", 1),
    ]
    assert [(c.line, c.relation, c.value) for c in reading.tables.claims] == [(13, "", 3)]
    assert not reading.unread


def test_only_a_blank_line_between_rows_is_odd(reads: Callable[..., Reading]) -> None:
    reading = reads("tables", TEXT, **OPTIONS)
    assert [(a.line, a.what) for a in reading.anomalies] == [(5, "blank line inside a table")]


def test_a_table_without_a_heading_takes_the_source_s_relation(
    reads: Callable[..., Reading],
) -> None:
    reading = reads("tables", "Place\tMayor\tCountry\nTurku\tA. B.\tFinland", **OPTIONS)
    assert [(e.relation, e.name, e.country) for e in reading.tables.entries] == [
        ("sister", "Turku", "Finland")
    ]
    assert [(s.line, s.entries) for s in reading.tables.sections] == [(1, 1)]


def test_a_heading_without_rows_is_a_section_of_none(reads: Callable[..., Reading]) -> None:
    reading = reads("tables", "Sisters of Tartu\n\nFriends of Tartu", **OPTIONS)
    assert [(s.line, s.entries) for s in reading.tables.sections] == [(1, 0), (3, 0)]


@pytest.mark.parametrize(
    ("delimiter", "text"),
    [
        ("pipe", "| Place | Country |\n|---|---|\n| Turku | Finland |"),
        ("semicolon", "Place;Country\nTurku;Finland"),
        ("comma", "Place,Country\nTurku,Finland"),
        ("spaces", "Place    Country\n-----    -------\nTurku    Finland"),
    ],
)
def test_other_delimiters_are_declared(
    reads: Callable[..., Reading], delimiter: str, text: str
) -> None:
    reading = reads("tables", text, delimiter=delimiter, **OPTIONS)
    assert [(e.name, e.country) for e in reading.tables.entries] == [("Turku", "Finland")]
    assert not reading.unread


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("Turku\tFinland", 1, "stands in no table"),
        ("Place\tCountry\nTurku\tFinland\t1989", 2, "3 cells; the table has 2"),
        ("Place\tCountry\nand so on", 2, "1 cells; the table has 2"),
        ("No.\tPlace\nII\tTurku", 2, "'II' is no number"),
        ("Place\tCountry\n\tFinland", 2, "a row without a name"),
        ("Place\tSince\nTurku\t1989.2.30", 2, "1989.2.30 is no date"),
        ("Place\tLand\nTurku\tFinland", 1, "stands in no table"),
    ],
)
def test_what_fits_no_table_is_listed(
    reads: Callable[..., Reading], text: str, line: int, why: str
) -> None:
    unread = reads("tables", text, **OPTIONS).unread[0]
    assert (unread.line, why in unread.why) == (line, True), unread.why
