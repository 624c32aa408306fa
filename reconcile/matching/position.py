"""Position in the list: what stated numbers say, as far as the sure pairs of two lists prove it.

Two lists that number their rows often go through the same places in the same order. Whether these
two do is told by the pairs that are sure without it: each of their numbers is foretold from those
of its neighbours, and counted by how near it comes, beside how near any other row would come. Where
sure pairs come no nearer than chance, numbers say nothing, and never does the order of the rows.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from reconcile.matching.side import Prepared
from reconcile.names.ordinals import HIGHEST, parse_ordinal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.matching.batch import Rows, Values
    from reconcile.matching.block import Mask

    Floats = NDArray[np.float64]

REACH = 3
"""Sure pairs on each side of a row by which its number in the other list is foretold."""

NEAR = (0.75, 2.5, 6.5)
"""Distances from the foretold number within which rows count alike."""

MOST, LEAST = 2.0, -1.5
"""Log-odds that a number may add to a pair, and take from it."""

CHANCE = 1e-4
"""Probability that numbers without order look as well ordered, under which they are believed."""

_DOUBT = 4.0  # sure pairs that chance is held to have shown beside the real ones
_UNIFORM = 10.0  # rivals that chance, spread over the whole list, is held to have shown
_SPAN = 1 << 23  # room for one series, wider than all its numbers and what they foretell
_AT_ONCE = 200_000  # pairs whose numbers are foretold together


def position(left: Prepared, right: Prepared, i: Rows, j: Rows, sure: Mask) -> Values:
    """How near the rows stand to each other in the numbering that both lists state (log-odds).

    0 where a row has no number, and where sure pairs don't show that both lists follow one order.

    Args:
        left: One list.
        right: The other.
        i: Left rows, one per candidate pair.
        j: Right rows.
        sure: Which pairs are believed without looking at numbers; no row is in two of them.

    Returns:
        One value per pair, between `LEAST` and `MOST`.
    """
    import numpy as np

    out = np.zeros(len(i), np.float32)
    (series, a), (others, b) = _numbers(left), _numbers(right)
    told = (series[i] >= 0) & (others[j] >= 0)
    pairs = series[i] * (int(others.max(initial=0)) + 1) + others[j]
    # Of pairs of series without a few sure pairs nothing can be learned.
    known, count = np.unique(pairs[told & sure], return_counts=True)
    known = known[count > REACH]
    if not len(known):
        return out
    at = np.flatnonzero(told & np.isin(pairs, known))
    group = np.searchsorted(known, pairs[at])
    listed = _Listed(others, b)
    best: tuple[Floats, Floats, Any] | None = None
    for sign in (1, -1):  # newest first against oldest first is an order as well
        away = _away(group, i[at], j[at], sign * a[i[at]], b[j[at]], sure[at])
        odds, proof = _learned(group, away, i[at], j[at], sure[at], others[j[at]], b[j[at]], listed)
        if best is None:
            best = odds, proof, _steps(away)
        else:
            better = proof > best[1]
            step = np.where(better[group], _steps(away), best[2])
            best = np.where(better[:, None], odds, best[0]), np.maximum(proof, best[1]), step
    assert best is not None
    odds, proof, step = best
    odds[proof < -math.log(CHANCE)] = 0
    out[at] = odds[group, step]
    return out


class _Listed:
    """All numbers of a list by series, to count those of an interval."""

    def __init__(self, series: Rows, number: Rows) -> None:
        import numpy as np

        has = series >= 0
        self._keys = np.sort(series[has] * _SPAN + number[has]).astype(np.float64)
        self._sizes = np.bincount(series[has]) if has.any() else np.zeros(1, np.int64)

    def size(self, series: Rows) -> Rows:
        return self._sizes[series].astype("int64")

    def within(self, series: Rows, middle: Floats, width: float) -> Rows:
        import numpy as np

        # What is foretold may lie outside the list, but never as far as the next series.
        base = series * float(_SPAN)
        low = base + (middle - width).clip(-HIGHEST, 2 * HIGHEST)
        high = base + (middle + width).clip(-HIGHEST, 2 * HIGHEST)
        return np.searchsorted(self._keys, high, "right") - np.searchsorted(self._keys, low)


def _numbers(side: Prepared) -> tuple[Rows, Rows]:
    """Number of the series (within its block) and number in it, by row; -1 for none."""
    import numpy as np

    series: dict[tuple[str, str], int] = {}
    codes, numbers = np.full(len(side), -1), np.zeros(len(side), np.int64)
    for row, text in enumerate(side.positions):
        ordinal = parse_ordinal(text) if text else None
        if ordinal is not None:
            key = side.blocks[row], ordinal.series
            codes[row] = series.setdefault(key, len(series))
            numbers[row] = ordinal.number
    return codes, numbers


def _away(group: Rows, i: Rows, j: Rows, a: Rows, b: Rows, sure: Mask) -> Floats:
    """How far each right number lies from the one that its neighbours foretell; NaN unknown.

    Neighbours are the sure pairs with the next left numbers on either side. The median of their
    distances tells the own one; pairs that share a row with this one have no say.
    """
    import numpy as np

    anchors = np.flatnonzero(sure)
    key = group * _SPAN + a + HIGHEST
    anchors = anchors[np.lexsort((b[anchors], key[anchors]))]
    keys = key[anchors]
    out = np.full(len(i), np.nan)
    for start in range(0, len(i), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        place = np.searchsorted(keys, key[some])[:, None] + np.arange(-REACH, REACH + 1)
        near = anchors[place.clip(0, len(anchors) - 1)]
        valid = (place >= 0) & (place < len(anchors)) & (group[near] == group[some, None])
        valid &= (i[near] != i[some, None]) & (j[near] != j[some, None])
        apart = np.where(valid, (b[near] - a[near]).astype(np.float64), np.nan)
        out[some] = b[some] - a[some] - _medians(apart)
    return out


def _medians(table: Floats) -> Floats:
    """Median of each row without its NaNs; NaN where fewer than two are left."""
    import numpy as np

    count = (~np.isnan(table)).sum(axis=1)
    ordered = np.sort(table, axis=1)  # NaNs go last
    rows = np.arange(len(table))
    low, high = ordered[rows, (count - 1).clip(0) // 2], ordered[rows, count // 2]
    return np.where(count > 1, (low + high) / 2, np.nan)


def _steps(away: Floats) -> Rows:
    """Which of the distances `NEAR` each pair is within; beyond them the last, then unknown."""
    import numpy as np

    step = np.searchsorted(NEAR, np.abs(away))
    return np.where(np.isnan(away), len(NEAR) + 1, step)


def _learned(
    group: Rows, away: Floats, i: Rows, j: Rows, sure: Mask, others: Rows, b: Rows, listed: _Listed
) -> tuple[Floats, Floats]:
    """Log-odds of each group and step, and how surely the group's numbers are in order.

    The proof is the negative logarithm of a bound (Chernoff's) of the probability that so many
    sure pairs would be so near if their numbers were drawn at random.
    """
    import numpy as np

    groups, steps = int(group.max()) + 1, len(NEAR) + 1
    known = ~np.isnan(away)
    mine = np.flatnonzero(sure & known)

    def table(of: Rows) -> Floats:
        cells = np.bincount(
            group[of] * (steps + 1) + _steps(away[of]), minlength=groups * (steps + 1)
        )
        return cells.reshape(groups, steps + 1)[:, :steps].astype(np.float64)

    found = table(mine)
    total = found.sum(axis=1)
    # What rows that are not the partner show: any row of the list, and the real rivals.
    chance = np.zeros((groups, steps))
    rest = (listed.size(others[mine]) - 1).clip(1)
    before = np.zeros(len(mine))
    for step, width in enumerate(NEAR):
        own = np.abs(away[mine]) <= width
        count = (listed.within(others[mine], b[mine] - away[mine], width) - own) / rest
        chance[:, step] = np.bincount(group[mine], weights=count - before, minlength=groups)
        before = count
    chance[:, -1] = total - chance.sum(axis=1)
    chance /= total.clip(1)[:, None]
    paired = np.zeros(int(i.max()) + 1, bool)
    paired[i[mine]] = True
    taken = np.zeros(int(j.max()) + 1, bool)
    taken[j[mine]] = True
    rivals = table(np.flatnonzero(~sure & known & (paired[i] | taken[j])))
    chance = (rivals + _UNIFORM * chance) / (rivals.sum(axis=1) + _UNIFORM)[:, None]
    share = (found + _DOUBT * chance) / (total + _DOUBT)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.where(chance > 0, np.log(share / chance), 0).clip(LEAST, MOST)
    odds = np.minimum.accumulate(odds, axis=1)  # nearer never counts less
    proof = np.zeros(groups)
    for step in range(len(NEAR)):
        seen = found[:, : step + 1].sum(axis=1) / total.clip(1)
        expected = chance[:, : step + 1].sum(axis=1).clip(1e-9, 1 - 1e-9)
        proof = np.maximum(proof, np.where(seen > expected, total * _divergence(seen, expected), 0))
    return np.concatenate([odds, np.zeros((groups, 1))], axis=1), proof


def _divergence(seen: Floats, expected: Floats) -> Floats:
    """Kullback-Leibler divergence of two coins."""
    import numpy as np

    seen = seen.clip(1e-12, 1 - 1e-12)
    return seen * np.log(seen / expected) + (1 - seen) * np.log((1 - seen) / (1 - expected))
