"""Tools of the comparisons: scoring columns of pairs without an object per pair."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from reconcile.matching.batch import Rows, Values

Cell = TypeVar("Cell", bound=Hashable)


def compare_cells(
    left: Sequence[Cell],
    right: Sequence[Cell],
    i: Rows,
    j: Rows,
    compare: Callable[[Cell, Cell], float],
) -> Values:
    """One value per pair, computed once for each pair of different cells that occurs.

    Args:
        left: Cells by row.
        right: Cells by row.
        i: Rows of `left`, one per pair.
        j: Rows of `right`, one per pair.
        compare: The value of two cells.
    """
    import numpy as np

    left_cells, left_code = distinct(left, i)
    right_cells, right_code = distinct(right, j)
    width = max(len(right_cells), 1)
    keys = left_code * width + right_code
    cells = len(left_cells) * width
    if cells <= len(i) + 4096:
        occurs = np.zeros(cells, bool)
        occurs[keys] = True
        table = np.zeros(cells, np.float32)
        for key in np.flatnonzero(occurs).tolist():
            table[key] = compare(left_cells[key // width], right_cells[key % width])
        return np.asarray(table[keys], np.float32)
    numbers, back = numbered(keys)
    values = [
        compare(left_cells[key // width], right_cells[key % width]) for key in numbers.tolist()
    ]
    return np.asarray(np.array(values, np.float32)[back], np.float32)


def compare_texts(
    left: Sequence[str],
    right: Sequence[str],
    i: Rows,
    j: Rows,
    *,
    matrix: Callable[[list[str], list[str]], Any],
    pairs: Callable[[list[str], list[str]], Any],
) -> Values:
    """Scores of candidate pairs, each pair of different texts scored once.

    Args:
        left: Texts by row.
        right: Texts by row.
        i: Rows of `left`, one per pair.
        j: Rows of `right`, one per pair.
        matrix: Scores all of a list against all of another.
        pairs: Scores two lists of equal length element by element.
    """
    import numpy as np

    if not len(i):
        return np.zeros(0, np.float32)
    left_texts, left_code = distinct(left, i)
    right_texts, right_code = distinct(right, j)
    cells = len(left_texts) * len(right_texts)
    if cells <= 4 * len(i) + 4096:
        table = np.asarray(matrix(left_texts, right_texts), np.float32)
        return np.asarray(table[left_code, right_code], np.float32)
    keys, back = numbered(left_code * len(right_texts) + right_code)
    scores = pairs(
        [left_texts[key] for key in (keys // len(right_texts)).tolist()],
        [right_texts[key] for key in (keys % len(right_texts)).tolist()],
    )
    return np.asarray(np.asarray(scores, np.float32)[back], np.float32)


def distinct(cells: Sequence[Cell], rows: Rows) -> tuple[list[Cell], Rows]:
    """Distinct cells among the rows, and for each row the number of its cell."""
    import numpy as np

    occurs = np.zeros(len(cells), bool)
    occurs[rows] = True
    numbers: dict[Cell, int] = {}
    codes = np.zeros(len(cells), np.int64)
    for row in np.flatnonzero(occurs).tolist():
        codes[row] = numbers.setdefault(cells[row], len(numbers))
    return list(numbers), codes[rows]


def similarity(left: Sequence[str], right: Sequence[str], i: Rows, j: Rows) -> Values:
    """Normalised Indel similarity of two texts in [0, 1] per pair (rapidfuzz)."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    scorer = Indel.normalized_similarity
    return compare_texts(
        left, right, i, j,
        matrix=lambda a, b: process.cdist(a, b, scorer=scorer, dtype=np.float32),
        pairs=lambda a, b: process.cpdist(a, b, scorer=scorer, dtype=np.float32),
    )  # fmt: skip


def shared(
    left: Sequence[frozenset[str]], right: Sequence[frozenset[str]], i: Rows, j: Rows
) -> Any:
    """Whether two sets have a member in common, per pair; fast where few do."""
    import numpy as np

    width = max(len(right), 1)
    rows: dict[str, list[int]] = {}
    for row in present(j, len(right)):
        for member in right[row]:
            rows.setdefault(member, []).append(row)
    keys = {
        row * width + other
        for row in present(i, len(left))
        for member in left[row]
        for other in rows.get(member, ())
    }
    if not keys:
        return np.zeros(len(i), bool)
    wanted = np.sort(np.fromiter(keys, np.int64, len(keys)))
    asked = i * width + j
    at = np.searchsorted(wanted, asked).clip(max=len(wanted) - 1)
    return wanted[at] == asked


def present(rows: Rows, size: int) -> list[int]:
    """The rows that occur, ascending."""
    import numpy as np

    occurs = np.zeros(size, bool)
    occurs[rows] = True
    return np.flatnonzero(occurs).tolist()


def distinct_keys(keys: Rows) -> Rows:
    """The distinct keys (no negative ones), ascending."""
    import numpy as np

    ordered = np.sort(keys)
    return ordered[np.diff(ordered, prepend=-1) > 0]


def numbered(keys: Rows) -> tuple[Rows, Rows]:
    """The distinct keys, ascending, and the number of each key among them."""
    import numpy as np

    order = np.argsort(keys)
    ordered = keys[order]
    first = np.diff(ordered, prepend=-1) > 0
    numbers = np.empty(len(keys), np.int64)
    numbers[order] = np.cumsum(first) - 1
    return ordered[first], numbers


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """The members of each row as numbers: those of row n from `start[n]` to `start[n + 1]`."""

    start: Rows
    flat: Rows

    @property
    def size(self) -> int:
        """Number of members of all rows."""
        return len(self.flat)

    @classmethod
    def of(cls, cells: Sequence[Iterable[str]], numbers: dict[str, int]) -> Members:
        """Rows of sets; equal members have equal numbers, given out as they come."""
        import numpy as np

        lists = [
            [numbers.setdefault(one, len(numbers)) for one in sorted(cell)] if cell else ()
            for cell in cells
        ]
        start = np.cumsum([0, *map(len, lists)])
        return cls(start, np.array([one for some in lists for one in some], np.int64))

    @classmethod
    def one(cls, cells: Sequence[str], numbers: dict[str, int]) -> Members:
        """Rows of one text each, which has no number where it is empty."""
        import numpy as np

        start = np.cumsum([0, *(bool(cell) for cell in cells)])
        keys = ["\x1f" + cell for cell in cells if cell]
        return cls(start, np.array([numbers.setdefault(k, len(numbers)) for k in keys], np.int64))

    def take(self, rows: Rows) -> tuple[Rows, Rows]:
        """The members of some rows, and for each the row."""
        import numpy as np

        counts = self.start[rows + 1] - self.start[rows]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return self.flat[np.repeat(self.start[rows], counts) + within], np.repeat(rows, counts)


def sharing(
    left: Members, right: Members, rows: Rows, others: Rows, *, most: int
) -> tuple[Rows, Rows]:
    """Pairs of rows with a member in common that at most `most` of `others` have."""
    import numpy as np

    asked, row = left.take(rows)
    offered, other = right.take(others)
    order = np.argsort(offered, kind="stable")
    offered, other = offered[order], other[order]
    start = np.searchsorted(offered, asked)
    count = np.searchsorted(offered, asked, "right") - start
    count[count > most] = 0
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(row, count), other[np.repeat(start, count) + within]


def filled(cells: Sequence[object], rows: Rows) -> Any:
    """Whether the cell of each pair holds anything."""
    import numpy as np

    return np.array([bool(cell) for cell in cells], bool)[rows]
