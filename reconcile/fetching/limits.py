"""How long, how much, how often: the limits of a visit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits within which a page is fetched. Times are in seconds.

    Attributes:
        connect: Until the connection stands.
        read: Between two pieces of the answer.
        total: For one page, with its redirects, retries and waits.
        most_bytes: Of a body, on the wire and opened.
        redirects: Steps from the page asked for to the one that answers.
        attempts: Of one request, when the server is busy or breaks off.
        backoff: Before the second attempt; twice as long before each further one.
        pause: Between two pages of one host; a longer Crawl-delay of the host is kept.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    most_bytes: int = 20_000_000
    redirects: int = 5
    attempts: int = 3
    backoff: float = 1.0
    pause: float = 1.0
