"""A table of a document into entries: its title rows, header rows, group rows, rows and feet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reconcile.names.numbers import parse_number
from reconcile.reading.document.cells import add_entries
from reconcile.reading.document.header import OTHER, column_of, columns_by_content, header_at
from reconcile.reading.document.items import (
    is_country,
)
from reconcile.reading.document.outcome import Outcome
from reconcile.reading.document.subjects import subject_of
from reconcile.reading.document.totals import totals
from reconcile.reading.document.wording import boilerplate, is_group, is_name_like, relation_of
from reconcile.reading.formats.blocks import Row, Table, Text

_AHEAD = 40  # rows that tell the columns of what follows; all of them each time take too long
_FOOT: Final = re.compile(
    r"合计|总计|共计|小计|合計|總計|共計|(?:grand|sub)?total(?!ly)|sum$", re.IGNORECASE
)


def read_grid(out: Outcome, table: Table) -> None:
    """Add the entries of a table; what is none is placed or left."""
    rows = [row for row in table.rows if any(cell.text.strip() for cell in row.cells)]
    several = [at for at, row in enumerate(rows) if len(_distinct(row)) > 1]
    last = several[-1] if several else -1  # below it stand rows of one text only
    columns: tuple[str, ...] = ()
    at = 0
    while at < len(rows):
        row = rows[at]
        head, found = header_at(rows, at, out.options.columns)
        if found:
            columns = found
            for each in rows[at : at + head]:
                _place(out, each, "header")
            _note_columns(out, rows[at : at + head], columns)
            _open(out, rows[at], table)
            at += head
            continue
        texts = _distinct(row)
        if out.ignores(*texts) or row.line in out.options.skip:
            pass
        elif not row.line:
            pass  # keys that name no known column: they are printed on no line of their own
        elif len(texts) == 1 and (not columns or _is_group_row(row, columns, texts[0])):
            _single(out, texts[0], last=at >= last)
        elif columns:
            _entry(out, row, columns)
        elif guessed := _guessed(rows, at):
            columns = guessed
            _open(out, row, table)
            continue
        else:
            _no_table(out, row)
        at += 1


def _guessed(rows: Sequence[Row], at: int) -> tuple[str, ...]:
    """The columns told by all rows; further down, where they told nothing, by the next ones."""
    ahead = rows[at : at + _AHEAD] if at else rows
    return columns_by_content([[cell.flat() for cell in row.cells] for row in ahead])


def _note_columns(out: Outcome, rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Remember what each printed header was taken for: of several rows the lowest with a text."""
    for at, column in enumerate(columns):
        texts = [row.cells[at].flat() for row in rows if at < len(row.cells)]
        printed = next((text for text in reversed(texts) if text), "")
        if column and printed:
            out.draft.columns.setdefault(printed, column.replace(OTHER, ""))


def _open(out: Outcome, row: Row, table: Table) -> None:
    """A table without a heading of its own is a section that begins with its header."""
    section = out.place.section
    if section is None:
        lines = [line for cell in row.cells for line in cell.lines] or [row.line or table.line]
        out.open_section(lines[0])  # else a header that is printed again, on the next page


def _is_group_row(row: Row, columns: Sequence[str], text: Text) -> bool:
    """Whether a row with one text is a heading or a note inside the table, and no entry."""
    plain = text.flat()
    filled = [at for at, cell in enumerate(row.cells) if cell.text.strip()]
    if len(filled) > 1 and len(row.cells) > 1:
        return True  # one cell over several columns
    column = columns[filled[0]] if filled[0] < len(columns) else ""
    return not (column == "name" and len(columns) == 1) and not (
        column == "name" and not (relation_of(plain) or boilerplate(plain) or totals(plain)
                                  or is_group(plain) or is_country(plain))
        and is_name_like(plain)
    )  # fmt: skip


def _single(out: Outcome, text: Text, *, last: bool) -> None:
    """A row of one text: a title, a group, a total, a note; `last` where no other sort follows."""
    plain = text.flat().strip(" :：")
    rule = next((r for r in out.options.headings if r.pattern.search(plain)), None)
    announces = bool(relation_of(plain) or subject_of(plain) or rule)
    sentence = bool(re.search("[。；]", plain) or (totals(plain) and re.search("[，,]", plain)))
    if announces and not last and len(plain) <= 60 and not sentence:
        relation = rule.value if rule else relation_of(plain)
        out.title_subject = out.title_subject or subject_of(plain)
        out.place.relation = relation or out.place.relation
        if out.headed and subject_of(plain):
            out.place.subject = subject_of(plain)
        out.place.country = ""
        out.place.section = None
        out.open_section(text.line)
        out.state(text)
        out.mark(text, "section")
    elif out.state(text):
        pass
    elif is_group(plain):
        out.place.country = ""
        out.mark(text, "heading")
    elif is_country(plain) and not last:
        out.place.country = plain
        out.mark(text, "heading")
    elif why := boilerplate(plain):
        out.set_aside(text, why)
    else:
        out.leave(text, "a row of one cell that is neither a heading, nor a total, nor a note")


def _no_table(out: Outcome, row: Row) -> None:
    """A row outside any table: perhaps a total, boilerplate, or an entry on one line."""
    texts = _distinct(row)
    whole = " ".join(text.flat() for text in texts)
    for text in texts:
        if out.state(text):
            continue
        if why := boilerplate(text.flat()) or boilerplate(whole):
            out.set_aside(text, why)
        elif column_of(text.flat()):
            out.mark(text, "header")
        else:
            out.leave(text, "stands in no table: no header row before it")


def _entry(out: Outcome, row: Row, columns: Sequence[str]) -> None:
    """A row of the table: an entry, or a total in its foot."""
    texts = _distinct(row)
    whole = Text(" ".join(t.flat() for t in texts), tuple(s for t in texts for s in t.spots))
    first = texts[0].flat().strip(" :：")
    if _FOOT.match(re.sub(r"\s", "", first)):
        counted = [t.flat().rstrip("个個座对對 ") for t in texts[1:]]
        number = next((n for t in counted if (n := parse_number(t)) is not None), None)
        stated = Text(f"total {number}", whole.spots) if number is not None else whole
        if out.state(whole) or out.state(stated):
            return
        out.leave(whole, "the foot of a table without a number")
        return
    if len(row.cells) > len(columns) and any(
        cell.text.strip() for cell in row.cells[len(columns) :]
    ):
        out.leave(whole, f"{len(row.cells)} cells; the table has {len(columns)}")
        return
    values = {column: cell for column, cell in zip(columns, row.cells, strict=False)
              if column and column != OTHER}  # fmt: skip
    name = values.get("name", Text())
    if not name.text.strip() and len(texts) <= 2 and relation_of(texts[-1].flat()):
        _single(out, whole, last=len(_distinct(row)) <= 1)
        return
    if not name.text.strip() and not name.flags:
        out.leave(whole, "a row without a name")
        return
    if why := boilerplate(first):
        for text in texts:
            out.set_aside(text, why)
        return
    add_entries(out, row, values, whole)


def _distinct(row: Row) -> list[Text]:
    """The texts of a row, a cell over several columns once."""
    return [
        cell
        for at, cell in enumerate(row.cells)
        if cell.text.strip() and not (at in row.copies and cell in row.cells[:at])
    ]


def _place(out: Outcome, row: Row, role: str) -> None:
    for cell in row.cells:
        out.mark(cell, role)
