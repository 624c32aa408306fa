"""What changed between two states of a source, for a terminal and as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reconcile.drifting import Change, Drift, Restated
from reconcile.model import Claim, Entry
from reconcile.reporters.layout import Page

MOST, MOST_MOVED = 30, 5


def write_drift(page: Page, drift: Drift, *, verbose: int = 0) -> None:
    """Everything that changed, part by part, with the lines of the originals."""
    parts = (
        ("added", [(_line(row), _place(row)) for row in drift.added]),
        ("removed", [(_line(row), _place(row)) for row in drift.removed]),
        ("renamed", [(_line(c.after), _renamed(c)) for c in drift.renamed]),
        ("changed", [(_line(c.after), f"{_place(c.after)}: {_cells(c)}") for c in drift.changed]),
        ("moved", [(_line(c.after), _place(c.after)) for c in drift.moved]),
        ("stated totals", [(_claim_line(c), _restated(c)) for c in drift.claims]),
    )
    most = 10**9 if verbose > 0 else MOST
    for name, rows in parts:
        if not rows:
            continue
        page.line(f"{name}: {len(rows)}", style="bold", indent=2)
        # A list in another order moves nearly all its rows; a few of them tell as much.
        shown = rows[: min(most, MOST_MOVED) if name == "moved" and verbose <= 0 else most]
        page.table(shown, indent=4, styles=("dim",))
        if len(rows) > len(shown):
            page.line(f"and {len(rows) - len(shown)} more (-v lists them)", indent=4)
    for old, new in drift.perhaps:
        page.line(
            f"perhaps one partner under another name: {_place(old)} (was line {old.line}) and "
            f"{_place(new)} (line {new.line})",
            indent=2,
            hang=4,
        )
    for table, (added, removed) in drift.others.items():
        page.line(f"{table}.csv: rows added {added}, removed {removed}", indent=2)


def sentence(drift: Drift) -> str:
    """All counts in one line.

    Example:
        >>> sentence(Drift())
        'no drift'
    """
    counts = [
        (len(getattr(drift, name)), name)
        for name in ("added", "removed", "renamed", "changed", "moved")
    ]
    parts = [f"{count} {name}" for count, name in counts if count]
    if drift.claims:
        parts.append(f"{len(drift.claims)} stated {_totals(len(drift.claims))}")
    parts += [f"other {table}" for table in drift.others]
    rows = "row" if drift.shifted == 1 else "rows"
    shifted = f"; {drift.shifted} {rows} on another line" if drift.shifted else ""
    return (", ".join(parts) or "no drift") + shifted


def _totals(number: int) -> str:
    return "total" if number == 1 else "totals"


def as_dict(drift: Drift) -> dict[str, Any]:
    """The drift as plain values for JSON."""
    return {
        "added": [_row(row) for row in drift.added],
        "removed": [_row(row) for row in drift.removed],
        "renamed": [_change(each) for each in drift.renamed],
        "changed": [_change(each) for each in drift.changed],
        "moved": [_change(each) for each in drift.moved],
        "perhaps": [{"before": _row(old), "after": _row(new)} for old, new in drift.perhaps],
        "claims": [
            {"before": _claim(each.before), "after": _claim(each.after)} for each in drift.claims
        ],
        "tables": {
            table: {"added": added, "removed": removed}
            for table, (added, removed) in drift.others.items()
        },
        "shifted": drift.shifted,
    }


def _row(row: Entry) -> dict[str, Any]:
    columns = ("line", "subject", "relation", "name", "country", "region", "date")
    return {column: getattr(row, column) for column in columns}


def _change(change: Change) -> dict[str, Any]:
    return {
        "before": _row(change.before),
        "after": _row(change.after),
        "cells": {c: [_cell(change.before, c), _cell(change.after, c)] for c in change.cells},
        "moved": change.moved,
        "confidence": round(change.confidence, 4),
    }


def _claim(claim: Claim | None) -> dict[str, Any] | None:
    if claim is None:
        return None
    columns = ("line", "subject", "relation", "what", "value")
    return {column: getattr(claim, column) for column in columns}


def _line(row: Entry) -> str:
    return f"{row.line:>5}"


def _place(row: Entry) -> str:
    place = ", ".join(filter(None, (row.name, row.region, row.country)))
    about = ", ".join(filter(None, (row.subject, row.relation, row.date)))
    return f"{place} ({about})" if about else place


def _renamed(change: Change) -> str:
    rest = f"; {_cells(change)}" if change.cells else ""
    moved = "; stands elsewhere" if change.moved else ""
    return f"{change.before.name} -> {_place(change.after)}{rest}{moved}"


def _cells(change: Change) -> str:
    return ", ".join(
        f'{column} "{_cell(change.before, column)}" -> "{_cell(change.after, column)}"'
        for column in change.cells
        if not (column == "date_text" and "date" in change.cells)
    )


def _cell(row: Entry, column: str) -> str:
    value = getattr(row, column)
    return ";".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _restated(each: Restated) -> str:
    claim = each.after or each.before
    assert claim, "one of the two is there"
    what = " ".join(filter(None, (claim.relation, claim.what)))
    was = each.before.value if each.before else "nothing"
    now = each.after.value if each.after else "nothing"
    return f"states {now} {what}, stated {was} before"


def _claim_line(each: Restated) -> str:
    claim = each.after or each.before
    return f"{claim.line:>5}" if claim else ""


def unread_rows(unread: Sequence[Any]) -> list[tuple[str, str]]:
    """Lines that found no place in any table, as rows to print."""
    return [(f"{row.line:>5}", f"{row.why}: {row.text[:80]}") for row in unread]
