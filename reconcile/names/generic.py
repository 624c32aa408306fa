"""Generic terms of toponyms (省, 县, Province, City): splitting them off, comparing their levels.

The terms stand in `data/generic_terms.tsv` with the level that each usually means, the other
levels that it can mean (`also`: 州 is a state in Brazil and a county in Hungary), names that
only look as if they ended in it (`except`: 琅勃拉邦), and, for a term that many names only look as
if they ended in, the specific parts that it follows (`only`: 都 follows 东京; 加德满都 has none).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

Level = Literal[
    "country", "region", "province", "prefecture", "county", "district", "city", "town", "island",
    "other",
]  # fmt: skip

# How far two different levels go together: lists translate one level by its neighbours, but a
# city is no province. Pairs that are missing here tell nothing (0), equal levels agree (1).
_AGREEMENT: dict[frozenset[str], float] = {
    frozenset(pair.split()): value
    for value, pairs in {
        0.6: ("region province", "province prefecture", "county district", "city town"),
        0.4: ("province county", "prefecture county", "region prefecture"),
        0.2: ("region county", "prefecture district", "province district", "region district"),
        -0.3: ("city district", "country province", "country region"),
        -0.6: ("city county", "city prefecture", "town county", "town prefecture"),
        -1.0: ("city province", "city region", "city country", "town province", "town region",
               "town country", "country prefecture", "country county", "country district"),
    }.items()
    for pair in pairs
}  # fmt: skip
_BRACKETED = re.compile(r"^(?P<specific>.+?)\s*[（(\[［](?P<term>[^）)\]］]+)[）)\]］]\s*$")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name in its parts; `generic` is empty and `level` is `None` where it has no such part."""

    specific: str
    generic: str
    level: Level | None


class _Term(NamedTuple):
    term: str
    position: str
    level: Level
    also: tuple[str, ...]
    exceptions: frozenset[str]
    only: frozenset[str]


def split_generic(name: str, *, language: str) -> Toponym:
    """The specific and the generic part of a name.

    The longest term wins, and one term is split off. In Chinese at least two characters stay,
    unless the term is written in brackets or has two characters itself: 广州 and 加州 keep theirs.
    `City` is split off from Kansas City too; what that is worth, the caller decides.

    Args:
        name: The name as written.
        language: `zh` or `en`.

    Returns:
        The parts as written in the name; the whole name as `specific` where no term is found.

    Example:
        >>> split_generic("佩斯州", language="zh")
        Toponym(specific='佩斯', generic='州', level='province')
        >>> split_generic("Province of Ancona", language="en")
        Toponym(specific='Ancona', generic='Province', level='province')
        >>> split_generic("平阳(省)", language="zh").specific
        '平阳'
    """
    name = name.strip()
    terms = _terms()
    if bracketed := _BRACKETED.match(name):
        term = terms.get(bracketed["term"].strip().casefold())
        if term is not None:
            return Toponym(bracketed["specific"], bracketed["term"].strip(), term.level)
    split = _split_chinese(name) if language == "zh" else _split_english(name)
    return split or Toponym(name, "", None)


def levels_agree(a: str | None, b: str | None) -> float:
    """How well two levels or generic terms go together.

    A term stands for every level that it can mean, so 州 agrees with State (Brazil), County
    (Hungary) and Region; 府 with Prefecture (Japan) and Province (Thailand); 县 with County,
    District and Prefecture (Japan); 郡 with County; 大区 with Region; 道 with Province (Korea).

    Args:
        a: A level (`province`) or a generic term in either language (省, Oblast).
        b: Likewise.

    Returns:
        1 where they agree, 0 where one is unknown or they say nothing about each other, -1 where
        they contradict; between these for neighbouring levels. Symmetric.

    Example:
        >>> levels_agree("州", "County"), levels_agree("city", "province"), levels_agree(None, "市")
        (1.0, -1.0, 0.0)
    """
    left, right = _levels(a), _levels(b)
    if left is None or right is None:
        return 0.0
    # One side's usual level must be among the other's: 县 and Province both may be a prefecture.
    if left[0] in right or right[0] in left:
        return 1.0
    return _AGREEMENT.get(frozenset((left[0], right[0])), 0.0)


def _split_chinese(name: str) -> Toponym | None:
    terms = _terms()
    for length in range(min(6, len(name) - 1), 0, -1):
        term = terms.get(name[-length:])
        if term is None or name in term.exceptions:
            continue
        specific = name[:-length]
        if term.only and specific not in term.only:
            continue
        if len(specific) >= (2 if length == 1 else 1):
            return Toponym(specific, name[-length:], term.level)
    return None


def _split_english(name: str) -> Toponym | None:
    terms = _terms()
    words = name.split()
    for count in range(min(3, len(words) - 1), 0, -1):
        written = " ".join(words[-count:])
        term = terms.get(written.casefold())
        if term is not None and term.position != "prefix":
            specific = " ".join(words[:-count])
            if specific.casefold() != "the":
                return Toponym(specific, written, term.level)
        written = " ".join(words[:count])
        term = terms.get(written.casefold())
        if term is not None and term.position != "suffix":
            rest = words[count:]
            if rest[0].casefold() in {"of", "de", "di", "del"}:
                rest = rest[1:]
            # County Cork, Kota Bandung; but City Beach and State College need their first word.
            elif term.position != "prefix" and term.term != "County":
                continue
            if rest and rest != ["the"]:
                return Toponym(" ".join(rest).removeprefix("the "), written, term.level)
    stem, hyphen, ending = name.rpartition("-")
    term = terms.get((hyphen + ending).casefold())
    if term is not None and stem and hyphen:
        return Toponym(stem, hyphen + ending, term.level)
    return None


def _levels(text: str | None) -> tuple[str, ...] | None:
    """The levels that a level or term can mean, the usual one first."""
    if not text:
        return None
    if text in _LEVELS:
        return (text,)
    term = _terms().get(text.casefold())
    return (term.level, *term.also) if term else None


_LEVELS = frozenset(get_args(Level))


@cache
def _terms() -> dict[str, _Term]:
    """Terms by their folded spelling; those of the two languages never coincide."""
    path = Path(__file__).parent / "data" / "generic_terms.tsv"
    terms = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        term, _, position, level, also, exceptions, only, _ = line.split("\t")
        terms[term.casefold()] = _Term(
            term, position, cast(Level, level), tuple(also.split()),
            frozenset(exceptions.split()), frozenset(only.split()),
        )  # fmt: skip
    return terms
