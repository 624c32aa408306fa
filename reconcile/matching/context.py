"""The comparisons of what goes beside the names: level, country, region, date.

Like those of `evidence`: a `Batch` in, one value per pair out, 0 where a row is silent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconcile.fold import fold, fold_han
from reconcile.matching.columns import compare_cells
from reconcile.names.generic import levels_agree
from reconcile.names.han import simplified

if TYPE_CHECKING:
    from reconcile.matching.batch import Batch, Values


def level(batch: Batch) -> Values:
    """How well the generic parts go together (县 with County 1, 市 with Province -1)."""
    return compare_cells(
        batch.left.generics, batch.right.generics, batch.i, batch.j,
        lambda left, right: levels_agree(left or None, right or None),
    )  # fmt: skip


def one_level(batch: Batch) -> Values:
    """One name tells its level (省, County) and the other is silent (1)."""
    return compare_cells(
        batch.left.generics, batch.right.generics, batch.i, batch.j,
        lambda left, right: float(bool(left) != bool(right)),
    )  # fmt: skip


def same_country(batch: Batch) -> Values:
    """Both rows give the same country (1)."""
    return compare_cells(
        batch.left_side.countries, batch.right_side.countries, batch.i, batch.j,
        lambda left, right: float(bool(left & right)),
    )  # fmt: skip


def other_country(batch: Batch) -> Values:
    """The rows give different countries (1)."""
    return compare_cells(
        batch.left_side.countries, batch.right_side.countries, batch.i, batch.j,
        lambda left, right: float(bool(left and right and not left & right)),
    )  # fmt: skip


def date(batch: Batch) -> Values:
    """Both rows give the same day (1), agree as far as they go (0.5), or differ (-1)."""
    return compare_cells(
        batch.left_side.dates, batch.right_side.dates, batch.i, batch.j, _dates
    )  # fmt: skip


def region(batch: Batch) -> Values:
    """Both rows give the same region within the country (1), in whichever script.

    Different regions say nothing: one may lie within the other.
    """
    left, right = (
        tuple(zip(side.regions, side.region_ids, strict=True))
        for side in (batch.left_side, batch.right_side)
    )
    return compare_cells(left, right, batch.i, batch.j, _regions)


def _dates(left: str, right: str) -> float:
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0 if len(left) == len("2018-05-26") else 0.5
    return 0.5 if left.startswith(right) or right.startswith(left) else -1.0


def _regions(left: tuple[str, frozenset[str]], right: tuple[str, frozenset[str]]) -> float:
    if not left[0] or not right[0]:
        return 0.0
    keys = [
        fold_han(simplified(text)) if not text.isascii() else fold(text)
        for text, _ in (left, right)
    ]
    return 1.0 if keys[0] == keys[1] or left[1] & right[1] else 0.0
