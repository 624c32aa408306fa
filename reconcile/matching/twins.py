"""Rows of large groups that are settled by their spelling alone, before all other work.

In a list of a hundred thousand names most have a partner that is spelt as they are, or nearly so,
and no other row of their country comes near. Such twins are found by numbers, not by comparing:
neither row is split, looked up or weighed against others. Three kinds, in this order: equal keys;
the same words in another order; keys that become equal when each loses at most one letter (a
letter left out, doubled, replaced or moved). A row is settled only where it is the one row of
either list that could be meant. Small groups are compared in full, so nothing is settled there.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.matching.block import FULL
from reconcile.matching.side import MAX_NAME, country_sets, latin_key
from reconcile.matching.values import Side
from reconcile.names import text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.matching.batch import Rows
    from reconcile.matching.block import Mask

    Hashes = NDArray[np.uint64]

WEIGHTS = (4.0, 3.0, 3.0)
"""Match weight of each kind. On made lists of 100,000 rows 0.1, 0.0 and 0.3 % were wrong."""

REASONS = (
    "spelling: equal, as no other name of either list is",
    "spelling: the same words in another order, as in no other name of either list",
    "spelling: a letter apart, nearer than any other name of either list",
)
"""What is told of each kind."""

SHORTEST, LONGEST = 6, 40
"""Letters of names between which one letter more or less says little."""

_AT_ONCE = 16_000  # names whose letters are left out together
_STEP = 0x9E3779B97F4A7C15  # an odd number: by its powers the places of letters are told apart
_MIX = 0xD6E8FEB86659FD93


@dataclass(frozen=True, slots=True, eq=False)
class Twins:
    """Pairs that are settled; no row occurs twice.

    Attributes:
        rows: Left rows.
        others: Right rows.
        kind: Index into `WEIGHTS` and `REASONS`.
    """

    rows: Rows
    others: Rows
    kind: Rows


@dataclass(frozen=True, slots=True, eq=False)
class _List:
    """Columns of one list, by row.

    Attributes:
        keys: Of the Latin name.
        cells: Number of block and countries.
        live: Whether the row stands in a large group and waits for its twin.
        plain: Whether it may have one: no Chinese name besides, nothing decided by a person.
    """

    keys: list[str]
    cells: Rows
    live: Mask
    plain: Mask


def find_twins(
    left: Side,
    right: Side,
    *,
    alike: bool = True,
    decided: tuple[Collection[int], Collection[int]] = ((), ()),
) -> Twins:
    """Twins of two lists.

    Args:
        left: One list.
        right: The other.
        alike: Whether names that are only alike settle each other; not where candidates are ranked.
        decided: Rows of either list about which a person has decided something; they have none.
    """
    import numpy as np

    columns, large, countries = _cells(left, right)
    found: list[tuple[Rows, Rows]] = []
    if all(large[column].any() for column in columns):
        here, there = (
            _list(side, column, large, rows)
            for side, column, rows in zip((left, right), columns, decided, strict=True)
        )
        elsewhere = _elsewhere(here, there, countries)
        for search in (_equal, _reordered, _near) if alike else (_equal,):
            i, j = search(here, there)
            kept = here.plain[i] & there.plain[j]
            kept &= ~elsewhere[0][i] & ~elsewhere[1][j] & ~_differ(left, right, i, j)
            i, j = i[kept], j[kept]
            here.live[i] = there.live[j] = False
            found.append((i, j))
    nothing = np.zeros(0, np.int64)
    return Twins(
        np.concatenate([nothing, *(i for i, _ in found)]),
        np.concatenate([nothing, *(j for _, j in found)]),
        np.repeat(np.arange(len(found)), [len(i) for i, _ in found]),
    )


def _cells(left: Side, right: Side) -> tuple[list[Rows], Mask, Rows]:
    """Number of block and countries by row; by number whether it is large, and its countries."""
    import numpy as np

    numbers: dict[tuple[str, frozenset[str]], int] = {}
    columns = []
    for side in (left, right):
        empty = ("",) * len(side)
        blocks, sets = side.blocks or empty, country_sets(side.countries or empty)
        codes = [numbers.setdefault(cell, len(numbers)) for cell in zip(blocks, sets, strict=True)]
        columns.append(np.array(codes, np.int64))
    sizes = [np.bincount(column, minlength=len(numbers)) for column in columns]
    countries = np.array([len(codes) for _, codes in numbers], np.int64)
    return columns, (sizes[0] * sizes[1] > FULL) & (countries <= 1), countries


def _list(side: Side, cells: Rows, large: Mask, decided: Collection[int]) -> _List:
    import numpy as np

    keys, plain = [], np.ones(len(side), bool)
    for row, name in enumerate(side.names):
        latin = cleaned = text.clean(name[: 4 * MAX_NAME])
        if not cleaned.isascii():
            han, latin = text.parts(cleaned)
            plain[row] = not han
        keys.append(latin_key(latin[:MAX_NAME]))
    plain[list(decided)] = False
    return _List(keys, cells, large[cells] & np.array([bool(key) for key in keys], bool), plain)


def _elsewhere(here: _List, there: _List, countries: Rows) -> tuple[Mask, Mask]:
    """Rows whose key a row bears that may be of the same country and others besides."""
    import numpy as np

    bearers: tuple[set[str], ...] = (set(), set(), set())  # by number of countries; 2 is more
    for one in (here, there):
        for key, number in zip(one.keys, countries[one.cells].clip(max=2).tolist(), strict=True):
            bearers[number].add(key)
    others = (bearers[1] | bearers[2], bearers[0] | bearers[2])
    if not others[1]:  # the usual case: every row has its one country
        return np.zeros(len(here.keys), bool), np.zeros(len(there.keys), bool)
    marks = [
        np.array(
            [
                number > 1 or key in others[number]
                for key, number in zip(one.keys, countries[one.cells].tolist(), strict=True)
            ],
            bool,
        )
        for one in (here, there)
    ]
    return marks[0], marks[1]


def _differ(left: Side, right: Side, i: Rows, j: Rows) -> Mask:
    """Pairs whose rows tell different regions or different dates."""
    import numpy as np

    out = np.zeros(len(i), bool)
    for here, there in ((left.regions, right.regions), (left.dates, right.dates)):
        if here and there:
            for n, (row, other) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
                one, two = here[row], there[other]
                out[n] |= bool(one and two and one != two)
    return out


def _equal(here: _List, there: _List) -> tuple[Rows, Rows]:
    """Rows of equal keys."""
    return _once(here, there, here.keys, there.keys)


def _reordered(here: _List, there: _List) -> tuple[Rows, Rows]:
    """Rows of the same words."""
    return _once(here, there, *(_sorted_words(one.keys) for one in (here, there)))


def _sorted_words(keys: list[str]) -> list[str]:
    return [" ".join(sorted(key.split(" "))) if " " in key else key for key in keys]


def _once(here: _List, there: _List, keys: list[str], others: list[str]) -> tuple[Rows, Rows]:
    """Rows of one cell and one key that each list has once."""
    import numpy as np

    numbers: dict[tuple[int, str], int] = {}
    found = []
    for one, some in ((here, keys), (there, others)):
        rows = np.flatnonzero(one.live)
        cells = one.cells[rows].tolist()
        marks = ((cell, some[row]) for cell, row in zip(cells, rows.tolist(), strict=True))
        found.append((rows, [numbers.setdefault(mark, len(numbers)) for mark in marks]))
    bearer = np.full((2, len(numbers)), -1)
    once = np.ones(len(numbers), bool)
    for side, (rows, codes) in enumerate(found):
        bearer[side, codes] = rows
        once &= np.bincount(np.array(codes, np.int64), minlength=len(numbers)) == 1
    return bearer[0, once], bearer[1, once]


def _near(here: _List, there: _List) -> tuple[Rows, Rows]:
    """Rows of keys that are equal but for a letter in each, where no third row is as near."""
    import numpy as np

    asked, rows = _hashes(here)
    offered, others = _hashes(there)
    order = np.argsort(offered, kind="stable")
    offered, others = offered[order], others[order]
    start = np.searchsorted(offered, asked)
    count = np.searchsorted(offered, asked, "right") - start
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    width = max(1, len(there.keys))
    i, j = np.repeat(rows, count), others[np.repeat(start, count) + within]
    pairs = np.unique(i * width + j)
    i, j = pairs // width, pairs % width
    alone = (np.bincount(i)[i] == 1) & (np.bincount(j)[j] == 1)
    return i[alone], j[alone]


def _hashes(one: _List) -> tuple[Hashes, Rows]:
    """Numbers of the cell with the key and with the key less each of its letters; their rows."""
    import numpy as np

    rows = np.flatnonzero(one.live)
    lengths = np.array([len(one.keys[row]) for row in rows.tolist()], np.int64)
    rows = rows[(lengths >= SHORTEST) & (lengths <= LONGEST)]
    found = [(np.zeros(0, np.uint64), np.zeros(0, np.int64))]
    for at in range(0, len(rows), _AT_ONCE):
        some = rows[at : at + _AT_ONCE]
        found.append(_less_a_letter([one.keys[row] for row in some.tolist()], one.cells[some]))
        found[-1] = found[-1][0], some[found[-1][1]]
    return np.concatenate([codes for codes, _ in found]), np.concatenate([r for _, r in found])


def _less_a_letter(keys: list[str], cells: Rows) -> tuple[Hashes, Rows]:
    """Polynomial hashes, modulo 2 ** 64, of each key and of all that it becomes."""
    import numpy as np

    letters = np.array(keys)
    width = letters.dtype.itemsize // 4
    code = letters.view(np.uint32).reshape(len(keys), width).astype(np.uint64)
    there = code > 0
    powers = np.array([pow(_STEP, n, 1 << 64) for n in range(width + 1)], np.uint64)
    code *= np.uint64(_MIX)
    code ^= code >> np.uint64(29)
    code *= there
    # What stands behind the letter left out moves one place forward.
    before, behind = np.cumsum(code * powers[1:], axis=1), np.cumsum(code * powers[:-1], axis=1)
    whole = before[:, -1:]
    before = np.concatenate([np.zeros((len(keys), 1), np.uint64), before[:, :-1]], axis=1)
    hashes = np.concatenate([whole, before + behind[:, -1:] - behind], axis=1)
    hashes += (cells.astype(np.uint64) * np.uint64(_MIX) + np.uint64(_STEP))[:, None]
    real = np.concatenate([np.ones((len(keys), 1), bool), there], axis=1)
    return hashes[real], np.repeat(np.arange(len(keys)), real.sum(axis=1))
