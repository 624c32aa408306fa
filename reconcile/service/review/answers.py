"""What the review page answers: the page, decisions, undo, notes, the curator's name."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import Request

from reconcile.errors import ReconcileError, UsageError
from reconcile.service.review import acting, pages
from reconcile.service.review.curator import LANGUAGE, LONGEST, NAME, keep, language_of, name_of
from reconcile.service.review.live import Live
from reconcile.service.review.queue import View
from reconcile.service.review.view import BLANK, gathered, prepared
from reconcile.service.review.words import LANGUAGES, Words

if TYPE_CHECKING:
    from reconcile.service.context import Context

HTMX = "HX-Request"
PATIENCE = 1.5  # seconds that a browser shows nothing, before it is told what takes so long


def routes(context: Context) -> APIRouter:
    """The page at `/` and what its forms send to."""
    router = APIRouter()
    live = Live(context)
    context.preparing.append(lambda: prepared(live))

    @router.get("/")
    async def page(request: Request) -> Response:
        view = View.of(request.query_params)
        language = language_of(request)
        try:
            patient = HTMX in request.headers  # it can only exchange parts of the page
            if not patient and not await _soon(context, live, view.report):
                return _waiting(language)
            state = await context.run(live.state, view.report)
            have = request.query_params.get("have", "")
            if have == state.version:
                return Response(status_code=204)
            told = await context.run(gathered, context, state, view, request)
        except ReconcileError as error:
            return _trouble(error, language)
        answer = HTMLResponse(pages.render("page.html.j2", language, **told))
        answer.headers["Cache-Control"] = "no-store"
        if request.query_params.get("lang") in LANGUAGES:
            keep(request, answer, LANGUAGE, language)
        return answer

    @router.get("/static/{name}")
    async def static(name: str) -> Response:
        if name not in pages.STATIC:
            raise HTTPException(404, "there is no such file")
        return Response(
            pages.static(name),
            media_type=pages.STATIC[name],
            headers={"Cache-Control": "public, max-age=31536000, immutable"},
        )

    @router.get("/favicon.ico")
    async def icon() -> Response:
        return RedirectResponse(pages.address("icon.svg"), 301)

    @router.post("/decisions")
    async def decide(request: Request) -> Response:
        form = await _form(request)
        view, language = View.of(form), language_of(request)
        by = form.get("by", "").strip()[:LONGEST] or name_of(request)
        try:
            if not by:
                raise UsageError(Words(language)("needs_name"))
            after = await context.run(acting.decide, context, live, form, by, language)
        except ReconcileError as error:
            return await _again(context, live, request, view, form, error)
        answer = _see(view.to(finding=after, done=form.get("finding", "")))
        if by != name_of(request):
            keep(request, answer, NAME, by)
        return answer

    @router.post("/undo")
    async def undo(request: Request) -> Response:
        form = await _form(request)
        view, language = View.of(form), language_of(request)
        try:
            finding = await context.run(acting.undo, live, form, name_of(request), language)
        except ReconcileError as error:
            return await _again(context, live, request, view, form, error)
        return _see(view.to(finding=finding, done=finding))

    @router.post("/name")
    async def name(request: Request) -> Response:
        form = await _form(request)
        answer = _see(View.of(form).to())
        keep(request, answer, NAME, form.get("by", "").strip()[:LONGEST])
        return answer

    return router


async def _soon(context: Context, live: Live, report: str) -> bool:
    """Whether the report is there, or will be in a moment; else it goes on being made."""
    if await context.run(live.ready, report):
        return True
    making = asyncio.ensure_future(context.run(live.state, report))
    done, _ = await asyncio.wait({making}, timeout=PATIENCE)
    if not done:
        making.add_done_callback(lambda made: made.cancelled() or made.exception())
    return bool(done)  # what went wrong is told by who asks for the report


def _waiting(language: str) -> Response:
    """A page that asks again until the sources have been compared."""
    headers = {"Cache-Control": "no-store", "Refresh": "1"}
    return HTMLResponse(pages.render("waiting.html.j2", language), 200, headers=headers)


async def _again(
    context: Context,
    live: Live,
    request: Request,
    view: View,
    form: Mapping[str, str],
    error: ReconcileError,
) -> Response:
    """The page with what went wrong and all that the curator had written."""
    language = language_of(request)
    looked_at = View.of({**form, "done": ""})
    try:
        state = await context.run(live.state, view.report)
        told = await context.run(
            gathered, context, state, looked_at, request, error=error, form={**BLANK, **form}
        )
    except ReconcileError as worse:
        return _trouble(worse, language)
    text = pages.render("page.html.j2", language, **told)
    status = error.http_status if error.http_status < 500 else 422
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store", "HX-Push-Url": "false"})


def _trouble(error: ReconcileError, language: str) -> Response:
    """A page that says why there is none."""
    text = pages.render("trouble.html.j2", language, error=error)
    return HTMLResponse(text, error.http_status, headers={"Cache-Control": "no-store"})


def _see(address: str) -> RedirectResponse:
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})


async def _form(request: Request) -> dict[str, str]:
    async with request.form(max_files=0, max_fields=40) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}
