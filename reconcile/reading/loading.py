"""The CSV tables of a source folder, loaded strictly: nothing is guessed and nothing lost.

Plain `csv` and no frame: a few thousand rows load in milliseconds, before any heavy import.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from reconcile.errors import UnreadableError
from reconcile.files import file_bytes
from reconcile.model import Entry, Source, Tables
from reconcile.reading.columns import TABLES

_POSITIVE = frozenset({"line", "entry_line", "number"})
_COUNTS = frozenset({"value", "entries"})


def load_tables(folder: Path, source: Source) -> Tables:
    """All tables of a source folder.

    Args:
        folder: The folder that holds `entries.csv`; the other tables may be absent.
        source: Whose rows they are; only its id is used.

    Raises:
        UnreadableError: `entries.csv` is missing; or a file is no UTF-8, has a byte order mark
            or a NUL, lacks or repeats a column or has one too many, has a ragged row, or a cell
            that should be a whole number and is not. With file and line.
    """
    if not (folder / "entries.csv").is_file():
        raise UnreadableError(
            f"no entries.csv in {folder}; every source needs one",
            where=str(folder),
            hint=f"Read it from the original: reconcile read {source.id} ORIGINAL --write",
        )
    loaded = {}
    for name, kind, columns in TABLES:
        path = folder / f"{name}.csv"
        if path.is_file():
            loaded[name] = tuple(_rows(path, kind, columns, source.id))
    return Tables(**loaded)


def _rows(path: Path, kind: type[Any], columns: tuple[str, ...], source: str) -> Iterator[Any]:
    """Rows of one file as values; the header decides the order of the cells."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    records = _records(reader, path)
    _, header = next(records, (1, []))
    _check_header(header, columns, path)
    convert: list[tuple[str, Callable[[str], object]]] = [(c, _converter(c, kind)) for c in header]
    numbered = {"row"} if kind is Entry else set()
    for row, (line, cells) in enumerate(records, start=1):
        if len(cells) != len(header):
            raise UnreadableError(
                f"{len(cells)} cells, where the header has {len(header)}",
                where=f"{path}:{line}",
                hint="Quote a cell that holds a comma, or complete the row.",
            )
        values: dict[str, object] = {"source": source}
        for (column, function), cell in zip(convert, cells, strict=True):
            try:
                values[column] = function(cell)
            except ValueError as error:
                raise UnreadableError(
                    f'{column} is "{cell}"; expected {error}', where=f"{path}:{line}",
                    hint="Correct the cell, or read the table again with `reconcile read`.",
                ) from None  # fmt: skip
        if numbered:
            values["row"] = row
        yield kind(**values)


def _records(reader: Any, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Records with the line on which each begins; blank lines are no records."""
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableError(
                f"no CSV: {error}", where=f"{path}:{begins}",
                hint='Cells with a comma, a quote or a line break stand in "..."; a quote is "".',
            ) from None  # fmt: skip
        if cells:
            yield begins, cells


def _text(path: Path) -> str:
    data = file_bytes(path)
    hint = "Save the file as UTF-8 without a byte order mark."
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"byte 0x{data[error.start]:02X} is no UTF-8; expected UTF-8",
            where=f"{path}:{line}",
            hint=hint,
        ) from None
    if text.startswith("\ufeff"):
        raise UnreadableError(
            "begins with a byte order mark; expected plain UTF-8", where=f"{path}:1", hint=hint
        )
    if "\0" in text:
        raise UnreadableError(
            "holds a NUL character; text holds none",
            where=f"{path}:{text.count(chr(10), 0, text.index(chr(0))) + 1}",
            hint="Remove it, or read the table again with `reconcile read`.",
        )
    return text


def _check_header(header: list[str], columns: Iterable[str], path: Path) -> None:
    columns = tuple(columns)
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    twice = sorted(column for column, times in Counter(header).items() if times > 1)
    for found, what in ((missing, "lacks"), (unknown, "has unknown"), (twice, "repeats")):
        if found:
            raise UnreadableError(
                f"the header {what} {', '.join(map(repr, found[:12]))}"
                + (f" and {len(found) - 12:,} more" if len(found) > 12 else ""),
                where=f"{path}:1",
                hint=f"Expected: {','.join(columns)}",
            )


def _converter(column: str, kind: type[Any]) -> Callable[[str], object]:
    if column == "references":
        return _numbers
    if column == "ordinal":
        return lambda cell: _whole(cell) if cell else None
    if column in _POSITIVE:
        return _positive
    if column in _COUNTS and kind is not Entry:
        return _whole
    return str


def _whole(cell: str) -> int:
    digits = cell.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise ValueError("a whole number")
    if str(int(cell)) != cell:
        raise ValueError(f"the plain number {int(cell)}")
    return int(cell)


def _positive(cell: str) -> int:
    number = _whole(cell)
    if number < 1:
        raise ValueError("a whole number from 1")
    return number


def _numbers(cell: str) -> tuple[int, ...]:
    try:
        return tuple(_positive(part) for part in cell.split(";")) if cell else ()
    except ValueError:
        raise ValueError("footnote numbers joined by ;") from None
