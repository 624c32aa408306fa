"""Tables as Polars frames, in the columns of their files."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from reconcile.model import Claim, Entry, Event, Mention, Reference, Section, Tables

if TYPE_CHECKING:
    import polars as pl

_ROWS: dict[str, type[Any]] = {
    "entries": Entry,
    "claims": Claim,
    "sections": Section,
    "references": Reference,
    "mentions": Mention,
    "events": Event,
}
_NUMBERS = frozenset({"line", "ordinal", "value", "number", "entry_line"})
_OWN = frozenset({"source", "row"})  # what a value object knows besides its columns


def frames_of(tables: Tables) -> dict[str, pl.DataFrame]:
    """A frame per table that has rows; an empty text becomes an empty cell."""
    return {
        name: _frame(name, row_class, getattr(tables, name))
        for name, row_class in _ROWS.items()
        if name == "entries" or getattr(tables, name)
    }


def _frame(table: str, row_class: type[Any], rows: tuple[Any, ...]) -> pl.DataFrame:
    import polars as pl

    columns = []
    for column in (field.name for field in fields(row_class) if field.name not in _OWN):
        cells: list[Any] = list(map(attrgetter(column), rows))
        whole = column in _NUMBERS or (table == "sections" and column == "entries")
        if column == "references":
            cells = [";".join(map(str, cell)) for cell in cells]
        if not whole:
            cells = [cell or None for cell in cells]
        columns.append(pl.Series(column, cells, dtype=pl.Int64 if whole else pl.String))
    return pl.DataFrame(columns)
