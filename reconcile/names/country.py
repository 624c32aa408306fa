"""Names of countries in English and Chinese: which country a text means, and in which form.

The names stand in `data/countries.tsv` (CLDR, and the usual short, formal, former and regional
forms), written by `python -m reconcile.build countries`; `data/territories.tsv` holds the codes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from reconcile.fold import fold, fold_han, is_han

Form = Literal["standard", "conventional", "constituent", "formal"]
Language = Literal["en", "zh"]

_DATA = Path(__file__).parent / "data"
_SAINT = re.compile(r"\b(?:st|ste|sainte)\b")
_SHORTEST_MISSPELLING = {"en": 4, "zh": 3}  # shorter names have too many neighbours


@dataclass(frozen=True, slots=True)
class CountryName:
    """One name of a country.

    `form` is `standard` (the usual short name), `conventional` (another usual name: Republic of
    Korea, ROK, 南韩), `formal` (the full name of the state) or `constituent` (a part that lists
    name like a country: England).
    """

    code: str  # ISO 3166-1 alpha-2
    form: Form
    language: Language
    name: str


class _Tables(NamedTuple):
    rows: Mapping[str, tuple[str, ...]]  # lines of the table by key, most usual first
    standard: Mapping[tuple[str, str], str]  # by code and language
    codes: Mapping[str, str]  # alpha-2, alpha-3 and numeric, all to alpha-2
    parents: Mapping[str, str]


def country_key(text: str) -> str:
    """Key under which a country name is looked up (traditional characters stay as they are).

    Example:
        >>> country_key("The Bahamas"), country_key("St. Kitts & Nevis"), country_key("刚果（金）")
        ('bahamas', 'saint kitts and nevis', '刚果金')
    """
    if is_han(text):
        return fold_han(text)
    key = fold(text.replace("&", " and "))
    key = _SAINT.sub("saint", key)
    key = key.removeprefix("the ").removesuffix(" the")
    # U.S.A. and USA are one name, and so are U. S. and US.
    return key.replace(" ", "") if all(len(word) == 1 for word in key.split()) else key


@lru_cache(maxsize=4096)
def country_codes(text: str) -> tuple[str, ...]:
    """All countries that a text can mean, the most usual first.

    Args:
        text: A name in English or Chinese, or an ISO 3166-1 code (alpha-2 or alpha-3 in capitals,
            or three digits). Case, a leading "the", brackets, spaces, diacritics and traditional
            characters make no difference to a name.

    Returns:
        ISO 3166-1 alpha-2 codes without repetition (and XK for Kosovo); empty where the text
        names no country.

    Example:
        >>> country_codes("the Republic of Korea"), country_codes("刚果(金)"), country_codes("NA")
        (('KR',), ('CD',), ('NA',))
        >>> country_codes("Congo")
        ('CG', 'CD')
    """
    code = _tables().codes.get(text.strip())
    return (code,) if code else tuple(dict.fromkeys(name.code for name in _named(text)))


def country_form(text: str) -> CountryName | None:
    """The table's row for a text: which name of which country it is.

    Returns:
        The most usual reading; `None` for codes and for unknown texts.

    Example:
        >>> country_form("ROK")
        CountryName(code='KR', form='conventional', language='en', name='ROK')
    """
    return next(iter(_named(text)), None)


def country_name(code: str, language: str) -> str:
    """The standard short name of a country.

    Args:
        code: ISO 3166-1 alpha-2.
        language: `en` or `zh`.

    Returns:
        The name, or the code itself where the table holds none.

    Example:
        >>> country_name("KR", "en"), country_name("KR", "zh")
        ('South Korea', '韩国')
    """
    return _tables().standard.get((code, language), code)


def parent(code: str) -> str | None:
    """The state that a dependent territory with a code of its own belongs to.

    Example:
        >>> parent("GU"), parent("FR")
        ('US', None)
    """
    return _tables().parents.get(code)


@lru_cache(maxsize=1024)
def suggest_country(text: str, *, language: str | None = None) -> str | None:
    """The country name that a misspelt text most likely means.

    Args:
        text: A text that names no country as it stands.
        language: `en` or `zh`: look among names of this language only; by default the script of
            the text decides.

    Returns:
        The standard short name of the only country near enough (one slip in a short name, two in
        a long one, and the first letter right); `None` for a known name, and where no country or
        more than one is near.

    Example:
        >>> suggest_country("Columbia"), suggest_country("乌克栏"), suggest_country("Germany")
        ('Colombia', '乌克兰', None)
    """
    if country_codes(text):
        return None
    language = language or ("zh" if is_han(text) else "en")
    key = _simplified(text) if language == "zh" else country_key(text)
    if len(key) < _SHORTEST_MISSPELLING.get(language, len(key) + 1):
        return None
    from rapidfuzz.distance import DamerauLevenshtein

    long_name = 6 if language == "zh" else 8
    allowed = 2 if len(key) >= long_name else 1
    nearest: dict[
        str, tuple[int, bool]
    ] = {}  # code: distance, and whether the first letter differs
    for known in _tables().rows:
        if abs(len(known) - len(key)) > allowed or len(known) < _SHORTEST_MISSPELLING[language]:
            continue
        name = _named(known)[0]
        if name.language != language or name.form == "constituent":
            continue
        distance = DamerauLevenshtein.distance(key, known, score_cutoff=allowed)
        if distance <= allowed:
            found = (distance, language == "en" and known[0] != key[0])
            nearest[name.code] = min(found, nearest.get(name.code, found))
    least = min((distance for distance, _ in nearest.values()), default=0)
    best = [(code, other) for code, (distance, other) in nearest.items() if distance == least]
    # Siberia is no slip of Liberia: few people get the first letter of a short name wrong.
    if len(best) != 1 or (best[0][1] and len(key) < long_name):
        return None
    return country_name(best[0][0], language)


def _named(text: str) -> tuple[CountryName, ...]:
    rows = _tables().rows
    found = rows.get(country_key(text))
    if found is None and is_han(text):
        found = rows.get(_simplified(text))
    return tuple(_parsed(line) for line in found or ())


@cache
def _parsed(line: str) -> CountryName:
    _, _, code, language, form, name, _ = line.split("\t")
    return CountryName(code, cast(Form, form), cast(Language, language), name)


def _simplified(text: str) -> str:
    return country_key(_converter().convert(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC  # 20 ms: only for texts that the table lacks as they stand

    return OpenCC("t2s")


@cache
def _tables() -> _Tables:
    # Rows become values when they are asked for: `check` pays for the few names of its lists.
    rows: dict[str, tuple[str, ...]] = {}
    standard: dict[tuple[str, str], str] = {}
    # They are sorted by key and rank, so the most usual reading of a key comes first.
    for line in (_DATA / "countries.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        key = line[: line.index("\t")]
        rows[key] = (*rows[key], line) if key in rows else (line,)
        if "\tstandard\t" in line:
            name = _parsed(line)
            standard[name.code, name.language] = name.name
    codes: dict[str, str] = {}
    parents: dict[str, str] = {}
    for line in (_DATA / "territories.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        code, alpha_3, numeric, parent_code, _ = line.split("\t")
        codes |= {written: code for written in (code, alpha_3, numeric) if written}
        if parent_code:
            parents[code] = parent_code
    return _Tables(rows, standard, codes, parents)
