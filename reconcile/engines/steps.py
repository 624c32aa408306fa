"""The one function that every engine runs: Arrow in, Arrow out, nothing else read or written.

A bucket of whole units is matched in one step. A huge unit (the rows of one value of `--by`, too
many for one process) is split by its rows:

    score (each piece) -> settle -> leftovers (each piece) -> assign

What a step returns depends on its arguments alone, so it may run on any machine, twice, or again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.engines.arrow import columns_from_arrow, columns_to_arrow, from_arrow, to_arrow
from reconcile.matching import MatchOptions
from reconcile.tables import match_tables

if TYPE_CHECKING:
    import polars as pl

    from reconcile.matching import Side

ROW, UNIT = "row", "unit"  # columns of a bucket beside name, country, region, date and id

Settings = Mapping[str, object]


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


def settings_of(options: MatchOptions, **more: object) -> str:
    """The options of the matcher as text; equal options give equal text."""
    values = {
        "threshold": options.threshold,
        "gazetteer": str(options.gazetteer),
        "top": options.top,
        **more,
    }
    return json.dumps(values, sort_keys=True)


def match_bucket(
    left: pl.DataFrame, right: pl.DataFrame, options: MatchOptions = MatchOptions()
) -> pl.DataFrame:
    """Match the rows of a bucket, unit by unit.

    Args:
        left: Columns `row` (1-based, in the whole list), `unit`, `name`, and `country`, `region`,
            `date`, `id` where the list has them.
        right: The same of the other list.
        options: Options of the matcher.

    Returns:
        The columns of `reconcile match`, rows numbered as `row` says, by left row, then right row
        (with `options.top`: by left row, then rank); `right_only` rows come last.
    """
    import polars as pl

    if not left.height + right.height:
        raise ValueError("a bucket without rows")
    found = match_tables(left, right, by=(UNIT,), options=options)
    return found.with_columns(
        left[ROW].gather(found["left_row"] - 1).cast(pl.Int64).alias("left_row"),
        right[ROW].gather(found["right_row"] - 1).cast(pl.Int64).alias("right_row"),
    )


def _bucket(inputs: Sequence[bytes], settings: Settings) -> bytes:
    left, right = (from_arrow(data) for data in inputs)
    return to_arrow(match_bucket(left, right, _options(settings)))


STEPS: Mapping[str, Callable[[Sequence[bytes], Settings], bytes]] = {"bucket": _bucket}


def _options(settings: Settings) -> MatchOptions:
    threshold, top, gazetteer = (settings[key] for key in ("threshold", "top", "gazetteer"))
    return MatchOptions(
        threshold=threshold if isinstance(threshold, float | int) else None,
        gazetteer=str(gazetteer) if gazetteer in ("default", "none") else Path(str(gazetteer)),
        top=top if isinstance(top, int) else None,
    )
