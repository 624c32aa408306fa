"""The rows of a table of findings that a person filled in.

The table is what `check --format xlsx` (or `csv`) wrote, with `verdict`, `reason` and perhaps
`until` filled in. Rows and columns may have been sorted, filtered, moved or deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reconcile.errors import UsageError
from reconcile.names.dates import parse_date

NEEDED = ("id", "verdict", "reason")
_LINE = "\x00line"  # no file has a column of this name
_FILLED = ("verdict", "reason", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A filled row: where it stands, what it says."""

    line: int
    finding: str
    report: str
    verdict: str
    reason: str
    until: str

    @property
    def says(self) -> tuple[str, str, str]:
        """The decision alone."""
        return self.verdict, self.reason, self.until


def filled_rows(path: Path) -> tuple[Row, ...]:
    """The rows in which a verdict, a reason or a date was filled in, in the order of the table.

    Raises:
        UsageError: A column is missing.
        UnreadableError: The file is no table.
    """
    from reconcile.reporters.cells import unguarded
    from reconcile.tables import read_table

    frame = read_table(path, line=_LINE)
    lacking = [name for name in NEEDED if name not in frame.columns]
    if lacking:
        has = ", ".join(frame.columns[1:13]) or "no column"
        raise UsageError(
            f"{path.name} has no column {' or '.join(lacking)}; its first sheet has {has}",
            hint="Fill in the first sheet of `reconcile check --format xlsx=FILE`, and keep its "
            "header row.",
        )
    found = []
    for cells in frame.iter_rows(named=True):
        told = {
            name: unguarded(str(cells.get(name) or "").strip()) for name in (*_FILLED, "report")
        }
        if any(told[name] for name in _FILLED):
            found.append(
                Row(
                    line=cells[_LINE],
                    finding=str(cells["id"] or "").strip(),
                    report=told["report"],
                    verdict=told["verdict"].lower(),
                    reason=told["reason"],
                    until=parse_date(told["until"]) or told["until"],
                )
            )
    return tuple(found)
