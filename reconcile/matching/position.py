"""Position in the list: what stated numbers say, as far as the sure pairs of two lists prove it.

Two lists that number their rows often go through the same places in the same order. Whether these
two do is told by the pairs that are sure without it: each of their numbers is foretold from those
of its neighbours, and counted by how near it comes, beside how near any other row would come. Where
sure pairs come no nearer than chance, numbers say nothing, and never does the order of the rows.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from reconcile.matching.foretell import REACH, SPAN, WAYS, Numbered, distances
from reconcile.matching.side import Prepared
from reconcile.names.ordinals import HIGHEST, parse_ordinal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.matching.batch import Rows, Values
    from reconcile.matching.block import Mask

    Floats = NDArray[np.float64]

NEAR = (0.75, 2.5, 6.5)
"""Distances from the foretold number within which rows count alike."""

MOST, LEAST = 2.0, -1.5
"""Log-odds that a number may add to a pair, and take from it."""

CHANCE = 1e-4
"""Probability that numbers without order look as well ordered, under which they are believed."""

_DOUBT = 4.0  # sure pairs that are held to have shown chance beside the real ones
_UNIFORM = 10.0  # rivals that are held to be spread over the whole list beside the real ones


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
    (mine, a), (theirs, b) = _numbers(left), _numbers(right)
    told = (mine[i] >= 0) & (theirs[j] >= 0)
    series = mine[i] * (int(theirs.max(initial=0)) + 1) + theirs[j]
    # Of two series without a few sure pairs nothing can be learned.
    known, count = np.unique(series[told & sure], return_counts=True)
    known = known[count > REACH]
    at = np.flatnonzero(told & np.isin(series, known))
    if not len(at):
        return out
    rows, others = i[at], j[at]
    pairs = Numbered(
        group=np.searchsorted(known, series[at]), i=rows, j=others, a=a[rows], b=b[others],
        series=theirs[others], sure=sure[at],
    )  # fmt: skip
    listed = np.sort((theirs * SPAN + b)[theirs >= 0])
    best = np.full(len(known), -math.log(CHANCE))
    for way in WAYS:
        away = distances(pairs, way)
        odds, proof = _learned(pairs, away, listed)
        better = (proof > best)[pairs.group]
        out[at[better]] = odds[pairs.group[better], _step(away[better])]
        best = np.maximum(best, proof)
    return out


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


def _step(away: Floats) -> Rows:
    """The first of the distances `NEAR` that each pair is within; beyond them, and unknown."""
    import numpy as np

    return np.where(np.isnan(away), len(NEAR) + 1, np.searchsorted(NEAR, np.abs(away)))


def _learned(pairs: Numbered, away: Floats, listed: Rows) -> tuple[Floats, Floats]:
    """Log-odds by group and step, and how surely each group's numbers are in order.

    The proof is the negative logarithm of a bound (Chernoff's) of the probability that as many
    sure pairs were as near if their numbers were drawn at random.

    Args:
        pairs: All numbered pairs.
        away: How far each is from what was foretold.
        listed: All rows of the right list as `series * SPAN + number`, ascending.
    """
    import numpy as np

    known = ~np.isnan(away)
    sure = np.flatnonzero(pairs.sure & known)
    found = _counts(pairs, away, sure)
    total = found.sum(axis=1)
    beside = np.zeros(int(pairs.i.max()) + 1, bool), np.zeros(int(pairs.j.max()) + 1, bool)
    beside[0][pairs.i[sure]] = beside[1][pairs.j[sure]] = True
    rivals = np.flatnonzero(known & ~pairs.sure & (beside[0][pairs.i] | beside[1][pairs.j]))
    chance = _counts(pairs, away, rivals)
    anywhere = _anywhere(pairs, away, sure, listed)
    chance = (chance + _UNIFORM * anywhere) / (chance.sum(axis=1) + _UNIFORM)[:, None]
    share = (found + _DOUBT * chance) / (total + _DOUBT)[:, None]
    ratio = share / chance.clip(1e-9)
    odds = np.log(ratio.clip(math.exp(LEAST), math.exp(MOST)))
    odds = np.maximum.accumulate(odds[:, ::-1], axis=1)[:, ::-1]  # nearer never counts less
    proof = np.zeros(len(total))
    for step in range(1, len(NEAR) + 1):
        seen = found[:, :step].sum(axis=1) / total.clip(1)
        expected = chance[:, :step].sum(axis=1)
        told = total * _divergence(seen, expected)
        proof = np.maximum(proof, np.where(seen > expected, told, 0))
    return np.concatenate([odds, np.zeros((len(total), 1))], axis=1), proof


def _counts(pairs: Numbered, away: Floats, some: Rows) -> Floats:
    """Number of some of the pairs by group and step."""
    import numpy as np

    groups, steps = int(pairs.group.max()) + 1, len(NEAR) + 1
    cells = np.bincount(pairs.group[some] * steps + _step(away[some]), minlength=groups * steps)
    return np.asarray(cells.reshape(groups, steps), np.float64)


def _anywhere(pairs: Numbered, away: Floats, sure: Rows, listed: Rows) -> Floats:
    """Share of all other rows of the right series that fall into each step, by group."""
    import numpy as np

    base, middle = pairs.series[sure] * SPAN, pairs.b[sure] - away[sure]
    ends = np.searchsorted(listed, base), np.searchsorted(listed, base + SPAN)
    others = (ends[1] - ends[0] - 1).clip(1)
    groups = int(pairs.group.max()) + 1
    out, inner = np.zeros((groups, len(NEAR) + 1)), np.zeros(len(sure))
    for step, width in enumerate((*NEAR, float(HIGHEST * 3))):
        low = base + (middle - width).clip(0, HIGHEST)
        high = base + (middle + width).clip(0, HIGHEST)
        count = np.searchsorted(listed, high, "right") - np.searchsorted(listed, low)
        share = (count - (np.abs(away[sure]) <= width)) / others
        out[:, step] = np.bincount(pairs.group[sure], weights=share - inner, minlength=groups)
        inner = share
    sizes = np.bincount(pairs.group[sure], minlength=groups).clip(1)
    return np.asarray(out / sizes[:, None], np.float64)


def _divergence(seen: Floats, expected: Floats) -> Floats:
    """Kullback-Leibler divergence of two coins."""
    import numpy as np

    seen, expected = seen.clip(1e-9, 1 - 1e-9), expected.clip(1e-9, 1 - 1e-9)
    rest = (1 - seen) * np.log((1 - seen) / (1 - expected))
    return np.asarray(seen * np.log(seen / expected) + rest)
