"""No text, however broken, breaks a reader: it is read or listed as unread."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.errors import UnreadableError
from reconcile.model import Source
from reconcile.reading import read
from reconcile.reading.formats.html import read_html
from reconcile.reading.reader import read_data
from reconcile.reading.tables import table_texts

READERS: dict[str, dict[str, Any]] = {
    "records": {"layout": "records", "fields": {"Date": "date", "Where": "location"}},
    "tables": {
        "layout": "tables",
        "columns": {"No": "ordinal", "City": "name", "Country": "country", "Date": "date"},
        "headings": [{"pattern": "^Sisters", "relation": "sister"}],
    },
    "outline": {"layout": "outline", "relation": "sister"},
    "document": {"layout": "document", "relation": "sister"},
    "prose": {
        "layout": "prose",
        "relation": "acts",
        "heading": ["{name}, {country} ({date})", "{name}, {date}"],
    },
}
PIECES = [
    "1. Turku, Finland", "Date: 1989.5.3", "Where: Turku", "No\tCity\tCountry\tDate", "Sisters",
    "1\tTurku\tFinland\t1989", "Turku , Finland", "Tartu [ 3]", '^ "T" . a.example . Retrieved 1 ',
    "Turku, Finland (1989)", "Turku, May 1989", "Turku and Tartu signed a memorandum in 1989.",
    "On 3 May they became twin towns.", "", "\t\t", "\u00a0", "[ 1][2]", "((((", "))]", ",,,", ".",
    "St. St. St.", "1. 2. 3.", "----", "\u202eabc\u200b", "\x00\x1b[31m", "٣. Turku", "1989-1990",
    "1. [ 9999999999999999999]", "No\tNo\tCity\tCity", "Date: 99999999999999.5.3",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=12).map("\n".join)


@pytest.mark.parametrize("layout", READERS)
@settings(max_examples=150, deadline=None)
@given(text=TEXT)
def test_any_text_is_read_or_listed(layout: str, text: str) -> None:
    source = Source(id="own", title="Own", language="en", subject="Tartu", reader=READERS[layout])
    reading = read(text, source)
    lines = text.split("\n")
    unread = {line.line for line in reading.unread}
    assert unread | set(reading.account) == {n for n, ln in enumerate(lines, 1) if ln.strip()}
    for table in (reading.tables.entries, reading.tables.events, reading.tables.mentions):
        assert all(1 <= row.line <= len(lines) for row in table)
    assert table_texts(reading.tables)


@pytest.mark.parametrize("layout", READERS)
@pytest.mark.parametrize(
    "piece",
    ["Turku ", "Turku, ", "[ 1] ", "a" * 50, "(", "1. ", "signed a ", "the two cities and ",
     "on 3 May 1999 ",
     "Mayor, Aino, ", "Tartu and Turku signed a memorandum in 1989 and ",
     "relations with Tartu, ", '" . ', "1989 to ", "- – —"],
)  # fmt: skip
def test_a_long_line_takes_work_in_proportion(layout: str, piece: str) -> None:
    heading = "Turku, Finland (1989)\n\n" if layout == "prose" else ""
    source = Source(id="own", title="Own", language="en", subject="Tartu", reader=READERS[layout])

    def work(length: int) -> int:
        """Calls of functions, those of the regular expressions among them."""
        line = piece * (length // len(piece))
        calls = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal calls
            calls += event in {"call", "c_call"}

        sys.setprofile(count)
        try:
            read(f"{heading}Tartu\n^ {line}\n{line}", source)
        finally:
            sys.setprofile(None)
        return calls

    work(500)  # what is imported and compiled once
    assert work(8_000) < 3 * work(4_000) + 1_000


def test_endless_prose_is_refused() -> None:
    source = Source(id="own", title="Own", language="en", reader=READERS["prose"])
    with pytest.raises(UnreadableError, match="characters of prose"):
        read("Turku, Finland (1989)\n" + "Tartu grew. \n" * 40_000, source)


def test_marks_inside_marks_take_no_time_that_doubles_with_each() -> None:
    page = "<p>Turku" + "<sup>" * 90 + "[1]" + "</sup>" * 90 + "</p>"
    assert read_html(page, "own.html").lines


def test_a_table_of_hundreds_of_rows_without_meaning_is_read_in_one_go() -> None:
    rows = "".join(f"<tr><td>? {n}</td><td>! {n}</td></tr>" for n in range(400))
    source = Source(
        id="own", title="Own", language="en", subject="Tartu", reader={"layout": "document"}
    )
    before = time.process_time()
    read_data(f"<table>{rows}</table>".encode(), source, where="own.html")
    assert time.process_time() - before < 60  # no input may hang; speed is measured elsewhere
