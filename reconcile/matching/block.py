"""Blocking: which rows are compared at all.

Rows are compared within their country and within equal `--by` values; a row whose country is
unknown is compared with all. Rows that then found no partner are compared once more across
countries, since a country may be wrong. Rows that may be compared form groups. In a group of at
most `FULL` pairs all of them are; in a larger one `candidates` chooses.

Everything here depends on both whole lists, and on which left rows (`mine`) and right rows
(`theirs`) a piece of the work answers for: pieces together give what the whole gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.matching.side import Prepared

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.matching.batch import Rows

    Mask = NDArray[np.bool_]

FULL = 20_000
"""Pairs up to which all rows of a group are compared with all."""

FEW = 400_000
"""Pairs of a whole block up to which readings are tried where no country is told."""

_AT_ONCE = 400_000  # pairs of small groups that are handed out together


@dataclass(frozen=True, slots=True, eq=False)
class Codes:
    """Blocks and countries of both lists as numbers, by row.

    Attributes:
        left_block: Number of the `--by` values.
        right_block: Likewise; equal numbers are equal values.
        left_set: Number of the set of countries a row may be in.
        right_set: Likewise.
        sets: The sets, by number; the empty one is a country that is unknown.
        few: Whether a block is small enough to try readings without a country.
    """

    left_block: Rows
    right_block: Rows
    left_set: Rows
    right_set: Rows
    sets: tuple[frozenset[str], ...]
    few: Mask

    @property
    def common(self) -> Mask:
        """Whether the sets of two numbers have a country in common."""
        import numpy as np

        return np.array([[not one.isdisjoint(two) for two in self.sets] for one in self.sets], bool)


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Rows of which each left one may be compared with each right one, too many for all pairs.

    Attributes:
        rows: Left rows.
        others: Right rows.
        apart: Whether only pairs of different countries are wanted.
        code: Country of the group, empty where a country is unknown.
        few: As in `Codes`.
    """

    rows: Rows
    others: Rows
    apart: bool
    code: str
    few: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Join:
    """Left rows, each with the right rows of an equal key: a stretch of `others`."""

    rows: Rows
    keys: Rows
    start: Rows
    count: Rows
    others: Rows
    pairs: Rows  # of the whole group that each left row belongs to
    apart: bool
    countries: bool  # whether the key tells a country


def codes_of(left: Prepared, right: Prepared) -> Codes:
    """Blocks and countries of both lists as numbers."""
    import numpy as np

    blocks: dict[str, int] = {}
    sets: dict[frozenset[str], int] = {frozenset(): 0}
    left_block, right_block = (
        np.array([blocks.setdefault(cell, len(blocks)) for cell in side.blocks], np.int64)
        for side in (left, right)
    )
    left_set, right_set = (
        np.array([sets.setdefault(cell, len(sets)) for cell in side.countries], np.int64)
        for side in (left, right)
    )
    sizes = [np.bincount(column, minlength=len(blocks)) for column in (left_block, right_block)]
    few = sizes[0] * sizes[1] <= FEW
    return Codes(left_block, right_block, left_set, right_set, tuple(sets), few)


def first_round(
    codes: Codes, mine: Mask, theirs: Mask
) -> Iterator[tuple[Rows, Rows, bool] | Group]:
    """Pairs of small groups (left rows, right rows, `few`), then the large groups."""
    import numpy as np

    known, other_known = codes.left_set > 0, codes.right_set > 0
    left = _by_country(codes.left_block, codes.left_set, codes)
    right = _by_country(codes.right_block, codes.right_set, codes)
    every, others = np.arange(len(known)), np.arange(len(other_known))
    joins = [_join(*left, *right, countries=True)]
    for some, more in ((every[~known], others), (every[known], others[~other_known])):
        joins.append(_join(some, codes.left_block[some], more, codes.right_block[more]))
    yield from _dealt(joins, codes, mine, theirs)


def second_round(
    codes: Codes, settled: tuple[Mask, Mask], mine: Mask, theirs: Mask
) -> Iterator[tuple[Rows, Rows, bool] | Group]:
    """Pairs of rows of one block but different countries, where neither has found a partner."""
    import numpy as np

    rows = np.flatnonzero((codes.left_set > 0) & ~settled[0])
    others = np.flatnonzero((codes.right_set > 0) & ~settled[1])
    join = _join(rows, codes.left_block[rows], others, codes.right_block[others], apart=True)
    yield from _dealt([join], codes, mine, theirs)


def crowds(codes: Codes) -> tuple[Rows, Rows]:
    """Number of rows that each row may be compared with in the first round, by row."""
    return (
        _crowd(codes.left_block, codes.left_set, codes.right_block, codes.right_set, codes),
        _crowd(codes.right_block, codes.right_set, codes.left_block, codes.left_set, codes),
    )


def _crowd(block: Rows, which: Rows, others: Rows, other_sets: Rows, codes: Codes) -> Rows:
    import numpy as np

    width = len(codes.sets)
    kinds, counts = np.unique(others * width + other_sets, return_counts=True)
    common = codes.common
    common[0, :] = common[:, 0] = True
    asked, back = np.unique(block * width + which, return_inverse=True)
    starts = np.searchsorted(kinds, np.arange(len(codes.few) + 1) * width)
    totals = np.empty(len(asked), np.int64)
    for at, (number, own) in enumerate(
        zip((asked // width).tolist(), (asked % width).tolist(), strict=True)
    ):
        some = slice(starts[number], starts[number + 1])
        totals[at] = counts[some][common[own, kinds[some] % width]].sum()
    return totals[back]


def _by_country(block: Rows, which: Rows, codes: Codes) -> tuple[Rows, Rows]:
    """Rows, once for each of their countries, and the keys of block and country."""
    import numpy as np

    numbers = {code: n for n, code in enumerate(_countries(codes))}
    sizes = np.array([len(one) for one in codes.sets], np.int64)
    start = np.cumsum(sizes) - sizes
    flat = np.array([numbers[code] for one in codes.sets for code in sorted(one)], np.int64)
    rows = np.repeat(np.arange(len(which)), sizes[which])
    within = np.arange(len(rows)) - np.repeat(np.cumsum(sizes[which]) - sizes[which], sizes[which])
    country = flat[start[which[rows]] + within] if len(rows) else rows
    return rows, block[rows] * max(len(numbers), 1) + country


def _countries(codes: Codes) -> list[str]:
    return sorted(frozenset[str]().union(*codes.sets))


def _join(
    rows: Rows, keys: Rows, others: Rows, other_keys: Rows, *,
    apart: bool = False, countries: bool = False,
) -> _Join:  # fmt: skip
    import numpy as np

    order = np.argsort(other_keys, kind="stable")
    ordered = other_keys[order]
    start = np.searchsorted(ordered, keys, "left")
    count = np.searchsorted(ordered, keys, "right") - start
    kept = count > 0
    rows, keys, start, count = rows[kept], keys[kept], start[kept], count[kept]
    _, back, sizes = np.unique(keys, return_inverse=True, return_counts=True)
    pairs = sizes[back] * count if len(keys) else count
    by_key = np.argsort(keys, kind="stable")
    return _Join(
        rows[by_key], keys[by_key], start[by_key], count[by_key], others[order], pairs[by_key],
        apart, countries,
    )  # fmt: skip


def _dealt(
    joins: Sequence[_Join], codes: Codes, mine: Mask, theirs: Mask
) -> Iterator[tuple[Rows, Rows, bool] | Group]:
    for join in joins:
        for few in (True, False):
            yield from _small(join, codes, mine, few=few)
    for join in joins:
        yield from _large(join, codes, mine, theirs)


def _small(
    join: _Join, codes: Codes, mine: Mask, *, few: bool
) -> Iterator[tuple[Rows, Rows, bool]]:
    import numpy as np

    wanted = (join.pairs <= FULL) & mine[join.rows]
    at = np.flatnonzero(wanted & (codes.few[codes.left_block[join.rows]] == few))
    done = np.cumsum(join.count[at])
    start = 0
    while start < len(at):
        before = done[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(done, before + _AT_ONCE, "right")))
        some, counts = at[start:stop], join.count[at[start:stop]]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        i = np.repeat(join.rows[some], counts)
        j = join.others[np.repeat(join.start[some], counts) + within]
        keys = np.repeat(join.keys[some], counts)
        kept = wanted_pairs(i, j, codes, apart=join.apart, keys=keys if join.countries else None)
        yield i[kept], j[kept], few
        start = stop


def wanted_pairs(
    i: Rows, j: Rows, codes: Codes, *, apart: bool, keys: Rows | None = None, code: str = ""
) -> Mask:
    """Which pairs belong to a group: those of different countries, or of its country.

    Rows that may be of several countries meet in several groups; the first one counts.
    """
    import numpy as np

    left, right = codes.left_set[i], codes.right_set[j]
    if apart:
        return np.asarray(~codes.common[left, right])
    kept = np.ones(len(i), bool)
    if keys is None and not code:
        return kept
    several = np.array([len(one) > 1 for one in codes.sets], bool)
    countries = _countries(codes)
    for n in np.flatnonzero(several[left] & several[right]).tolist():
        here = code or countries[int(keys[n]) % len(countries)]  # type: ignore[index]
        kept[n] = here == min(codes.sets[left[n]] & codes.sets[right[n]])
    return kept


def _large(join: _Join, codes: Codes, mine: Mask, theirs: Mask) -> Iterator[Group]:
    import numpy as np

    at = np.flatnonzero(join.pairs > FULL)
    if not len(at):
        return
    countries = _countries(codes)
    for some in np.split(at, np.flatnonzero(np.diff(join.keys[at])) + 1):
        rows = np.sort(join.rows[some])
        first = some[0]
        others = np.sort(join.others[join.start[first] : join.start[first] + join.count[first]])
        if mine[rows].any() or theirs[others].any():
            code = countries[int(join.keys[first]) % len(countries)] if join.countries else ""
            few = bool(codes.few[codes.left_block[rows[0]]])
            yield Group(rows, others, join.apart, code, few)
