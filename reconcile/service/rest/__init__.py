"""The REST API at /api; its OpenAPI document is /api/openapi.json.

compute.py     match, resolve, explain, validate: on tables that the client sends
reports.py     the workspace: its reports, findings and schemas
decisions.py   what people decided
jobs.py        long work: watched, fetched, cancelled
forms.py       what goes in and out, as Pydantic models
answers.py     an output of work as a response
pages.py       /api and /api/docs, which shows operations.py
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from reconcile.service.rest import compute, decisions, jobs, pages, reports
from reconcile.service.rest.answers import PROBLEMS

if TYPE_CHECKING:
    from reconcile.service.context import Context

ABOUT = """\
Match, resolve, explain and validate tables of places in Chinese and English; run the reports of
the workspace that is served; read its findings and decide on them.

* Whatever takes long can be a **job**: ask with `job=true`, get a job's address at once (202),
  watch it (`/api/jobs/{id}/events`, server-sent events), fetch its result, or cancel it.
* Tables are sent as JSON rows, or as files (CSV, TSV, XLSX, JSON lines, Parquet).
* Errors have one form: `{"error": {"code", "message", "where", "hint"}}`.
* Where the service has a token: `Authorization: Bearer TOKEN`.
"""


def routes(context: Context) -> APIRouter:
    """Everything under /api."""
    router = APIRouter(responses=PROBLEMS)
    for part in (compute, reports, decisions, jobs):
        router.include_router(part.routes(context))
    pages.add_pages(router)
    return router
