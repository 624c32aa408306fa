"""One log line and the metrics of every request; a fault becomes a plain 500.

A line tells the path and never the query, the headers or the body: no token, no name of a place
that somebody looked for.
"""

from __future__ import annotations

import logging
import os
import secrets
import time
import traceback
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from reconcile.service.errors import problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reconcile.service.metrics import Metrics

LOG = logging.getLogger("reconcile.service")
TRACEBACK = "RECONCILE_TRACEBACK"


class WatchGuard:
    """Sees every request: the outermost guard."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; tell of it when it is over."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        number = secrets.token_hex(6)
        started = time.perf_counter()
        status = 0
        size = 0

        async def seen(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message).setdefault("X-Request-Id", number)
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        self.metrics.running.inc()
        try:
            await self.app(scope, receive, seen)
        except Exception as error:
            _tell_fault(error, number)
            if not status:
                await problem(
                    500, "the service broke down", hint=f"Its log tells more under {number}."
                )(scope, receive, seen)
            else:  # the answer is half out: only closing the connection tells of it
                status = 500
                raise
        finally:
            self.metrics.running.dec()
            seconds = time.perf_counter() - started
            self.metrics.count(_route(scope), scope["method"], status or 499, seconds)
            LOG.info(
                "request",
                extra={
                    "fields": {
                        "id": number,
                        "client": scope["client"][0] if scope.get("client") else None,
                        "method": scope["method"],
                        "path": scope["path"],
                        "status": status or 499,  # 499: the client went away
                        "bytes": size,
                        "ms": round(1000 * seconds, 1),
                    }
                },
            )


def _tell_fault(error: Exception, number: str) -> None:
    fields: dict[str, object] = {"id": number, "type": type(error).__name__}
    frames = traceback.extract_tb(error.__traceback__)
    if frames:
        fields["at"] = f"{frames[-1].filename}:{frames[-1].lineno}"
    if os.environ.get(TRACEBACK):
        fields["traceback"] = traceback.format_exception(error)
    LOG.error("fault", extra={"fields": fields})


def _route(scope: Scope) -> str:
    """The route's pattern, so that no client can make up series of metrics."""
    route = scope.get("route")
    pattern = getattr(route, "path", None)
    if not isinstance(pattern, str):
        return "other"
    # The route of a part knows nothing of where the part is mounted.
    part = "/" + scope["path"].split("/")[1]
    mounted = part in {"/api", "/reconcile"} and not f"{pattern}/".startswith(f"{part}/")
    return part + pattern if mounted else pattern
