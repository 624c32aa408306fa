"""What reading an original gave, for a terminal: what changed, what was left unread, oddities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reconcile.model import Tables
from reconcile.reading.columns import TABLES
from reconcile.reading.difference import Difference
from reconcile.reading.lines import UnreadLine
from reconcile.reporters.layout import Page

MOST = 30
MOST_TEXT = 80
COLUMNS = {name: columns for name, _, columns in TABLES}
_LINES = {"line", "entry_line"}  # they move whenever something is inserted above


def render(
    source: str,
    new: Tables,
    differences: Sequence[Difference],
    unread: Sequence[UnreadLine] = (),
    *,
    width: int = 80,
    color: bool = False,
    verbose: int = 0,
) -> str:
    """The outcome as text.

    Args:
        source: Id of the source.
        new: The tables as read.
        differences: What they change in the committed ones.
        unread: Lines that found no place in any table.
        width: Columns of the terminal.
        color: Whether to write terminal colours.
        verbose: 1 to list everything, -1 for the last line alone.
    """
    page = Page(width=width, color=color)
    most = 10**9 if verbose > 0 else MOST
    if verbose >= 0:
        for each in differences:
            page.line(f"{each.table}.csv: {_counts((each,))}", style="bold")
            _write_rows(page, list(_changes(each)), most)
            page.blank()
        if unread:
            page.line(f"NOT READ, {_lines(len(unread))}", style="bold yellow")
            longest = 10**9 if verbose > 0 else MOST_TEXT
            rows = [(f"{u.line:>5}", f"{u.why}: {_cut(u.text, longest)}") for u in unread]
            _write_rows(page, rows, most)
            page.blank()
    page.line(_sentence(source, new, differences, unread), style="bold")
    return page.text


def moved(before: Any, after: Any, table: str) -> bool:
    """Whether nothing but line numbers changed in a row."""
    return not any(_changed_cells(before, after, table))


def _write_rows(page: Page, rows: Sequence[tuple[str, ...]], most: int) -> None:
    page.table(rows[:most], indent=2, styles=("dim",))
    if len(rows) > most:
        page.line(f"and {len(rows) - most} more (-v lists them)", indent=2)


def _changes(difference: Difference) -> Iterator[tuple[str, str, str]]:
    """(line, what, text) of every row added or removed and every cell changed, by line."""
    table = difference.table
    found = [(row.line, "added", _row(row, table)) for row in difference.added]
    found += [(row.line, "removed", _row(row, table)) for row in difference.removed]
    for before, after in difference.changed:
        for column, was, now in _changed_cells(before, after, table):
            found.append((after.line, "changed", f'{column} "{was}" -> "{now}"'))
    for line, what, text in sorted(found):
        yield f"{line:>5}", what, text


def _changed_cells(before: Any, after: Any, table: str) -> Iterator[tuple[str, str, str]]:
    for column in COLUMNS[table]:
        was, now = _cell(before, column), _cell(after, column)
        if was != now and column not in _LINES:
            yield column, was, now


def _counts(differences: Sequence[Difference]) -> str:
    changed = [(a, b, each.table) for each in differences for a, b in each.changed]
    number_moved = sum(moved(a, b, table) for a, b, table in changed)
    numbers = (
        (sum(len(each.added) for each in differences), "added"),
        (sum(len(each.removed) for each in differences), "removed"),
        (len(changed) - number_moved, "changed"),
        (number_moved, "on another line of the original"),
    )
    parts = [f"{n} {'row' if n == 1 else 'rows'} {what}" for n, what in numbers if n]
    return ", ".join(parts)


def _sentence(
    source: str, new: Tables, differences: Sequence[Difference], unread: Sequence[UnreadLine]
) -> str:
    rows = ", ".join(f"{len(getattr(new, t))} {t}" for t in COLUMNS if getattr(new, t))
    counts = _counts(differences)
    outcome = f"differs from the committed tables ({counts})" if differences else "no difference"
    left = f"{_lines(len(unread))} not read" if unread else "every line read"
    return f"{source}: {outcome}; {left}; {rows or 'no rows'}"


def _lines(number: int) -> str:
    return f"{number} line" if number == 1 else f"{number} lines"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}..."


def _row(row: Any, table: str) -> str:
    cells = (_cell(row, column) for column in COLUMNS[table] if column not in _LINES)
    return ", ".join(cell for cell in cells if cell)


def _cell(row: Any, column: str) -> str:
    value = getattr(row, column)
    if isinstance(value, tuple):
        return ";".join(str(item) for item in value)
    return "" if value is None else str(value)
