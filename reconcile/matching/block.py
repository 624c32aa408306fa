"""Blocking: which pairs are compared at all.

Rows are compared within their country and within equal `--by` values; a row whose country is
unknown is compared with all. Rows that then found no partner are compared once more across
countries, since a country may be wrong. Where a block has more than `FULL` pairs, each row keeps
its `TOP` likeliest candidates by sound or spelling, and all that the gazetteer knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reconcile.matching.knowledge import Knowledge
from reconcile.matching.side import Prepared

if TYPE_CHECKING:
    from reconcile.matching.batch import Rows
    from reconcile.matching.score import Scored

FULL = 2_500_000
TOP = 40
SETTLED = 2.0
"""Match weight from which a row has found its partner within its country."""


def block_pairs(left: Prepared, right: Prepared, knowledge: Knowledge) -> tuple[Rows, Rows]:
    """Pairs of rows of one block that may be of one country, by left row, then right row."""
    keys = [
        _pair_keys(left, right, some, others, knowledge)
        for rows, more in _blocks(left.blocks, right.blocks)
        for some, others in _by_country(left, right, rows, more)
    ]
    return _rows(keys, len(right))


def leftover_pairs(
    left: Prepared, right: Prepared, scored: Scored, knowledge: Knowledge
) -> tuple[Rows, Rows]:
    """Pairs of rows of one block but different countries, where neither has found a partner."""
    import numpy as np

    settled = scored.weight > SETTLED
    done = set(scored.i[settled].tolist()), set(scored.j[settled].tolist())
    keys = []
    for rows, others in _blocks(left.blocks, right.blocks):
        some = [row for row in rows if left.countries[row] and row not in done[0]]
        more = [row for row in others if right.countries[row] and row not in done[1]]
        if some and more:
            keys.append(_pair_keys(left, right, some, more, knowledge))
    i, j = _rows(keys, len(right))
    apart = np.array(
        [
            not left.countries[a] & right.countries[b]
            for a, b in zip(i.tolist(), j.tolist(), strict=True)
        ],
        bool,
    )
    return i[apart], j[apart]


def _blocks(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[list[int], list[int]]]:
    """Rows of both lists that share a `--by` value."""
    groups: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, column in enumerate((left, right)):
        for row, block in enumerate(column):
            groups[block][number].append(row)
    return ((rows, others) for rows, others in groups.values() if rows and others)


def _by_country(
    left: Prepared, right: Prepared, rows: list[int], others: list[int]
) -> Iterator[tuple[list[int], list[int]]]:
    groups: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, (side, column) in enumerate(((left, rows), (right, others))):
        for row in column:
            for code in side.countries[row]:
                groups[code][number].append(row)
    anywhere = [row for row in rows if not left.countries[row]]
    anywhere_right = [row for row in others if not right.countries[row]]
    everything = [*groups.values(), (anywhere, others), (rows, anywhere_right)]
    return ((some, more) for some, more in everything if some and more)


def _pair_keys(
    left: Prepared, right: Prepared, rows: list[int], others: list[int], knowledge: Knowledge
) -> Rows:
    """Row pairs as single numbers: all of a block, or the likeliest of a large one."""
    import numpy as np

    a, b = np.array(rows, np.int64), np.array(others, np.int64)
    width = len(right)
    if len(a) * len(b) <= FULL:
        return np.asarray(np.add.outer(a * width, b).ravel())
    from reconcile.matching.candidates import likely_pairs

    i, j = likely_pairs(left, right, a, b, top=TOP, knowledge=knowledge)
    return np.asarray(i * width + j)


def _rows(keys: list[Rows], width: int) -> tuple[Rows, Rows]:
    import numpy as np

    pairs = np.concatenate([np.zeros(0, np.int64), *keys])
    pairs.sort()
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    return pairs // max(width, 1), pairs % max(width, 1)
