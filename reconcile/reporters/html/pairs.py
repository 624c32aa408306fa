"""The places of a finding side by side: what each source prints, and where the two differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from reconcile.model import Entry, Finding
from reconcile.names.pinyin import pinyin
from reconcile.names.text import script
from reconcile.reporters.html.index import Index, Spot
from reconcile.reporters.html.marks import against
from reconcile.reporters.places import places_text

MOST = 6  # rows; what many lines share is shown by its first ones
COLUMNS = ("chinese", "pinyin", "english", "country", "date", "says")
_FIELDS = ("name", "country", "date")  # a kind that begins with one of them is about that column


@dataclass(frozen=True, slots=True)
class Row:
    """One place. `absent`: the source lacks it, so it has neither line nor cells."""

    source: str
    line: int = 0
    chinese: Markup | str = ""
    pinyin: str = ""
    english: Markup | str = ""
    country: Markup | str = ""
    date: Markup | str = ""
    says: Markup | str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the columns that any of them fills, and how many places are not shown."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    more: int = 0
    more_places: str = ""


def table(finding: Finding, index: Index) -> Table:
    """The finding's places, at most `MOST`, and the sources that lack it."""
    field = next((f for f in _FIELDS if finding.kind.startswith(f)), "")
    told = _values(finding, index)
    shown = finding.entries[:MOST] if len(finding.entries) <= MOST else finding.entries[:3]
    rows = [
        _row(
            place.source,
            place.line,
            index.entries.get((place.source, place.line)) if place.table == "entries" else None,
            told.get((place.source, place.line), ""),
            field,
        )
        for place in shown
    ]
    listed = {place.source for place in finding.entries}
    rows += [
        Row(source, absent=True) if value is None else _row(source, 0, None, value, field)
        for source, value in finding.values.items()
        if source not in listed
    ]
    if field:
        rows = _with_marks(rows, finding.suggestion or "", field)
    rest = finding.entries[len(shown) :]
    columns = tuple(c for c in COLUMNS if any(getattr(row, c) for row in rows))
    if not columns and not any(row.absent for row in rows):  # lines alone are no comparison
        return Table((), (), len(finding.entries), places_text(finding.entries))
    return Table(tuple(rows), columns, len(rest), places_text(rest, most=3))


def _values(finding: Finding, index: Index) -> dict[Spot, str]:
    """What each place says: one part of its source's value each, where that can be told.

    An entry says the part that it prints. What is left belongs to the other places where there is
    one part for each, or one for all; else the whole value stands at the first place.
    """
    told: dict[Spot, str] = {}
    for source, value in finding.values.items():
        spots = [(source, place.line) for place in finding.entries if place.source == source]
        parts = (value or "").split("; ")
        if len(parts) == len(spots):
            told.update(zip(spots, parts, strict=True))
            continue
        printed = {s: e.name for s in spots if (e := index.entries.get(s)) and e.name in parts}
        left = [part for part in parts if part not in printed.values()]
        others = [spot for spot in spots if spot not in printed]
        if printed and others and len(left) == 1:
            told |= printed | dict.fromkeys(others, left[0])
        elif spots and len(spots) <= MOST:  # what many lines share is in the message
            told[spots[0]] = value or ""
    return told


def _row(source: str, line: int, entry: Entry | None, value: str, field: str) -> Row:
    name = entry.name if entry else (value if field == "name" else "")
    country = entry.country if entry else (value if field == "country" else "")
    date = (entry.date_text or entry.date) if entry else (value if field == "date" else "")
    if entry and entry.region:
        country = f"{entry.region}, {country}"
    is_han = script(name) == "han"
    known = {name, country, date} | ({entry.country, entry.date} if entry else set())
    return Row(
        source,
        line,
        chinese=name if is_han else "",
        pinyin=pinyin(name) if is_han else "",
        english="" if is_han else name,
        country=country,
        date=date,
        says="" if value in known else value,
    )


def _with_marks(rows: list[Row], suggestion: str, field: str) -> list[Row]:
    for column in ("chinese", "english") if field == "name" else (field,):
        texts = [str(getattr(row, column)) for row in rows]
        if len({text for text in (*texts, suggestion) if text}) > 1:
            cells = against(texts, suggestion)
            changes: list[dict[str, Any]] = [{column: cell} for cell in cells]
            rows = [replace(row, **change) for row, change in zip(rows, changes, strict=True)]
    return rows
