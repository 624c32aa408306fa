"""Texts of a file as values of a type, where Polars' own cast is missing or too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import polars as pl

    Cells = TypeVar("Cells", pl.Series, pl.Expr)

_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


def from_strings(cells: Cells, dtype: Any) -> Cells:
    """The cells in a type, empty where a text is none of that type.

    Args:
        cells: Strings or empty cells, as a series or as an expression.
        dtype: A Polars type. Dates and times are read in ISO 8601, truth values as true, yes, 1
            or false, no, 0 in any case.

    Raises:
        polars.exceptions.PolarsError: Texts cannot become that type at all, such as a list.
    """
    import polars as pl

    if dtype == pl.Boolean:
        known = dict.fromkeys(_TRUE, True) | dict.fromkeys(_FALSE, False)
        return cells.str.to_lowercase().replace_strict(known, default=None, return_dtype=dtype)
    if dtype == pl.Date:
        return cells.str.to_date("%Y-%m-%d", strict=False)
    if dtype == pl.Time:
        return (
            cells.str.to_time("%H:%M:%S", strict=False)
            .cast(pl.Int64)
            .fill_null(cells.str.to_time("%H:%M", strict=False).cast(pl.Int64))
            .cast(pl.Time)
        )
    if dtype == pl.Datetime:
        if isinstance(cells, pl.Series) and cells.null_count() == cells.len():
            return cells.cast(dtype, strict=False)
        return cells.str.to_datetime(strict=False).cast(dtype, strict=False)
    return cells.cast(dtype, strict=False)
