"""Lists of places as files or frames: match, resolve, explain and evaluate, one call each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.engines import Engine, match_parts
from reconcile.matching import Evidence, MatchOptions
from reconcile.matching import explain as explain_names
from reconcile.tables import Columns, read_table, resolve_table

if TYPE_CHECKING:
    import polars as pl

    from reconcile.evaluation import Evaluation

    Table = Path | str | pl.DataFrame


def match(
    left: Table,
    right: Table,
    *,
    left_columns: Columns = Columns(),
    right_columns: Columns = Columns(),
    by: Sequence[str] = (),
    options: MatchOptions = MatchOptions(),
    engine: str | Engine = "local",
) -> pl.DataFrame:
    """Align two lists of places one to one: what `reconcile match` does.

    Args:
        left: A frame, or the path of a CSV, TSV, XLSX, JSON lines or Parquet file.
        right: The other.
        left_columns: Which columns of `left` hold name, country, id, region, date.
        right_columns: The same for `right`.
        by: Columns of both; only rows with equal values in them are compared.
        options: Threshold, gazetteer, `top`.
        engine: Where to compute: `local`, `dask` or `spark`, or a `reconcile.engines.Engine`, which
            also tells how many processes, the address of a cluster, and a folder to resume from.
            The result is the same everywhere.

    Returns:
        `left_row, right_row` (from 1), `left_id, right_id, left_name, right_name, confidence,
        outcome, margin, reason`, and `rank` with `options.top`; every row of both lists appears.

    Raises:
        UsageError: A column is missing, or an extra isn't installed.
        UnreadableError: A file cannot be read.
        ClusterError: A cluster can't be reached, or broke down.
    """
    import polars as pl

    return pl.concat(
        match_parts(
            left,
            right,
            left_columns=left_columns,
            right_columns=right_columns,
            by=by,
            options=options,
            engine=Engine(name=engine) if isinstance(engine, str) else engine,
        )
    )


def resolve(
    table: Table, *, columns: Columns = Columns(), options: MatchOptions = MatchOptions()
) -> pl.DataFrame:
    """Link each row of a list to a gazetteer id: what `reconcile resolve` does.

    Returns:
        The columns of `match`; `right_id` is the gazetteer's id, `right_name` its name.
    """
    return resolve_table(_frame(table), columns=columns, options=options)


def explain(zh: str, en: str, *, country: str = "") -> tuple[Evidence, ...]:
    """Every piece of evidence for and against two names being one place: `reconcile explain`.

    Args:
        zh: One name, in either language.
        en: The other.
        country: Country of both, by name or ISO 3166-1 code.

    Returns:
        Evidence in log-odds, which add up to the confidence.
    """
    return tuple(explain_names(zh, en, left_country=country, right_country=country))


def evaluate(
    left: Table,
    right: Table,
    gold: Table,
    *,
    left_columns: Columns = Columns(),
    right_columns: Columns = Columns(),
    by: Sequence[str] = (),
    options: MatchOptions = MatchOptions(),
) -> Evaluation:
    """Precision, recall, F1, recall@k and reliability on labelled lists: `reconcile evaluate`.

    Args:
        left: A list with ids.
        right: Another.
        gold: The left id, the right id (empty: no partner), the columns `by`, optionally `kind`.
        left_columns: Which columns of `left` hold what.
        right_columns: The same for `right`.
        by: Columns of all three.
        options: Options of the matcher.
    """
    from reconcile.evaluation import evaluate_tables

    return evaluate_tables(
        _frame(left),
        _frame(right),
        _frame(gold),
        left_columns=left_columns,
        right_columns=right_columns,
        by=by,
        options=options,
    )


def _frame(table: Table) -> pl.DataFrame:
    return read_table(Path(table)) if isinstance(table, str | Path) else table
