"""Builds a gazetteer file from a GeoNames dump and Natural Earth files that the user has.

What is read goes into a staging file beside the output, ordered there by place, and from there
into the output: memory stays the same however large the dump.
"""

from __future__ import annotations

import csv
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from reconcile.errors import UnreadableError, UsageError
from reconcile.gazetteer import dumps, natural_earth
from reconcile.gazetteer.dumps import Malformed, Spot
from reconcile.gazetteer.keys import is_han
from reconcile.gazetteer.store import FILE, FORMAT, LEVELS
from reconcile.gazetteer.writer import (
    PLACE,
    Simplify,
    create,
    finish,
    hundredths,
    other_names,
    search_keys,
)

SOURCES = (
    # letter, id, what, licence
    ("g", "geonames", "GeoNames, the file {}", "CC BY 4.0"),
    ("a", "geonames-alternates", "GeoNames alternate names, the file {}", "CC BY 4.0"),
    ("n", "natural-earth", "Natural Earth, the file {}", "public domain"),
)
_STAGE = """
PRAGMA stage.journal_mode = OFF; PRAGMA stage.synchronous = OFF;
CREATE TABLE stage.spot (id INTEGER PRIMARY KEY, name, country, level, admin1, lat, lon, people);
CREATE TABLE stage.called (place INTEGER, rank INTEGER, letter, text);
CREATE TABLE stage.qid (place INTEGER PRIMARY KEY, qid);
CREATE TABLE stage.found (key TEXT, place INTEGER);
"""
_BEHIND = 20  # the rank of names without a language: after the usual ones, before historic ones
_GATHERED = """
SELECT s.id, s.name, s.country, s.level, s.admin1, s.lat, s.lon, s.people, c.letter, c.text
FROM stage.spot s LEFT JOIN stage.called c ON c.place = s.id ORDER BY s.id, c.rank, c.rowid
"""


def build(
    output: Path,
    *,
    geonames: Path | None = None,
    alternates: Path | None = None,
    natural_earth: Sequence[Path] = (),
    least_population: int = 0,
    countries: Sequence[str] = (),
    qids_output: Path | None = None,
) -> dict[str, Any]:
    """Write a gazetteer file that `Gazetteer.open` reads; replaced as a whole or not at all.

    Args:
        output: The file to write.
        geonames: `allCountries.txt`, `cities500.txt` or a country's file, or its zip.
        alternates: `alternateNamesV2.txt` or its zip: names with their languages.
        natural_earth: GeoJSON of populated places or of admin-1 states and provinces.
        least_population: Leave out cities with fewer inhabitants; subdivisions stay.
        countries: ISO 3166-1 alpha-2 codes: only places of these; empty: of all.
        qids_output: Also write a CSV of `id` and `qid`, where the sources tell Wikidata's id.

    Returns:
        What the file holds (`places`, `cities`, `subdivisions`, `keys`, `sources`, `hash`), how
        many rows were left out and `malformed`: by file, the count and the first lines.

    Raises:
        UnreadableError: A file is missing, of another format, or cannot be written.
        UsageError: Nothing to build from, or an output that is one of the inputs.
    """
    inputs = [path for path in (geonames, alternates, *natural_earth) if path is not None]
    _check(output, qids_output, inputs, has_places=bool(geonames or natural_earth))
    part, stage = (output.with_name(f".{output.name}.{end}") for end in ("part", "stage"))
    try:
        stage.unlink(missing_ok=True)
        connection = create(part)
        try:
            connection.execute("ATTACH ? AS stage", (str(stage),))
            connection.executescript(_STAGE)
            staged = _Staged(connection, least_population, frozenset(c.upper() for c in countries))
            report = _read(staged, geonames, alternates, natural_earth)
            report |= _write(connection, part, inputs_of(geonames, alternates, natural_earth))
            if not report["places"]:
                raise UnreadableError(
                    "found no place to keep", where=", ".join(map(str, inputs)),
                    hint="Ask for fewer inhabitants, or for other countries.",
                )  # fmt: skip
            connection.close()
            if qids_output is not None:
                report["qids"] = _write_qids(stage, qids_output)
        finally:
            connection.close()
        part.replace(output)
    except (OSError, sqlite3.OperationalError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(
            f"cannot be written: {why}", where=str(output),
            hint="Choose a folder that exists, that you may write to, and that has room.",
        ) from error  # fmt: skip
    finally:
        for path in (part, stage):
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return report


def inputs_of(
    geonames: Path | None, alternates: Path | None, natural_earth: Iterable[Path]
) -> list[dict[str, str]]:
    """The sources of a file, as its meta table tells them."""
    files = ([geonames] if geonames else [], [alternates] if alternates else [], natural_earth)
    return [
        {"letter": letter, "id": id_, "title": title.format(path.name), "licence": licence}
        for (letter, id_, title, licence), paths in zip(SOURCES, files, strict=True)
        for path in paths
    ]


class _Staged:
    """Places and names on their way into the file."""

    def __init__(
        self, connection: sqlite3.Connection, least: int, countries: frozenset[str]
    ) -> None:
        self._run = connection.execute
        self._least, self._countries = least, countries
        self._codes: dict[tuple[str, str], int] = {}
        self.left_out = 0

    def add(self, spot: Spot | None, letter: str) -> None:
        """Stage a place, or only its names where an earlier file told of it."""
        if spot is None or not self._wanted(spot):
            self.left_out += 1
            return
        number = spot.number
        if letter == "n" and spot.admin1 and not (number and self._has(number)):
            # As in the file that travels with the package, a subdivision goes by its ISO code.
            code = (spot.country, spot.admin1)
            number = self._codes.setdefault(code, -1 - len(self._codes))
        self._run(
            "INSERT OR IGNORE INTO stage.spot VALUES (?,?,?,?,?,?,?,?)",
            (number, spot.name, spot.country, LEVELS.index(spot.level), spot.admin1,
             hundredths(spot.latitude), hundredths(spot.longitude), spot.population),
        )  # fmt: skip
        names = [(number, _BEHIND + (letter == "g"), letter, text) for text in spot.names]
        for row in names:
            self._run("INSERT INTO stage.called VALUES (?,?,?,?)", row)
        if spot.qid:
            self._run("INSERT OR IGNORE INTO stage.qid VALUES (?,?)", (number, spot.qid))

    def add_alternate(self, name: dumps.Alternate | None) -> None:
        """Stage a name or Q-id of a place that is staged already."""
        if name is None or not self._has(name.number):
            self.left_out += 1
        elif name.is_qid:
            # GeoNames' own word goes before that of Natural Earth.
            self._run("INSERT OR REPLACE INTO stage.qid VALUES (?,?)", (name.number, name.text))
        else:
            row = (name.number, name.rank, "a", name.text)
            self._run("INSERT INTO stage.called VALUES (?,?,?,?)", row)

    def _wanted(self, spot: Spot) -> bool:
        here = not self._countries or spot.country in self._countries
        return here and (spot.level != "city" or spot.population >= self._least)

    def _has(self, number: int) -> bool:
        row = self._run("SELECT 1 FROM stage.spot WHERE id = ?", (number,)).fetchone()
        return row is not None


def _real(path: Path) -> Path:
    """Where a path leads; a loop of links leads nowhere, which whoever reads it will tell."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # Python 3.13 resolves what it can, older ones raise
        return path.absolute()


def _check(
    output: Path, qids_output: Path | None, inputs: Sequence[Path], *, has_places: bool
) -> None:
    if not has_places:
        raise UsageError(
            "there is nothing to build from",
            hint="Name a GeoNames dump, or GeoJSON files of Natural Earth.",
        )
    outputs = [_real(path) for path in (output, qids_output) if path is not None]
    taken = {*map(_real, inputs), FILE.resolve()}
    if len(set(outputs)) < len(outputs) or not taken.isdisjoint(outputs):
        raise UsageError(
            "the output would replace a file that is read", where=str(output),
            hint="Name another file for the output.",
        )  # fmt: skip


def _read(
    staged: _Staged, geonames: Path | None, alternates: Path | None, earth: Sequence[Path]
) -> dict[str, Any]:
    bad: dict[str, Malformed] = {}

    def watched(path: Path) -> Malformed:
        return bad.setdefault(str(path), Malformed())

    if geonames is not None:
        for spot in dumps.spots(geonames, watched(geonames), han=alternates is None):
            staged.add(spot, "g")
    for path in earth:
        for spot in natural_earth.spots(path, watched(path)):
            staged.add(spot, "n")
    if alternates is not None:
        for name in dumps.alternates(alternates, watched(alternates)):
            staged.add_alternate(name)
    malformed = {
        path: {"count": lines.count, "first": lines.first}
        for path, lines in bad.items() if lines.count
    }  # fmt: skip
    return {"left_out": staged.left_out, "malformed": malformed}


def _write(
    connection: sqlite3.Connection, path: Path, sources: list[dict[str, str]]
) -> dict[str, Any]:
    from opencc import OpenCC

    digest = hashlib.sha256()
    simplify: Simplify = OpenCC("t2s").convert
    connection.execute("CREATE INDEX stage.by_place ON called (place, rank)")
    for row, keys in _complete(connection, simplify):
        digest.update(repr((row, sorted(keys))).encode())
        connection.execute(PLACE, row)
        found = [(key, row[0]) for key in keys]
        connection.executemany("INSERT INTO stage.found VALUES (?,?)", found)
    # In their order, keys fill the pages of the file one after the other.
    connection.execute("INSERT INTO key SELECT key, place FROM stage.found ORDER BY key, place")

    def count(query: str) -> int:
        return int(connection.execute(query).fetchone()[0])

    connection.create_function("is_han", 1, is_han, deterministic=True)
    places, han = count("SELECT count(*) FROM place"), count(
        "SELECT count(*) FROM key WHERE is_han(key)"
    )  # fmt: skip
    cities = count(f"SELECT count(*) FROM place WHERE level = {LEVELS.index('city')}")
    meta: dict[str, Any] = {
        "format": FORMAT,
        "hash": f"sha256:{digest.hexdigest()}",
        "places": places,
        "cities": cities,
        "subdivisions": places - cities,
        "keys": {"latin": count("SELECT count(*) FROM key") - han, "han": han},
        "sources": sources,
    }
    connection.commit()
    connection.execute("DETACH stage")
    finish(connection, path, meta)
    return meta


def _complete(
    connection: sqlite3.Connection, simplify: Simplify
) -> Iterator[tuple[tuple[Any, ...], set[str]]]:
    """Rows of the file with the keys of each, in the order of their ids."""
    of: Callable[[tuple[Any, ...]], tuple[Any, ...]] = itemgetter(slice(0, 8))
    for place, group in groupby(connection.execute(_GATHERED), of):
        names = [(text, letter) for *_, letter, text in group if text]
        usual = next((simplify(text) for text, _ in names if is_han(text)), None)
        other = other_names(place[1], usual, names, simplify)
        yield (*place, other), search_keys((place[1], *(text for text, _ in names)), simplify)


def _write_qids(stage: Path, path: Path) -> int:
    connection = sqlite3.connect(stage)
    rows = connection.execute(
        "SELECT 'geonames:' || q.place, q.qid FROM qid q JOIN spot s ON s.id = q.place "
        "WHERE q.place > 0 UNION ALL SELECT 'iso3166-2:' || s.country || '-' || s.admin1, q.qid "
        "FROM qid q JOIN spot s ON s.id = q.place WHERE q.place < 0 ORDER BY 1"
    ).fetchall()
    connection.close()
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("id", "qid"), *rows])
    part.replace(path)
    return len(rows)
