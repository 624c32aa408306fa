"""Lists to learn the weights of the matcher from: pairs that the sound model never saw.

Two kinds of pairs: cities of GeoNames that the builder of the sound model set aside (and Japanese,
Korean and Vietnamese ones, which it doesn't use at all), and subdivisions by ISO 3166-2 code. From
them come lists like those that people have: one country's cities, its regions, both mixed, sister
cities of many countries, with and without a column of countries, some rows without a partner, the
English side sometimes among hundreds of other names. Names of the gazetteer are hidden now and
then, since a list's spelling often isn't the one that the gazetteer holds.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from reconcile.build.displaced import mended
from reconcile.build.sound_pairs import cities, core, digest, excluded, pairs
from reconcile.build.subdivisions import regions
from reconcile.fold import fold, fold_han
from reconcile.matching import Side
from reconcile.matching.knowledge import Places
from reconcile.names.generic import split_generic
from reconcile.names.han import simplified, traditional
from reconcile.names.text import script
from reconcile.sound import SoundModel
from reconcile.sound.letters import han

DROPPED, ADDED = 0.15, 0.15
HIDDEN = {"city": 0.35, "admin": 0.10}
HIDDEN_LATIN = 0.04
CROWD = 300
LEAST = 3000  # inhabitants: Chinese names of smaller places are often no more than guesses
LEAST_SOUND = -5.0
FOLD = 1  # of the sound model's pairs: it chose its settings there, and learned from others
CHINESE = ("CN", "TW", "HK", "MO")
READING_COUNTRIES = ("JP", "KR", "KP", "VN")
_MOST_READ = 400  # cities of such a country, the largest first


@dataclass(frozen=True, slots=True)
class Pair:
    """One place with its names; the first is the usual one.

    `heard` tells whether some Latin name could spell the sound of some Chinese one. Those that
    could not are opaque names (旧金山), or mistakes of the source, which are far more frequent in
    the small places that are left to learn from than in lists that people make; most stay out.
    """

    han: tuple[str, ...]
    latin: tuple[str, ...]
    country: str
    kind: str  # city or admin
    heard: bool = True


@dataclass(frozen=True, slots=True)
class Practice:
    """Two lists, which rows are one place, and the keys that the gazetteer must not know."""

    name: str
    left: Side
    right: Side
    partner: dict[int, int]
    hidden: frozenset[str]


class PartlyHidden:
    """A gazetteer without some keys."""

    def __init__(self, places: Places, hidden: frozenset[str]) -> None:
        self._places, self._hidden = places, hidden

    def lookup_many(self, names: Iterable[tuple[str, str | None]]) -> list[tuple[str, ...]]:
        """As the gazetteer, but nothing for hidden keys."""
        asked = list(names)
        found = self._places.lookup_many(asked)
        return [
            () if _key(name) in self._hidden else ids
            for (name, _), ids in zip(asked, found, strict=True)
        ]

    def names(self, id: str) -> tuple[str, ...]:
        """As the gazetteer, without hidden names."""
        return tuple(name for name in self._places.names(id) if _key(name) not in self._hidden)

    def largest(self, country: str | None, *, most: int) -> tuple[tuple[str, str], ...]:
        """As the gazetteer, without places of hidden names."""
        found = self._places.largest(country, most=most)
        return tuple((id, name) for id, name in found if _key(name) not in self._hidden)


def practice_pairs(cache: Path) -> list[Pair]:
    """All pairs to learn from; none has a Chinese form that stands in the held-out lists."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = {city["geonameid"]: city for city in cities()}
    for pair in pairs():
        if pair.fold == FOLD and len(pair.zh) > 1 and rows[pair.geonames]["population"] >= LEAST:
            found[pair.geonames].append(pair.zh)
    for country in READING_COUNTRIES:
        largest = sorted(
            (city for city in rows.values() if city["countrycode"] == country),
            key=lambda city: (-city["population"], city["geonameid"]),
        )
        taken = 0
        for city in largest:
            forms = [form for form in city["alternatenames"] if _is_han(form) and len(form) > 1]
            if forms and not any(_held_out(form) for form in forms) and taken < _MOST_READ:
                found[city["geonameid"]] = forms
                taken += 1
    listed = [
        Pair(tuple(forms), _latin_forms(rows[number]), rows[number]["countrycode"], "city")
        for number, forms in sorted(found.items())
    ]
    countries = frozenset(city["countrycode"] for city in rows.values()) - set(CHINESE)
    for region in mended(regions(cache, countries)):
        chinese = tuple(
            dict.fromkeys(
                text for text, language, _ in region.names if language == "zh" and _is_han(text)
            )
        )
        latin = tuple(dict.fromkeys(text for text, language, _ in region.names if language == "en"))
        if (
            chinese
            and latin
            and not any(_held_out(form) for form in chinese)
            and len(chinese[0]) > 1
        ):
            listed.append(Pair(chinese, latin, region.code[:2], "admin"))
    whole = _distinct([pair for pair in listed if all(fold(text) for text in pair.latin)])
    whole = [replace(pair, heard=_heard(pair)) for pair in whole]
    return [pair for n, pair in enumerate(whole) if pair.heard or n % 5 == 0]


def _heard(pair: Pair) -> bool:
    if pair.country in READING_COUNTRIES:
        return True
    forms = [simplified(text) for text in pair.han]
    forms += [split_generic(text, language="zh").specific for text in forms]
    latin = [*pair.latin, *(split_generic(text, language="en").specific for text in pair.latin)]
    scores = SoundModel.default().scores(forms, latin, country=pair.country)
    return float(scores.max()) > LEAST_SOUND


def _distinct(listed: Sequence[Pair]) -> list[Pair]:
    """Without places that share a name with an earlier one of the same country and kind.

    Some subdivisions stand there under an old and a new code, and ten towns are a Franklin.
    """
    taken: set[tuple[str, str, str]] = set()
    kept: list[Pair] = []
    for pair in listed:
        keys = {(pair.country, pair.kind, _key(text)) for text in (*pair.han, *pair.latin)}
        if keys.isdisjoint(taken):
            kept.append(pair)
        taken |= keys
    return kept


def other_names() -> dict[str, list[str]]:
    """Names of each country's largest cities, to stand among those that are looked for."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for city in cities():
        found[city["countrycode"]].append((-city["population"], city["name"]))
    return {code: [name for _, name in sorted(names)[:2500]] for code, names in found.items()}


def _held_out(form: str) -> bool:
    name = han(simplified(form))
    return digest(name) in excluded() or digest(core(name)) in excluded()


def _is_han(text: str) -> bool:
    return script(text) == "han" and not any("ぁ" <= char <= "ヿ" for char in text)


def _latin_forms(city: dict[str, Any]) -> tuple[str, ...]:
    """The usual name and what is spelt nearly like it."""
    name = city["name"]
    near = [
        other
        for other in city["alternatenames"]
        if script(other) == "latin" and 70 < fuzz.ratio(fold(other), fold(name)) < 100
    ]
    return (name, *near[:5])


def practice_lists(
    pairs: Sequence[Pair], others: dict[str, list[str]], *, rounds: int, seed: int = 7
) -> list[Practice]:
    """Lists of all kinds.

    Args:
        pairs: Labelled places.
        others: Further English names by country, for crowds and rows without a partner.
        rounds: How often each kind is drawn.
        seed: Same seed, same lists.
    """
    by_country: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_country[pair.country, pair.kind].append(pair)
    found: list[Practice] = []
    for number in range(rounds):
        chance = random.Random(f"{seed} {number}")
        for (country, kind), group in sorted(by_country.items()):
            if len(group) < 14:
                continue
            chosen = chance.sample(group, min(len(group), chance.choice((20, 30, 45, 60))))
            crowd = others.get(country, []) if chance.random() < 0.5 else []
            found.append(_list(f"{country}-{kind}-{number}", chosen, crowd, chance, "country"))
            if kind == "admin" and len(by_country[country, "city"]) >= 10:
                mixed = chance.sample(group, min(len(group), 25)) + chance.sample(
                    by_country[country, "city"], min(len(by_country[country, "city"]), 25)
                )
                found.append(_list(f"{country}-mixed-{number}", mixed, [], chance, "country"))
        cities = [pair for pair in pairs if pair.kind == "city"]
        for part in range(12):
            chosen = chance.sample(cities, chance.choice((15, 30, 50)))
            told = "none" if part % 3 == 0 else "some" if part % 3 == 1 else "country"
            crowd = others["US"][:CROWD] + others["DE"][:CROWD] if part % 4 == 3 else []
            found.append(_list(f"sister-{part}-{number}", chosen, crowd, chance, told))
        chosen = chance.sample(list(pairs), min(len(pairs), 500))
        found.append(_list(f"merged-{number}", chosen, [], chance, "none"))
        for part in range(16):
            country = chance.choice(sorted(code for code, kind in by_country if kind == "city"))
            local = by_country[country, "city"] + by_country.get((country, "admin"), [])
            wide = chance.sample(list(pairs), 40)
            chosen = local[:60] if part % 2 and len(local) > 10 else wide
            told = ("country", "none", "some", "country")[part // 4]
            language = "latin" if part % 4 < 2 else "han"
            found.append(_list(f"{language}-{part}-{number}", chosen, [], chance, told, language))
    return found


def _list(
    name: str,
    pairs: Sequence[Pair],
    crowd: Sequence[str],
    chance: random.Random,
    told: str,
    language: str = "",
) -> Practice:
    """One practice list; with a `language`, both sides are in it, spelt differently."""
    left = [pair for pair in pairs if chance.random() >= DROPPED]
    right = [pair for pair in pairs if pair not in left or chance.random() >= ADDED]
    chance.shuffle(left)
    chance.shuffle(right)
    to_han = traditional if chance.random() < 0.25 else simplified
    plain = chance.random() < 0.5
    chinese = [to_han(_one(pair.han, chance, 0.2)) for pair in left]
    latin = [_one(pair.latin, chance, 0.2) for pair in right]
    if language == "latin":
        chinese = [_respelt(pair.latin, chance) for pair in left]
    elif language == "han":
        latin = [_one(pair.han, chance, 0.8) for pair in right]
    if plain:
        latin = [_without_marks(text) for text in latin]
    hidden: set[str] = set()
    for pair in pairs:
        if chance.random() < HIDDEN[pair.kind] and pair.heard:
            hidden.update(_key(text) for text in pair.han)
        if chance.random() < HIDDEN_LATIN:
            hidden.update(_key(text) for text in pair.latin)
    taken = {fold(text) for pair in pairs for text in pair.latin}
    free = sorted({text for text in crowd if fold(text) not in taken})
    extra = chance.sample(free, min(len(free), CROWD))
    countries = sorted({pair.country for pair in pairs})
    left_told = [_told(pair.country, told, chance) for pair in left]
    right_told = [_told(pair.country, told, chance) for pair in right]
    right_told += [chance.choice(countries) if told != "none" else "" for _ in extra]
    rows = {id(pair): row for row, pair in enumerate(right)}
    return Practice(
        name,
        Side(names=tuple(chinese), countries=tuple(left_told)),
        Side(names=(*latin, *extra), countries=tuple(right_told)),
        {row: rows[id(pair)] for row, pair in enumerate(left) if id(pair) in rows},
        frozenset(hidden),
    )


def _respelt(names: Sequence[str], chance: random.Random) -> str:
    """Another spelling of a Latin name: an alternate, a slip of the pen, a short or long form."""
    name, how = names[0], chance.random()
    words = name.split()
    if how < 0.3 and len(names) > 1:
        return chance.choice(names[1:])
    if how < 0.5 and len(name) > 4:
        at = chance.randrange(1, len(name) - 1)
        slips = (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + chance.choice("aeioustrn") + name[at + 1 :],
        )
        return chance.choice(slips)
    if how < 0.6 and len(words) > 1:
        return words[0]
    if how < 0.7:
        return chance.choice((f"{name} City", f"City of {name}", name.upper()))
    return name


def _told(country: str, how: str, chance: random.Random) -> str:
    if how == "none":
        return ""
    if how == "some":
        draw = chance.random()
        return "" if draw < 0.3 else chance.choice(("US", "FR", "JP")) if draw < 0.33 else country
    return country


def _one(names: Sequence[str], chance: random.Random, other: float) -> str:
    return chance.choice(names) if chance.random() < other else names[0]


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _key(text: str) -> str:
    return fold(text) if text.isascii() else fold_han(simplified(text)) or fold(text)
