"""What the operator of a service sets: addresses, token, limits."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

from reconcile.errors import UsageError

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
        json_bytes: Largest body of JSON that `/api` takes; unlike a file it is read at once, which
            keeps everybody else waiting.
        body_bytes: Largest body that everything else takes.
        rows: Most rows of an uploaded table.
        seconds: Longest time that one request computes.
        job_seconds: Longest time that one job computes.
        jobs: Most jobs that are kept, waiting, running and done together.
        job_kept: Seconds for which the result of a job is kept.
        body_seconds: Longest time in which a client may send a body.
        workers: Processes that compute for requests.
        job_workers: Processes that compute for jobs.
        worker_bytes: Memory that one of these may use.
        today: The day of every run, ISO; '' for the clock's.
        warm: Whether to prepare at the start for the first requests.
    """

    host: str = "127.0.0.1"
    token: str = field(default="", repr=False)
    open_reconcile: bool = False
    hosts: tuple[str, ...] = ()
    rate: float = 0.0
    burst: int = 100
    upload_bytes: int = 32 * MIB
    json_bytes: int = 8 * MIB
    body_bytes: int = 2 * MIB
    rows: int = 200_000
    seconds: float = 30.0
    job_seconds: float = 1800.0
    jobs: int = 20
    job_kept: float = 3600.0
    body_seconds: float = 60.0
    workers: int = 1
    job_workers: int = 1
    worker_bytes: int = 4096 * MIB
    today: str = ""
    warm: bool = True

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        return is_loopback(self.host)

    @property
    def is_personal(self) -> bool:
        """Whether one person's own machine serves that person: on loopback, without a token."""
        return self.on_loopback and not self.token


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


SHORTEST_TOKEN = 16  # characters


def settings_of(
    *,
    host: str,
    token: str,
    insecure_no_auth: bool = False,
    open_reconcile: bool = False,
    hosts: tuple[str, ...] = (),
    rate: float | None = None,
    today: str = "",
) -> ServiceSettings:
    """The settings that follow from what an operator asks for.

    Raises:
        UsageError: A service beyond this machine without a token, or with one that is too short.
    """
    if token and insecure_no_auth:
        raise UsageError("a token and --insecure-no-auth contradict each other; give one of them")
    if token and len(token) < SHORTEST_TOKEN:
        raise UsageError(
            f"the token has {len(token)} characters; expected {SHORTEST_TOKEN} or more",
            hint="Make one: python3 -c 'import secrets; print(secrets.token_urlsafe())'",
        )
    if not (token or insecure_no_auth or is_loopback(host)):
        raise UsageError(
            f"at {host} others can reach the service, and no token protects it",
            hint="Give --token-file FILE or the variable RECONCILE_TOKEN; make one with python3 -c "
            "'import secrets; print(secrets.token_urlsafe())'. Or say --insecure-no-auth.",
        )
    usual = 0.0 if is_loopback(host) else 20.0
    return ServiceSettings(
        host=host,
        token=token,
        open_reconcile=open_reconcile,
        hosts=hosts,
        rate=usual if rate is None else rate,
        today=today,
    )
