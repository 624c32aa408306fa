"""Decisions taken from the table of findings that a person filled in: all of them, or none."""

from __future__ import annotations

import getpass
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.api.check import check
from reconcile.api.decide import pair_of
from reconcile.api.filled_rows import Row, filled_rows
from reconcile.api.inputs import now_or, today_or
from reconcile.decisions import Decision, add_all, load_decisions
from reconcile.decisions.load import PAIR_VERDICTS, VERDICTS
from reconcile.errors import UsageError
from reconcile.model import Finding, Report
from reconcile.workspace import Workspace

MOST_PROBLEMS = 20  # that are listed; the rest is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a table of decisions changed.

    Attributes:
        written: How many decisions each file got, by path.
        unchanged: Rows whose decision stood there already.
    """

    written: Mapping[Path, int]
    unchanged: int


def decide_from(
    workspace: Workspace, path: Path, *, by: str = "", report: str = "", today: str = ""
) -> Decided:
    """Write every filled row of a table of findings into `decisions.toml`, or none of them.

    Args:
        workspace: The workspace.
        path: XLSX, CSV or another table that `reconcile.tables` reads.
        by: Who decided; else the user's name on this machine.
        report: Name of the report, where the table names none and several have a finding.
        today: The day of the decisions.

    Returns:
        What was written. A row whose decision stands there already changes nothing, so the same
        table can be read twice.

    Raises:
        UsageError: Rows with an unknown id or verdict, without a reason, or against an earlier
            decision: all of them are named by their rows, and nothing is written.
        UnreadableError: The file is no table.
    """
    rows = filled_rows(path)
    day = today_or(today)
    reports = {
        found.name: found for found in check(workspace, [report] if report else [], today=day)
    }
    files = {name: workspace.report_folder(name) / "decisions.toml" for name in reports}
    standing = {
        (name, decision.finding): decision
        for name, file in files.items()
        for decision in load_decisions(file)
    }
    problems: list[str] = []
    decisions: dict[str, dict[str, Decision]] = {}
    lines: dict[tuple[str, str], Row] = {}
    unchanged = 0
    for row in rows:
        name = _report_of(row, reports, standing)
        try:
            earlier = standing.get((name, row.finding))
            if earlier and (earlier.verdict, earlier.reason, earlier.until) == row.says:
                unchanged += 1
                continue
            first = lines.setdefault((name, row.finding), row)
            if first is row:
                decision = _decision(row, name, reports, earlier, by=by, day=day)
                decisions.setdefault(name, {})[row.finding] = decision
            elif first.says != row.says:
                problems.append(f"row {row.line}: row {first.line} decides {row.finding} otherwise")
        except UsageError as problem:
            problems.append(f"row {row.line}: {problem.message}")
    if problems:
        _refuse(path, problems)
    found = {files[name]: list(own.values()) for name, own in decisions.items()}
    add_all(found, at=now_or())
    return Decided(written={path: len(own) for path, own in found.items()}, unchanged=unchanged)


def _report_of(
    row: Row, reports: Mapping[str, Report], standing: Mapping[tuple[str, str], Decision]
) -> str:
    """The report that a row speaks of; '' where nothing tells."""
    if row.report:
        return row.report
    having = [
        name
        for name, report in reports.items()
        if (name, row.finding) in standing or any(f.id == row.finding for f in report.findings)
    ]
    return having[0] if len(having) == 1 else ""


def _decision(
    row: Row,
    name: str,
    reports: Mapping[str, Report],
    earlier: Decision | None,
    *,
    by: str,
    day: str,
) -> Decision:
    report, finding = _found(row, name, reports)
    if not row.verdict:
        raise UsageError("a verdict is missing; the row has a reason or a date only")
    if row.verdict not in VERDICTS:
        raise UsageError(f'"{row.verdict}" is no verdict; known are {", ".join(VERDICTS)}')
    if not row.reason:
        raise UsageError(f'"{row.verdict}" without a reason')
    if row.until and len(row.until) != len("2027-12-31"):
        raise UsageError(f'until "{row.until}" is no day; expected YYYY-MM-DD')
    if row.until and row.until < day:
        raise UsageError(f"until {row.until} is over already")
    if earlier:
        raise UsageError(
            f'{row.finding} was decided already: "{earlier.verdict}" ({earlier.reason}) by '
            f"{earlier.by or '?'} on {earlier.date}; take it back first: "
            f"reconcile undo {row.finding}"
        )
    return Decision(
        number=0,
        line=0,
        finding=finding.id,
        verdict=row.verdict,
        reason=row.reason,
        by=by or getpass.getuser(),
        date=day,
        until=row.until,
        pair=pair_of(report, finding) if row.verdict in PAIR_VERDICTS else (),
    )


def _found(row: Row, name: str, reports: Mapping[str, Report]) -> tuple[Report, Finding]:
    if not row.finding:
        raise UsageError("the id of the finding is missing")
    if name and name not in reports:
        raise UsageError(f'"{name}" is no report that was checked ({", ".join(reports)})')
    found = [
        (report, finding)
        for report in ([reports[name]] if name else reports.values())
        for finding in report.findings
        if finding.id == row.finding
    ]
    if len(found) > 1:
        names = ", ".join(report.name for report, _ in found)
        raise UsageError(f"{row.finding} is in several reports ({names}); name one with --report")
    if not found:
        raise UsageError(f'there is no finding "{row.finding}" (any more)')
    return found[0]


def _refuse(path: Path, problems: Sequence[str]) -> None:
    shown = [*problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        shown.append(f"and {len(problems) - MOST_PROBLEMS} more")
    many = "1 row" if len(problems) == 1 else f"{len(problems)} rows"
    raise UsageError(
        f"{path.name}: {many} cannot be taken as decisions; nothing was written",
        hint="\n".join(shown),
    )
