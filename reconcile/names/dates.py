"""Dates as lists and prose print them, brought to ISO 8601 with the precision that they have.

`1978` stays a year and `December 2018` a month: nothing is added that the source does not say.
Chinese numerals (一九七九年五月二日) and years of the Republic (民国六十八年) are read too.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from typing import Final, Literal

from reconcile.names.numbers import parse_number

Comparison = Literal["equal", "compatible", "conflict"]

_FULL = tuple(name.lower() for name in calendar.month_name[1:])
_MONTHS: dict[str, int] = {
    **{name: number for number, name in enumerate(_FULL, start=1)},
    **{name[:3]: number for number, name in enumerate(_FULL, start=1)},
    "sept": 9,
}
MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
"""Pattern of an English month, whole or abbreviated; for use with `re.IGNORECASE`."""

_DAY = r"(?P<d>\d{1,2})"
_YEAR = r"(?P<y>\d{4})"
_ORDINAL = r"(?P<suffix>st|nd|rd|th)?"
_SHAPES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        _YEAR + r"(?:\s?(?P<sep>[-./])\s?(?P<m>\d{1,2})(?:\s?(?P=sep)\s?" + _DAY + ")?)?",
        _YEAR + r"\s?年(?:\s?(?P<m>\d{1,2})\s?月(?:份|\s?" + _DAY + r"\s?[日号])?)?",
        r"(?:the\s+)?" + _DAY + _ORDINAL + rf"(?:\s+of)?\s+(?P<month>{MONTH})\s*,?\s*" + _YEAR,
        rf"(?P<month>{MONTH})\s+" + _DAY + _ORDINAL + r"\s*,?\s*" + _YEAR,
        rf"(?P<month>{MONTH})\s*,?\s*(?:of\s+)?" + _YEAR,
        _DAY + rf"(?P<dash>[-/.])(?P<month>{MONTH})(?P=dash)" + _YEAR,
        _YEAR + rf"(?P<dash>[-/.\s])(?P<month>{MONTH})(?:(?P=dash)" + _DAY + ")?",
        r"(?P<y>(?:18|19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)",
    )
)
_HAN_DIGITS: Final = "〇零○一二三四五六七八九十廿卅元正"
# A year, month or day in Chinese numerals, or a year of the Republic of China (民國 1 is 1912).
_HAN_DATE: Final = re.compile(
    rf"(?:(?P<era>(?:中华|中華)?民[国國])\s?)?(?P<y>[{_HAN_DIGITS}]{{1,4}}|\d{{1,4}})\s?年"
    rf"(?:\s?(?P<m>[{_HAN_DIGITS}]{{1,3}}|\d{{1,2}})\s?月份?"
    rf"(?:\s?(?P<d>[{_HAN_DIGITS}]{{1,3}}|\d{{1,2}})\s?[日号號]?)?)?"
)
_EITHER_WAY: Final = re.compile(
    r"(?P<a>\d{1,2})\s?(?P<sep>[-./])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4})"
)


def parse_date(text: str) -> str:
    """ISO 8601 date of a printed one, with its own precision.

    Args:
        text: The whole date and nothing else; full-width digits are understood. Notations that
            leave open which number is the day (`5/2/1979`) are not read: see `ambiguous_date`.

    Returns:
        `1978`, `2018-12` or `2018-05-26`; empty where the text is no date of the calendar.

    Example:
        >>> [parse_date(text) for text in ("1979.5.2", "2019年7月", "Jan 7, 2017", "2018.13.1")]
        ['1979-05-02', '2019-07', '2017-01-07', '']
    """
    match = _match(text)
    if match is None:
        return _parse_han(text) or _parse_either_way(text)
    groups = match.groupdict()
    year = int(groups["y"])
    month = int(groups["m"]) if groups.get("m") else _month(groups.get("month"))
    day = int(groups["d"]) if groups.get("d") else None
    return iso(year, month, day)


def ambiguous_date(text: str) -> tuple[str, ...]:
    """The dates that a notation can mean which leaves open which number is the day.

    Returns:
        Two ISO dates, day first and month first; empty where the text has one reading or none.

    Example:
        >>> ambiguous_date("02/05/1979"), ambiguous_date("25/12/1979"), ambiguous_date("1979")
        (('1979-05-02', '1979-02-05'), (), ())
    """
    found = _both_ways(text)
    return found if len(found) == 2 else ()


def _parse_either_way(text: str) -> str:
    found = _both_ways(text)
    return found[0] if len(found) == 1 else ""


def _both_ways(text: str) -> tuple[str, ...]:
    match = _EITHER_WAY.fullmatch(_plain(text))
    if match is None:
        return ()
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    return tuple(dict.fromkeys(filter(None, (iso(year, b, a), iso(year, a, b)))))


def _parse_han(text: str) -> str:
    match = _HAN_DATE.fullmatch(_plain(text))
    if match is None:
        return ""
    number = parse_number(match["y"].replace("元", "一"))
    if number is None or (not match["era"] and not 1000 <= number <= 9999):
        return ""
    year = number + 1911 if match["era"] else number
    month = parse_number(match["m"].replace("正", "一")) if match["m"] else None
    day = parse_number(match["d"]) if match["d"] else None
    return iso(year, month, day)


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """ISO text of the parts, empty where the calendar has no such date.

    Example:
        >>> iso(2000, 2, 29), iso(2001, 2, 29), iso(1978)
        ('2000-02-29', '', '1978')
    """
    if not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return ""
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return ""
    return f"{year:04}-{month:02}-{day:02}"


def month_number(text: str) -> int | None:
    """Number of an English month, whole or abbreviated; `None` for any other word.

    Example:
        >>> month_number("Sept."), month_number("Monday")
        (9, None)
    """
    return _MONTHS.get(text.strip().rstrip(".").lower())


def compare(a: str, b: str) -> Comparison:
    """How two ISO dates of one event stand to each other.

    Returns:
        `equal`; `compatible` where they agree as far as the less precise one goes (an empty one
        says nothing, so it agrees with all); else `conflict`.

    Example:
        >>> compare("2018", "2018-05-26"), compare("2018-05", "2018-06")
        ('compatible', 'conflict')
    """
    if a == b:
        return "equal"
    short, long = sorted((a, b), key=len)
    return "compatible" if not short or long.startswith(f"{short}-") else "conflict"


def _match(text: str) -> re.Match[str] | None:
    plain = _plain(text)
    return next((m for shape in _SHAPES if (m := shape.fullmatch(plain))), None)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _month(name: str | None) -> int | None:
    return month_number(name) if name else None
