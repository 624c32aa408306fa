"""The consonants that two spellings of one sound share, whatever the vowels between them."""

from __future__ import annotations

import re
from functools import lru_cache

from reconcile.sound.letters import han, words
from reconcile.sound.weights import load

# Pinyin and the world's spellings write neighbouring sounds with neighbouring letters, and
# Chinese has l for r, and parts b from p by breath alone; each class becomes one letter.
_CLASSES = (
    ("zh", "j"), ("ch", "j"), ("sh", "s"), ("ph", "f"), ("th", "t"), ("x", "s"), ("q", "k"),
    ("c", "k"), ("z", "s"), ("v", "w"), ("r", "l"), ("b", "p"), ("d", "t"), ("g", "k"),
)  # fmt: skip
_FIRST_VOWEL = re.compile("^[aeiou]")
_VOWELS = re.compile("(?<!^)[aeiouyh]")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(1 << 16)
def consonants(name: str) -> str:
    """Consonant classes of a name in Latin letters or Chinese, in order; a vowel in front is `a`.

    Example:
        >>> consonants("Barcelona"), consonants("巴塞罗那")
        ('plkln', 'psln')
    """
    characters = han(name)
    text = "".join(map(_syllable, characters)) if characters else "".join(words(name))
    for letters, one in _CLASSES:
        text = text.replace(letters, one)
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", _FIRST_VOWEL.sub("a", text)))


def _syllable(character: str) -> str:
    """Toneless pinyin of a character, empty where the model knows none."""
    weights = load()
    row = weights.spoken(character)
    return weights.syllables[row] if row >= 0 else ""
