"""The learned tables of the sound model: what each Han character spells, and how surely.

A character emits a chunk of 0 to 7 Latin letters (double letters count once). The weight of a
chunk is a sum of terms: initial and onset, final and rime, the chunk, the toneless syllable (also
by the letter that follows the chunk), the character; chunk and syllable once more by language
group of the country. `sound.npz` holds every term rounded to a byte; the build step `sound`
trains and writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

UNLISTED = 8
"""Entries for chunks outside the inventory, one per length 0 to 7, stand before all others."""

FOLLOWS = 3
"""What can follow a chunk: a vowel, a consonant, the end of a word."""

DEFAULT = Path(__file__).with_name("data") / "sound.npz"
_FIRST_CHARACTER = 0x3400


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse table: for each row some columns and their weights."""

    start: Ints
    column: Ints
    weight: Floats

    def add_to(self, vector: Floats, row: int) -> None:
        """Add one row to a dense vector, in place; rows beyond the table are empty."""
        if 0 <= row < len(self.start) - 1:
            part = slice(self.start[row], self.start[row + 1])
            vector[self.column[part]] += self.weight[part]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Everything that `sound.npz` holds, decoded."""

    chunks: dict[str, int]
    characters: dict[str, int]
    groups: dict[str, int]  # language group of each country, from 1
    units: tuple[str, ...]  # several characters that are translated as one
    moves: dict[str, str]  # characters and units that Latin names put to the other end
    shortened: frozenset[str]  # words of which only the first seven letters are read
    skips: dict[str, float]  # weight of leaving a word unspelt, where it has its own
    syllable: Ints  # of each character from U+3400, -1 where unknown
    syllables: tuple[str, ...]  # toneless pinyin
    initial: Ints  # of each syllable
    final: Ints
    onset: Ints  # of each chunk
    rime: Ints
    by_initial: Floats  # initial x onset
    by_final: Floats  # final x rime
    by_chunk: Floats
    unlisted: Floats  # chunk outside the inventory, by length
    by_group_chunk: Rows
    by_syllable: Rows
    by_follow: Rows  # syllable, FOLLOWS * chunk + what follows
    by_character: Rows
    by_group: Rows  # group * syllables + syllable
    insertion: float  # weight of a letter that no character spells
    skip: tuple[float, float]  # weight of a word that no character spells: fixed, per letter
    calibration: tuple[float, float, float]  # slope, per character, offset

    def spoken(self, character: str) -> int:
        """Row of the syllable of a character; -1 where none is known."""
        code = ord(character[:1]) - _FIRST_CHARACTER
        return int(self.syllable[code]) if 0 <= code < len(self.syllable) else -1

    def chunk_weights(self, character: str, group: int) -> Floats:
        """Natural-log weight of every chunk of the inventory, whatever follows it.

        Args:
            character: A Han character or a unit; unknown ones fall back to their syllable.
            group: Language group; 0 is none.
        """
        vector = self.by_chunk.copy()
        syllable = self.spoken(character)
        if syllable >= 0:
            vector += self.by_initial[self.initial[syllable]][self.onset]
            vector += self.by_final[self.final[syllable]][self.rime]
            self.by_syllable.add_to(vector, syllable)
            if group:
                self.by_group.add_to(vector, group * len(self.initial) + syllable)
        else:
            vector += self.by_initial.min() + self.by_final.min()
        if group:
            self.by_group_chunk.add_to(vector, group)
        self.by_character.add_to(vector, self.characters.get(character, -1))
        return vector

    def emission(self, character: str, group: int) -> Floats:
        """Weight of every chunk with what follows it.

        Returns:
            Flat array: entry `FOLLOWS * (UNLISTED + chunk) + what follows`, and before these
            the chunks outside the inventory by length. Not to be written to.
        """
        return _emission(self, character, group)


@lru_cache(maxsize=256)  # of 68 KB each: short lists are compared in many calls
def _emission(weights: Weights, character: str, group: int) -> Floats:
    import numpy as np

    vector = np.concatenate([weights.unlisted, weights.chunk_weights(character, group)])
    out: Floats = np.repeat(vector, FOLLOWS)
    weights.by_follow.add_to(out[FOLLOWS * UNLISTED :], weights.spoken(character))
    out.flags.writeable = False
    return out


@cache
def load(path: Path = DEFAULT) -> Weights:
    """The tables of a weights file, read once per process."""
    import numpy as np

    with np.load(path, allow_pickle=False) as file:
        found: dict[str, Any] = {name: file[name] for name in file.files}
    scale = np.float32(found["scale"].item())

    def lines(name: str) -> list[str]:
        return bytes(found[name]).decode("utf-8").split("\n")

    def ints(name: str) -> Ints:
        return found[name].astype(np.int32)  # type: ignore[no-any-return]

    def floats(name: str) -> Floats:
        return found[name].astype(np.float32) * scale  # type: ignore[no-any-return]

    def rows(name: str) -> Rows:
        count = found[f"{name}_count"]
        start = np.zeros(len(count) + 1, np.int32)
        np.cumsum(count, out=start[1:])
        return Rows(start, ints(f"{name}_column"), floats(f"{name}_weight"))

    small = [float(value) for value in found["small"]]
    return Weights(
        chunks={chunk: row for row, chunk in enumerate(lines("chunks"))},
        characters={character: row for row, character in enumerate(lines("characters"))},
        groups=dict(zip(lines("countries"), found["country_group"].tolist(), strict=True)),
        units=tuple(lines("units")),
        moves=dict(line.split("\t") for line in lines("moves")),
        shortened=frozenset(lines("shortened")),
        skips=dict(zip(lines("skipped"), floats("skipped_weight").tolist(), strict=True)),
        syllable=ints("syllable"),
        syllables=tuple(lines("syllables")),
        initial=ints("initial"),
        final=ints("final"),
        onset=ints("onset"),
        rime=ints("rime"),
        by_initial=floats("by_initial"),
        by_final=floats("by_final"),
        by_chunk=floats("by_chunk"),
        unlisted=np.array(small[:8], np.float32),
        by_group_chunk=rows("by_group_chunk"),
        by_syllable=rows("by_syllable"),
        by_follow=rows("by_follow"),
        by_character=rows("by_character"),
        by_group=rows("by_group"),
        insertion=small[8],
        skip=(small[9], small[10]),
        calibration=(small[11], small[12], small[13]),
    )
