"""Names as arrays: what the dynamic programme reads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.sound.letters import han, words
from reconcile.sound.spelt import entries

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.sound.weights import Weights

    Floats = NDArray[np.float32]
    Rows = NDArray[np.int64]

Unit = str
"""A Han character, or several that are translated as one (将军 is General)."""


@dataclass(frozen=True, slots=True)
class ZhBatch:
    """Chinese names as units, first each name as written, then the reordered ones.

    `owner[i]` is the row of the name that form i was made from.
    """

    forms: tuple[tuple[Unit, ...], ...]
    owner: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class EnBatch:
    """Latin names of about equal length, side by side.

    `chunks[k, p, n]` is the table entry of the k letters of name n from position p on, or the
    last entry (weight 0) where the name ends before. Where a word of name n begins at p, the
    word ends at `word_end[p, n]`, and `word_weight[p, n]` is the weight of leaving it unspelt;
    elsewhere both are 0. `rows` tells where each name stands in the caller's list.
    """

    rows: Rows
    lengths: Rows
    chunks: NDArray[np.int32]
    word_end: Rows
    word_weight: Floats

    def take(self, columns: Rows) -> EnBatch:
        """Some of the names, in the order asked for."""
        lengths = self.lengths[columns]
        size = int(lengths.max(initial=0)) + 1
        return EnBatch(
            self.rows[columns],
            lengths,
            self.chunks[:, :size, columns],
            self.word_end[:size, columns],
            self.word_weight[:size, columns],
        )


def collapse(letters: str) -> str:
    """A chunk with double letters written once: `lli` is `li`."""
    return "".join(c for i, c in enumerate(letters) if i == 0 or letters[i - 1] != c)


def follows(text: str, at: int, edges: Collection[int]) -> int:
    """What comes after a chunk that ends at a position: 0 a vowel, 1 a consonant, 2 an edge."""
    if at in edges or at >= len(text):
        return 2
    return 0 if text[at] in "aeiouy" else 1


def units(name: str, listed: Sequence[str]) -> tuple[Unit, ...]:
    """Han characters of a name, with the listed groups of characters kept together.

    Example:
        >>> units("皮科将军", ["将军"])
        ('皮', '科', '将军')
    """
    text = han(name)
    for number, group in enumerate(listed):
        if group in text:
            text = text.replace(group, chr(0xE000 + number))
    return tuple(listed[ord(c) - 0xE000] if c >= "\ue000" and c < "\uf8ff" else c for c in text)


def reordered(form: tuple[Unit, ...], moves: dict[str, str]) -> list[tuple[Unit, ...]]:
    """The same name with its parts in the order that Latin names may have.

    A part at the end comes first (太子港 is Port-au-Prince), a part in front comes last (东民都洛
    is Mindoro Oriental), what stands before a part in between comes after it (特伦特河畔斯托克 is
    Stoke-on-Trent).
    """
    out = []
    if len(form) > 2:
        if "end" in moves.get(form[-1], ""):
            out.append((form[-1], *form[:-1]))
        if "front" in moves.get(form[0], ""):
            out.append((*form[1:], form[0]))
    for at in range(1, len(form) - 2):
        if "between" in moves.get(form[at], ""):
            out.append((*form[at + 1 :], form[at], *form[:at]))
    return out


def latin_words(name: str, shortened: Collection[str]) -> list[str]:
    """Words of a Latin name; long translated words are cut to what one character can spell."""
    return [word[:7] if word in shortened else word for word in words(name)]


def encode_zh(names: Sequence[str], weights: Weights) -> ZhBatch:
    """Chinese names as units, in the caller's order, with their reordered forms."""
    forms = [units(name, weights.units) for name in names]
    owner = list(range(len(forms)))
    for row in range(len(names)):
        for form in reordered(forms[row], weights.moves):
            forms.append(form)
            owner.append(row)
    return ZhBatch(tuple(forms), tuple(owner), len(names))


def encode_en(names: Sequence[str], weights: Weights, *, width: int = 1024) -> list[EnBatch]:
    """Latin names as batches of at most `width`, short names first."""
    import numpy as np

    split = [latin_words(name, weights.shortened) for name in names]
    order = sorted(range(len(names)), key=lambda i: sum(map(len, split[i])))
    return [
        _encode(np.array(order[at : at + width]), split, weights)
        for at in range(0, len(order), width)
    ]


def _encode(rows: Rows, split: list[list[str]], weights: Weights) -> EnBatch:
    import numpy as np

    words = [split[row] for row in rows.tolist()]
    chunks = entries(words, weights)
    word_end = np.zeros(chunks.shape[1:], np.int64)
    word_weight = np.zeros(chunks.shape[1:], np.float32)
    fixed, per_letter = weights.skip
    for column, some in enumerate(words):
        at = 0
        for word in some if len(some) > 1 else ():
            weight = weights.skips.get(word, fixed + per_letter * len(word))
            word_end[at, column] = at + len(word)
            word_weight[at, column] = np.exp(weight)
            at += len(word)
    lengths = np.array([sum(map(len, some)) for some in words], np.int64)
    return EnBatch(rows, lengths, chunks, word_end, word_weight)
