"""The gazetteer file, opened for reading: places by id, by name and by near spelling."""

from __future__ import annotations

import json
import sqlite3
import sys
import weakref
import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from reconcile.errors import UnreadableError
from reconcile.fold import fold, fold_han
from reconcile.gazetteer.keys import is_han, name_key

FILE = Path(__file__).parent / "data" / "gazetteer.sqlite"
FORMAT = "reconcile-gazetteer/1"
LEVELS = (
    "city", "province", "region", "prefecture", "county", "district", "town", "island", "country",
    "other",
)  # fmt: skip
_COLUMNS = "p.id, p.name, p.other, p.country, p.level, p.admin1, p.lat, p.lon, p.population"
_REMEMBERED = 1 << 16  # look-ups kept: some 20 MB at most
_COUNTRIES = 300  # there are 252
_FEW = 4  # countries whose rows are kept: both scripts are often asked for
_BATCH = 500  # keys in one query: SQLite allows 999 parameters in its older versions


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place of the gazetteer.

    `id` is `geonames:<integer>` or `iso3166-2:<code>`; `name_zh` the usual simplified name where
    one is known; `level` one of the levels of generic terms (`city`, `province`, ...); `admin1`
    GeoNames' code of the subdivision (for a subdivision its own ISO code without the country);
    coordinates in degrees, precise to .01; `population` 0 where unknown.
    """

    id: str
    name: str
    name_zh: str | None
    country: str
    level: str
    admin1: str
    latitude: float | None
    longitude: float | None
    population: int


class Gazetteer:
    """A gazetteer file. Reading it is thread-safe only with one instance per thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        weakref.finalize(self, connection.close)  # 3.13 warns of one left open
        # Rules and comparisons ask for the same names and places over and over.
        self._looked_up = lru_cache(_REMEMBERED)(self._look_up)
        self._names = lru_cache(_REMEMBERED)(self._read_names)
        self._largest_cities = lru_cache(_COUNTRIES)(self._read_largest_cities)
        self._spellings = lru_cache(2 * _COUNTRIES)(self._read_spellings)
        self._named_of = lru_cache(_FEW)(self._read_named)

    @classmethod
    @cache
    def default(cls) -> Gazetteer:
        """The gazetteer that travels with the package, opened once per process."""
        return cls.open(FILE)

    @classmethod
    def open(cls, path: Path) -> Gazetteer:
        """Open a gazetteer file for reading.

        Raises:
            UnreadableError: The file is missing or is no gazetteer of this format.
        """
        try:
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise _no_gazetteer(path, error) from error
        try:
            row = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        except sqlite3.Error as error:
            connection.close()
            raise _no_gazetteer(path, error) from error
        if row is None or row[0] != FORMAT:
            connection.close()
            found = row[0] if row else "no format"
            raise UnreadableError(f"found {found}, expected {FORMAT}", where=str(path))
        return cls(connection)

    def lookup(self, name: str, *, country: str | None = None) -> tuple[GazetteerPlace, ...]:
        """Places that bear a name, the most populous first.

        Args:
            name: In Latin letters or Chinese; case, diacritics, punctuation and traditional
                characters make no difference.
            country: ISO 3166-1 alpha-2: only places of this country.

        Returns:
            The places, cities and subdivisions alike; empty where the name is unknown.

        Example:
            >>> [place.name for place in Gazetteer.default().lookup("雪梨", country="AU")]
            ['Sydney']
        """
        return self._looked_up(name, country)

    def _look_up(self, name: str, country: str | None) -> tuple[GazetteerPlace, ...]:
        return tuple(
            _place(row)
            for row in self._named([key for key in _keys(name) if key])
            if country is None or row[3] == country
        )

    def lookup_many(self, names: Iterable[tuple[str, str | None]]) -> list[tuple[str, ...]]:
        """Ids of the places that bear each name: `lookup` for bulk work.

        Args:
            names: Pairs of name and country (`None`: any country).

        Returns:
            One tuple of ids per pair, in the order of the pairs, each as `lookup` orders them.
        """
        asked = list(names)
        found: dict[str, list[tuple[str, str]]] = {}
        plain = {text: name_key(text) for text in dict.fromkeys(text for text, _ in asked)}
        self._collect(set(plain.values()), found)
        # Only names unknown as they stand are worth the conversion to simplified characters.
        missing = [text for text, key in plain.items() if key not in found and is_han(text)]
        if missing:
            simple = {text: name_key(_simplify(text)) for text in missing}
            self._collect({simple[text] for text in missing} - found.keys(), found)
            plain |= simple
        return [
            tuple(id_ for id_, at in found.get(plain[text], ()) if country is None or at == country)
            for text, country in asked
        ]

    def get(self, id: str) -> GazetteerPlace | None:
        """The place with an id, or `None`."""
        row = self._row(id, _COLUMNS)
        return _place(row) if row else None

    def names(self, id: str) -> tuple[str, ...]:
        """All names of a place, the main name first; empty for an unknown id."""
        return self._names(id)

    def _read_names(self, id: str) -> tuple[str, ...]:
        row = self._row(id, "p.name, p.other")
        return (row[0], *(text for text, _ in _marked(row[1]))) if row else ()

    def sources_of(self, id: str) -> dict[str, str]:
        """Which source each further name of a place came from: the source's id by name."""
        row = self._row(id, "p.other")
        letters = {str(source["letter"]): str(source["id"]) for source in self.info()["sources"]}
        return {text: letters[letter] for text, letter in _marked(row[0] if row else None)}

    def similar(
        self, name: str, *, country: str, limit: int = 5, least: float = 0.5
    ) -> tuple[tuple[GazetteerPlace, float], ...]:
        """Places of a country whose names are spelt nearly like a name.

        Args:
            name: In Latin letters or Chinese.
            country: ISO 3166-1 alpha-2.
            limit: At most so many places.
            least: Similarity from which a name counts; the higher, the quicker.

        Returns:
            Places with the similarity of their nearest name in [`least`, 1] (normalised
            Damerau-Levenshtein similarity of the keys), the nearest first, then the most
            populous.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        key = _keys(name)[-1]
        spellings = self._spellings(country, is_han(name))
        # Several spellings of one place may be near, so more are drawn than are returned.
        nearest = process.extract(
            key, spellings[0], scorer=DamerauLevenshtein.normalized_similarity,
            limit=4 * limit, score_cutoff=least,
        )  # fmt: skip
        best: dict[int, float] = {}
        for _, score, index in nearest:
            number = spellings[1][index]
            best[number] = max(score, best.get(number, 0.0))
        places = [(_place(row), best[row[0]]) for row in self._columns(list(best), _COLUMNS)]
        places.sort(key=lambda pair: (-pair[1], -pair[0].population, pair[0].id))
        return tuple(places[:limit])

    def beginning_with(
        self, prefix: str, *, most: int, after: int = 0
    ) -> tuple[GazetteerPlace, ...]:
        """Places with a name that begins so, the most populous first.

        Args:
            prefix: In Latin letters or Chinese; case, diacritics, punctuation and traditional
                characters make no difference. Empty: all places.
            most: At most so many places.
            after: So many of the most populous are left out.
        """
        where = ["k.key >= ? AND k.key < ?" for key in _keys(prefix) if key]
        texts = [text for key in _keys(prefix) if key for text in (key, key + "\U0010ffff")]
        if where:
            chosen = f"p.id IN (SELECT k.place FROM key k WHERE {' OR '.join(where)})"
        elif prefix.strip():
            return ()
        else:
            chosen = "1"
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE {chosen} "
            "ORDER BY p.population DESC, p.id DESC LIMIT ? OFFSET ?",
            (*texts, most, after),
        )
        return tuple(_place(row) for row in rows)

    def largest_cities(self, country: str, *, most: int) -> tuple[GazetteerPlace, ...]:
        """The most populous cities of a country, the largest first."""
        return self._largest_cities(country, most)

    def _read_largest_cities(self, country: str, most: int) -> tuple[GazetteerPlace, ...]:
        cities = [number for number in self._of_country(country) if number > 0]
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE p.id IN (SELECT value FROM json_each(?)) "
            "ORDER BY p.population DESC, p.id LIMIT ?",
            (json.dumps(cities), most),
        )
        return tuple(_place(row) for row in rows)

    def countries(self) -> tuple[str, ...]:
        """ISO codes of all countries that have a place, in alphabetical order."""
        rows = self._connection.execute("SELECT code FROM country ORDER BY code")
        return tuple(code for (code,) in rows)

    def largest(self, country: str | None, *, most: int) -> tuple[tuple[str, str], ...]:
        """Ids and main names of the most populous cities of a country (`None`: of the world).

        A country's subdivisions come with them, all of them.
        """
        columns, order = (
            "SELECT id, country, admin1, name FROM place",
            "population DESC, id LIMIT ?",
        )
        if country is None:
            rows = self._connection.execute(f"{columns} ORDER BY {order}", (most,))
        else:
            numbers = self._of_country(country)
            rows = self._connection.execute(
                f"{columns} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id > 0, {order}",
                (json.dumps(numbers), sum(number < 0 for number in numbers) + most),
            )
        return tuple((_id(number, at, code), name) for number, at, code, name in rows)

    def countries_of(self, name: str) -> tuple[str, ...]:
        """Countries that have a place of this name, that of the most populous place first."""
        return tuple(dict.fromkeys(place.country for place in self.lookup(name)))

    def info(self) -> dict[str, Any]:
        """What the file holds: counts, tiers, sources with licences, and the hash of its rows."""
        rows = self._connection.execute("SELECT key, value FROM meta ORDER BY key").fetchall()
        return {
            key: json.loads(value) if value[:1] in "[{0123456789" else value for key, value in rows
        }

    # --- reading rows ----------------------------------------------------------------------------

    def _named(self, keys: list[str]) -> list[tuple[Any, ...]]:
        for key in keys:
            rows = self._connection.execute(
                f"SELECT {_COLUMNS} FROM key k JOIN place p ON p.id = k.place WHERE k.key = ? "
                "ORDER BY p.population DESC, p.id DESC",
                (key,),
            ).fetchall()
            if rows:
                return rows
        return []

    def _collect(self, keys: set[str], found: dict[str, list[tuple[str, str]]]) -> None:
        wanted = sorted(keys)
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            for key, number, country, admin1 in self._connection.execute(
                "SELECT k.key, p.id, p.country, p.admin1 FROM key k JOIN place p ON p.id = k.place "
                f"WHERE k.key IN ({marks}) ORDER BY k.key, p.population DESC, p.id DESC",
                batch,
            ):
                found.setdefault(key, []).append((_id(number, country, admin1), country))

    def _row(self, id: str, columns: str) -> tuple[Any, ...] | None:
        scheme, _, value = id.partition(":")
        values: list[int] | list[str]
        if scheme == "geonames" and value.isascii() and value.isdigit() and len(value) < 12:
            where, values = "p.id = ?", [int(value)]
        elif scheme == "iso3166-2":
            where, values = "p.id < 0 AND p.country = ? AND p.admin1 = ?", value.split("-", 1)
        else:
            return None
        if len(values) != where.count("?"):
            return None
        row = self._connection.execute(f"SELECT {columns} FROM place p WHERE {where}", values)
        return row.fetchone()  # type: ignore[no-any-return]

    def _of_country(self, country: str) -> list[int]:
        """Numbers of all places of a country."""
        row = self._connection.execute(
            "SELECT places FROM country WHERE code = ?", (country,)
        ).fetchone()
        ids = array("i", zlib.decompress(row[0]) if row else b"")
        if sys.byteorder == "big":
            ids.byteswap()
        return ids.tolist()

    def _columns(self, numbers: list[int], columns: str) -> Iterator[tuple[Any, ...]]:
        """Some columns of some places, in any order."""
        for start in range(0, len(numbers), _BATCH):
            batch = numbers[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            query = f"SELECT {columns} FROM place p WHERE p.id IN ({marks})"
            yield from self._connection.execute(query, batch)

    def _read_spellings(self, country: str, han: bool) -> tuple[list[str], list[int]]:
        """Keys of all names of a country in one script, and the place of each."""
        named = (
            (number, text)
            for number, name, other in self._named_of(country)
            if not (han and name.isascii() and (not other or other.isascii()))
            for text in ((name, *(line[1:] for line in other.split("\n"))) if other else (name,))
        )
        kept = [(number, text) for number, text in named if is_han(text) == han]
        key = fold_han if han else fold
        return [key(text) for _, text in kept], [number for number, _ in kept]

    def _read_named(self, country: str) -> list[tuple[Any, ...]]:
        return list(self._columns(self._of_country(country), "p.id, p.name, p.other"))


def _no_gazetteer(path: Path, error: sqlite3.Error) -> UnreadableError:
    return UnreadableError(f"no gazetteer could be read ({error})", where=str(path))


def _keys(name: str) -> list[str]:
    """Keys to try in turn: as it stands, then simplified where that differs."""
    key = name_key(name)
    if not is_han(name):
        return [key]
    simple = name_key(_simplify(name))
    return [key] if simple == key else [key, simple]


def _simplify(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def _marked(other: str | None) -> Iterator[tuple[str, str]]:
    """Names and the letters of their sources: each line begins with the letter.

    The first Chinese one is the usual name in simplified characters.
    """
    for line in other.split("\n") if other else ():
        yield line[1:], line[0]


def _id(number: int, country: str, admin1: str) -> str:
    return f"geonames:{number}" if number > 0 else f"iso3166-2:{country}-{admin1}"


def _place(row: tuple[Any, ...]) -> GazetteerPlace:
    number, name, other, country, level, admin1, latitude, longitude, population = row
    chinese = next((text for text, _ in _marked(other) if is_han(text)), None)
    return GazetteerPlace(
        _id(number, country, admin1), name, chinese, country, LEVELS[level], admin1,
        None if latitude is None else latitude / 100,
        None if longitude is None else longitude / 100,
        population,
    )  # fmt: skip
