"""How two printings of one name differ: not at all, in form, in level, or in spelling."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from reconcile.fold import fold, fold_han
from reconcile.names.generic import levels_agree, split_generic
from reconcile.names.han import simplified
from reconcile.names.text import script

Difference = Literal["same", "form", "level", "spelling", "other"]

# Two spellings of one name share at least this much (normalised Indel similarity); below it they
# are two names.
SIMILAR = 0.72
_ABBREVIATIONS = {
    "st": "saint", "ste": "sainte", "sta": "santa", "sto": "santo", "mt": "mount", "ft": "fort",
    "pt": "port", "n": "north", "s": "south", "e": "east", "w": "west",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference between two printings, and the convention behind it (`form` only)."""

    difference: Difference
    convention: str = ""


def compare_names(left: str, right: str, *, known: Collection[str] = ()) -> Comparison:
    """How two printings of one place's name differ.

    Args:
        left: A name as printed.
        right: Another, of the same language.
        known: All names that the gazetteer has for the place.

    Returns:
        `same`; `form` with the convention that turns one into the other; `level` where one names
        a city and the other a county or province; `spelling` where no convention does, and the
        letters are near; `other` where they are not.

    Example:
        >>> compare_names("Malmo", "Malmö")
        Comparison(difference='form', convention='diacritics')
        >>> compare_names("Turkuu", "Turku").difference
        'spelling'
    """
    if left == right:
        return Comparison("same")
    if script(left) == "han" or script(right) == "han":
        return _compare_han(left, right, known)
    a, b = fold(left), fold(right)
    if a == b:
        return Comparison("form", _convention(left, right))
    ours, theirs = split_generic(left, language="en"), split_generic(right, language="en")
    if fold(ours.specific) == fold(theirs.specific):
        return _levels(ours.generic, theirs.generic)
    if _expanded(a) == _expanded(b):
        return Comparison("form", "abbreviation")
    short, long = sorted((a.split(), b.split()), key=len)
    if len(short) < len(long) and (long[: len(short)] == short or long[-len(short) :] == short):
        return Comparison("form", "short and long form")
    keys = {fold(name) for name in known}
    if a in keys and b in keys:
        return Comparison("form", "two usual names")
    return _by_similarity(a, b)


def _compare_han(left: str, right: str, known: Collection[str]) -> Comparison:
    a, b = fold_han(left), fold_han(right)
    if a == b:
        return Comparison("form", "punctuation")
    if simplified(a) == simplified(b):
        return Comparison("form", "traditional and simplified characters")
    ours, theirs = split_generic(left, language="zh"), split_generic(right, language="zh")
    if simplified(ours.specific) == simplified(theirs.specific):
        return _levels(ours.generic, theirs.generic)
    keys = {simplified(fold_han(name)) for name in known}
    if simplified(a) in keys and simplified(b) in keys:
        return Comparison("form", "two usual names")
    return _by_similarity(a, b)


def _levels(left: str, right: str) -> Comparison:
    """A name without a generic term stands for the city, unless the other names one too."""
    if levels_agree(left or "city", right or "city") > 0:
        return Comparison("form", "short and long form")
    return Comparison("level")


def _by_similarity(left: str, right: str) -> Comparison:
    from rapidfuzz.fuzz import ratio

    return Comparison("spelling" if ratio(left, right) >= SIMILAR * 100 else "other")


def _convention(left: str, right: str) -> str:
    """Which convention parts two printings whose letters are the same when folded."""
    if left.casefold() == right.casefold():
        return "capitals"
    letters = [fold(name).replace(" ", "") == "".join(_plain(name)) for name in (left, right)]
    return "punctuation" if all(letters) else "diacritics"


def _plain(name: str) -> list[str]:
    return [char for char in name.casefold() if char.isalnum()]


def _expanded(key: str) -> str:
    return " ".join(_ABBREVIATIONS.get(word, word) for word in key.split())
