"""Who looks at the page, and in which language: kept in two cookies, asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from reconcile.service.review.words import LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

NAME, LANGUAGE = "reconcile_name", "reconcile_lang"  # cookies
LONGEST = 80  # characters of a name
YEAR = 365 * 24 * 3600


def language_of(request: Request) -> str:
    """As asked for in the address, else as kept, else as the browser prefers."""
    for told in (request.query_params.get("lang"), request.cookies.get(LANGUAGE)):
        if told in LANGUAGES:
            return told
    return "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"


def name_of(request: Request) -> str:
    """The name that was given; '' where none was yet."""
    return unquote(request.cookies.get(NAME, ""))[:LONGEST].strip()


def keep(request: Request, answer: Response, cookie: str, value: str) -> None:
    """Let the browser keep a value for a year."""
    secure = request.url.scheme == "https"
    answer.set_cookie(
        cookie, quote(value), max_age=YEAR, httponly=True, samesite="lax", secure=secure
    )
