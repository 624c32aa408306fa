"""Layout `tables`: delimited tables inside text, with headings, notes, rules and blank lines.

    Partners abroad
    No.;City;Country;Signed
    01.;Turku;Finland;1998-05-02
    ------;------

Options: `columns`, printed header to column (`""` for one of no interest); `headings`,
`[{pattern, relation}]`: the line over a table, and the relation it lists; `delimiter`, tab
unless told. A blank line does not end a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reconcile.model import Entry, Section, Source, Tables
from reconcile.names.dates import parse_date
from reconcile.reading.config import Options
from reconcile.reading.lines import Draft, Line, without_marks

_RULE = re.compile(r"(?=.*[-=─━—*_+])[\s|:+\-=─━—*_]+")
_ORDINAL = re.compile(r"(\d{1,6})\s?[.．、)）]?")


@dataclass(slots=True)
class _Table:
    """The table that is being read."""

    line: int
    relation: str
    columns: tuple[str, ...] = ()
    rows: list[Entry] = field(default_factory=list)
    gap: list[int] = field(default_factory=list)  # blank lines since the last row


def read_delimited(lines: Sequence[Line], source: Source, options: Options) -> Draft:
    """Entries and sections of delimited tables; see the module for the layout."""
    draft = Draft()
    tables: list[_Table] = []
    table: _Table | None = None
    for line in lines:
        if not line.text:
            if table and table.rows:
                table.gap.append(line.number)
            continue
        heading = next((r for r in options.headings if r.pattern.search(line.text)), None)
        cells = _cells(line, options)
        if len(cells) == 1 and heading:
            table = _Table(line.number, heading.value)
            tables.append(table)
            draft.place(line.number, "section")
        elif _RULE.fullmatch(line.text):
            draft.place(line.number, "rule")
            if table:
                table.gap.clear()
        elif columns := _header(cells, options):
            if table is None or table.columns:
                table = _Table(line.number, options.relation)
                tables.append(table)
            table.columns = columns
            draft.place(line.number, "header")
        elif table is None or not table.columns:
            draft.leave(line.number, "stands in no table: no heading or header row before it")
        elif len(cells) != len(table.columns):
            draft.leave(line.number, f"{len(cells)} cells; the table has {len(table.columns)}")
        else:
            _row(draft, table, line, cells, source)
    return _finish(draft, tables, source)


def _finish(draft: Draft, tables: list[_Table], source: Source) -> Draft:
    rows = (entry for table in tables for entry in table.rows)
    sections = (
        Section(
            source=source.id,
            line=table.line,
            subject=source.subject,
            relation=table.relation,
            entries=len(table.rows),
            references=(),
        )
        for table in tables
    )
    draft.tables = Tables(
        entries=tuple(replace(entry, row=row) for row, entry in enumerate(rows, start=1)),
        sections=tuple(sections),
    )
    return draft


def _cells(line: Line, options: Options) -> list[str]:
    text = line.raw.strip(" \u00a0\r")
    if options.delimiter.pattern == r"\|":
        text = text.removeprefix("|").removesuffix("|")
    elif options.delimiter.pattern == r"\s{2,}":
        text = line.text
    return [cell.strip() for cell in options.delimiter.split(text)]


def _header(cells: list[str], options: Options) -> tuple[str, ...]:
    """Columns of a header row; empty where a cell is no known header."""
    names = [" ".join(cell.split()) for cell in cells]
    if not options.columns or any(name not in options.columns for name in names):
        return ()
    columns = tuple(options.columns[name] for name in names)
    return columns if "name" in columns else ()


def _row(draft: Draft, table: _Table, line: Line, cells: list[str], source: Source) -> None:
    values: dict[str, str] = {}
    references: tuple[int, ...] = ()
    for column, cell in zip(table.columns, cells, strict=True):
        values[column], marks = without_marks(cell)
        references += marks
    number = values.get("ordinal", "")
    ordinal = _ORDINAL.fullmatch(number)
    if number and not ordinal:
        draft.leave(line.number, f"{number!r} is no number, under the header of the numbers")
        return
    if not values["name"]:
        draft.leave(line.number, "a row without a name")
        return
    date_text = values.get("date", "")
    if date_text and not parse_date(date_text):
        draft.leave(line.number, f"{date_text} is no date")
    for gap in table.gap:
        draft.odd(gap, "blank line inside a table")
    table.gap.clear()
    table.rows.append(
        Entry(
            source=source.id,
            row=0,
            line=line.number,
            subject=source.subject,
            relation=table.relation,
            ordinal=int(ordinal[1]) if ordinal else None,
            name=values["name"],
            country=values.get("country", ""),
            region=values.get("region", ""),
            date=parse_date(date_text),
            date_text=date_text,
            location=values.get("location", ""),
            references=references,
        )
    )
    draft.place(line.number, "entry")
