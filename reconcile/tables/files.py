"""Reading and writing of table files by suffix. Every cell is text; an absent one is empty."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.errors import UnreadableError, UsageError
from reconcile.files import file_bytes, replace_file
from reconcile.reading.decode import decode
from reconcile.tables.xlsx import read_xlsx, xlsx_bytes

if TYPE_CHECKING:
    import polars as pl

Rows = list[tuple[int, list[str]]]  # 1-based line of the file, cells; the header first

_DELIMITERS = (",", "\t", ";", "|")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_CELL = 10_000_000
_MAX_COLUMNS = 10_000
_MAX_CELLS = 200_000_000  # of JSON lines, where a record may leave out what others have


def read_table(path: Path, *, line: str | None = None) -> pl.DataFrame:
    """A table file as a frame of text columns.

    Args:
        path: `.csv`, `.tsv` or `.txt` (UTF-8, UTF-16 or GB18030; the delimiter is told from the
            header), `.xlsx` (first sheet), `.jsonl` or `.ndjson`, `.parquet`.
        line: Name of an extra first column with the 1-based line (row of the sheet, record of
            the Parquet file) that each row begins on; `None` adds none.

    Returns:
        All columns as text in the file's order, all rows in the file's order. Dates are ISO.

    Raises:
        UnreadableError: The file is missing, has another suffix, is ragged or broken.
    """
    import polars as pl

    where = str(path)
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise UnreadableError(
            f"'{path.suffix or path.name}' is no table format that can be read",
            where=where,
            hint=f"Expected {', '.join(SUFFIXES)}.",
        )
    try:
        data = file_bytes(path)
    except FileNotFoundError:
        raise UnreadableError("no such file", where=where, hint="Check the path.") from None
    except OSError as error:
        raise UnreadableError(
            f"the file cannot be opened ({error.strerror})", where=where, hint="Check the path."
        ) from None
    header, rows = _checked(_READERS[suffix](data, where), where)
    columns = {name: [cells[n] for _, cells in rows] for n, name in enumerate(header)}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(header, pl.String))
    if line in header:
        raise UnreadableError(
            f"a column is called '{line}', which is the name for the rows' line numbers",
            where=where,
            hint="Give the column another name.",
        )
    if line is not None:
        numbers = pl.Series(line, [number for number, _ in rows], dtype=pl.Int64)
        frame = frame.select(numbers, pl.all())
    return frame


def write_table(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame by suffix, whole or not at all. Parquet keeps types, all else is text.

    Raises:
        UsageError: The suffix is none that can be written.
        UnreadableError: The file cannot be written.
    """
    check_suffix(path)
    replace_file(path, _WRITERS[path.suffix.lower()](frame))


def check_suffix(path: Path) -> None:
    """See that a table can be written in the form that the path's suffix tells.

    Raises:
        UsageError: It can't.
    """
    if path.suffix.lower() not in _WRITERS:
        raise UsageError(
            f"'{path.suffix or path.name}' is no table format that can be written",
            hint=f"Expected {', '.join(SUFFIXES)}.",
        )


def csv_text(frame: pl.DataFrame, delimiter: str = ",") -> str:
    """The frame as delimited text: header, LF, minimal quoting; absent values are empty."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in frame.iter_rows())
    return out.getvalue()


def _checked(rows: Rows, where: str) -> tuple[list[str], Rows]:
    """The header and the body, where every row has one cell per column."""
    if not rows:
        raise UnreadableError(
            "the file is empty", where=where, hint="The first row must hold the column names."
        )
    (first, header), *body = rows
    if len(header) > _MAX_COLUMNS:
        raise _too_wide(len(header), f"{where}:{first}")
    header = [name.strip() for name in header]
    seen: set[str] = set()
    for column, name in enumerate(header, 1):
        if not name or name in seen:
            raise UnreadableError(
                f"column {column} has the name '{name}', which another column has too"
                if name
                else f"column {column} has no name",
                where=f"{where}:{first}",
                hint="Every column needs a name of its own in the first row.",
            )
        seen.add(name)
    for line, cells in body:
        if len(cells) > len(header) and not any(cells[len(header) :]):
            del cells[len(header) :]
        if len(cells) != len(header):
            raise UnreadableError(
                f"{len(cells)} cells found, {len(header)} expected",
                where=f"{where}:{line}",
                hint="Every row needs one cell per column; quote cells that hold the delimiter.",
            )
    return header, body


def delimiter_of(header: str, where: str) -> str:
    """What separates the cells of a delimited file, told from its name and its first line."""
    return "\t" if where.lower().endswith(".tsv") else max(_DELIMITERS, key=header.count)


def _too_wide(columns: int, where: str) -> UnreadableError:
    return UnreadableError(
        f"{columns:,} columns; a table may have {_MAX_COLUMNS:,}",
        where=where,
        hint="Leave out the columns that are not compared; is the delimiter the right one?",
    )


def _read_delimited(data: bytes, where: str) -> Rows:
    text = decode(data, where=where).removeprefix("\ufeff")
    delimiter = delimiter_of(text[: text.find("\n")] if "\n" in text else text, where)
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Rows = []
    line = 1
    try:
        for cells in reader:
            if cells:  # a blank line is no row
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(
            f"a cell is broken ({error})",
            where=f"{where}:{line}",
            hint='A quoted cell ends with ", and a quote inside it is written twice.',
        ) from None
    return rows


def _read_json_lines(data: bytes, where: str) -> Rows:
    records: list[tuple[int, Mapping[str, object]]] = []
    columns: dict[str, None] = {}
    for number, line in enumerate(decode(data, where=where).removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            raise UnreadableError(
                f"'{line[:40]}' is no JSON object",
                where=f"{where}:{number}",
                hint='Every line must be one object, like {"name": "Lyon"}.',
            )
        if "\\u" in line and _SURROGATE.search(json.dumps(record, ensure_ascii=False)):
            raise UnreadableError(
                "half a surrogate pair (\\ud800 to \\udfff), which is no character",
                where=f"{where}:{number}",
                hint="Write the character itself, or both halves.",
            )
        records.append((number, record))
        columns.update(dict.fromkeys(record))
        if len(columns) > _MAX_COLUMNS or len(columns) * len(records) > _MAX_CELLS:
            raise _too_wide(len(columns), f"{where}:{number}")
    if not records:
        return []
    body = [(n, [cell_text(record.get(name)) for name in columns]) for n, record in records]
    return [(1, list(columns)), *body]


def _read_parquet(data: bytes, where: str) -> Rows:
    import polars as pl

    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except Exception as error:  # polars raises its own kinds and panics as plain exceptions
        raise UnreadableError(
            f"this is no Parquet file ({str(error).splitlines()[0][:120]})",
            where=where,
            hint="Write it again, or export the table as CSV.",
        ) from None
    body = [(n, [cell_text(cell) for cell in row]) for n, row in enumerate(frame.iter_rows(), 1)]
    return [(1, list(frame.columns)), *body]


def cell_text(value: object) -> str:
    """A typed value as the text of a cell; an absent one is empty, 3.0 is 3."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (dict, list, bool)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def json_lines(frame: pl.DataFrame) -> str:
    """The frame as one JSON object per line."""
    lines: Iterable[str] = (
        json.dumps(row, ensure_ascii=False) + "\n" for row in frame.iter_rows(named=True)
    )
    return "".join(lines)


def _write_parquet(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


_READERS: Mapping[str, Callable[[bytes, str], Rows]] = {
    ".csv": _read_delimited,
    ".tsv": _read_delimited,
    ".txt": _read_delimited,
    ".xlsx": read_xlsx,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".parquet": _read_parquet,
}
_WRITERS: Mapping[str, Callable[[pl.DataFrame], bytes]] = {
    ".csv": lambda frame: csv_text(frame).encode(),
    ".tsv": lambda frame: csv_text(frame, "\t").encode(),
    ".xlsx": lambda frame: xlsx_bytes(frame.columns, frame.iter_rows()),
    ".jsonl": lambda frame: json_lines(frame).encode(),
    ".ndjson": lambda frame: json_lines(frame).encode(),
    ".parquet": _write_parquet,
}
SUFFIXES: tuple[str, ...] = tuple(_READERS)
