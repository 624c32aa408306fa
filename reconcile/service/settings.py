"""What the operator of a service sets: addresses, token, limits."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """Settings of one running service.

    Attributes:
        host: Address that the service listens on.
        token: What a client must show; '' where none is asked for.
        open_reconcile: Whether `/reconcile` needs no token (OpenRefine cannot send one).
        hosts: Further names under which the service may be called, without port.
        rate: Requests per second that one client may make in the long run; 0 for any number.
        burst: Requests that one client may make at once before `rate` counts.
        upload_bytes: Largest body that `/api` takes.
        body_bytes: Largest body that everything else takes.
        rows: Most rows of an uploaded table.
        seconds: Longest time that one request computes.
        job_seconds: Longest time that one job computes.
        jobs: Most jobs that are kept, waiting, running and done together.
        job_kept: Seconds for which the result of a job is kept.
        body_seconds: Longest time in which a client may send a body.
        workers: Processes that compute for requests and jobs.
        worker_bytes: Memory that one of these may use.
        today: The day of every run, ISO; '' for the clock's.
    """

    host: str = "127.0.0.1"
    token: str = field(default="", repr=False)
    open_reconcile: bool = False
    hosts: tuple[str, ...] = ()
    rate: float = 0.0
    burst: int = 100
    upload_bytes: int = 32 * MIB
    body_bytes: int = 2 * MIB
    rows: int = 200_000
    seconds: float = 30.0
    job_seconds: float = 1800.0
    jobs: int = 20
    job_kept: float = 3600.0
    body_seconds: float = 60.0
    workers: int = 2
    worker_bytes: int = 4096 * MIB
    today: str = ""

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine's own.

    Example:
        >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0")
        (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
