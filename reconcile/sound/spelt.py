"""The letters of many Latin names as entries of the model's table, all names at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from reconcile.sound.weights import FOLLOWS, UNLISTED, Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Entries = NDArray[np.int32]

_BASE = 27  # a chunk of letters is a number in this base, a letter is 1 to 26
_VOWELS = "aeiouy"


def entries(names: Sequence[Sequence[str]], weights: Weights) -> Entries:
    """Table entries of all chunks of some names.

    Args:
        names: Each as its words, in letters from `a` to `z`.
        weights: The learned tables.

    Returns:
        Array [length of the chunk, position, name]: the entry of the letters from a position on
        and of what follows them; the last entry (weight 0) where the name ends before.
    """
    import numpy as np

    lengths = np.array([sum(map(len, words)) for words in names], np.int64)
    size = int(lengths.max(initial=0)) + 1
    # One after the other, each name with its end, which is no letter.
    letters = _letters("".join(["".join((*words, "`")) for words in names]))
    name = np.repeat(np.arange(len(names)), lengths + 1)
    position = np.arange(len(letters)) - np.repeat(
        np.cumsum(lengths + 1) - lengths - 1, lengths + 1
    )
    after = _after(letters, names)
    out = np.full(
        (UNLISTED, size, len(names)), FOLLOWS * (UNLISTED + len(weights.chunks)), np.int32
    )
    codes, listed = _listed(weights)
    at, code = np.arange(len(letters)), np.zeros(len(letters), np.int64)
    for k in range(UNLISTED):
        if k:
            last = letters[at + k - 1]
            at, code, last = at[last > 0], code[last > 0], last[last > 0]
            longer = code * _BASE + last
            # Of double letters only the first counts, see `batch.collapse`.
            code = np.where(last == letters[at + k - 2], code, longer) if k > 1 else longer
        near = np.searchsorted(codes, code).clip(max=len(codes) - 1)
        entry = np.where(codes[near] == code, UNLISTED + listed[near], k)
        out[k, position[at], name[at]] = FOLLOWS * entry + after[at + k]
    return out


def _letters(text: str) -> Ints:
    """Letters as numbers from 1 to 26; what stands before `a` is 0."""
    import numpy as np

    return np.frombuffer(text.encode("ascii"), np.uint8).astype(np.int64) - ord("`")


def _after(letters: Ints, names: Sequence[Sequence[str]]) -> Ints:
    """What follows a chunk that ends at a position, as `batch.follows` tells it."""
    import numpy as np

    kind = np.ones(_BASE, np.int64)
    kind[_letters(_VOWELS)] = 0
    kind[0] = 2
    out = kind[letters]
    starts = []
    at = 0
    for words in names:
        for word in words:
            starts.append(at)
            at += len(word)
        at += 1
    out[starts] = 2
    return out


@lru_cache(maxsize=4)
def _listed(weights: Weights) -> tuple[Ints, Ints]:
    """The chunks of the inventory as numbers, ascending, and the row of each."""
    import numpy as np

    codes = np.zeros(len(weights.chunks), np.int64)
    wide = max(map(len, weights.chunks), default=0)
    for row in _letters("".join(c.rjust(wide, "`") for c in weights.chunks)).reshape(-1, wide).T:
        codes = codes * _BASE + row
    order = np.argsort(codes)
    return codes[order], np.array(list(weights.chunks.values()), np.int64)[order]
