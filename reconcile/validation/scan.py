"""Large table files as lazy frames, once it is certain that their rows are what they seem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

ROW = "\x00row"  # no file has a column of this name
LARGE_TEXT = 8 << 20
"""Bytes from which a CSV or TSV file is validated as a stream."""
LARGE_PARQUET = 100_000
"""Rows from which a Parquet file is."""

_DELIMITERS = (",", "\t", ";", "|")


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """A file, not read yet.

    Attributes:
        frame: Its columns, and `ROW`: the 0-based number of each row.
        head: A frame without rows that has the file's columns.
        line_of_row: From a 1-based row (0 for the header) to the 1-based line of the file.
    """

    frame: pl.LazyFrame
    head: pl.DataFrame
    line_of_row: Callable[[int], int]

    def rows(self, numbers: Sequence[int], columns: Sequence[str]) -> dict[int, dict[str, Any]]:
        """Some cells of some rows as the file has them, by row number."""
        import polars as pl

        wanted = self.frame.select(ROW, *columns).filter(pl.col(ROW).is_in(list(numbers)))
        found = wanted.collect(engine="streaming")
        return {row[ROW]: row for row in found.iter_rows(named=True)}


def scan_file(path: Path) -> Scan | None:
    """A large CSV, TSV or Parquet file; `None` for any other, and for one that is irregular."""
    import polars as pl

    suffix = path.suffix.lower()
    try:
        if suffix == ".parquet":
            return _parquet(path)
        if suffix in (".csv", ".tsv"):
            return _delimited(path, "\t" if suffix == ".tsv" else None)
    except (OSError, UnicodeDecodeError, pl.exceptions.PolarsError):
        return None  # the reader of small files says what is wrong
    return None


def _parquet(path: Path) -> Scan | None:
    import polars as pl

    frame = pl.scan_parquet(path, glob=False)
    if frame.select(pl.len()).collect().item() < LARGE_PARQUET:
        return None
    return _scan(frame, lambda row: max(row, 1))


def _delimited(path: Path, delimiter: str | None) -> Scan | None:
    import polars as pl

    if path.stat().st_size < LARGE_TEXT:
        return None
    with path.open("rb") as file:
        first = file.readline(1 << 20).decode("utf-8").rstrip("\r\n")
    if not delimiter:
        delimiter = max(_DELIMITERS, key=first.count)
    names = [name.strip() for name in first.split(delimiter)]
    plain = not first.startswith("\ufeff") and '"' not in first
    if not plain or not all(names) or len(set(names)) < len(names):
        return None
    if not _is_regular(path, delimiter, len(names)):
        return None
    frame = pl.scan_csv(
        path, separator=delimiter, infer_schema=False, glob=False, new_columns=names
    )
    return _scan(frame, lambda row: row + 1)


def _is_regular(path: Path, delimiter: str, width: int) -> bool:
    """Whether every line is one row with a cell for each column.

    Polars fills short rows, and where it reads few columns it overlooks long ones.
    """
    import polars as pl

    line = pl.col("line")
    lines = pl.scan_csv(
        path, separator="\x01", has_header=False, quote_char=None, infer_schema=False,
        new_columns=["line"], glob=False,
    )  # fmt: skip
    closed = pl.lit(value=True)
    if _holds(path, b'"'):
        line = line.str.replace_all(r'"[^"]*"', "")
        closed = ~line.str.contains('"', literal=True)
    cells = line.str.count_matches(delimiter, literal=True) + 1
    regular = ((cells == width) & closed).fill_null(value=False).all()
    return bool(lines.select(regular).collect(engine="streaming").item())


def _holds(path: Path, byte: bytes) -> bool:
    import mmap

    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(byte) >= 0


def _scan(frame: pl.LazyFrame, line_of_row: Callable[[int], int]) -> Scan:
    return Scan(frame.with_row_index(ROW), frame.head(0).collect(), line_of_row)
