"""A table file in batches of rows, for files that are larger than what should be held at once."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.tables.files import cell_text, delimiter_of, read_table

if TYPE_CHECKING:
    import polars as pl

ROWS = 100_000
"""Rows of a batch."""

_MANY_BYTES = 16_000_000  # files below are read whole
_DELIMITED = frozenset({".csv", ".tsv", ".txt"})


def read_batches(path: Path, *, rows: int = ROWS) -> Iterator[pl.DataFrame]:
    """The rows of `read_table(path)`, in batches of at most `rows`.

    Parquet and UTF-8 text are read as a stream; all other files, and files with a fault, are read
    whole, so that what is told of a fault is the same in both ways.

    Returns:
        At least one frame (an empty table gives an empty one); all have the same columns.

    Raises:
        UnreadableError: As `read_table`, possibly after some batches.
    """
    suffix = path.suffix.lower()
    try:
        large = path.is_file() and path.stat().st_size > _MANY_BYTES
    except OSError:  # a loop of links, a name that is too long: `read_table` tells it
        large = False
    done = 0
    if large and suffix in _DELIMITED | {".parquet"}:
        stream = _parquet(path, rows) if suffix == ".parquet" else _delimited(path, rows)
        try:
            for frame in stream:
                yield frame
                done += frame.height
        except _IrregularError:
            pass
        else:
            return
    whole = read_table(path)
    yield from (whole[done:].iter_slices(rows) if whole.height > done else iter((whole[:0],)))


class _IrregularError(Exception):
    """Something that only the reader of whole files can read, or tell what is wrong with it."""


def _delimited(path: Path, rows: int) -> Iterator[pl.DataFrame]:
    import polars as pl

    with path.open("rb") as file:
        if file.read(4).startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise _IrregularError
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            first = text.readline()
            delimiter = delimiter_of(first.rstrip("\r\n"), str(path))
            text.seek(0)
            reader = csv.reader(text, delimiter=delimiter, strict=True)
            header = [name.strip() for name in next(reader, [])]
            if not header or not all(header) or len(set(header)) < len(header):
                raise _IrregularError
            schema = dict.fromkeys(header, pl.String)
            empty = True
            while lines := list(islice(reader, rows)):
                chunk = [cells for cells in lines if cells]  # a blank line is no row
                if any(len(cells) != len(header) for cells in chunk):
                    raise _IrregularError
                empty = False
                yield pl.DataFrame(chunk, schema=schema, orient="row")
            if empty:
                yield pl.DataFrame(schema=schema)
    except (UnicodeDecodeError, csv.Error):
        raise _IrregularError from None


def _parquet(path: Path, rows: int) -> Iterator[pl.DataFrame]:
    import polars as pl

    try:
        scan = pl.scan_parquet(path)
        names = scan.collect_schema().names()
        height = int(scan.select(pl.len()).collect().item())
    except Exception:  # polars raises its own kinds and panics as plain exceptions
        raise _IrregularError from None
    if any(not name or name != name.strip() for name in names):
        raise _IrregularError
    for start in range(0, max(height, 1), rows):
        try:
            frame = scan.slice(start, rows).collect()
        except Exception:
            raise _IrregularError from None
        yield pl.DataFrame(
            {
                column.name: column.fill_null("")
                if column.dtype == pl.String
                else pl.Series([cell_text(cell) for cell in column], dtype=pl.String)
                for column in frame
            }
        )
