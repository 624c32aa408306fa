"""Other spellings of an entry's name in the prose of its own section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reconcile.fold import fold
from reconcile.reading.passages import Passage

# A word of a name: a capital first, hyphens and apostrophes inside, the dot of "St." with it.
_WORD: Final = re.compile(
    r"(?:St|Ste|Mt|Ft|Pt)\.|[^\W\d_](?:[\w]|[’'ʻ](?=\w)|-(?=\w))*", re.UNICODE
)
_POSSESSIVE: Final = re.compile(r"[’']s$|[’']$")
# Endings that make a people or an adjective of a place: no other spelling of its name.
_PEOPLE: Final = ("i", "is", "n", "ns", "an", "ans", "ian", "ians", "er", "ers", "ite", "ites",
                  "ese", "ic", "s")  # fmt: skip
_VOWELS: Final = re.compile("[aeiouyw]")
_COMMA: Final = re.compile(r"\s?[,，]\s?((?:the\s)?)(?=[^\W\d_a-z])")
_WORDS: Final = re.compile(r"[^\W\d_][\w’'.-]*(?:\s[^\W\d_][\w’'.-]*){0,6}")
_SHORTEST: Final = 5  # letters: shorter names have too many neighbours


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling: its line, the words, and the country printed next to it."""

    line: int
    name: str
    country: str


def other_spellings(
    passages: Iterable[Passage], name: str, known: Iterable[str] = ()
) -> tuple[Spelling, ...]:
    """Spellings near to a name but not as the heading prints it, one per line and spelling.

    Args:
        passages: Prose of the entry's section.
        name: The name as its heading prints it.
        known: Names of other entries and of the subject, which are no spellings of this one.
    """
    others = set(known) - {name}
    found: dict[tuple[int, str], Spelling] = {}
    for passage in passages:
        for start, end, words in _spans(passage.text, len(_WORD.findall(name))):
            if words == name or words in others or not is_spelling(words, name):
                continue
            line = passage.line_at(start)
            country = country_after(passage.text[end:])
            first = found.get((line, words))
            if first is None or (country and not first.country):
                found[line, words] = Spelling(line, words, country)
    return tuple(found.values())


def is_spelling(words: str, name: str) -> bool:
    """Whether two different writings are near enough to be one name.

    The same but for case, dots and diacritics; or one slip (two where only vowels differ) in a
    name of five letters or more, and no country and no people.

    Example:
        >>> is_spelling("St. Ives", "ST IVES"), is_spelling("Turkku", "Turku")
        (True, True)
        >>> is_spelling("Berliner", "Berlin"), is_spelling("Dortmund", "Dorchester")
        (False, False)
    """
    left, right = fold(words), fold(name)
    if left == right:
        return bool(left)
    if min(len(left), len(right)) < _SHORTEST or left[0] != right[0] or _is_country(words):
        return False
    if any(left == right + ending or right == left + ending for ending in _PEOPLE):
        return False
    from rapidfuzz.distance import OSA

    distance = OSA.distance(left, right, score_cutoff=2)
    if distance <= 1:
        return True
    bones = _VOWELS.sub("", left), _VOWELS.sub("", right)
    return distance == 2 and bones[0] == bones[1] and len(right) >= _SHORTEST + 2


def country_after(text: str) -> str:
    """The country printed after a name, across the comma and the region between.

    Example:
        >>> country_after(" City, Oregon, the United States was"), country_after(", in May")
        ('the United States', '')
    """
    return place_after(text)[1]


def place_after(text: str) -> tuple[str, str]:
    """Region and country printed after a name: `, Oregon, the United States`."""
    generic = re.match(r"\s(?:City|Town|County|Province|Municipality|District)\b", text)
    at = generic.end() if generic else 0
    regions: list[str] = []
    while match := _COMMA.match(text, at):
        words = _WORDS.match(text, match.end())
        if words is None:
            break
        country = _longest_country(words[0])
        if country:
            return ", ".join(regions), match[1] + country
        region = re.match(r"[^\W\d_a-z][\w’'-]*(?:\s[^\W\d_a-z][\w’'-]*)*", words[0])
        if region is None or len(regions) == 2:
            break
        regions.append(region[0])
        at = match.end() + region.end()
    return "", ""


def _longest_country(words: str) -> str:
    parts = words.split(" ")
    for count in range(len(parts), 0, -1):
        candidate = " ".join(parts[:count]).rstrip(".’'")
        if _is_country(candidate):
            return candidate
    return ""


def _spans(text: str, count: int) -> Iterator[tuple[int, int, str]]:
    words = list(_WORD.finditer(text))
    for at in range(len(words) - count + 1):
        chosen = words[at : at + count]
        if chosen[0][0][0].islower() or any(
            not re.fullmatch(r"\s|\s?[-–]\s?", text[a.end() : b.start()])
            for a, b in pairwise(chosen)
        ):
            continue
        end = chosen[-1].end()
        span = text[chosen[0].start() : end]
        bare = _POSSESSIVE.sub("", span)
        yield chosen[0].start(), end - len(span) + len(bare), bare


def _is_country(text: str) -> bool:
    from reconcile.names.country import country_form

    return country_form(text) is not None
