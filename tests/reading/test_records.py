"""Numbered records with labelled fields."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reconcile.reading import Reading

OPTIONS = {
    "fields": {"Where": "location", "Signed on": "date"},
    "locations": [
        {"pattern": r"(?i)in (\w+), then in (\w+)", "value": r"\1;\2"},
        {"pattern": r"(?i)by (?:post|mail)", "value": "by letter"},
    ],
    "claims": [{"pattern": "{subject} has {number} sisters", "what": "entries"}],
    "ignore": [{"pattern": "^Home > ", "reason": "navigation"}],
}
TEXT = """Home > Partners
Tartu has 1,204 sisters.

1.\u00a0Turku, Finland

Where: Turku
Signed on: 1989.5.3
2) ʻEua (Ohonua) , Tongatapu, the Kingdom of Tonga [ 4]\u00a0
signed  ON： 2001.07
Where: in Tartu, then in Ohonua
03. Lüneburg，Germany
Where: By post
Signed on: 1993.10.29
4. Utopia
"""


def test_a_record_is_a_number_a_name_and_the_fields_below_it(reads: Callable[..., Reading]) -> None:
    reading = reads("records", TEXT, **OPTIONS)
    cells = [
        (e.line, e.ordinal, e.name, e.region, e.country, e.date, e.date_text, e.location)
        for e in reading.tables.entries
    ]
    assert cells == [
        (4, 1, "Turku", "", "Finland", "1989-05-03", "1989.5.3", "Turku"),
        (8, 2, "ʻEua (Ohonua)", "Tongatapu", "the Kingdom of Tonga", "2001-07", "2001.07",
         "Tartu;Ohonua"),
        (11, 3, "Lüneburg", "", "Germany", "1993-10-29", "1993.10.29", "by letter"),
        (14, 4, "Utopia", "", "", "", "", ""),
    ]  # fmt: skip
    assert {e.subject for e in reading.tables.entries} == {"Tartu"}
    assert {e.relation for e in reading.tables.entries} == {"sister"}
    assert [e.references for e in reading.tables.entries] == [(), (4,), (), ()]
    assert [e.row for e in reading.tables.entries] == [1, 2, 3, 4]
    assert not reading.unread


def test_totals_and_oddities_are_noted_with_their_lines(reads: Callable[..., Reading]) -> None:
    reading = reads("records", TEXT, **OPTIONS)
    assert [(c.line, c.what, c.value) for c in reading.tables.claims] == [(2, "entries", 1204)]
    assert [(a.line, a.what) for a in reading.anomalies] == [
        (4, "U+00A0 instead of a space after the ordinal")
    ]
    assert reading.account[1] == "ignored: navigation"
    assert reading.account[2] == "claim"
    assert reading.account[6] == "field"


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("Where: Turku\n1. Turku, Finland", 1, "before the first record"),
        ("1. Turku, Finland\nMayor: A. B.", 2, "neither a numbered record nor a field"),
        ("1. Turku, Finland\nWhere: Turku\nWhere: Tartu", 3, "has that field already"),
        ("1. Turku, Finland\nWhere: we met there some day", 2, "neither a place nor"),
        ("1. Turku, Finland\nSigned on: 2012.13.1", 2, "2012.13.1 is no date"),
        ("1. Turku, Finland\n1989.5.3 was a sunny day", 2, "neither a numbered record"),
        ("1. Turku, Finland\n(source: the town)", 2, "neither a numbered record"),
        ("Anna has 3 sisters", 1, "neither a numbered record"),
    ],
)
def test_what_fits_nowhere_is_listed(
    reads: Callable[..., Reading], text: str, line: int, why: str
) -> None:
    (unread,) = reads("records", text, **OPTIONS).unread
    assert (unread.line, why in unread.why) == (line, True), unread.why


def test_a_date_that_is_none_is_kept_as_printed(reads: Callable[..., Reading]) -> None:
    reading = reads("records", "1. Turku, Finland\nSigned on: 2012.13.1", **OPTIONS)
    assert reading.tables.entries[0].date_text == "2012.13.1"
    assert reading.tables.entries[0].date == ""
