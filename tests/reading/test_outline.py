"""An outline of headings with entries and footnotes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reconcile.model import Source
from reconcile.reading import Reading
from reconcile.reading.footnotes import footnote
from reconcile.reading.lines import Line

TEXT = """Haapsalu [ 1] [ 12]
Tartu
Turku , Finland
Leith , Scotland, United Kingdom[ 3]
Nord (Lille, Roubaix) , France
Tartu – Annelinn [ 2]
Lüneburg, Germany
Washington D.C. , United States
St. Petri, Holstein
Batumi , Georgia
^ a b "Towns" . haapsalu.example (in Estonian). Haapsalu. 8 May 2016. Retrieved 9 July 2020 .
^ "Home" . tartu.example . Tartu. Retrieved 1 May 2021 .
"""


def test_entries_stand_under_the_heading_above_them(reads: Callable[..., Reading]) -> None:
    reading = reads("outline", TEXT)
    assert [
        (e.line, e.subject, e.name, e.region, e.country, e.references)
        for e in reading.tables.entries
    ] == [
        (3, "Tartu", "Turku", "", "Finland", ()),
        (4, "Tartu", "Leith", "Scotland", "United Kingdom", (3,)),
        (5, "Tartu", "Nord (Lille, Roubaix)", "", "France", ()),
        (7, "Tartu – Annelinn", "Lüneburg", "", "Germany", ()),
        (8, "Tartu – Annelinn", "Washington D.C.", "", "United States", ()),
        (10, "St. Petri, Holstein", "Batumi", "", "Georgia", ()),
    ]
    assert not reading.unread


def test_every_heading_is_a_section_with_or_without_entries(reads: Callable[..., Reading]) -> None:
    sections = reads("outline", TEXT).tables.sections
    assert [(s.line, s.subject, s.entries, s.references) for s in sections] == [
        (1, "Haapsalu", 0, (1, 12)),
        (2, "Tartu", 3, ()),
        (6, "Tartu – Annelinn", 2, (2,)),
        (9, "St. Petri, Holstein", 1, ()),
    ]


def test_a_comma_spaced_otherwise_than_most_is_odd(reads: Callable[..., Reading]) -> None:
    reading = reads("outline", TEXT)
    assert [(a.line, a.what) for a in reading.anomalies] == [(7, "no space before the comma")]
    reading = reads("outline", "Tartu\nTurku, Finland\nOulu , Finland\nLeith, United Kingdom")
    assert [(a.line, a.what) for a in reading.anomalies] == [(3, "a space before the comma")]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("Turku , Finland\nTartu", 1, "before the first heading"),
        ("Tartu\nTurku, Finnland", 2, "is it Finland?"),
        ("Tartu\nTurku , Atlantis", 2, '"Atlantis" is no known country'),
        ("Tartu\nSee also the list of all towns.", 2, "neither an entry, nor a heading"),
        ("Tartu\nthe towns of the county", 2, "neither an entry, nor a heading"),
        ("Tartu\n12 towns", 2, "neither an entry, nor a heading"),
        ("Tartu\nTowns That Are Twinned With Many Other Towns Abroad", 2, "neither an entry"),
        ("Tartu\n, Finland", 2, "neither an entry"),
        ("Tartu\nSan Jose, CA", 2, ""),
    ],
)
def test_what_is_no_entry_and_no_heading_is_listed(
    reads: Callable[..., Reading], text: str, line: int, why: str
) -> None:
    reading = reads("outline", text)
    if not why:  # an ISO code is no country as lists print it: a heading, like any name
        assert [s.subject for s in reading.tables.sections] == ["Tartu", "San Jose, CA"]
        return
    (unread,) = reading.unread
    assert (unread.line, why in unread.why) == (line, True), unread.why


SOURCE = Source(id="own", title="Own", language="en")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            '^ a b "Towns" . haapsalu.example (in Estonian). Haapsalu. 8 May 2016. '
            "Retrieved 9 July 2020 .",
            ("haapsalu.example", "Towns", "2016-05-08", "2020-07-09"),
        ),
        (
            '^ "Report 2011 – 2012" (PDF) . a.example . Town of A. 2013. p. 14. '
            "Retrieved 1 May 2021 .",
            ("a.example", "Report 2011 – 2012", "2013", "2021-05-01"),
        ),
        (
            '^ Tamm, Anna (1 February 2019). "Done. We are twins" . The Paper (in Latvian). '
            "Retrieved 2 March 2020 .",
            ("The Paper", "Done. We are twins", "2019-02-01", "2020-03-02"),
        ),
        (
            '^ "What is "new" in town? We ask "all" " . b.example . B. Archived from the '
            "original on 3 June 2018. Retrieved 4 July 2019 .",
            ("b.example", 'What is "new" in town? We ask "all"', "", "2019-07-04"),
        ),
        (
            '^ "Koit" (in Estonian). The Publisher. 1 July 2022. Retrieved 8 June 2024 .',
            ("", "Koit", "2022-07-01", "2024-06-08"),
        ),
        ("^ c.example . Retrieved 8 June 2024 .", ("c.example", "", "", "2024-06-08")),
        ("^", ("", "", "", "")),
    ],
)
def test_a_footnote_gives_site_title_and_dates(text: str, cells: tuple[str, ...]) -> None:
    row = footnote(Line(7, text, text), SOURCE, number=3)
    assert (row.site, row.title, row.published, row.retrieved) == cells
    assert (row.line, row.number) == (7, 3)
