"""Prose under dated headings: entries, their country and relation, other spellings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reconcile.reading import Reading
from reconcile.reading.spellings import is_spelling, place_after

Reads = Callable[..., Reading]
FULL = {"heading": ["{name}, {country} ({date})"]}
SHORT = {"heading": "{name}, {date}", "relation": "acts"}

STORY = """Our friends
Tartu counts 2 partners.

Turku, Finland (1989)
Photo: Turku

Turkuu lies by the sea. Turku’s harbour is old.
The Turkuu of today, Finland's oldest town, grew.

LÜNEBURG, Germany (May 1993)

Lüneburg City, Lower Saxony, Germany, is Luneburg in letters; a Lüneburger told us so.
"""


def test_a_heading_gives_name_country_and_date(reads: Reads) -> None:
    reading = reads(
        "prose",
        STORY,
        **FULL,
        introduction="general",
        ignore=[{"pattern": "^Photo: ", "reason": "caption"}],
        claims=[{"pattern": "{subject} counts {number} partners", "what": "entries"}],
    )
    assert [
        (e.line, e.relation, e.name, e.country, e.date, e.date_text) for e in reading.tables.entries
    ] == [
        (4, "sister", "Turku", "Finland", "1989", "1989"),
        (10, "sister", "LÜNEBURG", "Germany", "1993-05", "May 1993"),
    ]
    assert [(c.line, c.value) for c in reading.tables.claims] == [(2, 2)]
    assert reading.account[5] == "ignored: caption"
    assert reading.account[7] == "prose; mention"
    assert not reading.unread


def test_other_spellings_are_mentions_one_per_line(reads: Reads) -> None:
    reading = reads("prose", STORY, **FULL, introduction="general")
    assert [(m.line, m.entry_line, m.name, m.country) for m in reading.tables.mentions] == [
        (7, 4, "Turkuu", ""),
        (8, 4, "Turkuu", ""),
        (12, 10, "Lüneburg", "Germany"),
        (12, 10, "Luneburg", ""),
    ]


def test_prose_before_the_first_heading_is_unread_unless_declared(reads: Reads) -> None:
    reading = reads("prose", STORY, **FULL)
    assert [line.line for line in reading.unread] == [1, 2]


@pytest.mark.parametrize(
    "line",
    ["In Turku, Finland (1989)", "Turku, Finland (some day in 1989)", "Turku, Finland",
     "Turku, Finland (1989) was first.", "(1989)"],
)  # fmt: skip
def test_a_line_that_only_resembles_a_heading_is_prose(reads: Reads, line: str) -> None:
    reading = reads("prose", f"Oulu, Finland (1988)\n\n{line}", **FULL)
    expected = 2 if line.startswith("In ") else 1  # a name may begin with any capital
    assert len(reading.tables.entries) == expected


@pytest.mark.parametrize(
    ("prose", "country", "region"),
    [
        ("Salem, Oregon, the United States was glad.", "the United States", "Oregon"),
        ("Mayors met in Salem, India in 1999.", "India", ""),
        ("Salem, a town in South Africa, came first.", "South Africa", ""),
        ("Salem, the third largest port of New Zealand, came first.", "New Zealand", ""),
        ("Salem and Tartu, Estonia met. Later Salem, Nova Scotia, Canada and we met.", "Canada",
         "Nova Scotia"),
        ("Salem, Mayor Smith said, is in Canada.", "", ""),
        ("Sálem, Germany, is another spelling.", "Germany", ""),
    ],
)  # fmt: skip
def test_a_country_that_the_heading_leaves_out_is_told_in_the_prose(
    reads: Reads, prose: str, country: str, region: str
) -> None:
    (entry,) = reads("prose", f"Salem, May 1999\n\n{prose}", **SHORT).tables.entries
    assert (entry.country, entry.region, entry.date) == (country, region, "1999-05")


@pytest.mark.parametrize(
    ("prose", "relation"),
    [
        ("In 1999 Tartu and Salem signed a memorandum and in 2001 a friendship agreement.",
         "friendship"),
        ("Tartu and Salem became sister cities in 2001 after a friendship treaty of 1998.",
         "sister"),
        ("On 3 May 1999, Tartu and Salem signed a letter of intent.", "memorandum"),
        ("A delegation of Tartu County visited Salem in 1999.", "visit"),
        ("Estonia and India signed a friendship treaty in 1999. In 2000 Tartu's mayor visited "
         "Salem.", "visit"),
        ("Salem is warm.", ""),
    ],
)  # fmt: skip
def test_the_relation_is_the_strongest_act_told(reads: Reads, prose: str, relation: str) -> None:
    (entry,) = reads("prose", f"Salem, 1999\n\n{prose}", **SHORT).tables.entries
    assert entry.relation == relation


@pytest.mark.parametrize(
    ("words", "name", "near"),
    [
        ("St. Ives", "St Ives", True),
        ("Ljubljana", "LJUBLJANA", True),
        ("Gdansk", "Gdańsk", True),
        ("Barcelonna", "Barcelona", True),
        ("Vitebsk", "Viciebsk", False),  # two consonants
        ("Novopolotsk", "Novapalotsk", True),  # two vowels
        ("Tampere", "Tampeer", True),  # letters swapped
        ("Shirazi", "Shiraz", False),  # of its people
        ("Berliners", "Berlin", False),
        ("Gera", "Gora", False),  # too short
        ("Malaysia", "Malaysa", False),  # a country
        ("Dortmund", "Dorchester", False),
        ("Perth", "Berth", False),
    ],
)
def test_a_near_spelling_is_one_slip_away(words: str, name: str, near: bool) -> None:
    assert is_spelling(words, name) is near


def test_other_entries_and_the_subject_are_no_spellings(reads: Reads) -> None:
    text = (
        "Narvika, Norway (1999)\n\nNarvike and Narvik are towns; Tartuu.\n\nNarvik, Norway (2000)"
    )
    reading = reads("prose", text, **FULL)
    assert [(m.line, m.name) for m in reading.tables.mentions] == [(3, "Narvike")]


def test_region_and_country_follow_a_name() -> None:
    assert place_after(", British Columbia, Canada and Tartu") == ("British Columbia", "Canada")
    assert place_after(" City, Colombia, in 2000") == ("", "Colombia")
    assert place_after(" and Tartu, Estonia") == ("", "")
    assert place_after(", A, B, C, Canada") == ("", "")


def test_a_heading_may_have_several_templates(reads: Reads) -> None:
    options: dict[str, Any] = {"heading": ["{date}: {name}", "{name} ({region}, {country})"]}
    reading = reads("prose", "2 May 1989: Turku\n\nSeo (Busan, South Korea)", **options)
    assert [(e.name, e.region, e.country, e.date) for e in reading.tables.entries] == [
        ("Turku", "", "", "1989-05-02"),
        ("Seo", "Busan", "South Korea", ""),
    ]
