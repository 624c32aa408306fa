"""Likely pairs of a block that is too large to compare all with all.

Every row of both lists keeps its likeliest partners: by the letter pairs that the sound model
expects, by spelling within one script, by a shared gazetteer id and by an equal key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from reconcile.matching.knowledge import Knowledge
from reconcile.matching.side import Prepared

if TYPE_CHECKING:
    from reconcile.matching.batch import Rows

_CHUNK = 500  # rows whose spellings are compared with all others at once
_MOST_SHARED = 50  # rows that may share one id or key before it stops telling anything


def likely_pairs(
    left: Prepared, right: Prepared, rows: Rows, others: Rows, *, top: int, knowledge: Knowledge
) -> tuple[Rows, Rows]:
    """Pairs worth comparing, each once.

    Args:
        left: One list.
        right: The other.
        rows: Rows of `left` in the block.
        others: Rows of `right` in the block.
        top: How many candidates each row keeps per view.
        knowledge: The sound model.
    """
    import numpy as np

    width = len(right)
    keys: list[Rows] = []
    for swapped, (a, b) in ((False, (rows, others)), (True, (others, rows))):
        one, two = (right, left) if swapped else (left, right)
        for i, j in (
            _by_sound(one.han.texts, two.latin.texts, a, b, top, knowledge),
            _by_spelling(one.latin.keys, two.latin.keys, a, b, top),
            _by_spelling(one.han.keys, two.han.keys, a, b, top),
        ):
            keys.append(j * width + i if swapped else i * width + j)
    for one_names in (left.han, left.latin):
        for two_names in (right.han, right.latin):
            for column, other in (
                (one_names.loose_ids, two_names.loose_ids),
                ([{key} for key in one_names.bare_keys], [{key} for key in two_names.bare_keys]),
            ):
                i, j = _sharing(column, other, rows, others)
                keys.append(i * width + j)
    pairs = np.unique(np.concatenate(keys))
    return pairs // width, pairs % width


def _by_sound(
    zh: Sequence[str], en: Sequence[str], rows: Rows, others: Rows, top: int, knowledge: Knowledge
) -> tuple[Rows, Rows]:
    """The `top` Latin names of each Chinese name, and the `top` Chinese ones of each Latin name."""
    import numpy as np

    rows = np.array([row for row in rows.tolist() if zh[row]], np.int64)
    others = np.array([row for row in others.tolist() if en[row]], np.int64)
    if not len(rows) or not len(others):
        return rows[:0], others[:0]
    nearest = knowledge.sound.candidates(
        [zh[row] for row in rows], [en[row] for row in others], top=top
    )
    return np.repeat(rows, nearest.shape[1]), others[nearest.ravel()]


def _by_spelling(
    left: Sequence[str], right: Sequence[str], rows: Rows, others: Rows, top: int
) -> tuple[Rows, Rows]:
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    rows = np.array([row for row in rows.tolist() if left[row]], np.int64)
    others = np.array([row for row in others.tolist() if right[row]], np.int64)
    if not len(rows) or not len(others):
        return rows[:0], others[:0]
    kept = min(top, len(others))
    found = []
    texts = [right[row] for row in others]
    for start in range(0, len(rows), _CHUNK):
        table = process.cdist(
            [left[row] for row in rows[start : start + _CHUNK]], texts,
            scorer=Indel.normalized_similarity, dtype=np.float32,
        )  # fmt: skip
        found.append(np.argsort(-table, axis=1, kind="stable")[:, :kept])
    return np.repeat(rows, kept), others[np.concatenate(found).ravel()]


def _sharing(
    left: Sequence[Iterable[Hashable]],
    right: Sequence[Iterable[Hashable]],
    rows: Rows,
    others: Rows,
) -> tuple[Rows, Rows]:
    """Pairs of rows that have an id or key in common."""
    import numpy as np

    by_member: dict[Hashable, list[int]] = defaultdict(list)
    for other in others.tolist():
        for member in right[other]:
            if member:
                by_member[member].append(other)
    found = {
        (row, other)
        for row in rows.tolist()
        for member in left[row]
        if 0 < len(by_member.get(member, ())) <= _MOST_SHARED
        for other in by_member[member]
    }
    pairs = np.array(sorted(found), np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]
