"""The workspace that is served: its sources, reports and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from reconcile.api.inputs import known
from reconcile.errors import UsageError
from reconcile.kinds import BY_NAME
from reconcile.reporters import FORMATS, Style
from reconcile.reporters import json as reporter
from reconcile.service.rest.answers import ACCEPTED, AsJob, answered
from reconcile.service.rest.forms import (
    FindingAnswer,
    FindingsAnswer,
    ReportItem,
    RunRequest,
    SourceItem,
    WorkspaceAnswer,
)
from reconcile.service.rest.schemas import schema_names
from reconcile.service.work import tasks
from reconcile.service.work.errors import NotFoundError

if TYPE_CHECKING:
    from reconcile.model import Finding, Report
    from reconcile.service.context import Context
    from reconcile.workspace import Workspace

ReportName = Annotated[str, Path(max_length=200, description="name of a report of the workspace")]
FindingId = Annotated[
    str,
    Path(max_length=200, description="id of a finding", examples=["missing_entry-155e0c262425"]),
]
Form = Literal["json", "markdown", "html", "csv", "xlsx", "text", "sarif", "junit"]
_MEDIA_TYPES: dict[str, str] = {
    "json": "application/json",
    "markdown": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": tasks.MEDIA_TYPES["xlsx"],
    "text": "text/plain; charset=utf-8",
    "sarif": "application/sarif+json",
    "junit": "application/xml",
}
_SUFFIXES = {"markdown": "md", "text": "txt", "junit": "xml"}
_REPORT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The report (reconcile-report/1), or a file in the form asked for",
        "content": {
            kind.partition(";")[0]: {"schema": {"type": "object" if "json" in kind else "string"}}
            for kind in _MEDIA_TYPES.values()
        },
    }
}


def routes(context: Context) -> APIRouter:
    """Everything that reads the workspace."""
    router = APIRouter(tags=["workspace"])

    @router.get("/workspace", summary="Sources, reports and schemas")
    async def workspace() -> WorkspaceAnswer:
        """What is served."""
        here = await context.run(context.workspace)
        return await context.run(_about, here)

    @router.get("/reports/{report}", responses=_REPORT, response_class=Response, summary="A report")
    async def report(
        report: ReportName,
        form: Annotated[Form, Query(alias="format", description="form of the answer")] = "json",
    ) -> Response:
        """A report as it is now; it is computed again only where a file has changed."""
        found = await context.run(report_of, context, report)
        data = await context.run(_rendered, found, form)
        headers = {}
        if form not in {"json", "text", "markdown"}:
            name = f"{report}.{_SUFFIXES.get(form, form)}"
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return Response(data, headers=headers, media_type=_MEDIA_TYPES[form])

    @router.post(
        "/reports/{report}/run",
        responses={**_REPORT, **ACCEPTED},
        response_class=Response,
        summary="Run a report",
    )
    async def run(report: ReportName, body: RunRequest, as_job: AsJob = False) -> Response:
        """Run a report anew, as of another day or for some kinds of finding only."""
        here = await context.run(context.workspace)
        _known_report(here, report)
        for kind in (*body.select, *body.ignore):
            known(kind, tuple(BY_NAME), "kind of finding")
        arguments = {
            "root": here.root,
            "report": report,
            "today": body.today or context.today(),
            "select": tuple(body.select),
            "ignore": tuple(body.ignore),
        }
        return await answered(context, "check", tasks.check, arguments, as_job=as_job)

    @router.get("/reports/{report}/findings", summary="Findings of a report")
    async def findings(
        report: ReportName,
        kind: Annotated[list[str], Query(max_length=30)] = [],  # noqa: B006 - FastAPI copies it
        severity: Literal["error", "warning", "info"] | None = None,
        status: Literal["open", "explained", "accepted"] | None = None,
        subject: Annotated[str | None, Query(max_length=200)] = None,
        offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> FindingsAnswer:
        """Findings in the order of reading, a page at a time."""
        for name in kind:
            known(name, tuple(BY_NAME), "kind of finding")
        made = await context.run(report_of, context, report)
        found = [
            finding
            for finding in made.findings
            if (not kind or finding.kind in kind)
            and severity in {None, finding.severity}
            and status in {None, finding.status}
            and subject in {None, finding.subject}
        ]
        page = [_plain(finding) for finding in found[offset : offset + limit]]
        return FindingsAnswer.model_validate(
            {"total": len(found), "offset": offset, "findings": page}
        )

    @router.get("/findings/{finding}", summary="A finding")
    async def finding(
        finding: FindingId, report: Annotated[str, Query(max_length=200)] = ""
    ) -> FindingAnswer:
        """One finding, with the report that has it."""
        made, found = await context.run(finding_of, context, finding, report)
        return FindingAnswer.model_validate({"report": made.name, "finding": _plain(found)})

    return router


def report_of(context: Context, name: str) -> Report:
    """A report as it is now.

    Raises:
        NotFoundError: There is none of this name.
    """
    _known_report(context.workspace(), name)
    return context.report(name)


def finding_of(context: Context, id: str, report: str = "") -> tuple[Report, Finding]:
    """The finding of an id, in the report named or in the only one that has it.

    Raises:
        NotFoundError: There is no such report or finding.
        UsageError: Several reports have it, and none was named.
    """
    names = [report] if report else sorted(context.workspace().reports)
    found = [
        (made, each)
        for made in (report_of(context, name) for name in names)
        for each in made.findings
        if each.id == id
    ]
    if not found:
        raise NotFoundError(
            f'there is no finding "{id}"', hint="/api/reports/{report}/findings lists them."
        )
    if len(found) > 1:
        reports = ", ".join(made.name for made, _ in found)
        raise UsageError(f"several reports have it: {reports}", hint="Name one: report=NAME.")
    return found[0]


def _known_report(workspace: Workspace, name: str) -> None:
    try:
        known(name, tuple(workspace.reports), "report")
    except UsageError as error:
        raise NotFoundError(error.message, hint=error.hint) from None


def _about(workspace: Workspace) -> WorkspaceAnswer:
    return WorkspaceAnswer(
        sources=[
            SourceItem(
                id=source.id,
                title=source.title,
                language=source.language,
                schema=source.schema,
                relations=list(source.relations),
            )
            for source in workspace.sources.values()
        ],
        reports=[
            ReportItem(
                name=each.name,
                title=each.title,
                sources=list(each.sources),
                subjects=list(each.subjects),
                date=each.date,
            )
            for each in workspace.reports.values()
        ],
        schemas=list(schema_names(workspace)),
    )


def _rendered(report: Report, form: str) -> str | bytes:
    (chosen,) = (each for each in FORMATS if each.name == form)
    return chosen.render([report], Style())


def _plain(finding: Finding) -> dict[str, Any]:
    return reporter.finding_as_dict(finding)
