"""Whole numbers as lists and prose print them: digits, full width, Chinese numerals, words."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_DIGITS: Final = {
    "〇": 0, "零": 0, "○": 0, "一": 1, "壹": 1, "元": 1, "二": 2, "两": 2, "兩": 2, "贰": 2,
    "貳": 2, "三": 3, "叁": 3, "參": 3, "四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6, "陆": 6,
    "陸": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9,
}  # fmt: skip
_TENS: Final = {"廿": 20, "卅": 30, "卌": 40}
_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_WORDS: Final = {word: number for number, word in enumerate(_ONES.split(" "))}
_DECADES: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORD_TENS: Final = {w: 10 * n for n, w in enumerate(_DECADES.split(" "), start=2)}
_HAN: Final = "".join((*_DIGITS, *_TENS, *_UNITS, "万", "萬")).replace("元", "")
_ENGLISH: Final = "|".join((*_WORD_TENS, *sorted(_WORDS, key=len, reverse=True)))

NUMBER: Final = (
    r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]{1,7}"
    rf"|[{_HAN}]{{1,12}}|\b(?:{_ENGLISH}|(?:one|a)\shundred)"
    rf"(?:(?:[\s-]|\sand\s|\shundred(?:\sand)?\s)(?:{_ENGLISH}))*\b)"
)
"""Pattern of a number in prose, for `parse_number`; use it with `re.IGNORECASE`."""


def parse_number(text: str) -> int | None:
    """The whole number that a text prints, and nothing else.

    Args:
        text: Digits (full width and thousands separators are understood), Chinese numerals
            (一百零七, 廿三, 两千, 二〇二四, 壹佰), or English words up to 999.

    Returns:
        The number, from 0; `None` where the text is no number.

    Example:
        >>> [parse_number(text) for text in ("１０７", "1,204", "一百零七", "廿三", "二〇二四")]
        [107, 1204, 107, 23, 2024]
        >>> parse_number("thirty-eight"), parse_number("a hundred and seven"), parse_number("many")
        (38, 107, None)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15}", plain):
        return int(plain.replace(",", ""))
    if not plain or len(plain) > 60:
        return None
    return _chinese(plain) if plain[0] > "\x7f" else _words(plain)


def _chinese(text: str) -> int | None:
    """Positional (二〇二四) or with units (一百零七); 万 once."""
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    high, mark, low = text.replace("萬", "万").partition("万")
    if mark:
        parts = (_below_ten_thousand(high), _below_ten_thousand(low) if low else 0)
        return None if None in parts else (parts[0] or 0) * 10_000 + (parts[1] or 0)
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int | None:
    total, digit, last = 0, 0, 10_000
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _TENS:
            total += _TENS[char]
            last = 10
        elif char in _UNITS and _UNITS[char] < last:
            last = _UNITS[char]
            total += (digit or 1) * last
            digit = 0
        else:
            return None
    return total + digit if text else None


def _words(text: str) -> int | None:
    total, seen = 0, False
    for word in re.split(r"[\s-]+", text.lower()):
        if word in _WORDS:
            total += _WORDS[word]
        elif word in _WORD_TENS:
            total += _WORD_TENS[word]
        elif word == "a" and not seen:
            total += 1
        elif word == "hundred" and 1 <= total <= 9:
            total *= 100
        elif word != "and" or not seen:
            return None
        seen = True
    return total if seen else None
