"""What the review page answers: the page, decisions, undo, notes, the curator's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import Request

from reconcile import api
from reconcile.decisions import Decision, Key, key_of, note_unsure
from reconcile.errors import ConflictError, ReconcileError, UsageError
from reconcile.model import Finding
from reconcile.service.review import pages
from reconcile.service.review.evidence import case
from reconcile.service.review.live import Live, State
from reconcile.service.review.queue import View, progress, queue, verdicts
from reconcile.service.review.words import LANGUAGES, Words

if TYPE_CHECKING:
    from reconcile.service.context import Context

NAME, LANGUAGE = "reconcile_name", "reconcile_lang"  # cookies
YEAR = 365 * 24 * 3600
LONGEST_NAME, LONGEST_TEXT = 80, 2000
ACTS = 30  # of the history that the page shows
UNSURE = "unsure"
BLANK = {"by": "", "reason": "", "until": ""}


def routes(context: Context) -> APIRouter:
    """The page at `/` and what its forms send to."""
    router = APIRouter()
    live = Live(context)

    @router.get("/")
    async def page(request: Request) -> Response:
        view = View.of(request.query_params)
        language = _language(request)
        try:
            state = await context.run(live.state, view.report)
            have = request.query_params.get("have", "")
            if have == state.version:
                return Response(status_code=204)
            told = await context.run(_told, context, state, view, request)
        except ReconcileError as error:
            return _trouble(error, language)
        answer = HTMLResponse(pages.render("page.html.j2", language, **told))
        answer.headers["Cache-Control"] = "no-store"
        if request.query_params.get("lang") in LANGUAGES:
            _keep(request, answer, LANGUAGE, language)
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
        view, language = View.of(form), _language(request)
        by = form.get("by", "").strip()[:LONGEST_NAME] or _name(request)
        try:
            if not by:
                raise UsageError(Words(language)("needs_name"))
            after = await context.run(_decide, context, live, form, by, language)
        except ReconcileError as error:
            return await _again(context, live, request, view, form, error)
        answer = _see(view.to(finding=after, done=form.get("finding", "")))
        if by != _name(request):
            _keep(request, answer, NAME, by)
        return answer

    @router.post("/undo")
    async def undo(request: Request) -> Response:
        form = await _form(request)
        view, language = View.of(form), _language(request)
        try:
            finding = await context.run(_undo, live, form, _name(request), language)
        except ReconcileError as error:
            return await _again(context, live, request, view, form, error)
        return _see(view.to(finding=finding, done=finding))

    @router.post("/name")
    async def name(request: Request) -> Response:
        form = await _form(request)
        answer = _see(View.of(form).to())
        _keep(request, answer, NAME, form.get("by", "").strip()[:LONGEST_NAME])
        return answer

    return router


def _told(
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
        "name": _name(request),
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


def _decide(context: Context, live: Live, form: Mapping[str, str], by: str, language: str) -> str:
    """Write what a form decides; the id of the finding to show next."""
    state = live.state(form.get("report", ""))
    finding = state.findings.get(form.get("finding", ""))
    words = Words(language)
    if finding is None:
        raise ConflictError(words("is_gone"), hint=words("is_gone_why"))
    after = queue(state, View.of(form)).next_after(finding.id)
    reason = form.get("reason", "").strip()[:LONGEST_TEXT]
    verdict = form.get("verdict", "")
    if verdict == UNSURE:
        note_unsure(state.path, finding.id, note=reason, by=by, at=api.now_or())
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


def _undo(live: Live, form: Mapping[str, str], by: str, language: str) -> str:
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


async def _again(
    context: Context,
    live: Live,
    request: Request,
    view: View,
    form: Mapping[str, str],
    error: ReconcileError,
) -> Response:
    """The page with what went wrong and all that the curator had written."""
    language = _language(request)
    looked_at = View.of({**form, "done": ""})
    try:
        state = await context.run(live.state, view.report)
        told = await context.run(_told, context, state, looked_at, request, error=error, form={**BLANK, **form})
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


def _language(request: Request) -> str:
    """As asked for in the address, else as kept, else as the browser prefers."""
    for told in (request.query_params.get("lang"), request.cookies.get(LANGUAGE)):
        if told in LANGUAGES:
            return told
    return "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"


def _name(request: Request) -> str:
    return unquote(request.cookies.get(NAME, ""))[:LONGEST_NAME].strip()


def _keep(request: Request, answer: Response, cookie: str, value: str) -> None:
    secure = request.url.scheme == "https"
    answer.set_cookie(
        cookie, quote(value), max_age=YEAR, httponly=True, samesite="lax", secure=secure
    )
