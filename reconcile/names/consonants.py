"""The consonants that two spellings of one sound share, whatever the vowels between them."""

from __future__ import annotations

import re
from functools import cache

from reconcile.fold import fold
from reconcile.names.pinyin import pinyin

# Pinyin and the world's spellings write neighbouring sounds with neighbouring letters, and
# Chinese has no r but l, and parts b from p by breath alone; each class becomes one letter.
_CLASSES = (
    ("zh", "j"), ("ch", "j"), ("sh", "s"), ("ph", "f"), ("th", "t"), ("x", "s"), ("q", "k"),
    ("c", "k"), ("z", "s"), ("v", "w"), ("r", "l"), ("b", "p"), ("d", "t"), ("g", "k"),
)  # fmt: skip
_VOWELS = re.compile("(?<!^)[aeiouyh]")
_DOUBLE = re.compile(r"(.)\1+")


@cache
def consonants(name: str) -> str:
    """Consonant classes of a name in Latin letters or Chinese, in order, its first letter kept.

    Example:
        >>> consonants("Barcelona"), consonants("巴塞罗那")
        ('palkelna', 'pasln')
    """
    text = fold(name if name.isascii() else pinyin(name)).replace(" ", "")
    for letters, one in _CLASSES:
        text = text.replace(letters, one)
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", text))
