"""How far numbers of rows lie from what the sure pairs around them foretell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reconcile.names.ordinals import HIGHEST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.matching.batch import Rows
    from reconcile.matching.block import Mask

    Floats = NDArray[np.float64]

REACH = 3
"""Sure pairs on each side of a row by which its number in the other list is foretold."""

SPAN = 1 << 23
"""Room for one series: wider than all its numbers and what they foretell."""

_AT_ONCE = 200_000  # pairs whose numbers are foretold together


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Numbered:
    """Candidate pairs of numbered rows, in columns of equal length.

    Attributes:
        group: Number of the pair of series that the two rows belong to.
        i: Left rows.
        j: Right rows.
        a: Numbers of the left rows.
        b: Numbers of the right rows.
        series: Series of the right rows.
        sure: Which pairs are believed; no row is in two of them.
    """

    group: Rows
    i: Rows
    j: Rows
    a: Rows
    b: Rows
    series: Rows
    sure: Mask


Foretelling = Callable[["Floats", "Floats", "Floats"], "Floats"]
"""From a column of numbers and the tables of the numbers around them to what they foretell."""


def distances(pairs: Numbered, foretold: Foretelling) -> Floats:
    """How far each right number lies from the one foretold (signed); NaN where none is.

    Neighbours are the sure pairs with the next left numbers on either side; a pair that shares a
    row with this one has no say.
    """
    import numpy as np

    key = pairs.group * SPAN + pairs.a
    order = np.lexsort((pairs.b, key))
    anchors = order[pairs.sure[order]]
    out = np.full(len(key), np.nan)
    for start in range(0, len(key), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        place = np.searchsorted(key[anchors], key[some])[:, None] + np.arange(-REACH, REACH + 1)
        near = anchors[place.clip(0, len(anchors) - 1)]
        valid = (place >= 0) & (place < len(anchors))
        for column in (pairs.i, pairs.j):
            valid &= column[near] != column[some, None]
        valid &= pairs.group[near] == pairs.group[some, None]
        a, b = (np.where(valid, column[near], np.nan) for column in (pairs.a, pairs.b))
        out[some] = pairs.b[some] - foretold(pairs.a[some].astype(np.float64), a, b)
    return out.clip(-HIGHEST, HIGHEST)


def _as_far(a: Floats, around: Floats, theirs: Floats, *, sign: int) -> Floats:
    """As far from the numbers around as in the left list, in this direction or the other."""
    return sign * a + _medians(theirs - sign * around)


def _between(a: Floats, around: Floats, theirs: Floats) -> Floats:
    """Between the numbers around in proportion, for a list that has more rows than the other."""
    import numpy as np

    low, high = around[:, :REACH, None], around[:, None, REACH:]
    share = (a[:, None, None] - low) / np.where(high > low, high - low, np.nan)
    foretold = theirs[:, :REACH, None] * (1 - share) + theirs[:, None, REACH:] * share
    return _medians(foretold.reshape(len(a), -1))


WAYS: tuple[Foretelling, ...] = (
    partial(_as_far, sign=1),
    partial(_as_far, sign=-1),  # newest first against oldest first
    _between,
)
"""Ways in which numbers may go together; which of them two lists follow is found out."""


def _medians(table: Floats) -> Floats:
    """Median of each row without its NaNs; NaN where fewer than two are left."""
    import numpy as np

    count = (~np.isnan(table)).sum(axis=1)
    ordered = np.sort(table, axis=1)  # NaNs go last
    rows = np.arange(len(table))
    low, high = ordered[rows, (count - 1).clip(0) // 2], ordered[rows, count // 2 % table.shape[1]]
    return np.where(count > 1, (low + high) / 2, np.nan)
