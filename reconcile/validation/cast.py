"""Texts of a file as values of a type, where Polars' own cast is missing or too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


def from_strings(cells: pl.Series, dtype: Any) -> pl.Series:
    """The cells in a type, empty where a text is none of that type.

    Args:
        cells: Strings or empty cells.
        dtype: A Polars type. Dates and times are read in ISO 8601, truth values as true, yes, 1
            or false, no, 0 in any case.

    Raises:
        polars.exceptions.PolarsError: Texts cannot become that type at all, such as a list.
    """
    import polars as pl

    if dtype == pl.Boolean:
        words = cells.str.to_lowercase()
        known = pl.when(words.is_in(_TRUE)).then(statement=True)
        return pl.select(known.when(words.is_in(_FALSE)).then(statement=False)).to_series()
    if dtype == pl.Date:
        return cells.str.to_date("%Y-%m-%d", strict=False)
    if dtype == pl.Time:
        seconds = cells.str.to_time("%H:%M:%S", strict=False)
        return seconds.zip_with(seconds.is_not_null(), cells.str.to_time("%H:%M", strict=False))
    if dtype == pl.Datetime:
        if cells.null_count() == cells.len():
            return cells.cast(dtype, strict=False)
        return cells.str.to_datetime(strict=False).cast(dtype, strict=False)
    return cells.cast(dtype, strict=False)
