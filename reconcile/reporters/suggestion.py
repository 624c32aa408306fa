"""What is proposed for a document never seen: a preview, the counts, what stays unread."""

from __future__ import annotations

from collections import Counter

from reconcile.model import Entry
from reconcile.reporters.layout import Page
from reconcile.suggesting import Suggestion

FIRST = 5  # entries shown
MOST = 30  # unread lines shown


def render(
    suggestion: Suggestion, *, width: int = 80, color: bool = False, verbose: int = 0
) -> str:
    """The suggestion as text.

    Args:
        suggestion: What is proposed.
        width: Columns of the terminal.
        color: Whether to write terminal colours.
        verbose: 1 to list everything, -1 for the last line alone.
    """
    page = Page(width=width, color=color)
    reading = suggestion.reading
    if verbose >= 0:
        _preview(page, suggestion, len(reading.tables.entries) if verbose > 0 else FIRST)
        if reading.unread:
            page.line(f"NOT READ, {_lines(len(reading.unread))}", style="bold yellow")
            most = len(reading.unread) if verbose > 0 else MOST
            rows = [(f"{u.line:>5}", f"{u.why}: {u.text[:80]}") for u in reading.unread[:most]]
            page.table(rows, indent=2, styles=("dim",))
            if len(reading.unread) > most:
                page.line(f"and {len(reading.unread) - most} more (-v lists them)", indent=2)
            page.blank()
        page.line(f"sources/{suggestion.source.id}/source.toml", style="bold")
        for line in suggestion.source_toml.splitlines():
            page.line(line, indent=2)
        page.blank()
        for doubt in suggestion.doubts:
            page.line(f"To check: {doubt}.", style="yellow")
    page.line(_sentence(suggestion), style="bold")
    return page.text


def _preview(page: Page, suggestion: Suggestion, most: int) -> None:
    tables = suggestion.reading.tables
    page.line(f"entries.csv: {len(tables.entries)} rows", style="bold")
    page.table([_row(entry) for entry in tables.entries[:most]], indent=2, styles=("dim",))
    if len(tables.entries) > most:
        page.line(f"and {len(tables.entries) - most} more (-v lists them)", indent=2)
    for claim in tables.claims:
        of = f" ({claim.relation})" if claim.relation else ""
        page.line(f"line {claim.line} states {claim.value} {claim.what}{of}", indent=2)
    roles = Counter(
        role for roles in suggestion.reading.account.values() for role in roles.split("; ")
    )
    told = ", ".join(f"{count} {role}" for role, count in sorted(roles.items()))
    page.line(f"Lines: {told}", style="dim")
    page.blank()


def _row(entry: Entry) -> tuple[str, ...]:
    number = "" if entry.ordinal is None else str(entry.ordinal)
    place = ", ".join(filter(None, (entry.name, entry.region, entry.country)))
    return (f"{entry.line:>5}", entry.subject, entry.relation, number, place, entry.date)


def _sentence(suggestion: Suggestion) -> str:
    tables = suggestion.reading.tables
    unread = len(suggestion.reading.unread)
    left = f"{_lines(unread)} not read" if unread else "every line read"
    counts = ", ".join(
        f"{len(rows)} {name}"
        for name in ("entries", "claims", "sections", "references", "events")
        if (rows := getattr(tables, name))
    )
    return f"{suggestion.format}: {counts}; {left}"


def _lines(number: int) -> str:
    return f"{number} line" if number == 1 else f"{number} lines"
