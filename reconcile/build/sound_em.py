"""First stage of training: which letters a character spells, by expectation maximisation.

P(chunk | character) backs off to the toneless syllable, and that to P(onset | initial) times
P(rime | final). Every pass counts all alignments of all pairs by forward and backward sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numba
import numpy as np

from reconcile.sound.batch import collapse

njit: Any = numba.njit
Array = Any  # numpy arrays of this build step
LONGEST = 7
_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")


class Ids(dict[str, int]):
    """Numbers for strings, given in order of first use."""

    def __missing__(self, key: str) -> int:
        value = self[key] = len(self)
        return value


@cache
def syllable(character: str) -> str:
    """Toneless pinyin of a character; `?` where there is none."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin(character, errors=lambda _: "?")[0].replace("ü", "v")


def initial_final(reading: str) -> tuple[str, str]:
    """Initial and final of a syllable: `zhang` is `zh` and `ang`."""
    for initial in _INITIALS:
        if reading.startswith(initial):
            return initial, reading[len(initial) :]
    return "", reading


def onset_rime(chunk: str) -> tuple[str, str]:
    """Consonants before the first vowel of a chunk, and the rest."""
    for at, letter in enumerate(chunk):
        before_vowel = at + 1 < len(chunk) and chunk[at + 1] in "aeiou"
        if letter in "aeiou" or (letter == "y" and not before_vowel):
            return chunk[:at], chunk[at:]
    return chunk, ""


@njit(cache=False)
def _expect(  # type: ignore[no-untyped-def]
    sizes, lengths, word_at, words, entry_at, entries, theta, counts, likelihood
):
    for n in range(len(lengths)):
        m = sizes[n]
        size = lengths[n]
        forward = np.zeros((m + 1, size + 1))
        backward = np.zeros((m + 1, size + 1))
        first = word_at[n]
        last = word_at[n + 1]
        letter = np.exp(-7.0)
        forward[0, 0] = 1
        for j in range(m + 1):
            for p in range(size + 1):
                here = forward[j, p]
                if here == 0:
                    continue
                for w in range(first, last - 1):
                    if words[w] == p:
                        skip = np.exp(-3.0 - 2.3 * (words[w + 1] - p))
                        forward[j, words[w + 1]] += here * skip
                if p < size:
                    forward[j, p + 1] += here * letter
                if j < m:
                    base = entry_at[n] + (j * (size + 1) + p) * 8
                    for k in range(min(7, size - p) + 1):
                        forward[j + 1, p + k] += here * theta[entries[base + k]]
        total = forward[m, size]
        if total <= 0:
            likelihood[n] = -1e3
            continue
        likelihood[n] = np.log(total)
        backward[m, size] = 1
        for j in range(m, -1, -1):
            for p in range(size, -1, -1):
                here = backward[j, p]
                if p < size:
                    here += backward[j, p + 1] * letter
                for w in range(first, last - 1):
                    if words[w] == p:
                        skip = np.exp(-3.0 - 2.3 * (words[w + 1] - p))
                        here += backward[j, words[w + 1]] * skip
                if j < m:
                    base = entry_at[n] + (j * (size + 1) + p) * 8
                    for k in range(min(7, size - p) + 1):
                        entry = entries[base + k]
                        part = theta[entry] * backward[j + 1, p + k]
                        here += part
                        counts[entry] += forward[j, p] * part / total
                backward[j, p] = here


@dataclass(frozen=True)
class Learned:
    """Result of expectation maximisation: entries (row, chunk) with probability and count."""

    characters: list[str]
    chunks: list[str]
    syllables: list[str]
    syllable_of: Array  # of each character
    initials: list[str]
    finals: list[str]
    onsets: list[str]
    rimes: list[str]
    initial_of: Array  # of each syllable
    final_of: Array
    onset_of: Array  # of each chunk
    rime_of: Array
    character_entries: tuple[Array, Array, Array, Array, Array]  # row, chunk, P, count, P(syllable)
    syllable_entries: tuple[Array, Array, Array, Array]  # row, chunk, P, count
    log_onset: Array  # initial x onset
    log_rime: Array  # final x rime
    likelihood: Array  # of each pair


def learn(pairs: Sequence[tuple[str, list[str]]], *, passes: int = 8) -> Learned:
    """Learn from pairs of Han characters and the words of a Latin name.

    Args:
        pairs: Neither side empty.
        passes: Rounds of expectation and maximisation.

    Returns:
        The tables; every entry that some pair could use is in them.
    """
    characters, chunks = Ids(), Ids()
    chunks[""]
    sizes, lengths, word_at, starts, entry_at = [], [], [0], [], [0]
    chunk_parts, character_parts = [], []
    for name, words in pairs:
        text = "".join(words)
        size, at = len(text), 0
        for word in words:
            starts.append(at)
            at += len(word)
        starts.append(size)
        word_at.append(len(starts))
        table = np.full((size + 1, 8), -1, np.int64)
        for p in range(size + 1):
            for k in range(min(LONGEST, size - p) + 1):
                table[p, k] = chunks[collapse(text[p : p + k])]
        rows = np.array([characters[c] for c in name])
        sizes.append(len(name))
        lengths.append(size)
        entry_at.append(entry_at[-1] + len(name) * table.size)
        chunk_parts.append(np.tile(table.ravel(), len(name)))
        character_parts.append(np.repeat(rows, table.size))
    chunk = np.concatenate(chunk_parts)
    key = np.where(chunk >= 0, np.concatenate(character_parts) * len(chunks) + chunk, -1)
    unique, entries = np.unique(key, return_inverse=True)
    if unique[0] == -1:
        unique, entries = unique[1:], entries - 1
    of_character, of_chunk = unique // len(chunks), unique % len(chunks)
    data = (
        np.array(sizes), np.array(lengths), np.array(word_at), np.array(starts),
        np.array(entry_at[:-1]), entries.astype(np.int32),
    )  # fmt: skip
    return _maximise(list(characters), list(chunks), of_character, of_chunk, data, passes)


def _maximise(
    characters: list[str], chunks: list[str], row: Array, col: Array, data: Any, passes: int
) -> Learned:
    syllables, initials, finals, onsets, rimes = Ids(), Ids(), Ids(), Ids(), Ids()
    syllable_of = np.array([syllables[syllable(c)] for c in characters])
    names = list(syllables)
    initial_of = np.array([initials[initial_final(s)[0]] for s in names])
    final_of = np.array([finals[initial_final(s)[1]] for s in names])
    onset_of = np.array([onsets[onset_rime(c)[0]] for c in chunks])
    rime_of = np.array([rimes[onset_rime(c)[1]] for c in chunks])
    size = np.array([len(c) for c in chunks])

    key, to_syllable = np.unique(syllable_of[row] * len(chunks) + col, return_inverse=True)
    s_row, s_col = key // len(chunks), key % len(chunks)
    key, to_onset = np.unique(
        initial_of[s_row] * len(onsets) + onset_of[s_col], return_inverse=True
    )
    o_row, o_col = key // len(onsets), key % len(onsets)
    key, to_rime = np.unique(final_of[s_row] * len(rimes) + rime_of[s_col], return_inverse=True)
    r_row, r_col = key // len(rimes), key % len(rimes)

    same = (
        np.array([c[:1] for c in chunks])[col] == np.array([s[:1] for s in names])[syllable_of[row]]
    )
    theta = np.exp(-((size[col] - 2.2) ** 2) / 3) / 20.0 ** size[col] * np.where(same, 3.0, 1.0)
    likelihood = np.zeros(len(data[0]))
    for _ in range(passes):
        counts = np.zeros(len(row))
        _expect(*data, theta, counts, likelihood)
        s_count = np.bincount(to_syllable, counts, len(s_row))
        o_count = np.bincount(to_onset, s_count, len(o_row)) + 0.02
        r_count = np.bincount(to_rime, s_count, len(r_row)) + 0.02
        p_onset = o_count / (np.bincount(o_row, o_count)[o_row] + 1)
        p_rime = r_count / (np.bincount(r_row, r_count)[r_row] + 1)
        back_off = p_onset[to_onset] * p_rime[to_rime]
        p_syllable = (s_count + 6 * back_off) / (np.bincount(s_row, s_count)[s_row] + 6)
        theta = (counts + 6 * p_syllable[to_syllable]) / (np.bincount(row, counts)[row] + 6)
    log_onset = np.full((len(initials), len(onsets)), -6.0)
    log_onset[o_row, o_col] = np.maximum(np.log(p_onset), -6)
    log_rime = np.full((len(finals), len(rimes)), -6.0)
    log_rime[r_row, r_col] = np.maximum(np.log(p_rime), -6)
    return Learned(
        characters, chunks, names, syllable_of, list(initials), list(finals), list(onsets),
        list(rimes), initial_of, final_of, onset_of, rime_of,
        (row, col, theta, counts, p_syllable[to_syllable]), (s_row, s_col, p_syllable, s_count),
        log_onset, log_rime, likelihood,
    )  # fmt: skip
