"""Cells of a row into entries: one for each name that the cell of names holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from reconcile.names.numbers import parse_number
from reconcile.reading.document.items import (
    ORDINAL,
    Listed,
    flag_country,
    is_country,
    listed,
    location_of,
    read_date,
)
from reconcile.reading.document.outcome import Outcome
from reconcile.reading.document.wording import is_name_like, relation_of
from reconcile.reading.formats.blocks import Row, Text
from reconcile.reading.lines import comma_parts, without_marks

_SPACED_HAN: Final = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])\s(?=[\u3000-\u9fff\uff00-\uffef])"
)
_NUMBER: Final = re.compile(r"(\d{1,6})\s?[.．、)）]?")


def add_entries(out: Outcome, row: Row, values: Mapping[str, Text], whole: Text) -> None:
    """Add the entries of a row: its cells by column, and all of its text."""

    def plain(column: str) -> str:
        return without_marks(values[column].flat())[0] if column in values else ""

    number = plain("ordinal")
    ordinal = _NUMBER.fullmatch(number)
    value = int(ordinal[1]) if ordinal else parse_number(number.strip(" .、")) if number else None
    date_text = plain("date").removesuffix(" 00:00:00").strip()
    date, doubt = read_date(date_text, out.day_first)
    date_text = date_text if date or doubt else ""
    if number and value is None:
        doubt = f"{number!r} is no number, under the header of the numbers"
    flags = [f for text in values.values() for f in text.flags]
    country = plain("country") or flag_country(flags, out.source.language)
    relation = relation_of(plain("relation")) if plain("relation") else ""
    references = tuple(dict.fromkeys(n for cell in row.cells for n in _marks(cell)))
    shared = row.copies and "name" in values
    names = _names(values["name"], bool(country))
    for one_text, line in names:
        found = _parsed(one_text, country)
        one = replace(
            found,
            ordinal=value if value is not None else found.ordinal,
            country=found.country or country,
            region=plain("region") or found.region,
            date=date or found.date,
            date_text=date_text or found.date_text,
            doubt=doubt or found.doubt,
        )
        if shared and values["name"] in [row.cells[n] for n in row.copies] and len(
            set(row.copies)) == len(row.cells):  # fmt: skip
            continue
        out.add(
            one, line or row.line, replace(whole, references=references),
            subject=plain("subject") if not out.options.by_headings else "",
            relation=relation, location=location_of(plain("location")),
        )  # fmt: skip


def _parsed(text: str, country: str) -> Listed:
    """Name, region and country of a cell that holds names."""
    if not country:
        found = listed(text)
        return found[0] if len(found) == 1 else Listed(text)
    if number := ORDINAL.match(text):
        text = text[number.end() :]
    parts = [part for part in comma_parts(text) if part]
    if len(parts) > 1:
        end = -1 if is_country(parts[-1]) and len(parts) > 1 else None
        return Listed(parts[0], ", ".join(parts[1:end]))
    return Listed(text)


def _names(text: Text, country: bool) -> list[tuple[str, int]]:
    """The names of a cell, with the line of each: several stand on lines or between 、."""
    found: list[tuple[str, int]] = []
    offset = 0
    pieces = text.text.split("\n")
    if len(pieces) > 1 and not all(is_name_like(p.strip()) for p in pieces if p.strip()):
        pieces = [text.text.replace("\n", " ")]
    elif len(pieces) > 1 and (
        _bilingual(pieces) or not country or text.text.count("\n(") or "\n（" in text.text
    ):
        pieces = [_SPACED_HAN.sub("", " ".join(p.strip() for p in pieces))]
    for piece in pieces:
        for name in re.split("[、；;]", piece) if country and "(" not in piece else [piece]:
            if name.strip():
                at = max(text.text.find(name.strip(), offset), 0)
                found.append((without_marks(" ".join(name.split()))[0], text.line_at(at)))
        offset += len(piece) + 1
    return found


def _bilingual(pieces: Sequence[str]) -> bool:
    """Whether lines of a cell are one name in two scripts."""
    han = [bool(re.search("[\u4e00-\u9fff]", piece)) for piece in pieces if piece.strip()]
    return len(set(han)) > 1


def _marks(text: Text) -> tuple[int, ...]:
    return (*(n for n in text.references if n), *without_marks(text.flat())[1])
