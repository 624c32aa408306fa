"""The matcher over tables: two frames in, one frame of pairs out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.errors import UsageError
from reconcile.matching import (
    Found,
    Match,
    MatchOptions,
    Progress,
    Side,
    align_columns,
    rank_columns,
    resolve,
)
from reconcile.matching.found import OUTCOMES

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]


POSITIONS = ("position", "ordinal", "no", "no.", "nr", "nr.", "#", "序号", "序號", "编号", "編號")
"""Usual names of a column that numbers the rows of a list, in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which columns of a table hold what.

    `None` means the column of the usual name where the table has one (`name`, `country`, `id`,
    `region`, `date`; for `position`, the rows' numbers in the list, the first of `POSITIONS`). Only
    the name must exist.
    """

    name: str | None = None
    country: str | None = None
    id: str | None = None
    region: str | None = None
    date: str | None = None
    position: str | None = None


def side_of(
    table: pl.DataFrame, columns: Columns, *, by: Sequence[str] = (), what: str = "table"
) -> tuple[Side, tuple[str, ...]]:
    """The columns of a table that the matcher reads, and its ids (empty where it has none).

    Raises:
        UsageError: A column that was named does not exist, or there is no column of names.
    """
    name = _column(table, columns.name, "name", what, required=True)
    blocks = [_column(table, column, column, what, required=True) for column in by]
    side = Side(
        names=name,
        countries=_column(table, columns.country, "country", what),
        regions=_column(table, columns.region, "region", what),
        dates=_column(table, columns.date, "date", what),
        positions=_column(table, columns.position, _usual(table), what),
        blocks=tuple("\x1f".join(cells) for cells in zip(*blocks, strict=True)) if blocks else (),
    )
    return side, _column(table, columns.id, "id", what)


def match_tables(
    left: pl.DataFrame,
    right: pl.DataFrame,
    *,
    left_columns: Columns = Columns(),
    right_columns: Columns = Columns(),
    by: Sequence[str] = (),
    options: MatchOptions = MatchOptions(),
    progress: Progress | None = None,
) -> pl.DataFrame:
    """Align two tables one to one, or rank candidates where `options.top` is given.

    Args:
        left: Any table with a column of names.
        right: The other.
        left_columns: Which columns of `left` hold name, country, id, region, date, position.
        right_columns: The same for `right`.
        by: Columns of both tables; only rows with equal values in them are compared.
        options: Threshold, gazetteer, `top`.
        progress: Is told how many of the rows of both tables are done, and how many there are.

    Returns:
        `left_row, right_row` (from 1), `left_id, right_id, left_name, right_name, confidence,
        outcome, margin, reason`, and `rank` with `options.top`. The cells of a missing side are
        null.

    Example:
        >>> import polars as pl
        >>> zh, en = pl.DataFrame({"name": ["里昂"]}), pl.DataFrame({"name": ["Lyon", "Lima"]})
        >>> match_tables(zh, en)["outcome"].to_list()
        ['match', 'right_only']
    """
    left_side, left_ids = side_of(left, left_columns, by=by, what="left table")
    right_side, right_ids = side_of(right, right_columns, by=by, what="right table")
    matcher = align_columns if options.top is None else rank_columns
    found = matcher(left_side, right_side, options=options, progress=progress)
    return frame_of(found, left_side.names, left_ids, right_side.names, right_ids)


def frame_of(
    found: Found,
    left_names: Sequence[str],
    left_ids: Sequence[str],
    right_names: Sequence[str],
    right_ids: Sequence[str],
) -> pl.DataFrame:
    """What the matcher found, in the columns that `match_tables` tells.

    Args:
        found: What became of the rows.
        left_names: Names of the left list, by row.
        left_ids: Ids of the left list, by row; empty where it has none.
        right_names: The same for the right list.
        right_ids: The same for the right list.
    """
    import polars as pl

    columns = {
        "left_row": _numbers(found.left),
        "right_row": _numbers(found.right),
        "left_id": _taken(left_ids, found.left),
        "right_id": _taken(right_ids, found.right),
        "left_name": _taken(left_names, found.left),
        "right_name": _taken(right_names, found.right),
        "confidence": pl.Series(found.confidence, dtype=pl.Float64),
        "outcome": _taken(OUTCOMES, found.outcome),
        "margin": pl.Series(found.margin, dtype=pl.Float64),
        "reason": pl.Series(["; ".join(reasons) for reasons in found.reasons], dtype=pl.String),
    }
    if found.rank is not None:
        columns["rank"] = pl.Series(found.rank, dtype=pl.Int64)
    return pl.DataFrame(columns)


def _numbers(rows: Rows) -> pl.Series:
    """Rows counted from 1; null for none."""
    import polars as pl

    numbers = pl.Series(rows + 1, dtype=pl.Int64)
    return numbers.set(numbers == 0, None)


def _taken(cells: Sequence[str], rows: Rows | NDArray[np.int8]) -> pl.Series:
    """The cell of each row; null for no row, or where there are no cells at all."""
    import polars as pl

    column = pl.Series(cells, dtype=pl.String)
    if not len(column):
        return pl.Series([None] * len(rows), dtype=pl.String)
    wanted = pl.Series(rows.astype("int64"), dtype=pl.Int64)
    return column.gather(wanted.set(wanted < 0, None))


def resolve_table(
    table: pl.DataFrame,
    *,
    columns: Columns = Columns(),
    options: MatchOptions = MatchOptions(),
) -> pl.DataFrame:
    """Link each row to the gazetteer: the columns of `match_tables`, `right_id` a gazetteer id.

    Several rows may be linked to one place; `right_row` is always null.
    """
    side, ids = side_of(table, columns)
    found = resolve(side, options=options)
    rows = [link.match for link in found]
    places = [link.place for link in found]
    frame = _frame(rows, side.names, ids, (), (), options)
    import polars as pl

    return frame.with_columns(
        pl.Series("right_id", [str(p.id) if p else None for p in places], dtype=pl.String),
        pl.Series("right_name", [p.name if p else None for p in places], dtype=pl.String),
    )


def _frame(
    found: Sequence[Match],
    left_names: Sequence[str],
    left_ids: Sequence[str],
    right_names: Sequence[str],
    right_ids: Sequence[str],
    options: MatchOptions,
) -> pl.DataFrame:
    import polars as pl

    left, right = [m.left for m in found], [m.right for m in found]
    columns = {
        "left_row": pl.Series(_rows(left), dtype=pl.Int64),
        "right_row": pl.Series(_rows(right), dtype=pl.Int64),
        "left_id": pl.Series(_cells(left_ids, left), dtype=pl.String),
        "right_id": pl.Series(_cells(right_ids, right), dtype=pl.String),
        "left_name": pl.Series(_cells(left_names, left), dtype=pl.String),
        "right_name": pl.Series(_cells(right_names, right), dtype=pl.String),
        "confidence": pl.Series([m.confidence for m in found], dtype=pl.Float64),
        "outcome": pl.Series([m.outcome for m in found], dtype=pl.String),
        "margin": pl.Series([m.margin for m in found], dtype=pl.Float64),
        "reason": pl.Series(["; ".join(m.reasons) for m in found], dtype=pl.String),
    }
    if options.top is not None:
        columns["rank"] = pl.Series([m.rank for m in found], dtype=pl.Int64)
    return pl.DataFrame(columns)


def _usual(table: pl.DataFrame) -> str:
    """The table's column of numbers in the list, as such columns are usually called."""
    called = {column.strip().casefold(): column for column in reversed(table.columns)}
    return next((called[name] for name in POSITIONS if name in called), POSITIONS[0])


def _rows(rows: Iterable[int | None]) -> list[int | None]:
    return [None if row is None else row + 1 for row in rows]


def _cells(column: Sequence[str], rows: Iterable[int | None]) -> list[str | None]:
    return [None if row is None or not column else column[row] for row in rows]


def _column(
    table: pl.DataFrame, wanted: str | None, usual: str, what: str, *, required: bool = False
) -> tuple[str, ...]:
    name = usual if wanted is None else wanted
    if name in table.columns:
        cells = table[name].to_list()
        return tuple("" if cell is None else str(cell) for cell in cells)
    if wanted is None and not required:
        return ()
    near = difflib.get_close_matches(name, table.columns, n=1)
    side = {"left table": "left-", "right table": "right-"}.get(what, "")
    raise UsageError(
        f"the {what} has no column '{name}'",
        hint=(f"Did you mean '{near[0]}'? " if near else "")
        + f"Its columns are {', '.join(table.columns[:20])}."
        + (f" Say which of them it is with --{side}{usual}." if wanted is None else ""),
    )
