"""The results of many buckets as one table in the order of `reconcile match`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

WINDOW = 500_000
"""Rows of a list whose results are held at once."""


def in_order(
    files: Sequence[Path], *, left_rows: int, right_rows: int, window: int = WINDOW
) -> Iterator[pl.DataFrame]:
    """The rows of all files by left row, then right row (or rank); `right_only` rows come last.

    Args:
        files: Arrow files with the columns of `reconcile match`.
        left_rows: Rows of the left list.
        right_rows: Rows of the right list.
        window: Rows of a list per frame.

    Returns:
        At least one frame; all have the same columns.
    """
    import polars as pl

    frames = [pl.scan_ipc(path) for path in files]
    names = frames[0].collect_schema().names()
    second = "rank" if "rank" in names else "right_row"
    anything = False
    for column, rows in (("left_row", left_rows), ("right_row", right_rows)):
        wanted = pl.col("left_row").is_null() if column == "right_row" else pl.lit(value=True)
        for start in range(1, rows + 1, window):
            inside = pl.col(column).is_between(start, start + window - 1)
            found = pl.concat([frame.filter(wanted & inside) for frame in frames])
            part = found.sort(column, second, maintain_order=True).collect()
            if part.height:
                anything = True
                yield part
    if not anything:
        yield frames[0].head(0).collect()
