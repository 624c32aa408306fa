"""`decide` and `undo`: one decision on a finding, into `decisions.toml` or out of it."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import cast

from reconcile.api.find import find_finding
from reconcile.api.inputs import known, now_or, today_or, valid_day
from reconcile.decisions import Decision, Key, add_decision, key_of, load_decisions, remove_decision
from reconcile.decisions.load import PAIR_VERDICTS, VERDICTS, Verdict
from reconcile.errors import UsageError
from reconcile.group import where
from reconcile.model import Finding, Report
from reconcile.workspace import Workspace


def decide(
    workspace: Workspace,
    finding_id: str,
    *,
    verdict: str,
    reason: str,
    by: str = "",
    until: str = "",
    report: str = "",
    today: str = "",
) -> Path:
    """Write a decision on a finding into its report's `decisions.toml`.

    Args:
        workspace: The workspace.
        finding_id: The finding's id, or a beginning that only one finding has.
        verdict: One of `reconcile.decisions.load.VERDICTS`; `same` and `not-the-same` decide the
            pair of entries that the finding speaks of.
        reason: Why.
        by: Who decided; else the user's name on this machine.
        until: Last day on which it holds, ISO.
        report: Name of the report, where several have the finding.
        today: The day of the decision.

    Returns:
        The file written.

    Raises:
        UsageError: No such finding or verdict, or the finding was decided already.
    """
    _check_words(verdict, reason)
    found, finding = find_finding(workspace, finding_id, report=report, today=today)
    return decide_on(
        workspace, found, finding, verdict=verdict, reason=reason, by=by, until=until, today=today
    )


def decide_on(
    workspace: Workspace,
    report: Report,
    finding: Finding,
    *,
    verdict: str,
    reason: str,
    by: str = "",
    until: str = "",
    today: str = "",
    seen: str | None = None,
    pair: tuple[Key, ...] = (),
) -> Path:
    """Write a decision on a finding of a report that is at hand; `decide` looks it up first.

    Args:
        workspace: The workspace.
        report: The report.
        finding: One of its findings.
        verdict: As in `decide`.
        reason: As in `decide`.
        by: As in `decide`.
        until: As in `decide`.
        today: As in `decide`.
        seen: Token of the decision that the caller saw on this finding and wants replaced; '' or
            `None` where it saw none.
        pair: For a verdict on a pair, the entries that it speaks of, where they are others than
            the finding's own: a partner that a list lacks, and the row that is it after all.

    Returns:
        The file written.

    Raises:
        UsageError: The verdict, the reason or the day is none, or the finding speaks of no pair.
        ConflictError: Somebody decided it meanwhile, or took the decision seen back.
    """
    _check_words(verdict, reason)
    valid_day(until)
    members = (pair or pair_of(report, finding)) if verdict in PAIR_VERDICTS else ()
    path = workspace.report_folder(report.name) / "decisions.toml"
    decision = Decision(
        number=0,
        line=0,
        finding=finding.id,
        verdict=cast(Verdict, verdict),
        reason=reason.strip(),
        by=by or getpass.getuser(),
        date=today_or(today),
        until=until,
        pair=members,
    )
    add_decision(path, decision, at=now_or(), seen=seen)
    return path


def _check_words(verdict: str, reason: str) -> None:
    known(verdict, VERDICTS, "verdict")
    if not reason.strip():
        raise UsageError("a decision needs its reason", hint='Give one: --reason "..."')


def undo(
    workspace: Workspace,
    finding_id: str,
    *,
    report: str = "",
    by: str = "",
    seen: str | None = None,
) -> Decision:
    """Take the latest decision on a finding back.

    Args:
        workspace: The workspace.
        finding_id: The finding's whole id.
        report: Name of the report, where several have a decision on it.
        by: Who takes it back; else the user's name on this machine.
        seen: Token of the decision that the caller saw; `None`: whichever stands there.

    Raises:
        UsageError: No report has a decision on it.
        ConflictError: Another decision than the one seen stands there.
    """
    names = [known(report, tuple(workspace.reports), "report")] if report else workspace.reports
    for name in names:
        path = workspace.report_folder(name) / "decisions.toml"
        if any(decision.finding == finding_id for decision in load_decisions(path)):
            who = by or getpass.getuser()
            return remove_decision(path, finding_id, by=who, at=now_or(), seen=seen)
    raise UsageError(
        f"there is no decision on {finding_id}",
        hint="`reconcile check -v` lists accepted findings with their ids.",
    )


def pair_of(report: Report, finding: Finding) -> tuple[Key, ...]:
    """The entries of two or more sources that a finding speaks of, as a decision names them.

    Raises:
        UsageError: It does not speak of two.
    """
    rows = {where(e): e for r in report.relationships for e in r.entries}
    keys = {key_of(rows[spot]) for spot in finding.entries if spot in rows}
    if len({key.source for key in keys}) < 2:
        raise UsageError(
            f"{finding.id} does not speak of two entries of two sources, so nothing can be the "
            "same or not",
            hint="Use accepted, wrong or fixed-upstream.",
        )
    return tuple(sorted(keys))
