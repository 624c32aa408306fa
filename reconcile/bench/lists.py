"""Pairs of lists to time and to judge the matcher with, made from the gazetteer that we ship.

Everything is drawn by `random.Random` with a seed that names what is drawn, so the same call gives
the same lists on every machine. A name stands once per country and block: which of two equal rows
is meant, nobody could tell.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from reconcile.errors import UsageError
from reconcile.fold import fold, fold_han
from reconcile.gazetteer import Gazetteer, GazetteerPlace
from reconcile.matching import Side

Place = tuple[str, str, str]
"""Name in the left list, name in the right one, ISO code of the country."""

SHARED = 0.9
"""Share of the places of a list that the other list holds as well."""

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
# Shares of the changes that an English name of the right list has undergone.
_CHANGES = (
    (0.30, "none"), (0.60, "typo"), (0.70, "two typos"), (0.80, "plain"), (0.90, "swapped"),
    (1.00, "short"),
)  # fmt: skip
_ABBREVIATED = {
    "saint": "St.", "sainte": "Ste.", "mount": "Mt.", "fort": "Ft.", "north": "N.", "south": "S.",
    "east": "E.", "west": "W.", "new": "N.", "upper": "Up.", "lower": "Lwr.", "grand": "Gd.",
}  # fmt: skip
# Words that make further names of real ones, where more are asked for than there are places.
_COINED = ("{} Heights", "New {}", "{} Park", "Old {}", "{} Springs", "East {}", "{} Junction")


@dataclass(frozen=True, slots=True)
class BenchLists:
    """Two lists of places and the partner of each left row that has one.

    Attributes:
        left: One list: English or Chinese names.
        right: The other: English names, in another order.
        gold: Right row by left row.
    """

    left: Side
    right: Side
    gold: dict[int, int]

    def f1(
        self, found: dict[int, int], among: Collection[int] | None = None
    ) -> tuple[float, float, float]:
        """Precision, recall and F1 of pairs that were found (right row by left row).

        Args:
            found: The pairs.
            among: Left rows to judge by; `None`: all.
        """
        gold = self.gold
        if among is not None:
            gold = {row: other for row, other in gold.items() if row in among}
            found = {row: other for row, other in found.items() if row in among}
        right = sum(gold.get(row) == other for row, other in found.items())
        precision, recall = right / max(len(found), 1), right / max(len(gold), 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)

    def part(self, size: int) -> BenchLists:
        """Shorter lists, as of fewer places, in the same order; each holds all shorter ones.

        Args:
            size: Rows of either list, at most as many as there are. Lists in shards have no parts.
        """
        partners = {self.gold[row] for row in self.sample(size) if row in self.gold}
        taken = set(self.gold.values())
        strangers = [row for row in range(len(self.right)) if row not in taken]
        rights = sorted(partners.union(strangers[: size - len(partners)]))
        lefts = sorted(self.sample(size))
        place = {row: n for n, row in enumerate(rights)}
        gold = {n: place[self.gold[row]] for n, row in enumerate(lefts) if row in self.gold}
        return BenchLists(self.left.take(lefts), self.right.take(rights), gold)

    def sample(self, size: int) -> frozenset[int]:
        """The left rows that `part(size)` holds: of either kind the first."""
        both = round(size * SHARED)
        alone = len(self.gold)  # the first row without a partner
        return frozenset((*range(both), *range(alone, alone + size - both)))


def english_lists(size: int, *, country: bool = True, shards: int = 1) -> BenchLists:
    """English names against the same with typos, dropped marks, swapped words, abbreviations.

    Args:
        size: Rows of either list; beyond some 72,000 per shard, names are coined of real ones.
        country: Whether the lists tell the country.
        shards: Number of `--by` values. Each shard draws from all places anew, so that rows may
            be many more than distinct names.
    """

    def pairs(places: list[Place], chance: random.Random) -> list[Place]:
        return [(name, _changed(other, chance), code) for name, other, code in places]

    return _lists(list(_english_places()), size, shards, "english", country=country, change=pairs)


def chinese_lists(size: int, *, country: bool = True, shards: int = 1) -> BenchLists:
    """Chinese names of the gazetteer's cities against their English names.

    Args:
        size: Rows of either list, at most some 30,000 per shard.
        country: As in `english_lists`.
        shards: As in `english_lists`.
    """
    places = list(_chinese_places())
    return _lists(places, size, shards, "chinese", country=country, change=lambda rows, _: rows)


def _lists(
    places: list[Place],
    size: int,
    shards: int,
    seed: str,
    *,
    country: bool,
    change: Callable[[list[Place], random.Random], list[Place]],
) -> BenchLists:
    left: list[tuple[str, str, str, int]] = []  # name, country, shard, number of the place
    right: list[tuple[str, str, str, int]] = []
    for shard in range(shards):
        rows = size // shards + (shard < size % shards)
        both = round(rows * SHARED)
        chance = random.Random(f"{seed} {size} {shard}")
        drawn = change(_drawn(places, 2 * rows - both, chance), chance)
        numbered = list(enumerate(drawn, len(left) + len(right)))
        block = str(shard) if shards > 1 else ""
        left += [(name, code, block, n) for n, (name, _, code) in numbered[:rows]]
        others = numbered[:both] + numbered[rows:]
        chance.shuffle(others)
        right += [(name, code, block, n) for n, (_, name, code) in others]
    place = {n: row for row, (_, _, _, n) in enumerate(right)}
    gold = {row: place[n] for row, (_, _, _, n) in enumerate(left) if n in place}
    return BenchLists(_side(left, country), _side(right, country), gold)


def _side(rows: list[tuple[str, str, str, int]], country: bool) -> Side:
    return Side(
        names=tuple(row[0] for row in rows),
        countries=tuple(row[1] for row in rows) if country else (),
        blocks=tuple(row[2] for row in rows) if rows and rows[0][2] else (),
    )


def _drawn(places: list[Place], size: int, chance: random.Random) -> list[Place]:
    """Places in random order, with coined names where there are too few; no name twice."""
    if size <= len(places):
        return chance.sample(places, size)
    drawn = chance.sample(places, len(places))
    taken = {(fold(other), code) for _, other, code in places}
    for pattern in _COINED:
        for name, other, code in places:
            coined = pattern.format(other)
            key = (fold(coined), code)
            if len(drawn) < size and name == other and key not in taken:
                taken.add(key)
                drawn.append((coined, coined, code))
    if len(drawn) < size:
        raise UsageError(
            f"{size:,} rows in one block are more than the {len(drawn):,} names that there are",
            hint="Ask for more shards.",
        )
    return drawn


def _english_places() -> Iterator[Place]:
    """Cities of the gazetteer; of those with one name in a country the most populous."""
    taken: set[tuple[str, str]] = set()
    for place in _cities():
        key = (fold(place.name), place.country)
        if key not in taken:
            taken.add(key)
            yield place.name, place.name, place.country


def _chinese_places() -> Iterator[Place]:
    """Cities with a Chinese name; neither name stands twice in a country."""
    taken: set[tuple[str, str]] = set()
    for place in _cities():
        if not place.name_zh:
            continue
        keys = {(fold(place.name), place.country), (fold_han(place.name_zh), place.country)}
        if not keys & taken:
            taken |= keys
            yield place.name_zh, place.name, place.country


def _cities() -> Iterator[GazetteerPlace]:
    gazetteer = Gazetteer.default()
    for code in gazetteer.countries():
        yield from gazetteer.largest_cities(code, most=1_000_000)


def _changed(name: str, chance: random.Random) -> str:
    """A name as somebody else might have typed it."""
    draw = chance.random()
    change = next(what for share, what in _CHANGES if draw < share)
    if change == "none":
        return name
    changed = name
    if change == "plain":
        changed = _plain(name).upper() if chance.random() < 0.5 else _plain(name)
    elif change == "swapped" and len(words := name.split()) > 1:
        turn = chance.randrange(1, len(words))
        changed = " ".join((*words[turn:], *words[:turn]))
    elif change == "short":
        changed = _shortened(name)
    elif change == "two typos":
        changed = _typo(_typo(name, chance), chance)
    return changed if changed != name else _typo(name, chance)


def _plain(name: str) -> str:
    marks = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFC", "".join(c for c in marks if not unicodedata.combining(c)))


def _shortened(name: str) -> str:
    """The name with its first word that has one in its usual abbreviation."""
    words = name.split()
    for at, word in enumerate(words[:-1]):
        if word.casefold() in _ABBREVIATED:
            return " ".join((*words[:at], _ABBREVIATED[word.casefold()], *words[at + 1 :]))
    return name


def _typo(name: str, chance: random.Random) -> str:
    """One letter left out, doubled, replaced, or two exchanged."""
    at = chance.randrange(max(1, len(name) - 1))
    kind = chance.randrange(4)
    if kind == 0 and len(name) > 3:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[: at + 1] + name[at:]
    if kind == 2:
        return name[:at] + chance.choice(_ALPHABET) + name[at + 1 :]
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
