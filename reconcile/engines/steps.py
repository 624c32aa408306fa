"""The one function that every engine runs: Arrow in, Arrow out, nothing else read or written.

A bucket of whole units is matched in one step. A huge unit (the rows of one value of `--by`, too
many for one process) is split by its rows:

    score (each piece) -> settle -> leftovers (each piece) -> assign

What a step returns depends on its arguments alone, so it may run on any machine, twice, or again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from reconcile.engines import pieces
from reconcile.engines.arrow import from_arrow, to_arrow
from reconcile.engines.settings import UNIT, Settings, options_of
from reconcile.matching import MatchOptions
from reconcile.tables import match_tables

if TYPE_CHECKING:
    import polars as pl


def run_step(step: str, inputs: Sequence[bytes], settings: str) -> bytes:
    """Carry out one step.

    Args:
        step: A name in `STEPS`.
        inputs: Arrow IPC: the left rows, the right rows, then what earlier steps returned.
        settings: JSON, from `settings_of`; with `piece` for the steps of a piece.

    Returns:
        Arrow IPC. `bucket` and `assign` return the columns of `reconcile match`, with the rows'
        numbers in the whole lists.
    """
    return STEPS[step](inputs, json.loads(settings))


def match_bucket(
    left: pl.DataFrame, right: pl.DataFrame, *, options: MatchOptions = MatchOptions()
) -> pl.DataFrame:
    """Match the rows of a bucket, unit by unit.

    Args:
        left: Columns `row` (from 1, in the whole list), `unit`, `name`, and `country`, `region`,
            `date`, `id` where the list has them.
        right: The same of the other list.
        options: Options of the matcher.

    Returns:
        The columns of `reconcile match`, rows numbered as `row` says, by left row, then right row
        (with `options.top`: by left row, then rank); `right_only` rows come last.
    """
    found = match_tables(left, right, by=(UNIT,), options=options)
    return pieces.numbered(found, left, right)


def _bucket(inputs: Sequence[bytes], settings: Settings) -> bytes:
    left, right = (from_arrow(data) for data in inputs)
    return to_arrow(match_bucket(left, right, options=options_of(settings)))


STEPS: Mapping[str, Callable[[Sequence[bytes], Settings], bytes]] = {
    "bucket": _bucket,
    "score": pieces.score,
    "settle": pieces.settle,
    "leftovers": pieces.leftovers,
    "assign": pieces.assign,
}
