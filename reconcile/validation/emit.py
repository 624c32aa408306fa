"""Failures turned into findings: with the line, the value, and an id that survives new rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reconcile.fold import fold
from reconcile.kinds import BY_NAME
from reconcile.model import Finding, Where, finding_id
from reconcile.validation.failure import WHOLE, Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How the rows of one table are named in messages and ids.

    Attributes:
        source: Id of the source, or name of the file.
        table: Name of the table; empty for a file of its own.
        line_of_row: From a 1-based row (0 for the header) to a 1-based line, 0 if unknown.
        subjects: Per row, whose partner it is; may be empty.
        names: Per row, what tells it from its neighbours in an id; may be empty.
    """

    source: str
    table: str
    line_of_row: Callable[[int], int]
    subjects: Sequence[str] = ()
    names: Sequence[str] | Mapping[int, str] = ()

    def where(self, row: int) -> Where:
        """The place of a 0-based row, or of the header for `WHOLE`."""
        number = 0 if row == WHOLE else row + 1
        return Where(self.source, self.line_of_row(number), self.table, number)

    def shown(self, row: int) -> str:
        """The place of a row as a message begins with it."""
        where = self.where(row)
        table = "" if self.table in ("", "entries") else f" {self.table}"
        if where.line:
            return f"{self.source}:{where.line}{table}"
        return f"{self.source}{table or ' entries'}{f' row {where.row}' if where.row else ''}"


def findings_of(failures: Iterable[Failure], place: Place) -> tuple[Finding, ...]:
    """One finding per failure, in the order given.

    Two equal faults of rows with the same name are told apart in their ids by their number.
    """
    seen: Counter[str] = Counter()
    return tuple(_finding(failure, place, seen) for failure in failures)


def _finding(failure: Failure, place: Place, seen: Counter[str]) -> Finding:
    row = failure.row
    single = row != WHOLE and not failure.about
    subject = place.subjects[row] if single and place.subjects else ""
    name = place.names[row] if single and place.names else failure.about
    table = "" if place.table == "entries" else f"{place.table}."
    field = f"{table}{failure.column}:{failure.check}"

    def fingerprint(field: str) -> str:
        return finding_id(
            failure.kind,
            subject=subject,
            partner=fold(name),
            sources=(place.source,),
            field=field,
        )

    key = fingerprint(field)
    seen[key] += 1
    column = f" {failure.column}" if failure.column else ""
    text = re.sub(r"\{row (\d+)\}", lambda m: str(place.where(int(m[1])).line), failure.text)
    value = f'"{failure.value}" ' if failure.value is not None else ""
    return Finding(
        id=key if seen[key] == 1 else fingerprint(f"{field}#{seen[key]}"),
        kind=failure.kind,
        severity=failure.severity or BY_NAME[failure.kind].severity,
        message=f"{place.shown(row)}{column}: {value}{text}",
        subject=subject,
        entries=tuple(place.where(r) for r in (row, *failure.others)),
        values={place.source: failure.value},
        suggestion=failure.suggestion,
    )
