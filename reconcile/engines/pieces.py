"""The steps of a huge unit, which is split by its rows and joined again before it is assigned.

Every step gets both lists of the unit whole (they are small beside the pairs) and keeps them made
ready, so that a process that does several pieces of a unit prepares it once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from reconcile.engines.arrow import columns_from_arrow, columns_to_arrow, from_arrow, to_arrow
from reconcile.engines.settings import ROW, UNIT, Settings, options_of
from reconcile.matching import Side
from reconcile.matching.align import assign_pieces, rank_pieces
from reconcile.matching.pieces import (
    Pairs,
    Piece,
    Settled,
    plan_pieces,
    score_leftovers,
    score_piece,
)
from reconcile.matching.pieces import settle as settle_pieces
from reconcile.tables import Columns, side_of
from reconcile.tables.link import frame_of

if TYPE_CHECKING:
    import polars as pl

    Ids = tuple[str, ...]
    Slices = list[list[int]]


def plan(left: bytes, right: bytes, *, rows: int) -> tuple[Slices, ...]:
    """The pieces of a unit, each as a slice of either list, as the settings of a task hold it.

    Args:
        left: The left rows of the unit.
        right: Its right rows.
        rows: Rows of either list that a piece answers for, at most.
    """
    sides, _ = _unit(left, right)
    return tuple([[*piece.left], [*piece.right]] for piece in plan_pieces(*sides, rows=rows))


def score(inputs: Sequence[bytes], settings: Settings) -> bytes:
    """Round one of a piece: pairs that may be of one country, with their weights."""
    sides, _ = _unit(*inputs)
    pairs = score_piece(*sides, _piece(settings), options=options_of(settings))
    return columns_to_arrow(pairs.columns())


def settle(inputs: Sequence[bytes], settings: Settings) -> bytes:
    """Which rows found a partner in round one: those of the left list, then of the right."""
    import numpy as np

    del settings
    sides, _ = _unit(*inputs[:2])
    settled = settle_pieces(*sides, _parts(inputs[2:]))
    return columns_to_arrow(
        {
            "settled": np.concatenate([settled.left, settled.right]),
            "right": np.repeat([False, True], [len(settled.left), len(settled.right)]),
        }
    )


def nothing_left(settled: bytes) -> bool:
    """Whether round two has nothing to do."""
    return _settled(settled).finished


def leftovers(inputs: Sequence[bytes], settings: Settings) -> bytes:
    """Round two of a piece: pairs across countries, of rows without a partner."""
    sides, _ = _unit(*inputs[:2])
    pairs = score_leftovers(
        *sides, _piece(settings), _settled(inputs[2]), options=options_of(settings)
    )
    return columns_to_arrow(pairs.columns())


def assign(inputs: Sequence[bytes], settings: Settings) -> bytes:
    """The result of the unit, from what the pieces of both rounds found."""
    options = options_of(settings)
    sides, ids = _unit(*inputs[:2])
    settle_all = assign_pieces if options.top is None else rank_pieces
    found = settle_all(*sides, _parts(inputs[2:]), options=options)
    frame = frame_of(found, sides[0].names, ids[0], sides[1].names, ids[1])
    return to_arrow(numbered(frame, *(from_arrow(data) for data in inputs[:2])))


def numbered(found: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """The result of a bucket or unit, its rows numbered as in the whole lists."""
    return found.with_columns(
        left[ROW].gather(found["left_row"] - 1).alias("left_row"),
        right[ROW].gather(found["right_row"] - 1).alias("right_row"),
    )


@lru_cache(maxsize=1)
def _unit(left: bytes, right: bytes) -> tuple[tuple[Side, Side], tuple[Ids, Ids]]:
    """Both lists of a unit, and their ids; the same objects for every piece of it."""
    (one, one_ids), (other, other_ids) = (
        side_of(from_arrow(data), Columns(), by=(UNIT,)) for data in (left, right)
    )
    return (one, other), (one_ids, other_ids)


def _piece(settings: Settings) -> Piece:
    left, right = cast("Slices", settings["piece"])
    return Piece(left=(left[0], left[1]), right=(right[0], right[1]))


def _parts(parts: Sequence[bytes]) -> list[Pairs]:
    return [Pairs.of(columns_from_arrow(part)) for part in parts]


def _settled(data: bytes) -> Settled:
    columns = columns_from_arrow(data)
    right = columns["right"]
    return Settled(columns["settled"][~right], columns["settled"][right])
