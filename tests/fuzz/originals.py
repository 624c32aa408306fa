"""Harnesses for originals: every format, and every layout of lines."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from fuzz.laws import refusing
from hostile_files import book_parts

from reconcile.model import Source
from reconcile.reading import Reading, decode, read_original
from reconcile.reading.formats import open_document
from reconcile.reading.tables import table_texts

READERS: Final[Mapping[str, dict[str, Any]]] = {
    "document": {"layout": "document", "relation": "sister"},
    "records": {
        "layout": "records",
        "fields": {"Date": "date", "Where": "location"},
        "locations": [{"pattern": "by letter", "value": "by letter"}],
    },
    "tables": {
        "layout": "tables",
        "columns": {"No": "ordinal", "City": "name", "Country": "country", "Date": "date"},
        "headings": [{"pattern": "^Sisters", "relation": "sister"}],
        "claims": [{"pattern": "{subject} has {number}", "what": "entries"}],
    },
    "outline": {"layout": "outline", "relation": "sister"},
    "prose": {
        "layout": "prose",
        "relation": "acts",
        "heading": ["{name}, {country} ({date})", "{name}, {date}"],
    },
}


def _read(data: bytes, layout: str, name: str) -> Reading | None:
    """The reading; every line of it has a place, and its tables can be written."""
    source = Source(id="own", title="Own", language="en", subject="Tartu", reader=READERS[layout])
    reading = None
    with refusing():
        reading = read_original(data, source, where=name)
        tables = reading.tables
        for row in (*tables.entries, *tables.claims, *tables.sections, *tables.mentions):
            assert row.line >= 1
        assert all(entry.name.strip() for entry in tables.entries)
        assert all(line.why for line in reading.unread)
        assert table_texts(tables)
    return reading


def _document(data: bytes, name: str, format: str) -> None:
    """The blocks of a document, and what the layout `document` takes from them."""
    with refusing():
        document = open_document(data, where=name, format=format)
        assert all(line.number >= 0 for line in document.lines)
    _read(data, "document", name)


def html(data: bytes) -> None:
    """A web page."""
    _document(data, "own.html", "html")


def wikitext(data: bytes) -> None:
    """A page in wikitext."""
    _document(data, "own.wiki", "wikitext")


def cells(data: bytes) -> None:
    """A delimited file, read as a document."""
    _document(data, "own.csv", "csv")


def json_text(data: bytes) -> None:
    """A JSON file, read as a document."""
    _document(data, "own.json", "json")


def plain(data: bytes) -> None:
    """A plain text, read as a document."""
    _document(data, "own.txt", "text")


def records(data: bytes) -> None:
    """Numbered records with labelled fields."""
    _lines(data, "records")


def tables(data: bytes) -> None:
    """Tables in lines."""
    _lines(data, "tables")


def outline(data: bytes) -> None:
    """Headings with lists below them."""
    _lines(data, "outline")


def prose(data: bytes) -> None:
    """Paragraphs below dated headings."""
    _lines(data, "prose")


def _lines(data: bytes, layout: str) -> None:
    """A text by its lines: each that is not blank is accounted for or told to be unread."""
    reading = _read(data, layout, "own.txt")
    if reading is not None:
        lines = decode(data, where="own.txt").split("\n")
        unread = {line.line for line in reading.unread}
        assert unread | set(reading.account) == {n for n, ln in enumerate(lines, 1) if ln.strip()}


def encoding(data: bytes) -> None:
    """Any bytes are text without a NUL, or are told by file and line to be none."""
    with refusing():
        text = decode(data, where="own.txt")
        assert "\0" not in text
        again = decode(text.encode(), where="own.txt")
        assert again.removeprefix("\ufeff") == text.removeprefix("\ufeff")


def workbook(data: bytes) -> None:
    """A workbook, read as a document; the input is what its parts hold."""
    _document(workbook_of(data), "own.xlsx", "xlsx")


def workbook_of(data: bytes) -> bytes:
    r"""A workbook of an input: its parts stand one after another, parted by `\n---NAME\n`."""
    if data.startswith(b"PK"):
        return data
    parts: dict[str, str | bytes] = dict(book_parts(""))
    for part in b"\n".join((b"", data)).split(b"\n---")[1:] or [
        b"xl/worksheets/sheet1.xml\n" + data
    ]:
        name, _, content = part.partition(b"\n")
        parts[name.decode("ascii", "replace").replace("\0", "")[:80] or "x"] = content
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name_, content in parts.items():
            made.writestr(zipfile.ZipInfo(name_, date_time=(1980, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
