"""One-to-one assignment: the pairs that together weigh most, each row used at most once.

A pair of weight 0 or less is better left unmade. A pair that gains at least what the best rivals of
its two rows gain together belongs to a best assignment, whatever becomes of the rest, so such
pairs are settled first, round by round. What is left falls into connected components; each is
solved exactly (Jonker-Volgenant; its sparse form where few of a component's rows meet). A component
of more than `LARGEST` rows on both sides is cut at its weakest pairs until its parts are small
enough: no matrix grows with the lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float64]

LARGEST = 2_000
"""Rows of either list that are assigned together: a matrix of 32 MB."""

_DENSE, _FULL = 20_000, 20  # cells of a matrix that are filled anyway; the most that one pair fills
_CUT = 0.25  # share of a component's pairs that are given up at a time, the weakest first


def assign(
    i: Sequence[int] | Rows, j: Sequence[int] | Rows, gain: Sequence[float] | Floats
) -> list[int]:
    """Numbers of the chosen pairs, ascending.

    Args:
        i: Left rows.
        j: Right rows; no pair of rows occurs twice.
        gain: What each pair is worth; pairs without gain are never chosen.
    """
    import numpy as np

    left, right = np.asarray(i, np.int64), np.asarray(j, np.int64)
    value = np.asarray(gain, np.float64)
    numbers = np.flatnonzero(value > 0)
    chosen: list[Rows] = []
    while len(numbers):
        rows, columns = left[numbers], right[numbers]
        best = value[numbers]
        sure = best >= _best_rival(rows, best) + _best_rival(columns, best)
        # Of pairs that are equally sure, only the first of a row and of a column is taken.
        sure[sure] = _first(rows[sure]) & _first(columns[sure])
        if not sure.any():
            break
        chosen.append(numbers[sure])
        used = _marked(rows, rows[sure]) | _marked(columns, columns[sure])
        numbers = numbers[~used]
    waiting = _components(left, right, numbers)
    while waiting:
        some = waiting.pop()
        if len(some) <= LARGEST or min(_count(left[some]), _count(right[some])) <= LARGEST:
            chosen.append(_solve(left, right, value, some))
        else:
            least = np.sort(value[some])[int(len(some) * _CUT)]
            waiting += _components(left, right, some[value[some] > least])
    found: list[int] = np.sort(np.concatenate([np.zeros(0, np.int64), *chosen])).tolist()
    return found


def _best_rival(rows: Rows, gain: Floats) -> Floats:
    """For each pair the gain of the best other pair of its row, 0 without any."""
    import numpy as np

    size = int(rows.max(initial=0)) + 1
    best, second = np.zeros(size), np.zeros(size)
    np.maximum.at(best, rows, gain)
    is_best = gain == best[rows]
    np.maximum.at(second, rows[~is_best], gain[~is_best])
    several = np.bincount(rows[is_best], minlength=size) > 1
    return np.where(is_best & ~several[rows], second[rows], best[rows])


def _first(rows: Rows) -> NDArray[np.bool_]:
    """Whether each element is the first of its value."""
    import numpy as np

    out = np.zeros(len(rows), bool)
    out[np.unique(rows, return_index=True)[1]] = True
    return out


def _marked(rows: Rows, gone: Rows) -> NDArray[np.bool_]:
    import numpy as np

    mark = np.zeros(int(rows.max(initial=0)) + 1, bool)
    mark[gone] = True
    return mark[rows]


def _count(rows: Rows) -> int:
    """How many different rows there are."""
    import numpy as np

    return int((np.bincount(rows) > 0).sum())


def _compact(rows: Rows) -> tuple[Rows, int]:
    """Rows numbered from 0 without gaps, and how many there are."""
    import numpy as np

    mark = np.zeros(int(rows.max()) + 1, bool)
    mark[rows] = True
    numbers = np.cumsum(mark) - 1
    return numbers[rows], int(numbers[-1]) + 1


def _solve(left: Rows, right: Rows, gain: Floats, numbers: Rows) -> Rows:
    if len(numbers) == 1:
        return numbers
    import lap
    import numpy as np

    # Of a row that meets many, only the best pairs can matter, as many as it has rivals for them.
    rows_here, columns_here = _count(left[numbers]), _count(right[numbers])
    few, most = (left, rows_here) if rows_here <= columns_here else (right, columns_here)
    numbers = numbers[_among_best(few[numbers], gain[numbers], most)]
    rows, row = np.unique(left[numbers], return_inverse=True)
    columns, column = np.unique(right[numbers], return_inverse=True)
    cells = max(len(rows), len(columns)) ** 2  # the matrix is made a square
    if cells > _DENSE and cells > _FULL * len(numbers):
        return numbers[_solve_sparse(row, column, gain[numbers])]
    cost = np.zeros((len(rows), len(columns)))
    number_of = np.full(cost.shape, -1, np.int64)
    cost[row, column] = -gain[numbers]
    number_of[row, column] = numbers
    _, partner, _ = lap.lapjv(cost, extend_cost=True)
    made = np.flatnonzero(partner >= 0)
    found = number_of[made, partner[made]]
    return np.asarray(found[found >= 0])


def _among_best(rows: Rows, gain: Floats, most: int) -> NDArray[np.bool_]:
    """Whether each pair is one of the `most` best of its row; the first of equal ones."""
    import numpy as np

    order = np.lexsort((-gain, rows))
    ordered = rows[order]
    out = np.zeros(len(rows), bool)
    out[order] = np.arange(len(rows)) - np.searchsorted(ordered, ordered) < most
    return out


def _solve_sparse(row: Rows, column: Rows, gain: Floats) -> NDArray[np.bool_]:
    """Which pairs are chosen, without a matrix.

    Each row may take a column of its own, and each column a row of its own, both without gain: it
    stays alone then. So that all of these find partners too, they may take each other where their
    owners meet.
    """
    import lap
    import numpy as np

    rows, columns = int(row.max()) + 1, int(column.max()) + 1
    size = rows + columns
    i = np.concatenate([row, np.arange(size), column + rows])
    j = np.concatenate([column, np.arange(rows) + columns, np.arange(columns), row + columns])
    cost = gain.max() - np.concatenate([gain, np.zeros(size + len(gain))])
    order = np.lexsort((j, i))
    starts = np.cumsum(np.bincount(i, minlength=size), dtype=np.int32)
    starts = np.concatenate([np.zeros(1, np.int32), starts])
    _, partner, _ = lap.lapmod(size, cost[order], starts, j[order].astype(np.int32))
    return np.asarray(np.asarray(partner)[row] == column)


def _components(left: Rows, right: Rows, numbers: Rows) -> list[Rows]:
    """Numbers of the pairs, grouped by connected component of the rows that they join."""
    import numpy as np

    if not len(numbers):
        return []
    row, rows = _compact(left[numbers])
    column, columns = _compact(right[numbers])
    # Every row takes the least label of its neighbours, and labels are followed to their roots.
    label = np.arange(rows)
    while True:
        least = np.full(columns, rows)
        np.minimum.at(least, column, label[row])
        wanted = label.copy()
        np.minimum.at(wanted, row, least[column])
        np.minimum.at(wanted, label, wanted)
        wanted = wanted[wanted]
        if (wanted == label).all():
            break
        label = wanted
    order = np.argsort(label[row], kind="stable")
    ends = np.flatnonzero(np.diff(label[row][order])) + 1
    return np.split(numbers[order], ends)
