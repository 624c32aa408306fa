"""/api and /api/docs: what there is, for programs and for people."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from reconcile import __version__
from reconcile.service.rest.operations import operations
from reconcile.service.styled import styled

if TYPE_CHECKING:
    from jinja2 import Environment

_TICKED = re.compile(r"`([^`]+)`")


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
        page = _templates().get_template("docs.html")
        text = page.render(
            style=Markup(_style()),
            version=__version__,
            summary=document["info"]["summary"],
            operations=operations(document),
        )
        return styled(text, _style())


@cache
def _style() -> str:
    return files("reconcile.service.rest").joinpath("templates", "docs.css").read_text("utf-8")


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader

    made = Environment(
        loader=PackageLoader("reconcile.service.rest"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["ticks"] = _code
    return made


def _code(text: str) -> Markup:
    """The text with what stands between backticks as code."""
    return Markup(_TICKED.sub(r"<code>\1</code>", str(escape(text))))
