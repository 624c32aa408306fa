"""Writes gazetteer files: the one place that knows how the rows that `store` reads are laid out."""

from __future__ import annotations

import json
import sqlite3
import sys
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from reconcile.gazetteer.keys import is_han, name_key

Simplify = Callable[[str], str]  # traditional to simplified characters
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, country TEXT, level INTEGER,
    admin1 TEXT, lat INTEGER, lon INTEGER, population INTEGER, other TEXT);
CREATE TABLE country (code TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;
CREATE TABLE key (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
PLACE = f"INSERT INTO place VALUES ({','.join('?' * 9)})"


def create(path: Path) -> sqlite3.Connection:
    """A new, empty gazetteer file at `path`, where whatever stood there is gone."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
    return connection


def finish(connection: sqlite3.Connection, path: Path, meta: Mapping[str, object]) -> None:
    """Complete a file whose places and keys are written, and close it.

    The same rows give the same bytes, whichever version of SQLite wrote them in which order.
    """
    values = [(k, v if isinstance(v, str) else json.dumps(v)) for k, v in sorted(meta.items())]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", values)
    rows = connection.execute("SELECT country, id FROM place ORDER BY country, id")
    for code, group in groupby(rows, itemgetter(0)):
        connection.execute("INSERT INTO country VALUES (?, ?)", (code, _packed(group)))
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    # The header counts changes and names the SQLite that wrote it: the same data, other bytes.
    with path.open("r+b") as file:
        for offset, number in ((24, 1), (92, 1), (96, 3_040_000)):
            file.seek(offset)
            file.write(number.to_bytes(4, "big"))


def other_names(
    name: str, usual: str | None, names: Iterable[tuple[str, str]], simplify: Simplify
) -> str | None:
    """The further names as lines of the file, the usual Chinese one first among its kind.

    One spelling is kept for each key, the simplified one in Chinese (look-ups convert what they
    are asked for), and the first source of a name is credited.

    Args:
        name: The main name, which is not repeated.
        usual: The usual Chinese name, simplified, where there is one.
        names: Pairs of name and letter of the source.
        simplify: Converts traditional characters.
    """
    pairs = list(names)
    kept: dict[str, tuple[str, str]] = {name_key(name): ("", "")}
    first = [(text, letter) for text, letter in pairs if simplify(text) == usual]
    for text, letter in [*first, *pairs]:
        plain = simplify(text) if is_han(text) else text
        kept.setdefault(name_key(plain), (letter, plain))
    return "\n".join(letter + text for letter, text in kept.values() if text) or None


def search_keys(texts: Iterable[str], simplify: Simplify) -> set[str]:
    """The keys under which a place with these names is found."""
    return {search_key(text, simplify) for text in texts} - {""}


def search_key(text: str, simplify: Simplify) -> str:
    """The key of a name, simplified where it is Chinese."""
    return name_key(simplify(text) if is_han(text) else text)


def hundredths(degrees: float | None) -> int | None:
    """Degrees as the file keeps them."""
    return None if degrees is None else round(degrees * 100)


def _packed(rows: Iterable[tuple[str, int]]) -> bytes:
    """Place ids of a country: packed, this takes a fifth of what an index would."""
    ids = array("i", (number for _, number in rows))
    if sys.byteorder == "big":
        ids.byteswap()
    return zlib.compress(ids.tobytes(), 9)
