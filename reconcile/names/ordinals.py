"""Numbers that rows bear in a list: `12`, `No. 12`, `12.`, `(十二)`, `B-12`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from reconcile.names.numbers import parse_number

HIGHEST = 999_999
"""Greater numbers are codes rather than places in a list."""

_ORDINAL = re.compile(
    r"(?P<series>.*?)(?P<number>[0-9]{1,6}|[〇零一二两三四五六七八九十廿卅百千]{1,8})"
    r"(?:\.0+)?(?:st|nd|rd|th|号|號|º|ª)?[\W_]*"
)


class Ordinal(NamedTuple):
    """A place in a numbering."""

    series: str  # what stands before the number; numbers of two series aren't one sequence
    number: int


@lru_cache(maxsize=1 << 14)
def parse_ordinal(text: str) -> Ordinal | None:
    """The place that a cell states, `None` where it states none.

    Example:
        >>> [parse_ordinal(text) for text in ("12", "No. 12", "第十二", "B-12.")]
        ... # doctest: +NORMALIZE_WHITESPACE
        [Ordinal(series='', number=12), Ordinal(series='no', number=12),
         Ordinal(series='', number=12), Ordinal(series='b', number=12)]
        >>> parse_ordinal("last"), parse_ordinal("1234567")
        (None, None)
    """
    plain = unicodedata.normalize("NFKC", text[:60]).strip().lower()
    found = _ORDINAL.fullmatch(plain)
    number = parse_number(found["number"]) if found else None
    if not found or number is None or number > HIGHEST or found["series"][-1:].isdigit():
        return None
    series = re.sub(r"[\W_]+", " ", found["series"]).strip()
    return Ordinal("" if series == "第" else series, number)
