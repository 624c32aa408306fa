"""So many requests of one client: a bucket that fills again with time."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from reconcile.service.errors import problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from reconcile.service.settings import ServiceSettings

_CLIENTS = 10_000  # remembered at once; who is forgotten begins with a full bucket


class Buckets:
    """A bucket of permits per client.

    Args:
        rate: Permits that come back per second.
        burst: Permits in a full bucket.
    """

    def __init__(self, rate: float, burst: int) -> None:
        self.rate = rate
        self.burst = burst
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, *, now: float) -> float:
        """Take a permit; 0.0, or the seconds until there is one.

        Example:
            >>> buckets = Buckets(rate=2.0, burst=1)
            >>> [buckets.wait("a", now=at) for at in (0.0, 0.0, 0.5)]
            [0.0, 0.5, 0.0]
        """
        left, since = self._left.pop(client, (float(self.burst), now))
        left = min(float(self.burst), left + (now - since) * self.rate)
        enough = left >= 1
        self._left[client] = (left - 1 if enough else left, now)
        if len(self._left) > _CLIENTS:
            self._left.popitem(last=False)
        return 0.0 if enough else (1 - left) / self.rate


class RateGuard:
    """Refuses who asks too often (429)."""

    def __init__(self, app: ASGIApp, *, settings: ServiceSettings) -> None:
        self.app = app
        self.buckets = Buckets(settings.rate, settings.burst) if settings.rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if its client has a permit left."""
        if self.buckets and scope["type"] == "http" and not scope["path"].startswith("/healthz"):
            wait = self.buckets.wait(client_of(scope), now=time.monotonic())
            if wait:
                return await problem(
                    429,
                    "too many requests",
                    hint=f"At most {self.buckets.rate:g} per second; wait as Retry-After says.",
                    headers={"Retry-After": str(math.ceil(wait))},
                )(scope, receive, send)
        return await self.app(scope, receive, send)


def client_of(scope: Scope) -> str:
    """The client of a request: its address, or its network where it has a whole one (IPv6).

    Example:
        >>> client_of({"client": ("2001:db8::1:2", 5)}), client_of({"client": None})
        ('2001:db8::/64', '')
    """
    host = scope["client"][0] if scope.get("client") else ""
    if ":" not in host:
        return str(host)
    try:
        return str(ipaddress.ip_network(f"{host.partition('%')[0]}/64", strict=False))
    except ValueError:
        return str(host)
