"""Pinyin of a Chinese name: for people to read, and for the baseline that a matcher must beat.

The sound model knows how characters sound in foreign names; it doesn't need this module.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MAX_CHARACTERS = 200  # longer text is no name; pypinyin's phrase search is slow on it
_NOT_LETTER = re.compile("[^a-z]+")


@lru_cache(maxsize=65536)
def pinyin(text: str) -> str:
    """Toneless pinyin, one syllable per character, parted by spaces.

    Args:
        text: A name; what isn't Han is kept where it is made of Latin letters, else dropped.
            At most 200 characters are read.

    Returns:
        Lower-case letters `a` to `z` and spaces (`ü` is written `v`).

    Example:
        >>> pinyin("叶卡捷琳堡"), pinyin("重庆")
        ('ye ka jie lin bao', 'chong qing')
    """
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(text[:_MAX_CHARACTERS], v_to_u=False)
    return " ".join(_NOT_LETTER.sub(" ", " ".join(syllables).lower()).split())
