"""The peer baseline: pinyin, rapidfuzz, an optimal assignment. What anyone would write first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reconcile.evaluation.tasks import Task
from reconcile.fold import fold
from reconcile.matching import Match, MatchOptions
from reconcile.matching.assign import assign
from reconcile.names.country import country_codes
from reconcile.names.han import simplified
from reconcile.names.pinyin import pinyin

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD = 0.35
"""Similarity that does best on the development lists."""


def pinyin_baseline(task: Task, options: MatchOptions) -> Sequence[Match]:
    """Compare joined pinyin with folded letters, within the country where both rows give one."""
    import numpy as np
    from rapidfuzz import fuzz, process

    left, right = task.left, task.right
    scores = process.cdist(
        [_letters(name) for name in left.names],
        [_letters(name) for name in right.names],
        scorer=fuzz.ratio,
        dtype=np.float32,
    ) / np.float32(100)
    for apart in (
        _different(left.countries, right.countries),
        _different_text(left.blocks, right.blocks),
    ):
        if apart is not None:
            scores[apart] = 0
    if options.top is not None:
        return _ranked(scores, options.top)
    rows, columns = np.nonzero(scores > THRESHOLD)
    gain = scores[rows, columns] - THRESHOLD
    chosen = assign(rows.tolist(), columns.tolist(), gain.tolist())
    return [
        Match(
            left=int(rows[n]),
            right=int(columns[n]),
            confidence=float(scores[rows[n], columns[n]]),
            outcome="match",
            margin=0.0,
        )
        for n in chosen
    ]


def _ranked(scores: NDArray[np.floating], top: int) -> list[Match]:
    import numpy as np

    found: list[Match] = []
    order = np.argsort(-scores, axis=1, kind="stable")[:, : top + 1]
    for row, columns in enumerate(order.tolist()):
        for place, column in enumerate(columns[:top], 1):
            following = scores[row, columns[place]] if place < len(columns) else 0.0
            score = float(scores[row, column])
            found.append(
                Match(
                    left=row,
                    right=column,
                    confidence=score,
                    outcome="match",
                    margin=score - float(following),
                    rank=place,
                )
            )
    return found


def _letters(name: str) -> str:
    return (
        fold(pinyin(simplified(name))).replace(" ", "")
        if not name.isascii() and _han(name)
        else fold(name).replace(" ", "")
    )


def _han(name: str) -> bool:
    return any("㐀" <= char <= "鿿" for char in name)


def _different(left: Sequence[str], right: Sequence[str]) -> NDArray[np.bool_] | None:
    import numpy as np

    if not left or not right:
        return None
    codes = {text: frozenset(country_codes(text)) for text in {*left, *right}}
    return np.array(
        [[bool(codes[a] and codes[b] and not codes[a] & codes[b]) for b in right] for a in left],
        bool,
    )


def _different_text(left: Sequence[str], right: Sequence[str]) -> NDArray[np.bool_] | None:
    import numpy as np

    if not left or not right:
        return None
    return np.array([[a != b for b in right] for a in left], bool)
