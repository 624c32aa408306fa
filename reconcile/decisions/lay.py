"""Decisions laid over findings: what is covered is accepted, what covers nothing is stale."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import combinations

from reconcile.decisions.load import PAIR_VERDICTS, Decision, Key
from reconcile.kinds import BY_NAME
from reconcile.model import Finding, Where, finding_id


def lay_over(
    findings: Sequence[Finding],
    decisions: Sequence[Decision],
    *,
    today: str,
    path: str,
    known: Collection[Key] = (),
) -> tuple[Finding, ...]:
    """Findings with their decisions, and one `stale_decision` for each that covers nothing.

    Args:
        findings: All findings of a report.
        decisions: From its `decisions.toml`.
        today: The day of the run, ISO; a decision holds up to and on its `until`.
        path: The file, as a person knows it.
        known: Keys of all entries, by which a verdict on a pair is alive.

    Returns:
        The findings in their order, open ones under a decision in force `accepted`; then the
        stale decisions.
    """
    in_force = {d.finding: d for d in decisions if d.holds(today)}
    there = {finding.id for finding in findings}
    laid = tuple(
        _accepted(finding, in_force[finding.id]) if finding.id in in_force else finding
        for finding in findings
    )
    stale = []
    for decision in decisions:
        if not decision.holds(today):
            stale.append(_stale(decision, path, f"it expired on {decision.until}"))
        elif decision.verdict in PAIR_VERDICTS:
            gone = [str(key) for key in decision.pair if key not in known]
            if gone:
                stale.append(_stale(decision, path, f"no list has {' or '.join(gone)} any more"))
        elif decision.finding not in there:
            stale.append(_stale(decision, path, "there is no such finding any more"))
    return (*laid, *stale)


def pairs(decisions: Sequence[Decision], verdict: str, *, today: str) -> frozenset[frozenset[Key]]:
    """The pairs of entries that decisions in force hold to be (or not to be) one place."""
    return frozenset(
        frozenset(pair)
        for decision in decisions
        if decision.verdict == verdict and decision.holds(today)
        for pair in combinations(decision.pair, 2)
    )


def _accepted(finding: Finding, decision: Decision) -> Finding:
    told = {
        "verdict": decision.verdict,
        "reason": decision.reason,
        "by": decision.by,
        "date": decision.date,
        "until": decision.until,
    }
    status = "accepted" if finding.status == "open" else finding.status
    return replace(
        finding, status=status, decision={key: value for key, value in told.items() if value}
    )


def _stale(decision: Decision, path: str, why: str) -> Finding:
    return Finding(
        id=finding_id("stale_decision", field=f"{decision.finding}/{decision.date}"),
        kind="stale_decision",
        severity=BY_NAME["stale_decision"].severity,
        message=f'{path}: decision {decision.number} ("{decision.verdict}" on {decision.finding}, '
        f"{decision.date or 'undated'}) covers nothing: {why}",
        entries=(Where(path, decision.line, "decisions", decision.number),),
        suggestion=f"reconcile undo {decision.finding}",
    )
