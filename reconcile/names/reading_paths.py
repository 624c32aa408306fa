"""The cheapest way to read a Latin spelling off a row of Han characters.

A dynamic programme over characters and letters, for all Latin spellings of a block at once: a
character takes letters that spell one of its readings, or at a cost any letters at all; single
letters may be added or missing. So a spelling mistake or an unlisted reading costs a little,
where listing all readings would find nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reconcile.names.spellings import Language, spellings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_EXTRA_LETTER = 1.0
_WORST = 3.0  # average cost per character at which nothing is left of a likeness
_LONGEST = 8


def _unread(letters: int) -> float:
    """Cost of letters that are no reading of the character."""
    return 3.0 if letters == 0 else 2.2 + 0.15 * abs(letters - 3)


def scores(names: Sequence[str], latins: Sequence[str], language: Language) -> Floats:
    """Likeness in [0, 1] of each spelling to the readings of each row of characters.

    Args:
        names: Han characters only.
        latins: Plain lower-case letters without spaces.
        language: Whose readings count.

    Returns:
        float32 array [len(names), len(latins)]; 1 where each character has its usual reading.
    """
    import numpy as np

    out = np.zeros((len(names), len(latins)), np.float32)
    if not len(latins):
        return out
    size = max(map(len, latins))
    lengths = np.array([len(latin) for latin in latins])
    places: dict[str, list[tuple[int, int]]] = {}
    for column, latin in enumerate(latins):
        for at in range(len(latin)):
            for end in range(at + 1, min(at + _LONGEST, len(latin)) + 1):
                places.setdefault(latin[at:end], []).append((at, column))
    found = {text: tuple(np.array(where).T) for text, where in places.items()}
    columns = np.arange(len(latins))
    for row, name in enumerate(names):
        if not name:
            continue
        layer = np.full((size + 1, len(latins)), np.inf, np.float32)
        layer[0] = 0
        for at, character in enumerate(name):
            layer = _step(layer, spellings(character, language, first=at == 0), found)
        cost = layer[lengths, columns]
        out[row] = np.clip(1 - cost / (_WORST * len(name)), 0, 1)
    out[:, lengths == 0] = 0
    return out


def _step(
    layer: Floats,
    options: tuple[tuple[str, float], ...],
    found: dict[str, tuple[NDArray[np.int64], ...]],
) -> Floats:
    import numpy as np

    size = len(layer) - 1
    out = layer + np.float32(_unread(0))
    for letters in range(1, min(6, size) + 1):
        np.minimum(
            out[letters:], layer[: size + 1 - letters] + np.float32(_unread(letters)),
            out=out[letters:],
        )  # fmt: skip
    for text, cost in options:
        where = found.get(text)
        if where is not None:
            start, column = where
            end = start + len(text)
            out[end, column] = np.minimum(out[end, column], layer[start, column] + cost)
    for at in range(size):
        np.minimum(out[at + 1], out[at] + np.float32(_EXTRA_LETTER), out=out[at + 1])
    return out
