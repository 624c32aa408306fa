"""Answers that any page may read: CORS on all of them, errors too, and JSONP for old clients."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reconcile.errors import ReconcileError, UsageError
from reconcile.service.errors import problem

Handler = Callable[[Request], Awaitable[Response]]

METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Authorization, Content-Type",
    "Access-Control-Max-Age": "86400",
    "X-Content-Type-Options": "nosniff",
}
# A name, or names joined by dots: nothing that could run on its own.
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]{0,63}(?:\.[A-Za-z_$][\w$]{0,63}){0,5}", re.ASCII)


def cross_origin(handler: Handler, methods: Sequence[str]) -> Handler:
    """A handler that answers pages of any origin, by some methods only.

    Errors become JSON; other methods get a 405, and OPTIONS an answer without a body.
    """
    known = (*methods, "HEAD") if "GET" in methods else tuple(methods)
    allowed = ", ".join((*known, "OPTIONS"))

    async def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            response = Response(status_code=204, headers={"Allow": allowed})
        elif request.method not in known:
            response = problem(
                405, f"{request.method} is not answered here", headers={"Allow": allowed}
            )
        else:
            response = await _answered(handler, request)
        response.headers.update(_HEADERS)
        return response

    return answer


def json_answer(request: Request, data: object) -> Response:
    """The data as JSON, or as a call of the function that the parameter `callback` names.

    Raises:
        UsageError: That is no name of a function.
    """
    # A lone surrogate that a client sent goes back as the escape that it came as.
    text = json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace")
    callback = request.query_params.get("callback", "")
    if not callback:
        return Response(text, media_type="application/json")
    if not _CALLBACK.fullmatch(callback):
        raise UsageError("callback is no name of a function", where="callback")
    # U+2028 and U+2029 end a line in older scripts; the comment keeps a plug-in from reading it.
    safe = text.replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029")
    return Response(b"/**/" + callback.encode() + b"(" + safe + b");", media_type="text/javascript")


async def _answered(handler: Handler, request: Request) -> Response:
    try:
        return await handler(request)
    except ReconcileError as error:
        return problem(error.http_status, error.message, where=error.where, hint=error.hint)
    except HTTPException as error:
        return problem(error.status_code, str(error.detail), headers=error.headers)
