r"""Layout `records`: numbered records with labelled fields.

    12. Turku, Finland
    Place: Turku
    Signed on: 1998.5.2

Options: `fields`, labels as printed to `date` or `location`; `locations`, `[{pattern, value}]`:
what a whole location text that is no place stands for (groups as `\1`). A record needs a number
with a dot or bracket, then the name; its last comma part is the country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reconcile.model import Entry, Source, Tables
from reconcile.names.dates import parse_date
from reconcile.reading.config import Options
from reconcile.reading.lines import Draft, Line, split_place, without_marks

_RECORD = re.compile(r"(?P<ordinal>\d{1,6})\s?[.．)）、]\s*(?P<rest>['’‘ʻ(（]?[^\W\d_].*)")
_FIELD = re.compile(r"(?P<label>[^\W\d_][^:：]{0,40}?)\s*[:：]\s*(?P<value>.*)")
_HARD_SPACE = re.compile(r"\s*\d+\s?[.．)）、]\u00a0")
# A place is written in capitalised words, or in Han; small words may stand between.
_WORD = r"['’‘ʻ(（]?[^\W\d_a-z][\w'’.\-]*[)）]?"
_PLACE = re.compile(
    rf"{_WORD}(?:[\s,;/、]+(?:(?:de|da|do|dos|das|del|della|di|du|des|la|le|las|los|les|el|al|of|the|"
    rf"and|am|an|im|in|der|den|upon|sur|on|y|e)\s+)*{_WORD})*"
)
_PLACES = re.compile(r"\s*[;/、]\s*")


def read_records(lines: Sequence[Line], source: Source, options: Options) -> Draft:
    """Entries of numbered records; see the module for the layout."""
    draft = Draft()
    entries: list[Entry] = []
    seen: set[str] = set()
    for line in lines:
        if not line.text:
            continue
        if record := _RECORD.fullmatch(line.text):
            entries.append(_entry(record, line, source, options, row=len(entries) + 1))
            seen = set()
            draft.place(line.number, "entry")
            if _HARD_SPACE.match(line.raw):
                draft.odd(line.number, "U+00A0 instead of a space after the ordinal")
            continue
        match = _FIELD.fullmatch(line.text)
        column = options.fields.get(" ".join(match["label"].split()).casefold()) if match else None
        if match is None or column is None:
            draft.leave(line.number, "neither a numbered record nor a field with a known label")
        elif not entries:
            draft.leave(line.number, f"{match['label']}: a field before the first record")
        elif column in seen:
            draft.leave(line.number, f"{match['label']}: the record has that field already")
        else:
            values = _field(column, match["value"].strip(), options)
            if isinstance(values, str):
                draft.leave(line.number, values)
                continue
            seen.add(column)
            entries[-1] = replace(entries[-1], **values)  # type: ignore[arg-type]
            draft.place(line.number, "field")
            if column == "date" and values["date_text"] and not values["date"]:
                draft.leave(line.number, f"{values['date_text']} is no date")
    draft.tables = Tables(entries=tuple(entries))
    return draft


def _entry(
    record: re.Match[str], line: Line, source: Source, options: Options, *, row: int
) -> Entry:
    text, references = without_marks(record["rest"])
    name, region, country = split_place(text)
    return Entry(
        source=source.id,
        row=row,
        line=line.number,
        subject=source.subject,
        relation=options.relation,
        ordinal=int(record["ordinal"]),
        name=name,
        country=country,
        region=region,
        date="",
        date_text="",
        location="",
        references=references,
    )


def _field(column: str, value: str, options: Options) -> dict[str, str] | str:
    """Columns that a field fills, or why it fills none."""
    if column == "date":
        return {"date": parse_date(value), "date_text": value}
    for rule in options.locations:
        if match := rule.pattern.fullmatch(value):
            parts = match.expand(rule.value).split(";")
            return {"location": ";".join(part.strip() for part in parts)}
    if not value or _PLACE.fullmatch(value):
        return {"location": ";".join(filter(None, _PLACES.split(value)))}
    return "the location is neither a place nor follows a pattern of [reader] locations"
