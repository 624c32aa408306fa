"""The Host header must be ours, and a request that writes must come from our own page.

A page of another site can point a name of its own at this machine (DNS rebinding) and then read
what it likes; it fails here, since it cannot change the Host header. And it can send forms with the
user's cookies (CSRF); it fails here by its Origin. Programs send no Origin, and need none.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from reconcile.service.errors import problem
from reconcile.service.guard.headers import for_everyone
from reconcile.service.settings import is_loopback

if TYPE_CHECKING:
    from starlette.responses import JSONResponse
    from starlette.types import ASGIApp, Receive, Scope, Send

    from reconcile.service.settings import ServiceSettings

_READING = {"GET", "HEAD", "OPTIONS"}
_PORTS = {"http": 80, "https": 443}


class HostsGuard:
    """Refuses foreign hosts (400) and foreign pages (403)."""

    def __init__(self, app: ASGIApp, *, settings: ServiceSettings) -> None:
        self.app = app
        self.loopback = settings.on_loopback
        self.names = {"localhost", settings.host.lower(), *(h.lower() for h in settings.hosts)}
        if not self.loopback:
            self.names.add(socket.gethostname().lower())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if its Host is ours and its Origin may do what it does."""
        if scope["type"] == "http" and (answer := self._refusal(scope)):
            return await answer(scope, receive, send)
        return await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        headers = Headers(scope=scope)
        host, port = split_host(headers.get("host", ""))
        if not self._is_ours(host):
            return problem(
                400,
                "the Host header is none of this service's",
                code="foreign_host",
                hint="Start it with --allow-host NAME if it is to be called by this name.",
            )
        if for_everyone(scope["path"]):
            return None
        site = headers.get("sec-fetch-site", "")
        if scope["method"] in _READING:
            # A page of another site may link here; it may not read or embed.
            followed = headers.get("sec-fetch-mode") == "navigate"
            return None if site in {"", "none", "same-origin"} or followed else _foreign_page()
        origin = headers.get("origin")
        if origin is None:
            return None if site in {"", "none", "same-origin"} else _foreign_page()
        return None if _same(origin, host, port) else _foreign_page()

    def _is_ours(self, host: str) -> bool:
        if host in self.names:
            return True
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        # Rebinding needs a name; an address in the header is the one that was called.
        return is_loopback(str(address)) or not self.loopback


def split_host(text: str) -> tuple[str, int | None]:
    """Name or address, and the port where one is given; ('', None) for what is no host.

    Example:
        >>> split_host("[::1]:8000"), split_host("Example.org."), split_host("a b")
        (('::1', 8000), ('example.org', None), ('', None))
    """
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "", None
    if parts.path or parts.query or parts.fragment or "@" in text or " " in text:
        return "", None
    return host.removesuffix("."), port


def _same(origin: str, host: str, port: int | None) -> bool:
    scheme, _, rest = origin.partition("://")
    usual = _PORTS.get(scheme)
    if usual is None:  # `null`, and schemes of browser extensions
        return False
    theirs, their_port = split_host(rest)
    # A proxy may speak HTTPS for us, so without a port of ours the scheme's own is meant.
    return (theirs, their_port or usual) == (host, port or usual)


def _foreign_page() -> JSONResponse:
    return problem(
        403, "a page of another site may not do this", code="foreign_origin",
        hint="Call the service from its own page, or from a program.",
    )  # fmt: skip
