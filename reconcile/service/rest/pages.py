"""/api and /api/docs: what there is, for programs and for people."""

from __future__ import annotations

from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from reconcile import __version__

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>REST API of reconcile</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>REST API of reconcile</h1>
<p>For programs: <a href="/api/openapi.json">the OpenAPI document</a>, which any tool for OpenAPI
3.1 reads.</p>
{parts}</main></body></html>
"""


def add_pages(router: APIRouter) -> None:
    """Let a router answer with the two pages."""

    @router.get("", include_in_schema=False)
    async def index() -> dict[str, str]:
        return {
            "name": "reconcile",
            "version": __version__,
            "openapi": "/api/openapi.json",
            "docs": "/api/docs",
            "workspace": "/api/workspace",
        }

    @router.get("/docs", include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        document = request.app.openapi()
        parts = [
            _operation(method, path, told)
            for path, methods in document["paths"].items()
            for method, told in methods.items()
        ]
        return HTMLResponse(_PAGE.format(parts="\n".join(parts)))


def _operation(method: str, path: str, told: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(each['name'])}</code></td><td>{escape(each['in'])}</td>"
        f"<td>{escape(each.get('description', ''))}</td></tr>"
        for each in told.get("parameters", ())
    )
    table = f"<table><tr><th>parameter</th><th>in</th><th></th></tr>{rows}</table>" if rows else ""
    answers = "".join(
        f"<li><code>{escape(status)}</code> {escape(answer.get('description', ''))}</li>"
        for status, answer in told.get("responses", {}).items()
    )
    return (
        f"<section><h2><code>{method.upper()} {escape(path)}</code></h2>"
        f"<p>{escape(told.get('description') or told.get('summary', ''))}</p>{table}"
        f"<details><summary>Answers</summary><ul>{answers}</ul></details></section>"
    )
