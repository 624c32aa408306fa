"""What a form asks for, done: a decision, a note, a decision taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reconcile.api import decide as api
from reconcile.api.inputs import now_or
from reconcile.decisions import Decision, Key, key_of, note_unsure
from reconcile.errors import ConflictError, UsageError
from reconcile.service.review.live import Live, State
from reconcile.service.review.queue import View, queue
from reconcile.service.review.words import Words

if TYPE_CHECKING:
    from reconcile.service.context import Context

LONGEST = 2000  # characters of a reason
UNSURE = "unsure"


def decide(context: Context, live: Live, form: Mapping[str, str], by: str, language: str) -> str:
    """Write what a form decides; the id of the finding to show next."""
    state = live.state(form.get("report", ""))
    finding = state.findings.get(form.get("finding", ""))
    words = Words(language)
    if finding is None:
        raise ConflictError(words("is_gone"), hint=words("is_gone_why"))
    after = queue(state, View.of(form)).next_after(finding.id)
    reason = form.get("reason", "").strip()[:LONGEST]
    verdict = form.get("verdict", "")
    if verdict == UNSURE:
        note_unsure(state.path, finding.id, note=reason, by=by, at=now_or())
        return after
    api.decide_on(
        state.workspace,
        state.report,
        finding,
        verdict=verdict,
        reason=reason or words("default_reason"),
        by=by,
        until=form.get("until", ""),
        today=context.today(),
        seen=form.get("seen", ""),
        pair=_pair(state, form),
    )
    return after


def _pair(state: State, form: Mapping[str, str]) -> tuple[Key, ...]:
    """The two rows that a form names (`SOURCE:ROW`), where it pairs a lacking place by hand."""
    keys = []
    for name in ("one", "other"):
        source, _, row = form.get(name, "").rpartition(":")
        entry = state.entry(source, int(row)) if row.isdecimal() and len(row) < 9 else None
        if entry:
            keys.append(key_of(entry))
    return tuple(sorted(keys)) if len(keys) == 2 else ()


def undo(live: Live, form: Mapping[str, str], by: str, language: str) -> str:
    """Take a decision back: the one on the form's finding, else this curator's latest."""
    state = live.state(form.get("report", ""))
    finding, seen = form.get("finding", ""), form.get("seen") or None
    if not finding:
        own = _latest(state, by)
        if own is None:
            raise UsageError(Words(language)("nothing_to_undo"))
        finding, seen = own.finding, own.token
    api.undo(state.workspace, finding, report=state.report.name, by=by, seen=seen)
    return finding


def _latest(state: State, by: str) -> Decision | None:
    """The decision that a curator made last, of those that stand."""
    for act in reversed(state.acts):
        decision = state.standing.get(act.finding)
        if act.did == "decided" and act.by == by and decision and decision.by == by:
            return decision
    return None
