"""What the page is made of, gathered from the report as it stands and from the request."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from reconcile.decisions import Decision
from reconcile.model import Finding
from reconcile.service.review import pages
from reconcile.service.review.curator import name_of
from reconcile.service.review.evidence import case
from reconcile.service.review.live import Live, State
from reconcile.service.review.queue import View, progress, queue, verdicts

if TYPE_CHECKING:
    from starlette.requests import Request

    from reconcile.service.context import Context

ACTS = 30  # of the history that the page shows
BLANK = {"by": "", "reason": "", "until": ""}


def gathered(
    context: Context, state: State, view: View, request: Request, **more: object
) -> dict[str, object]:
    """Everything that the page is made of."""
    found = queue(state, view)
    current = found.current
    standing = state.standing.get(current.id) if current else None
    path = state.path.relative_to(state.workspace.root)
    return {
        "state": state,
        "view": view,
        "queue": found,
        "case": case(state, current) if current else None,
        "standing_here": standing,
        "progress": progress(state),
        "acts": state.acts[: -ACTS - 1 : -1],
        "acts_here": [act for act in state.acts if current and act.finding == current.id],
        "reports": list(state.workspace.reports.values()),
        "name": name_of(request),
        "path": str(path),
        "today": context.today(),
        "changed": "have" in request.query_params
        and request.query_params.get("seen", "") != (standing.token if standing else ""),
        "poll": _poll(request, state, view, current, standing),
        "verdicts": verdicts(current) if current else (),
        "stale": _stale(state, current),
        "seen": standing.token if standing else "",
        "error": None,
        "form": BLANK,
    } | more


def prepared(live: Live) -> None:
    """Load and make what would keep the first visitor waiting."""
    state = live.state()
    pages.environment().get_template("page.html.j2")
    for finding in state.report.findings[:1]:
        case(state, finding)


def _poll(
    request: Request, state: State, view: View, current: Finding | None, standing: Decision | None
) -> str:
    """The address that tells whether anything changed since this page was made."""
    token = standing.token if standing else ""
    seen = request.query_params.get("seen", "") if "have" in request.query_params else token
    here = view.to(finding=current.id if current else view.finding)
    return f"{here}{'&' if '?' in here else '?'}have={state.version}&{urlencode({'seen': seen})}"


def _stale(state: State, finding: Finding | None) -> Decision | None:
    """The decision that a `stale_decision` speaks of."""
    if finding is None or finding.kind != "stale_decision":
        return None
    numbers = {place.row for place in finding.entries}
    return next((d for d in state.decisions if d.number in numbers), None)
