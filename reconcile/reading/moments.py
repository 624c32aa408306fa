"""Date phrases in English prose, with what the sentences before them leave unsaid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reconcile.names.dates import iso, month_number

# Capitalised: "may" and "march" are verbs.
_MONTH: Final = (
    r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|"
    r"December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY: Final = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<{0}>1\d{{3}}|20\d\d)(?![\d,]*\d|\s?[-–—]\s?\d)"
_SAME: Final = r"(?P<{0}>(?:[Tt]hat|[Tt]he\s(?:same|following|next|previous))\syear)"


def _shape(text: str) -> str:
    """Pattern with groups numbered apart: M, D, Y and S stand for month, day, year, same year."""
    _shape.count += 1  # type: ignore[attr-defined]
    n = _shape.count  # type: ignore[attr-defined]
    parts = {"<M>": _MONTH, "<D>": _DAY, "<Y>": _YEAR, "<S>": _SAME}
    for sign, pattern in parts.items():
        text = text.replace(sign, pattern.format(f"{sign[1].lower()}{n}"))
    return text


_shape.count = 0  # type: ignore[attr-defined]

_PHRASE: Final = re.compile(
    "|".join(
        _shape(text)
        for text in (
            r"\b(?:the\s)?<D>(?:\sof)?\s<M>,?\s(?:of\s)?<Y>",
            r"\b(?:the\s)?<D>(?:\sof)?\s<M>,?\s(?:of\s)?<S>",
            r"\b<M>\s<D>,?\s<Y>",
            r"\b<M>\s<D>,?\s(?:of\s)?<S>",
            r"\b<M>,?\s(?:of\s)?<Y>",
            r"\b<M>,?\s(?:of\s)?<S>",
            r"\b(?P<y90>[12]\d{3})(?P<sep>[-./])(?P<m90>\d\d?)(?P=sep)(?P<d90>\d\d?)\b",
            r"\b(?:the\s)?<D>(?:\sof)?\s<M>(?!\w)",
            r"\b<M>\s<D>(?![\w:%])(?!\sto\s\d)",
            r"\b(?:in|In|IN|since|Since|during|During|of|from|From|by|By|until|Until|till|before|Before|"
            r"after|After|around|early|late|mid|year|and|to|through|between)[\s-]<Y>(?!\w)(?!-\w)",
            r"(?<=, )<Y>(?=,| and\b)",
            r"\b<S>",
            r"\b(?P<same>(?:on\s)?(?:that|the\s)(?:\s?same)?\s(?:very\s)?day)\b",
        )
    )
)
_BEFORE: Final = re.compile(r"(?:^|[\s(])(\w+(?:\sof)?)\s(?:the\s)?(?:early\s|late\s|mid-)?$")
_RANGE: Final = re.compile(r"^\s?(?:to|until|till|through|and|[-–—])\s?(?:the\s)?$")
_TO_YEAR: Final = re.compile(r"\s?[-–—]\s?\d{4}")
_NEXT: Final = {"following": 1, "next": 1, "previous": -1}
# With these the phrase bounds a time, it does not say when something happened.
_BOUNDS: Final = frozenset({"by", "until", "till", "before", "after", "to", "through", "between"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A date phrase: its place in the sentence, ISO date, and the word before it."""

    start: int
    end: int
    date: str
    preposition: str = ""

    @property
    def points(self) -> bool:
        """Whether it says when something happened, and is no bound of a time."""
        return bool(self.date) and self.preposition not in _BOUNDS


def find_moments(text: str, known: str = "") -> tuple[Moment, ...]:
    """Date phrases of a sentence, in order, without those that tell from when to when.

    Args:
        text: A sentence in English.
        known: ISO date told last, from which a year or day that is not said is taken; without
            it such phrases are left out.

    Example:
        >>> [m.date for m in find_moments("On the 3 May, and again in July of that year", "1999")]
        ['1999-05-03', '1999-07']
    """
    found: list[Moment] = []
    for match in _PHRASE.finditer(text):
        date = _date(match, known)
        if date:
            found.append(Moment(*_span(match), date, _preposition(text, match)))
            known = date
    ranged = {moment.start for pair in pairwise(found) if _is_range(text, *pair) for moment in pair}
    return tuple(moment for moment in found if moment.start not in ranged)


def _is_range(text: str, earlier: Moment, later: Moment) -> bool:
    between = text[earlier.end : later.start]
    if re.fullmatch(r"\s?and\s?", between):
        return earlier.preposition == "between"
    return bool(_RANGE.match(between) or _TO_YEAR.match(text, earlier.end))


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the date itself stands; a preposition in the pattern stays outside."""
    names = [name for name, value in match.groupdict().items() if value and name != "sep"]
    return min(match.start(name) for name in names), match.end()


def _preposition(text: str, match: re.Match[str]) -> str:
    start = _span(match)[0]
    before = _BEFORE.search(text[max(0, start - 40) : start])
    return before[1].lower() if before else ""


def _date(match: re.Match[str], known: str) -> str:
    values = {name[0]: value for name, value in match.groupdict().items() if value}
    if match["same"]:
        return known if len(known) == 10 else ""
    if "y" in values:
        year = int(values["y"])
    elif len(known) >= 4:
        word = next((w for w in _NEXT if w in values.get("s", "")), "")
        year = int(known[:4]) + _NEXT.get(word, 0)
    else:
        return ""
    name = values.get("m")
    month = (int(name) if name.isdigit() else month_number(name)) if name else None
    return iso(year, month, int(values["d"]) if "d" in values else None)
