"""Candidates for large blocks: the names that share the learned letter pairs.

A Chinese name is turned into the letter pairs that its characters are expected to spell, a
Latin name into those that it has, both weighted by rarity and of length one. Their product is
one matrix multiplication, so that the exact model has to look at a hundred names, not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reconcile.sound.batch import collapse, units
from reconcile.sound.letters import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.sound.weights import Weights

    Floats = NDArray[np.float32]

_SIDE = 27  # 26 letters and the edge of a name
_ROWS = 256  # whose products with all others are held at once
_LENGTH = 2000  # of a vector: the sum of products stays below 2 ** 24
_SOUNDS_LIKE = str.maketrans("cqywzjvhu", "kkivsyfho")


def _codes(text: str) -> list[int]:
    return [ord(c) - 96 for c in collapse(text.translate(_SOUNDS_LIKE))]


def latin_pairs(names: Sequence[str]) -> Floats:
    """Counts of letter pairs in each Latin name, with the edges of the name."""
    import numpy as np

    out = np.zeros((len(names), _SIDE * _SIDE), np.float32)
    flat: list[int] = []
    rows: list[int] = []
    for name in names:
        codes = [0, *_codes("".join(words(name))), 0]
        flat += [left * _SIDE + right for left, right in zip(codes, codes[1:], strict=False)]
        rows.append(len(codes) - 1)
    np.add.at(out, (np.repeat(np.arange(len(names)), rows), np.array(flat, np.int64)), 1)
    return out


def expected_pairs(names: Sequence[str], weights: Weights, group: int) -> Floats:
    """Expected counts of letter pairs, as the characters of each Chinese name spell them."""
    import numpy as np

    chunks = list(weights.chunks)
    codes = [_codes(chunk) for chunk in chunks]
    spelt: dict[str, tuple[Floats, Floats, Floats]] = {}

    def spell(character: str) -> tuple[Floats, Floats, Floats]:
        if character not in spelt:
            weight = weights.chunk_weights(character, group) - weights.by_chunk
            likely = np.argpartition(-weight, 24)[:24]
            share = np.exp(weight[likely] - weight[likely].max())
            share /= share.sum()
            inner = np.zeros(_SIDE * _SIDE, np.float32)
            first, last = np.zeros(_SIDE, np.float32), np.zeros(_SIDE, np.float32)
            for chunk, part in zip(likely, share, strict=True):
                found = codes[chunk]
                if not found:
                    continue
                first[found[0]] += part
                last[found[-1]] += part
                for left, right in zip(found, found[1:], strict=False):
                    inner[left * _SIDE + right] += part
            spelt[character] = inner, first, last
        return spelt[character]

    out = np.zeros((len(names), _SIDE * _SIDE), np.float32)
    edge = np.zeros(_SIDE, np.float32)
    edge[0] = 1
    for row, name in enumerate(names):
        before = edge
        for character in units(name, weights.units):
            inner, first, last = spell(character)
            out[row] += inner + np.outer(before, first).ravel()
            before = last + before * (1 - last.sum())
        out[row] += np.outer(before, edge).ravel()
    return out


def nearest(
    zh: Sequence[str], en: Sequence[str], weights: Weights, group: int, top: int
) -> NDArray[np.int64]:
    """For each Chinese name the rows of the `top` most similar Latin names, best first."""
    return best(expected_pairs(zh, weights, group), latin_pairs(en), rarity(latin_pairs(en)), top)


def rarity(latin: Floats) -> Floats:
    """Weight of each letter pair: the fewer of the Latin names have it, the more it tells."""
    import numpy as np

    return np.asarray(np.log((1 + len(latin)) / (1 + (latin > 0).sum(0))) + 1, np.float32)


def best(rows: Floats, others: Floats, rare: Floats, top: int) -> NDArray[np.int64]:
    """For each row of counts the numbers of the `top` most similar others, best first.

    Whatever other rows are asked for in the same call, the answer for a row is the same: vectors
    are rounded to whole numbers so small that their products are exact in 32 bits.
    """
    import numpy as np

    top = min(top, len(others))
    left, right = (_directions(side, rare) for side in (rows, others))
    out = np.empty((len(left), top), np.int64)
    for at in range(0, len(left), _ROWS):
        near = left[at : at + _ROWS] @ right.T
        if top < len(right):
            chosen = np.argpartition(near, len(right) - top, axis=1)[:, len(right) - top :]
            chosen.sort(axis=1)
        else:
            chosen = np.broadcast_to(np.arange(len(right)), near.shape)
        order = np.argsort(-np.take_along_axis(near, chosen, 1), axis=1, kind="stable")
        out[at : at + _ROWS] = np.take_along_axis(chosen, order, 1)
    return out


def _directions(counts: Floats, rare: Floats) -> Floats:
    """Weighted counts as vectors of length `_LENGTH`, in whole numbers."""
    import numpy as np

    vectors = np.sqrt(np.maximum(counts, 0)) * rare
    vectors *= _LENGTH / (np.sqrt((vectors * vectors).sum(1, keepdims=True)) + 1e-6)
    return np.asarray(np.rint(vectors), np.float32)
