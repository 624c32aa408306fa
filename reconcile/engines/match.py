"""`match` over tables or files, by the engine that was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.engines.run import match_batches
from reconcile.engines.values import Engine
from reconcile.matching import MatchOptions
from reconcile.tables import Columns, match_tables, read_batches

if TYPE_CHECKING:
    import polars as pl

    Table = Path | str | pl.DataFrame

FEW = 4_000
"""Rows of both lists up to which one process is done before others have started."""

FEW_LATIN = 250_000
"""The same where no name is Chinese: most names are settled by their spelling, and what each
process would have to make ready for itself takes longer than the rest."""


def match_parts(
    left: Table,
    right: Table,
    *,
    left_columns: Columns = Columns(),
    right_columns: Columns = Columns(),
    by: Sequence[str] = (),
    options: MatchOptions = MatchOptions(),
    engine: Engine = Engine(),
) -> Iterator[pl.DataFrame]:
    """Match two tables; the result in one or more frames, in the order of `match_tables`.

    Few rows are matched in this process, as are lists with pairs that a person decided, and more
    rows where all names are Latin. For all else the engine is used, files are read in batches,
    and memory holds a part of them at a time.

    Args:
        left: A frame, or the path of a table file.
        right: The other.
        left_columns: Which columns of `left` hold what.
        right_columns: The same for `right`.
        by: Columns of both; only rows with equal values in them are compared.
        options: Options of the matcher.
        engine: Where to compute.

    Raises:
        UsageError: A column is missing, or an extra isn't installed.
        UnreadableError: A file cannot be read.
        ClusterError: The engine can't be reached, or broke down.
        InterruptedRunError: The user stopped it.
    """
    lefts, rights = _Peeked(left), _Peeked(right)
    decided = bool(options.must_link or options.cannot_link)
    rows = lefts.rows + rights.rows
    whole = lefts.whole and rights.whole and rows <= FEW_LATIN
    if whole and rows > FEW:
        whole = not by and lefts.latin(left_columns) and rights.latin(right_columns)
    if engine.name == "local" and engine.resume is None and (whole or decided):
        yield match_tables(
            lefts.all(), rights.all(), left_columns=left_columns, right_columns=right_columns,
            by=by, options=options, progress=engine.progress,
        )  # fmt: skip
        return
    yield from match_batches(
        lefts, rights, left_columns=left_columns, right_columns=right_columns,
        by=by, options=options, engine=engine,
    )  # fmt: skip


class _Peeked:
    """Batches of a table, the first of them read to know whether there are more."""

    def __init__(self, table: Table) -> None:
        batches = read_batches(Path(table)) if isinstance(table, str | Path) else _slices(table)
        self._first = next(batches)
        self._second = next(batches, None)
        self._rest = batches
        self.whole = self._second is None
        self.rows = self._first.height

    def __iter__(self) -> Iterator[pl.DataFrame]:
        yield self._first
        if self._second is not None:
            yield self._second
            yield from self._rest

    def latin(self, columns: Columns) -> bool:
        """Whether no name of the first batch has a Chinese character."""
        name = columns.name or "name"
        if name not in self._first.columns or str(self._first[name].dtype) != "String":
            return False
        return not self._first[name].str.contains(r"\p{Han}").any()

    def all(self) -> pl.DataFrame:
        """All batches as one frame."""
        import polars as pl

        return pl.concat(self) if not self.whole else self._first


def _slices(table: pl.DataFrame) -> Iterator[pl.DataFrame]:
    from reconcile.tables.batches import ROWS

    yield from table.iter_slices(ROWS) if table.height else (table,)
