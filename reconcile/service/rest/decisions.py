"""What people decided on findings: listed, written, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query

from reconcile.api.decide import decide_on, undo
from reconcile.decisions import Decision, load_decisions
from reconcile.errors import ConflictError
from reconcile.service.rest.forms import DecisionItem, DecisionRequest, DecisionsAnswer
from reconcile.service.rest.reports import FindingId, ReportName, finding_of, report_of
from reconcile.service.work.errors import NotFoundError

if TYPE_CHECKING:
    from reconcile.service.context import Context

_SEEN = "token of the decision that you saw"


def routes(context: Context) -> APIRouter:
    """Everything about decisions."""
    router = APIRouter(tags=["decisions"])

    @router.get("/reports/{report}/decisions", summary="Decisions of a report")
    async def decisions(report: ReportName) -> DecisionsAnswer:
        """All decisions in the order of `decisions.toml`."""
        return await context.run(_listed, context, report)

    @router.post("/findings/{finding}/decision", status_code=201, summary="Decide on a finding")
    async def decide(finding: FindingId, body: DecisionRequest) -> DecisionItem:
        """Write a decision into `decisions.toml`.

        What was decided already is a conflict (409), unless `seen` is the token of that decision:
        then the new one takes its place.
        """
        return await context.run(_decide, context, finding, body)

    @router.delete("/findings/{finding}/decision", summary="Take a decision back")
    async def undo(
        finding: FindingId,
        report: Annotated[str, Query(max_length=200)] = "",
        by: Annotated[str, Query(max_length=200, description="who takes it back")] = "",
        seen: Annotated[str | None, Query(max_length=20, description=_SEEN)] = None,
    ) -> DecisionItem:
        """Take the latest decision on a finding back; another one than was seen is a conflict."""
        return await context.run(_undo, context, finding, report, by, seen)

    return router


def _listed(context: Context, report: str) -> DecisionsAnswer:
    report_of(context, report)
    return DecisionsAnswer(decisions=[_item(report, d) for d in _decisions(context, report)])


def _decide(context: Context, id: str, body: DecisionRequest) -> DecisionItem:
    made, finding = finding_of(context, id, body.report)
    decide_on(
        context.workspace(),
        made,
        finding,
        verdict=body.verdict,
        reason=body.reason,
        by=body.by,
        until=body.until,
        today=context.today(),
        seen=body.seen,
    )
    written = _latest(context, made.name, id)
    if written is None:
        raise ConflictError("the decision was taken back by somebody else at once")
    return _item(made.name, written)


def _undo(context: Context, id: str, report: str, by: str, seen: str | None) -> DecisionItem:
    if report:
        report_of(context, report)
    names = [report] if report else sorted(context.workspace().reports)
    name = next((each for each in names if _latest(context, each, id)), None)
    if name is None:
        raise NotFoundError(f'there is no decision on "{id}"')
    return _item(name, undo(context.workspace(), id, report=name, by=by, seen=seen))


def _decisions(context: Context, report: str) -> tuple[Decision, ...]:
    return load_decisions(context.workspace().report_folder(report) / "decisions.toml")


def _latest(context: Context, report: str, id: str) -> Decision | None:
    found = [each for each in _decisions(context, report) if each.finding == id]
    return found[-1] if found else None


def _item(report: str, decision: Decision) -> DecisionItem:
    return DecisionItem(
        report=report,
        finding=decision.finding,
        verdict=decision.verdict,
        reason=decision.reason,
        by=decision.by,
        date=decision.date,
        until=decision.until,
        token=decision.token,
        pair=[
            {"source": key.source, "name": key.name, "country": key.country}
            for key in decision.pair
        ],
    )
