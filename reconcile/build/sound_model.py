"""Second stage, part one: the additive model whose terms training adjusts.

The weight of a chunk for a character is a sum of terms, each one entry of a flat vector: initial
and onset, final and rime, the chunk (also by language group), the syllable and chunk (also by
what letter follows, and by language group), the character and chunk. They start from what
expectation maximisation found and stay close to it where little is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reconcile.build.sound_em import Learned, initial_final, onset_rime, syllable
from reconcile.sound.batch import collapse, follows

Array = Any
_LETTER_MODEL = 0.4  # share of the letter language model that is taken off
_SENSE = 0.02  # first guess of P(word | character) for a translated part


@dataclass
class Model:
    """Terms and where they stand in the flat vector `values`."""

    values: Array
    start: dict[str, int]
    chunks: dict[str, int]
    characters: dict[str, int]
    syllables: list[str]
    words: dict[str, int]  # words whose skipping has a weight of its own
    groups: int
    syllable_of: Array
    initial_of: Array
    final_of: Array
    onset_of: Array
    rime_of: Array
    onsets: int
    rimes: int
    syllable_term: Array  # syllable x chunk -> term, -1 where none
    character_term: Array
    group_term: Array  # syllable x chunk -> term within a group
    counts: dict[str, Array]  # expected count behind each term


def assemble(  # noqa: PLR0915 - one table after the other
    learned: Learned, senses: Iterable[tuple[str, str]], words: Sequence[str], groups: int,
    *, least: float = 0.8,
) -> Model:  # fmt: skip
    """Start values of the additive model.

    Args:
        learned: Result of expectation maximisation.
        senses: Characters with words that translate them.
        words: Words whose skipping gets a weight of its own.
        groups: Number of language groups, 0 being none.
        least: Expected count below which a chunk is left out.
    """
    row, col, prob, count, back = learned.character_entries
    total = np.bincount(col, count, len(learned.chunks))
    kept = [i for i, c in enumerate(learned.chunks) if total[i] >= least or not c]
    chunks = {learned.chunks[i]: n for n, i in enumerate(kept)}
    frequency = list(total[kept] / total.sum())
    characters = {c: n for n, c in enumerate(learned.characters)}
    syllables = list(learned.syllables)
    syllable_of = list(learned.syllable_of)
    pairs = []
    for character, word in senses:
        chunk = collapse(word[:7])
        if chunk not in chunks:
            chunks[chunk] = len(chunks)
            frequency.append(1e-5)
        if character not in characters:
            characters[character] = len(characters)
            reading = syllable(character)
            if reading not in syllables:
                syllables.append(reading)
            syllable_of.append(syllables.index(reading))
        pairs.append((characters[character], chunks[chunk]))
    log_onset, log_rime, tables = _sound_tables(learned, list(chunks), syllables)
    initial_of, final_of, onset_of, rime_of = tables
    by_chunk = -_LETTER_MODEL * np.log(np.array(frequency) + 1e-5)

    renumber = np.full(len(learned.chunks), -1)
    renumber[kept] = np.arange(len(kept))
    s_row, s_col, s_prob, s_count = learned.syllable_entries
    use = (s_count >= 0.3) & (renumber[s_col] >= 0)
    counts = {"syllable": s_count[use]}
    s, k = s_row[use], renumber[s_col[use]]
    sound = log_onset[initial_of[s], onset_of[k]] + log_rime[final_of[s], rime_of[k]]
    by_syllable = np.log(s_prob[use]) - sound
    syllable_term = np.full((len(syllables), len(chunks)), -1, np.int32)
    syllable_term[s, k] = np.arange(len(s))
    often = use & (s_count >= 1.0)
    group_term = np.full((len(syllables), len(chunks)), -1, np.int32)
    group_term[s_row[often], renumber[s_col[often]]] = np.arange(often.sum())

    use = (count >= 0.3) & (renumber[col] >= 0)
    c, k = row[use], renumber[col[use]]
    seen = list(count[use])
    by_character = list(np.log(prob[use]) - np.log(back[use]))
    character_term = np.full((len(characters), len(chunks)), -1, np.int32)
    character_term[c, k] = np.arange(len(c))
    for row_of, chunk_row in pairs:
        if character_term[row_of, chunk_row] < 0:
            spoken = syllable_of[row_of]
            value = np.log(_SENSE)
            value -= log_onset[initial_of[spoken], onset_of[chunk_row]]
            value -= log_rime[final_of[spoken], rime_of[chunk_row]]
            character_term[row_of, chunk_row] = len(by_character)
            by_character.append(max(float(value), 0.0))
            seen.append(9.0)

    counts["character"] = np.array(seen)
    counts["group"] = np.tile(s_count[often] / 8, groups)
    parts = {
        "initial": log_onset.ravel(), "final": log_rime.ravel(), "chunk": by_chunk,
        "unknown": np.array([-9.0, *(-8.5 + 0.2 * k for k in range(1, 8))]),
        "skip": np.array([-3.0, -3.0, -0.2]),
        "word": np.array([-3.0 - 0.2 * len(word) for word in words]),
        "group_chunk": np.zeros(groups * len(chunks)), "syllable": by_syllable,
        "follow": np.zeros(3 * len(by_syllable)), "character": np.array(by_character),
        "group": np.zeros(groups * int(often.sum())),
    }  # fmt: skip
    start, at = {}, 0
    for name, part in parts.items():
        start[name] = at
        at += len(part)
    start["end"] = at
    return Model(
        np.concatenate(list(parts.values())).astype(np.float64), start, chunks, characters,
        syllables, {word: n for n, word in enumerate(words)}, groups, np.array(syllable_of),
        initial_of, final_of, onset_of, rime_of, log_onset.shape[1], log_rime.shape[1],
        syllable_term, character_term, group_term, counts,
    )  # fmt: skip


def _sound_tables(
    learned: Learned, chunks: list[str], syllables: list[str]
) -> tuple[Array, Array, tuple[Array, Array, Array, Array]]:
    """Onset and rime tables cut to the chunks kept, with the rows of syllables and chunks."""
    split = [onset_rime(chunk) for chunk in chunks]
    onsets = sorted({onset for onset, _ in split})
    rimes = sorted({rime for _, rime in split})
    sounds = [initial_final(reading) for reading in syllables]
    initials = sorted({*learned.initials, *(initial for initial, _ in sounds)})
    finals = sorted({*learned.finals, *(final for _, final in sounds)})

    def cut(
        table: Array, rows: list[str], cols: list[str], old: tuple[list[str], list[str]]
    ) -> Array:
        out = np.full((len(rows), len(cols)), -6.0)
        row_at = {name: n for n, name in enumerate(old[0])}
        col_at = {name: n for n, name in enumerate(old[1])}
        for r, name in enumerate(rows):
            for c, other in enumerate(cols):
                if name in row_at and other in col_at:
                    out[r, c] = table[row_at[name], col_at[other]]
        return out

    log_onset = cut(learned.log_onset, initials, onsets, (learned.initials, learned.onsets))
    log_rime = cut(learned.log_rime, finals, rimes, (learned.finals, learned.rimes))
    at = [{name: n for n, name in enumerate(names)} for names in (initials, finals, onsets, rimes)]
    tables = (
        np.array([at[0][initial] for initial, _ in sounds]),
        np.array([at[1][final] for _, final in sounds]),
        np.array([at[2][onset] for onset, _ in split]),
        np.array([at[3][rime] for _, rime in split]),
    )
    return log_onset, log_rime, tables


@dataclass(frozen=True)
class Latin:
    """Latin names as flat arrays for the compiled loops."""

    lengths: Array
    at: Array
    chunks: Array  # [position, letters 0..7] -> 3 * entry + what follows
    word_at: Array
    words: Array  # start of each word and the end of the last
    skips: Array  # row of the word's own skip weight, -1 where it has none


def encode(names: Sequence[list[str]], model: Model) -> Latin:
    """Latin names, given as words, for the compiled loops."""
    lengths, at, chunks, word_at, starts, skips = [], [0], [], [0], [], []
    known: dict[str, int] = {}
    for words in names:
        text = "".join(words)
        size, place = len(text), 0
        for word in words:
            starts.append(place)
            skips.append(model.words.get(word, -1) if len(words) > 1 else -2)
            place += len(word)
        starts.append(size)
        skips.append(-2)
        word_at.append(len(starts))
        ends = set(starts[word_at[-2] :])
        table = np.full((size + 1, 8), -1, np.int32)
        for p in range(size + 1):
            for k in range(min(7, size - p) + 1):
                letters = text[p : p + k]
                entry = known.get(letters)
                if entry is None:
                    found = model.chunks.get(collapse(letters), -1)
                    entry = known[letters] = k if found < 0 else 8 + found
                table[p, k] = 3 * entry + follows(text, p + k, ends)
        lengths.append(size)
        chunks.append(table.ravel())
        at.append(at[-1] + table.size)
    return Latin(
        np.array(lengths), np.array(at), np.concatenate(chunks), np.array(word_at),
        np.array(starts), np.array(skips),
    )  # fmt: skip
