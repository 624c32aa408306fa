"""Parts of names that are translated rather than spelt by sound: 新, 北, 港, 上, 河畔.

The words stand in `data/translated_parts.tsv`: parts by meaning, as Chinese writes them and as
English and the languages behind its place names do. That such words are translated, and which,
is laid down for Chinese by the national standards GB/T 17693 (transformation guidelines of
geographical names from foreign languages); the words themselves are in any dictionary.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from reconcile.fold import fold

# X on the river Y, X in the region Y: Chinese puts Y first.
_JOINED = re.compile("^(.{2,}?)(河畔|湖畔|海滨|滨海|地区|湾|州|省|县|-|－|—)(.{2,})$")
_SHIRE = "shire"


class Rest(NamedTuple):
    """What is left of a name without one translated part."""

    part: str
    rest: str


def han_parts(name: str) -> tuple[Rest, ...]:
    """The ways to take one translated part off the beginning or end of a Chinese name.

    Args:
        name: Simplified.

    Returns:
        One `Rest` per part found that leaves at least one character, each meaning once per rest.

    Example:
        >>> [(rest.part, rest.rest) for rest in han_parts("布莱尔港")]
        [('port', '布莱尔')]
    """
    found: dict[Rest, None] = {}
    for size in range(min(3, len(name) - 1), 0, -1):
        for text, rest in ((name[:size], name[size:]), (name[-size:], name[:-size])):
            for part in _tables()[0].get(text, ()):
                found[Rest(part, rest.strip("-·－— "))] = None
    return tuple(rest for rest in found if rest.rest)


@lru_cache(maxsize=1 << 14)  # a running service asks for those of one list again and again
def latin_parts(name: str) -> tuple[Rest, ...]:
    """The ways to take one translated word off a Latin name, wherever it stands.

    Example:
        >>> [(rest.part, rest.rest) for rest in latin_parts("Port Blair")]
        [('port', 'blair')]
    """
    words = fold(name).split()
    found: dict[Rest, None] = {}
    for at, word in enumerate(words if len(words) > 1 else ()):
        for part in _tables()[1].get(word, ()):
            found[Rest(part, " ".join(words[:at] + words[at + 1 :]))] = None
    return tuple(found)


def han_orders(name: str) -> tuple[str, ...]:
    """Other orders in which the parts of a Chinese name may stand in Latin letters.

    Example:
        >>> han_orders("特伦特河畔斯托克"), han_orders("布莱尔港"), han_orders("里昂")
        (('斯托克特伦特',), ('港布莱尔',), ())
    """
    if joined := _JOINED.match(name):
        return (joined[3] + joined[1],)
    for size in (2, 1):
        if len(name) >= size + 2 and name[-size:] in _tables()[0]:
            return (name[-size:] + name[:-size],)
    return ()


def latin_orders(name: str) -> tuple[str, ...]:
    """Other forms of a Latin name to compare: a shire without that ending.

    Example:
        >>> latin_orders("Gloucestershire")
        ('Gloucester',)
    """
    stem = name.removesuffix(_SHIRE)
    return (stem,) if stem != name and len(stem) > 2 and not stem.endswith(" ") else ()


@cache
def _tables() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Parts by Chinese text, and by Latin word."""
    han: dict[str, tuple[str, ...]] = {}
    latin: dict[str, tuple[str, ...]] = {}
    path = Path(__file__).parent / "data" / "translated_parts.tsv"
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        part, texts, words, _ = line.split("\t")
        for text in texts.split(","):
            han[text] = (*han.get(text, ()), part)
        for word in dict.fromkeys(words.split()):
            latin[word] = (*latin.get(word, ()), part)
    return han, latin
