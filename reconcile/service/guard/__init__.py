"""What stands between the network and the parts: seven guards, each a small ASGI middleware.

A request passes them in this order; each may answer it at once, and none knows the others.

    watch     one log line and the metrics of every request; a fault becomes a plain 500
    headers   what browsers are told: CSP, no sniffing, CORS for the Reconciliation API
    hosts     the Host header must be ours, and no other page may write (DNS rebinding, CSRF)
    rate      so many requests of one client
    token     who may come in
    body      how much may be sent, and how slowly
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconcile.service.guard.body import BodyGuard
from reconcile.service.guard.headers import HeadersGuard
from reconcile.service.guard.hosts import HostsGuard
from reconcile.service.guard.rate import RateGuard
from reconcile.service.guard.token import TokenGuard
from reconcile.service.guard.watch import WatchGuard

if TYPE_CHECKING:
    from fastapi import FastAPI

    from reconcile.service.metrics import Metrics
    from reconcile.service.settings import ServiceSettings

__all__ = ["stand_guard"]


def stand_guard(app: FastAPI, settings: ServiceSettings, metrics: Metrics) -> None:
    """Put all guards around an application."""
    # The one that is added last is asked first.
    app.add_middleware(BodyGuard, settings=settings)
    app.add_middleware(TokenGuard, settings=settings)
    app.add_middleware(RateGuard, settings=settings)
    app.add_middleware(HostsGuard, settings=settings)
    app.add_middleware(HeadersGuard)
    app.add_middleware(WatchGuard, metrics=metrics)
