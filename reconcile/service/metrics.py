"""What the service counts, for Prometheus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from reconcile import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Metrics:
    """Counters of one application; several in one process don't mix."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        labels = ("route", "method")
        self.requests = Counter(
            "reconcile_requests", "Requests answered", (*labels, "status"), registry=registry
        )
        self.seconds = Histogram(
            "reconcile_request_seconds", "Time to answer", labels, buckets=_SECONDS,
            registry=registry,
        )  # fmt: skip
        self.running = Gauge(
            "reconcile_requests_running", "Requests being answered", registry=registry
        )
        about = Gauge("reconcile_info", "Version of reconcile", ("version",), registry=registry)
        about.labels(__version__).set(1)

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request."""
        verb = method if method in _METHODS else "other"
        self.requests.labels(route, verb, str(status)).inc()
        self.seconds.labels(route, verb).observe(seconds)

    def gauge(self, name: str, about: str, value: Callable[[], float]) -> None:
        """Show a value that is asked for when somebody looks."""
        Gauge(f"reconcile_{name}", about, registry=self.registry).set_function(value)

    def text(self) -> bytes:
        """All metrics in Prometheus' text form."""
        return generate_latest(self.registry)
