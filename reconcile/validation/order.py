"""Rows out of the order that a list promises."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reconcile.fold import fold
from reconcile.validation.failure import Failure

Rows = Mapping[str, Sequence[Any]]

_WORDS = {
    "date": "order of date",
    "-date": "order of date, latest first",
    "name": "alphabetical order of names",
    "-name": "reversed alphabetical order of names",
}
_FEW = 50  # faults up to which names are tried under their other keys
_COMPARED_AS_NUMBERS = frozenset({"date", "ordinal"})
# Articles that some lists skip when they sort: La Paz under P.
_ARTICLES = frozenset(["the", "la", "le", "les", "el", "los", "las", "al", "il", "lo", "gli"])


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A row out of order, and the row beside which it should not stand.

    `before` tells whether it stands before that row (else after it).
    """

    row: int
    beside: int
    before: bool


def order_failures(rows: Rows, order: Sequence[str]) -> Iterator[Failure]:
    """The fewest rows that would have to move for each list to follow its order.

    Args:
        rows: Columns of the entries. Every subject's relation is a list of its own.
        order: Columns that the rows follow, first the main one; `-` before a column reverses it.
            A later column orders the rows that are equal in the earlier ones.

    Returns:
        One failure per date or number out of order, and one for all names out of alphabetical
        order; each names the rows that it contradicts. A date is compared as far as the less
        precise one goes. Empty cells are left out.
    """
    split = [name for name in ("subject", "relation") if name not in _plain(order)]
    for column in order:
        name = column.removeprefix("-")
        cells = rows.get(name, ())
        faults: list[Misplaced] = []
        for group in _groups(rows, split, len(cells)):
            filled = [row for row in group if cells[row] not in (None, "")]
            if name == "subject":  # one row for each heading
                filled = [row for row in filled if row == 0 or cells[row - 1] != cells[row]]
            faults += misplaced(filled, cells, column)
        if name in _COMPARED_AS_NUMBERS or len(faults) == 1:
            yield from (_failure(cells, column, fault) for fault in faults)
        elif faults:
            yield _failure_of_all(cells, column, faults)
        split.append(name)


def misplaced(rows: Sequence[int], cells: Sequence[Any], column: str) -> list[Misplaced]:
    """The rows of one list that are out of order.

    Example:
        >>> misplaced([0, 1, 2, 3], ["2001", "2003-05", "2002", "2003"], "date")
        [Misplaced(row=2, beside=1, before=False)]
    """
    name, reverse = column.removeprefix("-"), column.startswith("-")
    sequence = list(reversed(rows)) if reverse else list(rows)
    keys = _keys([cells[row] for row in sequence], name)
    kept = _longest_rise(keys)
    if name not in _COMPARED_AS_NUMBERS and len(kept) < len(keys) <= len(kept) + _FEW:
        keys, kept = _sorted_otherwise([cells[row] for row in sequence], keys, kept)
    if len(kept) == len(sequence):
        return []
    faults = []
    for place in sorted(set(range(len(sequence))) - set(kept)):
        position = bisect_right(kept, place)
        last = kept[position - 1] if position else None
        following = kept[position] if position < len(kept) else None
        low = keys[last] if last is not None else None
        high = keys[following] if following is not None else None
        if name not in _COMPARED_AS_NUMBERS and _fits_otherwise(cells[sequence[place]], low, high):
            continue
        after_last = last is not None and keys[place] < keys[last]
        beside = last if after_last or following is None else following
        assert beside is not None
        faults.append(
            Misplaced(sequence[place], sequence[beside], before=(not after_last) != reverse)
        )
    return sorted(faults, key=lambda fault: fault.row)


def _plain(order: Sequence[str]) -> list[str]:
    return [column.removeprefix("-") for column in order]


def _groups(rows: Rows, by: Sequence[str], height: int) -> list[list[int]]:
    groups: dict[tuple[Any, ...], list[int]] = {}
    keys = zip(*(rows[name] for name in by), strict=True) if by else [()] * height
    for row, key in enumerate(keys):
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _keys(cells: Sequence[Any], column: str) -> list[Any]:
    if column == "ordinal":
        return [int(cell) for cell in cells]
    if column != "date":
        return [fold(str(cell)) for cell in cells]
    # A less precise date takes the one before it where the two agree, so that plain comparison
    # contradicts just where the common precision does.
    keys: list[Any] = []
    for cell in cells:
        same = bool(keys) and str(keys[-1]).startswith(str(cell))
        keys.append(keys[-1] if same else str(cell))
    return keys


def _longest_rise(keys: Sequence[Any]) -> list[int]:
    """Indices of a longest part of the sequence that never falls, rising."""
    ends: list[Any] = []  # the least key that ends a part of each length
    at: list[int] = []
    before: list[int] = []
    for index, key in enumerate(keys):
        length = bisect_right(ends, key)
        before.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(key)
            at.append(index)
        else:
            ends[length], at[length] = key, index
    kept = []
    index = at[-1] if at else -1
    while index >= 0:
        kept.append(index)
        index = before[index]
    return kept[::-1]


def _other_keys(name: str) -> list[str]:
    """Keys of a name without its article, by the word after "of", with a break at the apostrophe.

    La Paz under P, Canton of Bern under B, Xi'an before Xiamen.
    """
    words = fold(name).split()
    keys = [fold(name.replace("'", " "))] if "'" in name else []
    if len(words) > 1 and words[0] in _ARTICLES:
        keys.append(" ".join(words[1:]))
    if "of" in words[1:-1]:
        keys.append(" ".join(words[words.index("of", 1) + 1 :]))
    return keys


def _sorted_otherwise(
    cells: Sequence[Any], keys: list[Any], kept: list[int]
) -> tuple[list[Any], list[int]]:
    """Keys and rising part where names beside a fault take the other key that mends it."""
    for fault in sorted(set(range(len(keys))) - set(kept)):
        for place in range(max(0, fault - 1), min(len(keys), fault + 2)):
            for other in _other_keys(str(cells[place])):
                tried = [*keys[:place], other, *keys[place + 1 :]]
                longer = _longest_rise(tried)
                if len(longer) > len(kept):
                    keys, kept = tried, longer
    return keys, kept


def _fits_otherwise(name: str, low: str | None, high: str | None) -> bool:
    """True if a name stands rightly for a list that sorts letter by letter."""
    keys = [fold(name), *_other_keys(name)]
    ways: list[Callable[[str], str]] = [str, lambda text: text.replace(" ", "")]
    return any(
        (low is None or way(low) <= way(key)) and (high is None or way(key) <= way(high))
        for way in ways
        for key in keys
    )


def _failure(cells: Sequence[Any], column: str, fault: Misplaced) -> Failure:
    name = column.removeprefix("-")
    return Failure(
        column=name,
        check="order",
        row=fault.row,
        text=f"stands {_beside(cells, fault)}; expected the {_words(column)}",
        value=str(cells[fault.row]),
        kind="order_violation",
        others=(fault.beside,),
    )


def _failure_of_all(cells: Sequence[Any], column: str, faults: Sequence[Misplaced]) -> Failure:
    rows = sorted({row for fault in faults for row in (fault.row, fault.beside)})
    each = [f'"{cells[f.row]}" (line {{row {f.row}}}) {_beside(cells, f)}' for f in faults]
    if len(each) > _TOLD:
        each[_TOLD:] = [f"and {len(each) - _TOLD} more"]
    return Failure(
        column=column.removeprefix("-"),
        check="order",
        row=rows[0],
        text=f"{len(faults)} rows break the {_words(column)}: {', '.join(each)}",
        kind="order_violation",
        others=tuple(rows[1:]),
        about=" ".join(str(cells[fault.row]) for fault in faults),
    )


_TOLD = 2  # faults told in the message; the lines of all are in the finding


def _beside(cells: Sequence[Any], fault: Misplaced) -> str:
    side = "before" if fault.before else "after"
    return f'{side} "{cells[fault.beside]}" (line {{row {fault.beside}}})'


def _words(column: str) -> str:
    name = column.removeprefix("-")
    return _WORDS.get(column) or f"order of {name}{', reversed' if column != name else ''}"
