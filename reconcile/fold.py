"""Folding of names into keys: the one spelling under which two writings of a name are equal.

`fold` is for Latin text and `fold_han` for text that `is_han`. Both are pure and idempotent, so
a key may be folded again without harm. The gazetteer file, the country table and the comparisons
of `names` agree on every key, since they all fold here. Neither function converts traditional
characters to simplified ones: that takes a dictionary, which callers load when they need it.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose. A reader without the letter writes these instead.
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
        "ı": "i", "ħ": "h", "ŋ": "n", "ə": "a", "ƒ": "f", "ɓ": "b", "ɗ": "d", "ƙ": "k",
        "ŧ": "t", "ĸ": "k", "ɛ": "e", "ɔ": "o",
    }
)  # fmt: skip
# Apostrophes join (Xi'an, Nuku'alofa, Ra's): unlike other punctuation they part no words.
_APOSTROPHES = re.compile("['`´‘’‚‛ʹʺʻʼʽʾʿˈˊˋ′ꞌ\u02c0\u02c1＇]")
_NOT_WORD = re.compile(r"[\W_]+")
_ASCII = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum()} | {"'": None, "`": None}
)

_MARKS = "\u0300"
"""The first combining mark; before it, what a character becomes doesn't depend on those beside."""

_HAN = re.compile(r"(?=\w)[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def is_han(text: str) -> bool:
    """Whether a name is folded as a Chinese one: any Han character makes it so."""
    # Some signs are Han only once they are unfolded (㊥).
    return not text.isascii() and bool(_HAN.search(unicodedata.normalize("NFKC", text)))


def fold(text: str) -> str:
    """Key of a Latin name: lower case, no diacritics, words parted by single spaces.

    Args:
        text: Any text; scripts other than Latin pass through with their marks removed.

    Returns:
        The key, empty where the text holds no letter and no digit.

    Example:
        >>> fold("  Łódź — São-Paulo "), fold("Nuku‘alofa")
        ('lodz sao paulo', 'nukualofa')
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    if max(text) < _MARKS:
        return " ".join(text.translate(_FOLDED).split())
    return _fold_fully(text)


def _fold_fully(text: str) -> str:
    text = _APOSTROPHES.sub("", text)
    text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFC", text))
    return " ".join(_NOT_WORD.sub(" ", text).split())


class _Folded(dict[int, str]):
    """What each character before `_MARKS` becomes, found out when it is met; no word: a space."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        # Between two letters it is seen whether the character parts words, and where.
        self[code] = _fold_fully(f"x{char}x")[1:-1]
        return self[code]


_FOLDED = _Folded()


def fold_han(text: str) -> str:
    """Key of a Chinese name: no spaces, dots, dashes or brackets, full-width forms narrowed.

    Args:
        text: Any text; Latin letters in it are put into lower case.

    Returns:
        Letters and digits only, traditional or simplified as they came.

    Example:
        >>> fold_han("刚果（金）"), fold_han("法兰克福 · 奥得河畔")
        ('刚果金', '法兰克福奥得河畔')
    """
    if text.isalpha() and min(text) >= "\u4e00" and max(text) <= "\u9fff":
        return text  # plain Han, the usual case
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text.casefold()).casefold())
