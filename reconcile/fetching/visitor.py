"""A polite visitor: asks robots.txt first, follows few redirects, waits when asked to."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from reconcile.errors import ConfigurationError, UnreachableError
from reconcile.fetching import addresses
from reconcile.fetching.limits import Limits
from reconcile.fetching.robots import AGENT, MOST_BYTES, Rules, rules_of
from reconcile.fetching.wire import PATIENCE, Answer, exchange, new_client

if TYPE_CHECKING:
    import httpx

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave along with a page, to ask later whether it is still the same."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was fetched.

    Attributes:
        url: The address that was asked for.
        redirects: The addresses that it led to, in order; the last one answered.
        body: Its bytes; `None` where the server said that nothing has changed.
        content_type: As the server named it, such as `text/html; charset=gb2312`.
    """

    url: str
    redirects: tuple[str, ...]
    body: bytes | None
    content_type: str
    validators: Validators


@dataclass(slots=True)
class _Guard:
    """Refuses a private address once the first page of a visit was public."""

    is_public: Callable[[str], bool]
    public: bool | None = None

    def connected(self, address: str) -> None:
        here = self.is_public(address)
        if self.public is None:
            self.public = here
        elif self.public and not here:
            raise UnreachableError(
                f"a public page redirects to {address}, an address of a private network",
                hint="Nothing was sent there. Check the url in source.toml.",
            )


@dataclass(slots=True)
class Visitor:
    """Fetches pages, one after the other; use it as a context manager.

    Args:
        limits: Of time and size.
        user_agent: Whole text of the header; begins with `AGENT`.
        is_public: Tells public addresses from private ones.
        sleep: Waits for some seconds.
    """

    limits: Limits = field(default_factory=Limits)
    user_agent: str = AGENT
    is_public: Callable[[str], bool] = addresses.is_public
    sleep: Callable[[float], None] = time.sleep
    _client: httpx.Client | None = None
    _rules: dict[str, Rules] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> Visitor:
        self._client = new_client(self.limits, self.user_agent)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client:
            self._client.close()

    def get(self, url: str, *, known: Validators = Validators()) -> Page:
        """Fetch a page.

        Args:
            url: An http or https address.
            known: Validators of the copy that is already here; then `body` may be `None`.

        Raises:
            ConfigurationError: The address is none.
            UnreachableError: It cannot be fetched, or robots.txt disallows it.
        """
        visit = _Guard(self.is_public)
        deadline = time.monotonic() + self.limits.total
        addresses.checked_url(url)
        try:
            answer, steps = self._followed(url, known.headers(), visit, deadline)
        except UnreachableError as error:
            error.where = error.where or url
            raise
        if answer.status == 304 and not known.headers():
            raise UnreachableError("says that nothing changed since a copy that we lack", where=url)
        if answer.status not in {200, 304}:
            raise UnreachableError(f"answers {_status(answer.status)}", where=url, hint=_MOVED)
        return Page(
            url=url,
            redirects=steps,
            body=answer.body if answer.status == 200 else None,
            content_type=answer.headers.get("content-type", ""),
            validators=Validators(
                etag=answer.headers.get("etag", ""),
                last_modified=_strong(answer.headers),
            ),
        )

    def _followed(
        self,
        url: str,
        headers: Mapping[str, str],
        visit: _Guard,
        deadline: float,
        *,
        robots: bool = True,
    ) -> tuple[Answer, tuple[str, ...]]:
        """The answer at the end of the redirects, and the addresses passed on the way."""
        steps: list[str] = []
        while True:
            here = steps[-1] if steps else url
            if robots:
                self._ask_robots(here, visit, deadline, first=not steps)
            answer = self._patiently(here, headers, visit, deadline, whole=robots)
            if answer.status not in _REDIRECTS:
                return answer, tuple(steps)
            target = urljoin(here, answer.headers.get("location", ""))
            shown = " -> ".join([url, *steps, target])
            if target in {url, *steps} or len(steps) == self.limits.redirects:
                what = "in a circle" if target in {url, *steps} else "too often"
                raise UnreachableError(f"redirects {what}: {shown}", hint=_MOVED)
            try:
                steps.append(addresses.checked_url(target))
            except ConfigurationError:
                raise UnreachableError(f"redirects to no web page: {shown}", hint=_MOVED) from None

    def _patiently(
        self,
        url: str,
        headers: Mapping[str, str],
        visit: _Guard,
        deadline: float,
        *,
        whole: bool,
    ) -> Answer:
        """One address, asked again while its server is busy or breaks off."""
        assert self._client, "a visitor is a context manager"
        connected = visit.connected if not _by_proxy(url) else lambda _: None
        limits = self.limits if whole else _small(self.limits)
        wait = self.limits.backoff
        for left in range(self.limits.attempts - 1, -1, -1):
            self._last[addresses.origin(url)] = time.monotonic()
            answer: Answer | None = None
            try:
                answer = exchange(
                    self._client,
                    url,
                    headers=headers,
                    limits=limits,
                    deadline=deadline,
                    connected=connected,
                    whole=whole,
                )
                problem = _busy(answer)
            except UnreachableError as error:
                problem = error
            if answer and not problem:
                return answer
            assert problem, "without an answer there is a problem"
            pause = wait if problem.patience is None else problem.patience
            if not problem.passing or not left or time.monotonic() + pause > deadline:
                raise problem
            self.sleep(pause)
            wait *= 2
        raise AssertionError("the last attempt returns or raises")

    def _ask_robots(self, url: str, visit: _Guard, deadline: float, *, first: bool) -> None:
        """Make sure that robots.txt allows a page, and keep the pause that it asks for.

        A redirect belongs to the page before it, and needs no pause.

        Raises:
            UnreachableError: It does not.
        """
        site = addresses.origin(url)
        new = site not in self._rules
        if new:
            self._rules[site] = self._robots_of(site, visit, deadline)
        rules = self._rules[site]
        if not rules.allow(url):
            raise UnreachableError(
                f"robots.txt of {site} could not be read, so no page there is asked for"
                if rules.unknown
                else f"robots.txt of {site} does not allow {url}",
                hint="Ask the publisher; `reconcile read` reads a page that you saved yourself.",
            )
        since = time.monotonic() - self._last.get(site, float("-inf"))
        pause = max(self.limits.pause, rules.delay) - since
        if not first or new or pause <= 0:
            return
        if time.monotonic() + pause > deadline:
            raise UnreachableError(
                f"robots.txt of {site} asks for {pause:.0f} s between two pages",
                hint="Fetch its sources one by one, later.",
            )
        self.sleep(pause)

    def _robots_of(self, site: str, visit: _Guard, deadline: float) -> Rules:
        try:
            answer, _ = self._followed(f"{site}/robots.txt", {}, visit, deadline, robots=False)
        except UnreachableError as error:
            if not error.passing:
                raise  # the host itself is out of reach, and says so better
            return rules_of(None)
        return rules_of(answer)


def _small(limits: Limits) -> Limits:
    from dataclasses import replace

    return replace(limits, most_bytes=min(limits.most_bytes, MOST_BYTES))


def _by_proxy(url: str) -> bool:
    """Whether a proxy of the environment stands between: then the address seen is the proxy's."""
    parts = urlsplit(url)
    proxies = getproxies()
    given = proxies.get(parts.scheme) or proxies.get("all")
    return bool(given) and not proxy_bypass(parts.hostname or "")


def _busy(answer: Answer) -> UnreachableError | None:
    """What is wrong with an answer that asks us to come back later."""
    if answer.status not in PATIENCE:
        return None
    patience = _retry_after(answer.headers.get("retry-after", ""))
    later = "later" if patience is None else f"in {patience:.0f} s, as it asks"
    return UnreachableError(
        f"answers {_status(answer.status)}",
        hint=f"Try again {later}.",
        passing=True,
        patience=patience,
    )


def _retry_after(value: str) -> float | None:
    """Seconds to wait: the header gives a number of them, or a date."""
    if value.strip().isdigit():
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())


def _strong(headers: Mapping[str, str]) -> str:
    """Last-Modified, where it can tell two states of the page apart; else ''.

    It counts in seconds: a page that changes twice in one second keeps it (RFC 9110, 8.8.2.2).
    """
    modified = headers.get("last-modified", "")
    try:
        age = parsedate_to_datetime(headers.get("date", "")) - parsedate_to_datetime(modified)
    except (TypeError, ValueError):
        return ""
    return modified if age.total_seconds() >= 1 else ""


def _status(status: int) -> str:
    from http import HTTPStatus

    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


_MOVED = "Open the page in a browser; if it moved, correct the url in source.toml."
