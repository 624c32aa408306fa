"""Conversion between the forms of Chinese characters, by OpenCC.

The converters are made when first asked for: each holds a dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any


def simplified(text: str) -> str:
    """Text in simplified characters; what is simplified already stays.

    Example:
        >>> simplified("雪梨"), simplified("奧克蘭"), simplified("Łódź")
        ('雪梨', '奥克兰', 'Łódź')
    """
    return text if text.isascii() else _convert("t2s", text)


def simplified_many(texts: Sequence[str]) -> list[str]:
    """Each text in simplified characters, in the order given, converted in one pass.

    Args:
        texts: Names without line breaks (as `text.clean` leaves them).
    """
    return _many(texts, simplified)


def traditional(text: str) -> str:
    """Text in traditional characters (OpenCC's own standard, neither Taiwan's nor Hong Kong's).

    Example:
        >>> traditional("奥克兰")
        '奧克蘭'
    """
    return text if text.isascii() else _convert("s2t", text)


def japanese(text: str) -> str:
    """Simplified Chinese text in the characters that Japan writes, as tables of readings need.

    Example:
        >>> japanese("登别"), japanese("滨松")
        ('登別', '浜松')
    """
    return text if text.isascii() else _convert("t2jp", _convert("s2t", text))


def japanese_many(texts: Sequence[str]) -> list[str]:
    """Each text in the characters that Japan writes, in the order given, converted in one pass."""
    return _many(texts, japanese)


def _many(texts: Sequence[str], convert: Callable[[str], str]) -> list[str]:
    if all(text.isascii() for text in texts):
        return list(texts)
    converted = convert("\n".join(texts)).split("\n")
    return converted if len(converted) == len(texts) else [convert(text) for text in texts]


def _convert(configuration: str, text: str) -> str:
    converted: str = _converter(configuration).convert(text)
    return converted


@cache
def _converter(configuration: str) -> Any:
    import opencc

    return opencc.OpenCC(configuration)
