"""The first sheet of an XLSX workbook, read and written with the standard library alone.

Only what a table needs: text, numbers, dates, booleans.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape  # it only writes

from reconcile.archives import Part, elements
from reconcile.errors import UnreadableError
from reconcile.sheets import (
    BROKEN,
    MAIN,
    RELATIONS,
    cell_text,
    column_of,
    date_styles,
    no_workbook,
    string_of,
)

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

_PACKAGE_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAX_BYTES = 1 << 30  # a part that unpacks to more is an attack or a mistake
_MAX_CELLS = 20_000_000  # of the sheet, those included that are left out in the file
_MAX_STRINGS = 2_000_000  # different texts of the book
_MAX_ROWS = 1_048_576  # the format has no more
_MAX_TEXT = 200_000_000  # characters of all cells and all strings together


def read_xlsx(data: bytes, where: str) -> list[tuple[int, list[str]]]:
    """Rows of the first sheet: 1-based row number and cells, empty rows left out.

    Raises:
        UnreadableError: The file is no XLSX workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            names = set(book.namelist())
            path = _first_sheet(book)
            strings = (
                _bounded(string_of(item) for item in _elements(book, "xl/sharedStrings.xml", "si"))
                if "xl/sharedStrings.xml" in names
                else []
            )
            dates = _date_styles(book) if "xl/styles.xml" in names else frozenset()
            rows = _rows(book, path, strings, dates)
    except BROKEN as error:
        raise no_workbook(error, where) from None
    width = max((len(cells) for _, cells in rows), default=0)
    if width * len(rows) > _MAX_CELLS:
        raise UnreadableError(
            f"{len(rows):,} rows of {width:,} columns; a sheet may have {_MAX_CELLS:,} cells",
            where=where,
            hint="Delete the columns that hold nothing, or export the sheet as CSV.",
        )
    return [(n, cells + [""] * (width - len(cells))) for n, cells in rows]


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook with one sheet; the same table gives the same bytes."""
    lines = [_row_xml(1, header)]
    lines += [_row_xml(number, row) for number, row in enumerate(rows, 2)]
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _ROOT_RELATIONS,
        "xl/workbook.xml": _WORKBOOK,
        "xl/_rels/workbook.xml.rels": _WORKBOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": f'{_HEAD}<worksheet xmlns="{MAIN[1:-1]}"><sheetData>'
        f"{''.join(lines)}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            item = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            item.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(item, text)
    return out.getvalue()


def _elements(book: zipfile.ZipFile, path: str, tag: str) -> Iterator[ET.Element]:
    return elements(Part(book, path, _MAX_BYTES), f"{MAIN}{tag}")


def _bounded(texts: Iterable[str]) -> list[str]:
    kept: list[str] = []
    left = _MAX_TEXT
    for text in texts:
        kept.append(text)
        left -= len(text)
        if left < 0 or len(kept) > _MAX_STRINGS:
            raise ValueError("it holds more text than a table may")
    return kept


def _rows(
    book: zipfile.ZipFile, path: str, strings: Sequence[str], dates: frozenset[int]
) -> list[tuple[int, list[str]]]:
    """Number and cells of every row that has any; cells at the end may be missing."""
    rows: list[tuple[int, list[str]]] = []
    number, left, text = 0, _MAX_CELLS, _MAX_TEXT
    for number, element in enumerate(_elements(book, path, "row"), 1):
        if number > _MAX_ROWS:
            raise ValueError(f"more than {_MAX_ROWS:,} rows")
        line, cells = _row(element, strings, dates)
        while cells and not cells[-1]:
            cells.pop()
        left -= len(cells)
        text -= sum(map(len, cells))
        if left < 0 or text < 0:
            raise ValueError("it holds more than a table may")
        if cells:
            rows.append((line or number, cells))
    return rows


def _first_sheet(book: zipfile.ZipFile) -> str:
    sheet = next(_elements(book, "xl/workbook.xml", "sheet"), None)
    if sheet is None:
        raise ValueError("it holds no sheet")
    wanted = sheet.get(f"{RELATIONS}id")
    part = Part(book, "xl/_rels/workbook.xml.rels", _MAX_BYTES)
    for relation in elements(part, f"{_PACKAGE_RELATIONS}Relationship"):
        if relation.get("Id") == wanted:
            target = relation.get("Target") or ""
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise ValueError("its first sheet is missing")


def _date_styles(book: zipfile.ZipFile) -> frozenset[int]:
    formats = next(_elements(book, "xl/styles.xml", "cellXfs"), None)
    return date_styles(
        _elements(book, "xl/styles.xml", "numFmt"), () if formats is None else formats
    )


def _row(
    element: ET.Element, strings: Sequence[str], dates: frozenset[int]
) -> tuple[int, list[str]]:
    cells: list[str] = []
    for cell in element.iter(f"{MAIN}c"):
        column = column_of(cell, len(cells))
        cells += [""] * (column + 1 - len(cells))
        cells[column] = cell_text(cell, strings, dates)
    return int(element.get("r") or 0), cells


def _row_xml(number: int, cells: Sequence[object]) -> str:
    return f'<row r="{number}">{"".join(_cell_xml(cell) for cell in cells)}</row>'


def _cell_xml(value: object) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    text = escape(_NOT_IN_XML.sub("\ufffd", str(value)))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPES}.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{_SHEET_TYPES}.worksheet+xml"/></Types>'
)
_ROOT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELATIONS[1:-1]}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_WORKBOOK_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELATIONS[1:-1]}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
_WORKBOOK = (
    f'{_HEAD}<workbook xmlns="{MAIN[1:-1]}" xmlns:r="{RELATIONS[1:-1]}"><sheets>'
    '<sheet name="table" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
