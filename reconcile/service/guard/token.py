"""Who may come in: a program shows the token, a browser the cookie that it got for the token."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response

from reconcile.service.errors import problem
from reconcile.service.guard.headers import for_everyone

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from reconcile.service.settings import ServiceSettings

COOKIE = "reconcile_session"
SESSION = 12 * 3600  # seconds that a login lasts
_OPEN = ("/healthz", "/login")


class TokenGuard:
    """Refuses who shows neither the token nor a session (401; a browser is led to /login)."""

    def __init__(self, app: ASGIApp, *, settings: ServiceSettings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if it may come in."""
        if scope["type"] != "http" or self._may(scope):
            return await self.app(scope, receive, send)
        return await _refusal(scope)(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        token, path = self.settings.token, scope["path"]
        if not token or path in _OPEN or path.startswith("/healthz/"):
            return True
        if for_everyone(path) and (self.settings.open_reconcile or _asks_manifest(scope)):
            return True
        headers = Headers(scope=scope)
        shown = token_in(headers.get("authorization", ""))
        if shown:
            return same(shown, token)
        # Other sites may read /reconcile: no cookie opens it.
        cookies = "" if for_everyone(path) else headers.get("cookie", "")
        return session_holds(cookie_parser(cookies).get(COOKIE, ""), token, now=time.time())


def _asks_manifest(scope: Scope) -> bool:
    """Whether a manifest or its documentation is asked for.

    A manifest says how to show the token, so it can't ask for it: nor does the specification.
    """
    steps = scope["path"].removesuffix("/").split("/")[2:]
    asked = {name for name, _ in parse_qsl(scope["query_string"].decode("latin-1"), True)}
    return (
        scope["method"] in {"GET", "HEAD"}
        and len(steps) <= (2 if steps[:1] == ["v1"] else 1)
        and asked <= {"callback"}
    )


def token_in(authorization: str) -> str:
    """The token of an Authorization header: that of Bearer, the password of Basic, or all of it.

    The Reconciliation API can only say "a key in this header", so clients send it bare.

    Example:
        >>> [token_in(text) for text in ("Bearer abc", "Basic dXNlcjphYmM=", "abc", "Digest x")]
        ['abc', 'abc', 'abc', '']
    """
    scheme, _, value = authorization.strip().partition(" ")
    if not value:
        return scheme
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            pair = base64.b64decode(value.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return ""
        return pair.partition(":")[2]
    return ""


def same(shown: str, token: str) -> bool:
    """Whether two tokens are one, in a time that tells nothing about them."""
    return hmac.compare_digest(shown.encode("utf-8", "replace"), token.encode())


def new_session(token: str, *, now: float) -> str:
    """The value of a cookie that opens the service for `SESSION` seconds."""
    said = f"{int(now) + SESSION}.{secrets.token_hex(8)}"
    return f"{said}.{_seal(said, token)}"


def session_holds(value: str, token: str, *, now: float) -> bool:
    """Whether a cookie was given for this token, and is still in force.

    Example:
        >>> cookie = new_session("a token", now=0)
        >>> [session_holds(cookie, *told, now=at) for *told, at in (("a token", 9), ("b", 9))]
        [True, False]
    """
    said, _, seal = value.rpartition(".")
    until = said.partition(".")[0]
    if not (until.isascii() and until.isdigit() and len(until) < 16):
        return False
    return same(seal, _seal(said, token)) and now < int(until)


def _seal(said: str, token: str) -> str:
    key = hashlib.sha256(b"reconcile session\0" + token.encode()).digest()
    return hmac.new(key, said.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _refusal(scope: Scope) -> Response:
    headers = Headers(scope=scope)
    wants_page = "text/html" in headers.get("accept", "") and not for_everyone(scope["path"])
    if wants_page and scope["method"] in {"GET", "HEAD"}:
        asked = scope["path"] + (f"?{q}" if (q := scope["query_string"].decode("latin-1")) else "")
        return RedirectResponse(f"/login?next={quote(asked, safe='/')}", status_code=303)
    return problem(
        401,
        "this service asks for its token",
        hint="Send the header `Authorization: Bearer TOKEN`, or log in at /login.",
        headers={"WWW-Authenticate": 'Bearer realm="reconcile"'},
    )
