"""Workbooks (XLSX): every visible sheet as a table, merged cells written out.

Its parts are unpacked with a limit that counts what really comes out, and parsed as a stream;
entities of a document type are refused, no list has them.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reconcile.archives import elements, refuse_document_type
from reconcile.reading.formats.blocks import (
    Block,
    Document,
    Heading,
    Row,
    Skipped,
    Table,
    Text,
    text_of,
)
from reconcile.reading.formats.limits import MAX_CELLS, MAX_COLUMNS, MAX_UNPACKED, too_much
from reconcile.reading.lines import Line
from reconcile.sheets import (
    BROKEN,
    MAIN,
    RELATIONS,
    cell_text,
    column_number,
    column_of,
    date_styles,
    no_workbook,
    string_of,
)

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

SHEET_STEP: Final = 10_000_000  # line numbers of the second sheet begin above this
_RELATIONS: Final = (
    "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship",
    "Relationship",  # some writers leave the namespace out
)
_NAMELESS: Final = re.compile(r"(?:sheet|工作表|table|表)\s*\d*", re.IGNORECASE)


@dataclass(slots=True)
class _Book:
    zip: zipfile.ZipFile
    where: str
    left: int = MAX_UNPACKED

    def part(self, name: str) -> bytes:
        """A part of the workbook, unpacked; all together are bounded."""
        out = bytearray()
        with self.zip.open(name) as stream:
            while chunk := stream.read(min(1 << 20, self.left + 1)):
                out += chunk
                self.left -= len(chunk)
                if self.left < 0:
                    raise too_much(
                        f"unpacks to more than {MAX_UNPACKED >> 20} MiB; a list has far less",
                        self.where,
                    )
        # Read through once: a document type is refused in whatever encoding it is written.
        refuse_document_type(io.BytesIO(out))
        return bytes(out)


def read_workbook(data: bytes, where: str) -> Document:
    """The sheets of a workbook as tables; a hidden sheet or row is set aside.

    Raises:
        UnreadableError: It is no workbook, or goes beyond a limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            return _read(_Book(zipped, where))
    except BROKEN as error:
        raise no_workbook(error, where) from None


def _read(book: _Book) -> Document:
    names = set(book.zip.namelist())
    strings = _strings(book) if "xl/sharedStrings.xml" in names else []
    dates = _date_styles(book) if "xl/styles.xml" in names else frozenset()
    relations = book.part("xl/_rels/workbook.xml.rels")
    targets = {
        each.get("Id"): each.get("Target") or ""
        for tag in _RELATIONS
        for each in elements(io.BytesIO(relations), tag)
    }
    sheets = [*_elements(book.part("xl/workbook.xml"), "sheet")]
    blocks: list[Block] = []
    lines: list[Line] = []
    for at, sheet in enumerate(sheets):
        target = targets.get(sheet.get(f"{RELATIONS}id"), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path not in names or "worksheets" not in path:
            continue
        first = at * SHEET_STEP
        rows = _rows(book, path, strings, dates)
        lines += [Line(first + n, text := "\t".join(r.values()).strip(), text) for n, r in rows]
        hidden = sheet.get("state", "visible") != "visible"
        if hidden:
            numbers = tuple(first + n for n, row in rows if any(row.values()))
            blocks.append(Skipped(numbers, "a hidden sheet"))
            continue
        name = sheet.get("name") or ""
        if len(sheets) > 1 and rows and not _NAMELESS.fullmatch(name.strip()):
            blocks.append(Heading(Text(name, ((0, first + rows[0][0]),)), 7))
        blocks.append(
            Table(
                first + 1,
                tuple(_row(first + n, row, merged) for n, row, merged in _merged(book, path, rows)),
            )
        )
    if not lines:
        raise ValueError("it holds no sheet with cells")
    return Document(format="xlsx", lines=tuple(lines), blocks=tuple(blocks))


def _strings(book: _Book) -> list[str]:
    """The texts that cells point to."""
    strings: list[str] = []
    for element in _elements(book.part("xl/sharedStrings.xml"), "si"):
        if len(strings) == MAX_CELLS:
            raise too_much(f"more than {MAX_CELLS:,} texts", book.where)
        strings.append(string_of(element))
    return strings


def _row(line: int, row: dict[int, str], copies: frozenset[int]) -> Row:
    width = max(row, default=-1) + 1
    return Row(line, tuple(text_of(row.get(c, ""), line) for c in range(width)), False, copies)


_Rows = list[tuple[int, dict[int, str]]]


def _rows(book: _Book, path: str, strings: list[str], dates: frozenset[int]) -> _Rows:
    """Number and cells of every row that has any."""
    rows: _Rows = []
    total, number = 0, 0
    for count, element in enumerate(_elements(book.part(path), "row")):
        if count == MAX_CELLS:
            raise too_much(f"more than {MAX_CELLS:,} rows", f"{book.where}:{number}")
        stated = int(element.get("r") or 0)
        number = stated if stated > 0 else number + 1
        cells: dict[int, str] = {}
        for cell in element.iter(f"{MAIN}c"):
            column = column_of(cell, len(cells))
            value = cell_text(cell, strings, dates, days=True).strip()
            if value:
                if column >= MAX_COLUMNS:
                    raise too_much(
                        f"a cell beyond column {MAX_COLUMNS:,}", f"{book.where}:{number}"
                    )
                cells[column] = value
        total += len(cells)
        if total > MAX_CELLS:
            raise too_much(f"more than {MAX_CELLS:,} cells", f"{book.where}:{number}")
        if cells:
            rows.append((number, cells))
    return rows


def _merged(
    book: _Book, path: str, rows: _Rows
) -> Iterator[tuple[int, dict[int, str], frozenset[int]]]:
    """Rows with the value of each merged range in all of its cells."""
    by_number = dict(rows)
    numbers = sorted(by_number)
    copies: dict[int, set[int]] = {}
    total = 0
    for element in _elements(book.part(path), "mergeCell"):
        match = re.fullmatch(
            r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", element.get("ref") or ""
        )
        if match is None:
            continue
        left, right = column_number(match[1]), min(column_number(match[3]), MAX_COLUMNS - 1)
        top, bottom = int(match[2]), int(match[4])
        value = by_number.get(top, {}).get(left, "")
        if not value:
            continue
        for number in numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]:
            total += right - left + 1
            if total > MAX_CELLS:
                raise too_much(f"merged ranges of more than {MAX_CELLS:,} cells", book.where)
            for column in range(left, right + 1):
                if (number, column) != (top, left):
                    by_number[number][column] = value
                    copies.setdefault(number, set()).add(column)
    for number, cells in rows:
        yield number, cells, frozenset(copies.get(number, ()))


def _elements(xml: bytes, tag: str) -> Iterator[ET.Element]:
    """Elements of a tag, in order; what was read is dropped."""
    return elements(io.BytesIO(xml), f"{MAIN}{tag}")


def _date_styles(book: _Book) -> frozenset[int]:
    styles = book.part("xl/styles.xml")
    formats = next(_elements(styles, "cellXfs"), None)
    return date_styles(_elements(styles, "numFmt"), () if formats is None else formats)
