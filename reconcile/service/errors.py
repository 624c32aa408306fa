"""Errors as JSON, in one shape, whatever part they come from.

    {"error": {"code": "usage", "message": "...", "where": "...", "hint": "..."}}

`where` and `hint` are absent where there is nothing to say. A traceback is never sent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from reconcile.errors import ReconcileError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI, Request

CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    408: "timeout",
    409: "conflict",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "too_many_requests",
    500: "internal",
    503: "unavailable",
}


def problem(
    status: int,
    message: str,
    *,
    code: str = "",
    where: str = "",
    hint: str = "",
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """An error as a response: what was found, where, and what to do next."""
    told = {"code": code or CODES.get(status, "error"), "message": message}
    told |= {key: text for key, text in (("where", where), ("hint", hint)) if text}
    return JSONResponse({"error": told}, status_code=status, headers=dict(headers or {}))


def answer_errors(app: FastAPI) -> None:
    """Let an application answer its errors in this shape."""

    @app.exception_handler(ReconcileError)
    async def _ours(_request: Request, error: ReconcileError) -> JSONResponse:
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__.removesuffix("Error")).lower()
        status = error.http_status
        later = {"Retry-After": "5"} if status in {429, 503} else {}
        return problem(
            status, error.message, code=name, where=error.where, hint=error.hint, headers=later
        )

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        headers = dict(error.headers or {})
        if error.status_code == 405 and (methods := _methods(app, request.url.path)):
            headers["Allow"] = ", ".join(methods)
        return problem(error.status_code, str(error.detail), headers=headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first.get("loc", ()))
        return problem(422, str(first.get("msg", "invalid")), where=where)


def _methods(app: FastAPI, path: str) -> list[str]:
    """Methods that a path of the OpenAPI document answers; Starlette knows one route's only."""
    return sorted(
        method.upper()
        for pattern, operations in app.openapi()["paths"].items()
        if re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", pattern), path)
        for method in operations
    )
