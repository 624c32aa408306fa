"""Sheets as an XLSX workbook: header frozen, filters on, columns as wide as what they hold.

Written by XlsxWriter (BSD): it depends on nothing, loads in 60 ms, and every cell goes through
`write_string` or `write_number`, so no text is ever a formula or a link. openpyxl would read as
well, but is larger and four times as slow to load, and `reconcile.tables` reads sheets already.
The same sheets give the same bytes: the workbook has a fixed date.
"""

from __future__ import annotations

import datetime
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reconcile.reporters.cells import MOST_CHARACTERS, is_formula
from reconcile.reporters.safe import visible

Cell = str | int | float | None
NARROWEST, WIDEST = 6, 60  # columns of a Latin letter; a Chinese character takes two
_CREATED = datetime.datetime(2000, 1, 1)  # the same bytes on every day


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        title: Its header.
        filled: Whether a person fills it in; such a column is coloured.
        choices: The only values that it takes.
        note: Shown when a cell of it is chosen.
    """

    title: str
    filled: bool = False
    choices: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name; every row has as many cells as there are columns."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]


def workbook(sheets: Sequence[Sheet], *, title: str = "") -> bytes:
    """The sheets as one XLSX file."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": visible(title)[:255], "created": _CREATED})
    top = {"valign": "top", "text_wrap": True}
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#D9E2EC", "valign": "top"}),
        "text": book.add_format(top),
        "quoted": book.add_format({**top, "quote_prefix": True}),
        "number": book.add_format({"valign": "top"}),
        # Text, so that a date stays as it was typed.
        "filled": book.add_format({**top, "bg_color": "#FFF8DC", "num_format": "@", "border": 4}),
    }
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return out.getvalue()


def text_width(text: str) -> int:
    """The width of a line of text; full-width characters count twice.

    Example:
        >>> text_width("Turku"), text_width("图尔库")
        (5, 6)
    """
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.freeze_panes(1, 0)
    last = max(len(sheet.rows), 1)
    if sheet.columns:
        page.autofilter(0, 0, last, len(sheet.columns) - 1)
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.title, formats["head"])
        widths = [text_width(str(row[place] or "")) for row in sheet.rows]
        # The head needs room for the arrow of its filter.
        width = min(max([NARROWEST, text_width(column.title) + 3, *widths]) + 1, WIDEST)
        if column.filled:
            width = max(width, 16)
        page.set_column(place, place, width)
        if column.choices:
            page.data_validation(1, place, last, place, _choices(column))
    for number, row in enumerate(sheet.rows, start=1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, number, place, value, column, formats)


def _choices(column: Column) -> dict[str, object]:
    return {
        "validate": "list",
        "source": list(column.choices),
        "error_title": column.title,
        "error_message": f"One of: {', '.join(column.choices)}.",
        "input_title": column.title,
        "input_message": column.note,
    }


def _write_cell(
    page: Any,
    row: int,
    place: int,
    value: Cell,
    column: Column,
    formats: dict[str, Any],
) -> None:
    if isinstance(value, (int, float)):
        page.write_number(row, place, value, formats["number"])
        return
    text = visible(value or "")[:MOST_CHARACTERS]
    usual = "quoted" if is_formula(text) else "text"
    form = formats["filled" if column.filled else usual]
    if text:
        page.write_string(row, place, text, form)
    elif column.filled:
        page.write_blank(row, place, None, form)
