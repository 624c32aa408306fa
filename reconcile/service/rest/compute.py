"""Match, resolve, explain and validate: on tables that the client sends."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi.responses import Response

from reconcile.matching import MatchOptions
from reconcile.service.rest.answers import ACCEPTED, AsJob, answered
from reconcile.service.rest.forms import (
    ColumnNames,
    EvidenceStep,
    ExplainResult,
    MatchRequest,
    MatchResult,
    Options,
    ResolveRequest,
    TableForm,
    TableRows,
)
from reconcile.service.rest.schemas import known_schema
from reconcile.service.work import tasks
from reconcile.service.work.errors import TooLargeError
from reconcile.tables import Columns

if TYPE_CHECKING:
    from reconcile.service.context import Context
    from reconcile.service.work.tasks import Upload

_RESULT: dict[int | str, dict[str, Any]] = {
    200: {
        "model": MatchResult,
        "description": "What became of each row; a file where another form was asked for",
        "content": {
            kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for form, kind in tasks.MEDIA_TYPES.items()
            if form != "json"
        },
    },
    **ACCEPTED,
}
_REPORT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A report named `validate` (reconcile-report/1)",
        "content": {"application/json": {"schema": {"type": "object"}}},
    },
    **ACCEPTED,
}

Name = Annotated[str | None, Form(description="column of names; otherwise `name`")]
Country = Annotated[str | None, Form(description="column of countries; `country` if there is one")]
Id = Annotated[str | None, Form(description="column of ids; `id` if there is one")]
Threshold = Annotated[float | None, Form(ge=0, le=1)]
# In a form an empty field is one that isn't there.
Gazetteer = Annotated[Literal["default", "none", ""], Form()]
Top = Annotated[int | None, Form(ge=1, le=100)]
OutputForm = Annotated[TableForm, Form(alias="format", description="form of the answer")]
TableFile = Annotated[UploadFile, File(description="CSV, TSV, XLSX, JSON lines or Parquet")]


def routes(context: Context) -> APIRouter:
    """Everything that computes on what the client sends."""
    router = APIRouter(tags=["tables"])
    most = context.settings.rows

    @router.post("/match", responses=_RESULT, response_class=Response, summary="Align two tables")
    async def match(body: MatchRequest, as_job: AsJob = False) -> Response:
        """Align two tables of places, one to one: what `reconcile match` does."""
        arguments = {
            "left": _rows("left", body.left, most),
            "right": _rows("right", body.right, most),
            "left_columns": _columns(body.left.columns),
            "right_columns": _columns(body.right.columns),
            "by": tuple(body.by),
            "options": _options(body.options),
            "form": "json",
            "most_rows": most,
        }
        return await answered(context, "match", tasks.match, arguments, as_job=as_job)

    @router.post(
        "/match/files", responses=_RESULT, response_class=Response, summary="Align two files"
    )
    async def match_files(
        left: TableFile,
        right: TableFile,
        left_name: Name = None,
        left_country: Country = None,
        left_id: Id = None,
        right_name: Name = None,
        right_country: Country = None,
        right_id: Id = None,
        by: Annotated[list[str], Form(max_length=10)] = [],  # noqa: B006 - FastAPI copies it
        threshold: Threshold = None,
        gazetteer: Gazetteer = "default",
        top: Top = None,
        form: OutputForm = "json",
        as_job: AsJob = False,
    ) -> Response:
        """Align the tables of two files, one to one: what `reconcile match` does."""
        arguments = {
            "left": await _file("left", left),
            "right": await _file("right", right),
            "left_columns": Columns(name=left_name, country=left_country, id=left_id),
            "right_columns": Columns(name=right_name, country=right_country, id=right_id),
            "by": tuple(by),
            "options": MatchOptions(threshold=threshold, gazetteer=gazetteer or "default", top=top),
            "form": form,
            "most_rows": most,
        }
        return await answered(context, "match", tasks.match, arguments, as_job=as_job)

    @router.post("/resolve", responses=_RESULT, response_class=Response, summary="Link a table")
    async def resolve(body: ResolveRequest, as_job: AsJob = False) -> Response:
        """Link each row to a place of the gazetteer: `right_id` is its id."""
        arguments = {
            "table": _rows("table", body.table, most),
            "columns": _columns(body.table.columns),
            "options": _options(body.options),
            "form": "json",
            "most_rows": most,
        }
        return await answered(context, "resolve", tasks.resolve, arguments, as_job=as_job)

    @router.post("/resolve/file", responses=_RESULT, response_class=Response, summary="Link a file")
    async def resolve_file(
        file: TableFile,
        name: Name = None,
        country: Country = None,
        id: Id = None,
        threshold: Threshold = None,
        gazetteer: Gazetteer = "default",
        top: Top = None,
        form: OutputForm = "json",
        as_job: AsJob = False,
    ) -> Response:
        """Link each row of a file to a place of the gazetteer: what `reconcile resolve` does."""
        arguments = {
            "table": await _file("file", file),
            "columns": Columns(name=name, country=country, id=id),
            "options": MatchOptions(threshold=threshold, gazetteer=gazetteer or "default", top=top),
            "form": form,
            "most_rows": most,
        }
        return await answered(context, "resolve", tasks.resolve, arguments, as_job=as_job)

    @router.get("/explain", summary="Why two names match or don't")
    async def explain(
        zh: Annotated[str, Query(min_length=1, max_length=200, examples=["登别"])],
        en: Annotated[str, Query(min_length=1, max_length=200, examples=["Noboribetsu"])],
        country: Annotated[str, Query(max_length=100, examples=["JP"])] = "",
    ) -> ExplainResult:
        """Every piece of evidence with its weight in log-odds: what `reconcile explain` does."""
        return await context.run(_explained, zh, en, country)

    @router.post(
        "/validate", responses=_REPORT, response_class=Response, summary="Validate a table"
    )
    async def validate(
        file: TableFile,
        model: Annotated[
            str,
            Form(
                alias="schema",
                max_length=300,
                description="one of the names that /api/workspace lists",
            ),
        ],
        as_job: AsJob = False,
    ) -> Response:
        """Hold a file against a schema of the workspace: what `reconcile validate FILE` does."""
        workspace = context.workspace()
        arguments = {
            "table": await _file("file", file),
            "schema": known_schema(workspace, model),
            "root": workspace.root,
            "most_rows": most,
        }
        return await answered(context, "validate", tasks.validate, arguments, as_job=as_job)

    return router


def _explained(zh: str, en: str, country: str) -> ExplainResult:
    from reconcile.api import lists

    steps = lists.explain(zh, en, country=country)
    odds = math.fsum(step.weight for step in steps)
    return ExplainResult(
        zh=zh,
        en=en,
        country=country,
        confidence=1 / (1 + math.exp(-max(-700.0, min(700.0, odds)))),
        evidence=[
            EvidenceStep(
                name=step.name,
                value=step.value if math.isfinite(step.value) else None,
                weight=step.weight,
                detail=step.detail,
                meaning=step.meaning,
            )
            for step in steps
        ],
    )


def _rows(what: str, table: TableRows, most: int) -> Upload:
    if len(table.rows) > most:  # told here already, where it costs nothing
        raise TooLargeError(f"{len(table.rows)} rows, {most} are taken at most", where=what)
    return tasks.Upload(what=what, rows=table.rows)


async def _file(what: str, file: UploadFile) -> Upload:
    return tasks.Upload(what=what, name=file.filename or "", data=await file.read())


def _columns(names: ColumnNames) -> Columns:
    return Columns(
        name=names.name,
        country=names.country,
        id=names.id,
        region=names.region,
        date=names.date,
        position=names.position,
    )


def _options(options: Options) -> MatchOptions:
    return MatchOptions(threshold=options.threshold, gazetteer=options.gazetteer, top=options.top)
