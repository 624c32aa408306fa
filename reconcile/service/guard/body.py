"""How much a client may send, and how slowly: bodies are counted as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from reconcile.service.errors import problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reconcile.service.settings import ServiceSettings


class BodyGuard:
    """Refuses a body that is too large (413) or takes too long to come (408)."""

    def __init__(self, app: ASGIApp, *, settings: ServiceSettings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its body counted."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        limit = self._limit(scope["path"], headers.get("content-type", ""))
        # What the client announces is believed only where it is too much already.
        announced = headers.get("content-length", "")
        if announced.isdigit() and int(announced) > limit:
            return await problem(413, _too_large(limit), headers={"Connection": "close"})(
                scope, receive, send
            )
        return await self.app(scope, _counted(receive, limit, self.settings.body_seconds), send)

    def _limit(self, path: str, media_type: str) -> int:
        if not path.startswith("/api/"):
            return self.settings.body_bytes
        upload = media_type.lower().startswith("multipart/form-data")
        return self.settings.upload_bytes if upload else self.settings.json_bytes


def _counted(receive: Receive, limit: int, seconds: float) -> Receive:
    deadline = anyio.current_time() + seconds
    total = 0
    complete = False

    async def counted() -> Message:
        nonlocal total, complete
        if complete:  # what comes now is the news that the client went away, whenever that is
            return await receive()
        try:
            with anyio.fail_after(max(0.0, deadline - anyio.current_time())):
                message = await receive()
        except TimeoutError:
            raise HTTPException(
                408,
                f"the body did not come within {seconds:g} seconds",
                headers={"Connection": "close"},
            ) from None
        if message["type"] == "http.request":
            total += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if total > limit:
                raise HTTPException(413, _too_large(limit), headers={"Connection": "close"})
        return message

    return counted


def _too_large(limit: int) -> str:
    return f"the body is larger than {limit} bytes, the most that is taken here"
