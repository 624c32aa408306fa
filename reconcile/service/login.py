"""Logging in with a browser: the token once, then a cookie."""

from __future__ import annotations

import math
import time
from html import escape
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from reconcile.service.guard.rate import Buckets, client_of
from reconcile.service.guard.token import COOKIE, SESSION, new_session, same
from reconcile.service.styled import styled

if TYPE_CHECKING:
    from reconcile.service.context import Context

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: 15vh auto; padding: 0 1rem; }
label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
input, button { margin: .25rem 0 1rem; padding: .5rem; }
.wrong { color: #a40000; }
@media (prefers-color-scheme: dark) { .wrong { color: #ff9b9b; } }
"""
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>reconcile</title>
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="same-origin"><meta name="color-scheme" content="light dark">
<style>{style}</style></head>
<body><main><h1>reconcile</h1>{wrong}
<form method="post" action="/login?next={next}">
<label for="token">Token <span lang="zh">令牌</span></label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<button>Log in <span lang="zh">登录</span></button>
</form></main></body></html>
"""
_TRIES = 10  # at once; then one every ten seconds


def routes(context: Context) -> APIRouter:
    """`/login` and `/logout`."""
    token = context.settings.token
    tries = Buckets(rate=0.1, burst=_TRIES)
    router = APIRouter()

    @router.get("/login")
    def page(next: str = "/") -> Response:
        return _page(next) if token else RedirectResponse("/", status_code=303)

    @router.post("/login")
    def log_in(request: Request, shown: Annotated[str, Form(alias="token")], next: str = "/"
               ) -> Response:  # fmt: skip
        wait = tries.wait(client_of(request.scope), now=time.monotonic())
        if wait:
            answer = _page(
                next, wrong="Too many tries; wait a little. 尝试过多,请稍候。", status=429
            )
            answer.headers["Retry-After"] = str(math.ceil(wait))
            return answer
        if not token or not same(shown.strip(), token):
            return _page(next, wrong="That is not the token. 令牌不正确。", status=401)
        back = RedirectResponse(local(next), status_code=303)
        back.set_cookie(
            COOKIE,
            new_session(token, now=time.time()),
            max_age=SESSION,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return back

    @router.post("/logout")
    def log_out() -> Response:
        back = RedirectResponse("/login", status_code=303)
        back.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return back

    return router


def local(path: str) -> str:
    """The path, if it leads nowhere but to this service; else the start page.

    Example:
        >>> local("/api?x=1"), local("//evil.example/"), local("https://evil.example/")
        ('/api?x=1', '/', '/')
    """
    plain = path.startswith("/") and path.isprintable() and "\\" not in path
    return path if plain and not path.startswith("//") else "/"


def _page(next: str, *, wrong: str = "", status: int = 200) -> HTMLResponse:
    told = f'<p class="wrong" role="alert">{escape(wrong)}</p>' if wrong else ""
    text = _PAGE.format(style=_STYLE, wrong=told, next=quote(local(next), safe=""))
    return styled(text, _STYLE, status=status)
