"""How Japan, Korea and Vietnam read a name in Han characters.

A Japanese municipality is looked up whole; any other name is read character by character, and
the reading that fits the Latin spelling best is found by `reading_paths`, not by listing all.
Tables and licences: `data/SOURCES_readings.md`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.fold import fold
from reconcile.names import han, reading_paths
from reconcile.names.romanise import JAPANESE_GENERICS, romaji
from reconcile.names.spellings import Language, spellings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LANGUAGES: dict[str, Language] = {"JP": "ja", "KR": "ko", "KP": "ko", "VN": "vi"}
"""Countries whose names in Han characters are read, not transliterated."""

MOST = 24
"""Readings that `readings` lists at most."""

_OTHER_TERM = 0.02
"""Taken off where only one of the two names has a generic term."""

_SYSTEMS = {"ja": "Unihan on/kun", "ko": "Revised Romanization", "vi": "Sino-Vietnamese"}
_DATA = Path(__file__).with_name("data")
_ENGLISH_GENERICS = frozenset(
    [
        "city",
        "town",
        "village",
        "ward",
        "district",
        "county",
        "province",
        "prefecture",
        "metropolis",
        "metropolitan",
        "special",
        "self",
        "governing",
        "capital",
        "municipality",
        "of",
        "the",
    ]
)
# Native terms in Latin letters. They count only where the language puts them and where a name
# is left: the last word in Japan and Korea (Naju-si), the first ones in Vietnam (Quan Tan Phu,
# but Quan Son; Ha Tinh and Dong Thap need all their words).
_LATIN_ENDINGS = {
    "ja": frozenset(["shi", "machi", "cho", "mura", "son", "ken", "fu", "to", "gun", "ku"]),
    "ko": frozenset(["si", "do", "gu", "gun", "dong", "eup"]),
    "vi": frozenset[str](),
}
_LATIN_BEGINNINGS = ("thanh pho", "thi xa", "thi tran")
_SHORT_BEGINNINGS = frozenset(["tinh", "quan", "huyen", "xa", "phuong"])
_HAN_GENERICS = {
    "ja": "市町村区县府都郡县",
    "ko": "市郡区道邑面洞",
    "vi": "市省县郡坊社",
}
_LONG_GENERICS = re.compile("(特别自治市|特别自治道|特别市|广域市|直辖市)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a name.

    `text` is plain lower-case Latin without spaces, `system` names the romanisation, `whole`
    tells whether the name as a whole stands in a table or was composed by character.
    """

    text: str
    system: str
    whole: bool


def readings(name: str, country: str) -> tuple[Reading, ...]:
    """The likeliest readings of a name in a country that reads Han characters.

    Args:
        name: Name in traditional, simplified or Japanese characters.
        country: ISO 3166-1 code; other countries than JP, KR, KP, VN have no readings.

    Returns:
        At most `MOST` readings, best first, no text twice.

    Example:
        >>> readings("登别", "JP")[0]
        Reading(text='noboribetsu', system='Hepburn', whole=True)
    """
    language = LANGUAGES.get(country)
    if language is None:
        return ()
    found: dict[str, Reading] = {}
    for text in _whole(name, language):
        found.setdefault(text, Reading(text, "Hepburn", whole=True))
    for characters in _cores(name, language):
        beam = [""]
        for at, character in enumerate(characters):
            options = spellings(character, language, first=at == 0)[:6]
            beam = [text + option for text in beam for option, _ in options][: 2 * MOST]
        for text in beam:
            if text:
                found.setdefault(text, Reading(text, _SYSTEMS[language], whole=False))
    return tuple(found.values())[:MOST]


def reading_score(name: str, latin: str, country: str) -> float:
    """How well a Latin spelling fits a reading of the name, from 0 to 1.

    Example:
        >>> reading_score("釜山", "Busan", "KR") > reading_score("釜山", "Ulsan", "KR")
        True
    """
    return float(reading_scores([name], [latin], country)[0, 0])


def reading_scores(
    names: Sequence[str], latins: Sequence[str], country: str
) -> NDArray[np.float32]:
    """How well each Latin spelling fits a reading of each name.

    Args:
        names: Names in Han characters.
        latins: Latin spellings.
        country: ISO 3166-1 code.

    Returns:
        float32 array [len(names), len(latins)] in [0, 1]: 1 is a known reading of the whole
        name, about .9 a reading composed by character, 0 nothing in common, or a country that
        does not read Han characters.
    """
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    out = np.zeros((len(names), len(latins)), np.float32)
    language = LANGUAGES.get(country)
    if language is None or not len(names) or not len(latins):
        return out
    targets = [_latin(latin, language) for latin in latins]
    cores = [_cores(name, language) for name in names]
    flat = [core for options in cores for core in options]
    paths = reading_paths.scores(flat, targets, language)
    at = 0
    for row, options in enumerate(cores):
        if options:
            out[row] = paths[at : at + len(options)].max(0)
        at += len(options)
    short = [_short(target) for target in targets]
    for row, name in enumerate(names):
        whole = [_short(text) for text in _whole(name, language)]
        if whole:
            near = process.cdist(
                whole, short, scorer=Levenshtein.normalized_similarity, dtype=np.float32
            )
            out[row] = np.maximum(0.9 * out[row], near.max(0))
    generic_zh = np.array([len(options) > 1 for options in cores])
    generic_en = np.array([_has_generic(latin, language) for latin in latins])
    # Yamagata and Yamagata Prefecture read alike: having a generic term or not parts them.
    out -= np.float32(_OTHER_TERM) * (generic_zh[:, None] != generic_en[None, :])
    return out.clip(0, 1)


def _has_generic(name: str, language: Language) -> bool:
    words = fold(name).split()
    return len(words) > 1 and len(_specific(words, language)) < len(words)


def _latin(name: str, language: Language) -> str:
    words = fold(name).split()
    kept = _specific(words, language)
    return "".join(c for c in "".join(kept or words) if "a" <= c <= "z")[:48]


def _specific(words: list[str], language: Language) -> list[str]:
    """The words of a name without its generic terms."""
    kept = [word for word in words if word not in _ENGLISH_GENERICS]
    if len(kept) > 1 and kept[-1] in _LATIN_ENDINGS[language]:
        return kept[:-1]
    if language == "vi":
        if len(kept) > 2 and " ".join(kept[:2]) in _LATIN_BEGINNINGS:
            return kept[2:]
        if len(kept) > 2 and kept[0] in _SHORT_BEGINNINGS:
            return kept[1:]
    return kept


def _short(text: str) -> str:
    """A spelling without the marks of long vowels: `toukyou`, `tookyoo` are `tokyo`."""
    return re.sub("oh(?![aeiou])", "o", re.sub("o[ou]", "o", text)).replace("uu", "u")


def _cores(name: str, language: Language) -> list[str]:
    """The characters to read: the name, and the name without a generic term at its end."""
    text = "".join(c for c in han.simplified(name[:96]) if "㐀" <= c <= "鿿")[:16]
    text = _LONG_GENERICS.sub("", text) or text
    out = [text] if text else []
    if len(text) > 1 and text[-1] in _HAN_GENERICS[language]:
        out.append(text[:-1])
    return out


def _whole(name: str, language: Language) -> list[str]:
    if language != "ja":
        return []
    table = _places()
    text = "".join(c for c in name[:96] if "㐀" <= c <= "鿿" or c in "々ぁ-んァ-ヶ")
    found: list[str] = []
    for form in dict.fromkeys((text, han.simplified(text))):
        found += table.get(form, [])
        if len(form) > 1 and form[-1] in _HAN_GENERICS["ja"]:
            found += table.get(form[:-1], [])
    return list(dict.fromkeys(found))


@cache
def _places() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    lines = (_DATA / "readings_places.tsv").read_text(encoding="utf-8").splitlines()
    generics = {generic for generic, _ in JAPANESE_GENERICS}
    for line in lines[1:]:
        name, key, generic, reading = line.split("\t")
        term, _, spelt = generic.partition(" ")
        for form in {name, key}:
            table.setdefault(form, []).append(reading)
            if term in generics and form:
                table.setdefault(form + term, []).append(reading)
                table[form + term].append(reading + spelt)
    return table


__all__ = ["LANGUAGES", "MOST", "Reading", "reading_score", "reading_scores", "readings", "romaji"]
