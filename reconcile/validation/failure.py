"""What the stage passes on until it is turned into findings: one fault of one cell or row."""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.model import Severity

WHOLE = -1  # the row index of a fault of a whole column or table


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One fault.

    Attributes:
        column: Where a person should look; empty for the whole row or table.
        check: Name of the check that failed.
        row: 0-based index in the frame, or `WHOLE`.
        text: What is wrong and what was expected; reads on after the value. `{row 7}` in it stands
            for the line of the row with index 7.
        value: The value as text; `None` where the cell is empty or no single cell is meant.
        kind: Kind of finding.
        suggestion: What the value should probably be.
        others: Further rows (0-based) that the fault is about, e.g. the first of two duplicates.
        severity: Where it departs from the kind's own.
        about: What the fault is about, for its id, where that is not the row's own name.
    """

    column: str
    check: str
    row: int
    text: str
    value: str | None = None
    kind: str = "schema"
    suggestion: str | None = None
    others: tuple[int, ...] = ()
    severity: Severity | None = None
    about: str = ""


def shown(value: object) -> str | None:
    """A cell's value as a person reads it; `None` for an empty cell."""
    if value is None:
        return None
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= 200 else text[:197] + "..."
