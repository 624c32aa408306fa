"""The cheapest way to read a Latin spelling off a row of Han characters.

A dynamic programme over characters and letters, for all Latin spellings of a block at once: a
character takes letters that spell one of its readings, or at a cost any letters at all; single
letters may be added or missing. So a spelling mistake or an unlisted reading costs a little,
where listing all readings would find nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    read = [
        [spellings(character, language, first=at == 0) for at, character in enumerate(name)]
        for name in names
    ]
    found = _occurrences({text for name in read for each in name for text, _ in each}, latins)
    columns = np.arange(len(latins))
    for row, options in enumerate(read):
        if not options:
            continue
        layer = np.full((size + 1, len(latins)), np.inf, np.float32)
        layer[0] = 0
        for each in options:
            layer = _step(layer, each, found)
        cost = layer[lengths, columns]
        out[row] = np.clip(1 - cost / (_WORST * len(options)), 0, 1)
    out[:, lengths == 0] = 0
    return out


def _occurrences(
    texts: Iterable[str], latins: Sequence[str]
) -> dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Where each text begins: the letter, and the number of the spelling."""
    import numpy as np

    joined = " ".join(latins)
    column = np.repeat(np.arange(len(latins)), [len(latin) + 1 for latin in latins])
    begins = np.cumsum([0, *(len(latin) + 1 for latin in latins[:-1])])
    found = {}
    for text in texts:
        if not 0 < len(text) <= _LONGEST:
            continue
        starts = []
        at = joined.find(text)
        while at >= 0:
            starts.append(at)
            at = joined.find(text, at + 1)
        if starts:
            where = np.array(starts)
            found[text] = (where - begins[column[where]], column[where])
    return found


def _step(
    layer: Floats,
    options: tuple[tuple[str, float], ...],
    found: dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]],
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
