"""A list made ready for comparison: cleaned, folded, split, and looked up, once per row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from operator import itemgetter
from typing import TypeVar

from reconcile.fold import fold, fold_han
from reconcile.matching.knowledge import Knowledge
from reconcile.matching.values import Side
from reconcile.names import text
from reconcile.names.country import country_codes, parent
from reconcile.names.generic import Toponym, split_generic
from reconcile.names.han import japanese_many, simplified_many
from reconcile.names.text import script

MAX_NAME = 120
"""Characters of a name that are compared. Longer text is no name, but gets an answer."""

# Words that English lists shorten; the key holds the full word.
_SHORTENED = {
    "st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "sta": "santa", "sto": "santo",
}  # fmt: skip

Ids = frozenset[str]
Cell = TypeVar("Cell")


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The names of one list in one script, by row; empty text where a row has none.

    Attributes:
        texts: Cleaned; Han names simplified.
        keys: Folded, shortened words spelt out.
        specifics: Texts without their generic part (equal to the text where there is none).
        bare_keys: Keys of `specifics`.
        generics: The generic part, empty where there is none.
        ids: Gazetteer ids known under the name in the row's country; anywhere without a country.
        loose_ids: Ids known under the name or under its specific part.
    """

    texts: tuple[str, ...]
    keys: tuple[str, ...]
    specifics: tuple[str, ...]
    bare_keys: tuple[str, ...]
    generics: tuple[str, ...]
    ids: tuple[Ids, ...]
    loose_ids: tuple[Ids, ...]

    def take(self, rows: Sequence[int]) -> Names:
        """The rows given, in the order given."""
        return Names(*(taken(getattr(self, field.name), rows) for field in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """One list, made ready. Columns are by row; `countries` holds every code a text may mean."""

    han: Names
    latin: Names
    countries: tuple[frozenset[str], ...]
    regions: tuple[str, ...]
    dates: tuple[str, ...]
    positions: tuple[str, ...]
    blocks: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.countries)

    def take(self, rows: Sequence[int]) -> Prepared:
        """The rows given, in the order given."""
        return Prepared(
            self.han.take(rows), self.latin.take(rows), taken(self.countries, rows),
            taken(self.regions, rows), taken(self.dates, rows), taken(self.positions, rows),
            taken(self.blocks, rows),
        )  # fmt: skip


def taken(column: tuple[Cell, ...], rows: Sequence[int]) -> tuple[Cell, ...]:
    """The cells of some rows."""
    return itemgetter(*rows)(column) if len(rows) > 1 else tuple(column[row] for row in rows)


def prepare(side: Side, knowledge: Knowledge) -> Prepared:
    """Clean, fold, split and look up every row of a list."""
    empty = ("",) * len(side)
    parts = [text.parts(text.clean(name[: 4 * MAX_NAME])) for name in side.names]
    countries = country_sets(side.countries or empty)
    return Prepared(
        han=_names([han[:MAX_NAME] for han, _ in parts], countries, "zh", knowledge),
        latin=_names([latin[:MAX_NAME] for _, latin in parts], countries, "en", knowledge),
        countries=countries,
        regions=side.regions or empty,
        dates=side.dates or empty,
        positions=side.positions or empty,
        blocks=side.blocks or empty,
    )


def latin_key(name: str) -> str:
    """The folded name with shortened words spelt out.

    Example:
        >>> latin_key("St. John's"), latin_key("Mt. Isa")
        ('saint johns', 'mount isa')
    """
    key = fold(name)
    words = key.split(" ")
    if _SHORTENED.keys().isdisjoint(words):
        return key  # the usual case
    return " ".join(_SHORTENED.get(word, word) for word in words)


def country_sets(printed: Sequence[str]) -> tuple[frozenset[str], ...]:
    """Codes that each country text may mean, with the states that dependent areas belong to."""
    known: dict[str, frozenset[str]] = {}
    for name in set(printed):
        codes = country_codes(name) if name.strip() else ()
        parents = [state for code in codes if (state := parent(code))]
        known[name] = frozenset((*codes, *parents))
    return tuple(known[name] for name in printed)


def _names(
    texts: Sequence[str],
    countries: Sequence[frozenset[str]],
    language: str,
    knowledge: Knowledge,
) -> Names:
    if not any(texts):  # a list in the other script
        blank, nowhere = ("",) * len(texts), (frozenset[str](),) * len(texts)
        return Names(blank, blank, blank, blank, blank, nowhere, nowhere)
    if language == "zh":
        texts = simplified_many(texts)
    key: Callable[[str], str] = fold_han if language == "zh" else latin_key
    known = {name: split_generic(name, language=language) for name in set(texts) if name}
    nothing = Toponym("", "", None)
    split = [known.get(name, nothing) for name in texts]
    specifics = [toponym.specific for toponym in split]
    keys = {name: key(name) for name in {*texts, *specifics}}
    whole = _ids(texts, countries, keys, knowledge)
    bare = _ids(
        [short if short != name else "" for short, name in zip(specifics, texts, strict=True)],
        countries, keys, knowledge,
    )  # fmt: skip
    return Names(
        texts=tuple(texts),
        keys=tuple(keys[name] for name in texts),
        specifics=tuple(specifics),
        bare_keys=tuple(keys[name] for name in specifics),
        generics=tuple(toponym.generic for toponym in split),
        ids=whole,
        loose_ids=tuple(a | b for a, b in zip(whole, bare, strict=True)),
    )


def _japanese(texts: Sequence[str], countries: Sequence[frozenset[str]]) -> dict[int, str]:
    """Names as Japan writes them (丰桥 is 豊橋), of rows that may be Japanese."""
    rows = [
        row
        for row, (name, codes) in enumerate(zip(texts, countries, strict=True))
        if name and not name.isascii() and (not codes or "JP" in codes) and script(name) == "han"
    ]
    if not rows:
        return {}
    return dict(zip(rows, japanese_many([texts[row] for row in rows]), strict=True))


def _ids(
    texts: Sequence[str],
    countries: Sequence[frozenset[str]],
    keys: dict[str, str],
    knowledge: Knowledge,
) -> tuple[Ids, ...]:
    """Ids known under each name in any of the row's countries, or anywhere without a country."""
    if knowledge.gazetteer is None or not any(texts):
        return (frozenset[str](),) * len(texts)
    asked: list[tuple[str, str | None]] = []
    rows: list[int] = []
    shinjitai = _japanese(texts, countries)
    for row, (name, codes) in enumerate(zip(texts, countries, strict=True)):
        spellings = (name, keys[name], shinjitai.get(row, name)) if name else ()
        for spelling in dict.fromkeys(spellings):
            queries: list[str | None] = [*sorted(codes)] or [None]
            asked += [(spelling, code) for code in queries]
            rows += [row] * len(queries)
    found: list[set[str]] = [set() for _ in texts]
    for row, ids in zip(rows, knowledge.lookup(asked), strict=True):
        found[row].update(ids)
    return tuple(frozenset(ids) for ids in found)
