"""What a new reading changes in the tables of a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from reconcile.model import Tables
from reconcile.reading.columns import TABLES

# What tells a row of a table from the others, however its line moves.
_KEYS: Final = {
    "entries": ("subject", "relation", "name", "country", "region"),
    "claims": ("subject", "relation", "what"),
    "sections": ("subject", "relation"),
    "references": ("site", "title"),
    "mentions": ("name", "line"),
    "events": ("act", "date"),
    "anomalies": ("what", "line"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Rows of one table that a new reading adds, removes or changes (old, new)."""

    table: str
    added: tuple[Any, ...] = ()
    removed: tuple[Any, ...] = ()
    changed: tuple[tuple[Any, Any], ...] = ()


def difference(old: Tables, new: Tables) -> tuple[Difference, ...]:
    """Differences between two readings, table by table, for those tables that differ.

    A row is the same row when it says the same of the same partner, else when it stands on the
    same line: a row that only moved, or one whose name alone was corrected, is a changed one.
    Rows come in the order of their tables. An entry's number in the table (`row`) is none of its
    cells, so it makes no difference.
    """
    found = []
    for table, _, columns in TABLES:
        left, right = getattr(old, table), getattr(new, table)
        pairs = _pairs(left, right, _KEYS[table])
        matched = dict(pairs)
        taken = set(matched.values())
        changed = [(left[a], right[b]) for a, b in pairs if not _same(left[a], right[b], columns)]
        removed = tuple(row for at, row in enumerate(left) if at not in matched)
        added = tuple(row for at, row in enumerate(right) if at not in taken)
        if changed or removed or added:
            found.append(
                Difference(table=table, added=added, removed=removed, changed=tuple(changed))
            )
    return tuple(found)


def _pairs(
    left: Sequence[Any], right: Sequence[Any], key: tuple[str, ...]
) -> list[tuple[int, int]]:
    """Positions of rows that are the same row, by key and then by line."""
    pairs = _paired(dict(enumerate(left)), dict(enumerate(right)), key)
    rest = [{*range(len(rows))} for rows in (left, right)]
    rest[0] -= {a for a, _ in pairs}
    rest[1] -= {b for _, b in pairs}
    pairs += _paired({a: left[a] for a in rest[0]}, {b: right[b] for b in rest[1]}, ("line",))
    return sorted(pairs)


def _paired(
    left: dict[int, Any], right: dict[int, Any], key: tuple[str, ...]
) -> list[tuple[int, int]]:
    """The n-th row of a key on the left with the n-th on the right."""
    at = {keyed: position for position, keyed in _keyed(right, key)}
    return [(a, at[keyed]) for a, keyed in _keyed(left, key) if keyed in at]


def _keyed(rows: dict[int, Any], key: tuple[str, ...]) -> list[tuple[int, tuple[Any, ...]]]:
    seen: Counter[tuple[Any, ...]] = Counter()
    keyed = []
    for position in sorted(rows):
        values = tuple(getattr(rows[position], column) for column in key)
        seen[values] += 1
        keyed.append((position, (*values, seen[values])))
    return keyed


def _same(a: Any, b: Any, columns: tuple[str, ...]) -> bool:
    return all(getattr(a, column) == getattr(b, column) for column in columns)
