"""The cast of a column as an expression; what `run` does to a column in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reconcile.validation.cast import from_strings
from reconcile.validation.expressions import UnknownExpressionError
from reconcile.validation.phrase import type_name
from reconcile.validation.run import Run, is_of

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class LazyCast:
    """A column in the model's type.

    Attributes:
        cast: The column; a cell that cannot be cast is empty.
        lost: True where a cell could not be cast; `None` where all can.
        text: What is wrong with such a cell.
    """

    cast: pl.Expr
    lost: pl.Expr | None = None
    text: str = ""


def cast_column(work: Run, name: str, column: Any, actual: pl.DataType) -> LazyCast:
    """A column of a file in the type that the model asks for.

    Raises:
        UnknownExpressionError: The column holds lists or structures.
    """
    import polars as pl

    dtype = work.schema.dtype or column.dtype
    if actual.is_nested() or actual == pl.Object:
        raise UnknownExpressionError
    cells = pl.col(name)
    if column.default is not None:
        cells = cells.fill_null(column.default)
    if dtype is None or is_of(dtype, actual):
        if actual == pl.String:
            cells = pl.when(cells != "").then(cells)  # an empty text is an empty cell
        return LazyCast(cells)
    source = _text(cells, actual)
    cast = from_strings(source, dtype.type)
    text = f"is no {type_name(column)}; expected {column.description or type_name(column)}"
    return LazyCast(cast, source.is_not_null() & cast.is_null(), text)


def _text(cells: pl.Expr, actual: pl.DataType) -> pl.Expr:
    """Cells as text, as a reader of text files would have found them."""
    import polars as pl

    if actual == pl.String:
        return pl.when(cells != "").then(cells)
    if actual.is_float():
        whole = cells.cast(pl.Int64, strict=False)
        return pl.when(cells == whole).then(whole.cast(pl.String)).otherwise(cells.cast(pl.String))
    return cells.cast(pl.String)
