"""One request and its answer, within the limits of time and size."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reconcile.errors import UnreachableError
from reconcile.fetching.bodies import ACCEPTED, opened
from reconcile.fetching.limits import Limits

if TYPE_CHECKING:
    import httpx

PATIENCE = frozenset({429, 500, 502, 503, 504})  # statuses after which trying again makes sense


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered. Header names are in lower case; only a 200 has its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def new_client(limits: Limits, user_agent: str) -> httpx.Client:
    """A client that follows no redirect by itself and keeps no connection."""
    import httpx

    return httpx.Client(
        follow_redirects=False,
        timeout=httpx.Timeout(limits.read, connect=limits.connect),
        limits=httpx.Limits(max_keepalive_connections=0),  # every address is looked at anew
        headers={
            "User-Agent": user_agent,
            "Accept": "text/html, text/*, application/json, */*;q=0.5",
            "Accept-Encoding": ACCEPTED,
            "Connection": "close",
        },
    )


def exchange(
    client: httpx.Client,
    url: str,
    *,
    headers: Mapping[str, str],
    limits: Limits,
    deadline: float,
    connected: Callable[[str], None],
    whole: bool = True,
) -> Answer:
    """Ask for a page once.

    Args:
        client: From `new_client`.
        url: Its address.
        headers: Further ones, such as If-None-Match.
        limits: Of time and size.
        deadline: On the monotonic clock; then the connection is cut, whatever it is doing.
        connected: Is told the IP address before anything is sent, and may refuse it by raising.
        whole: Whether a body over the limit is an error, or is cut off.

    Raises:
        UnreachableError: No answer, or none that can be used.
    """
    import httpx

    with _watched(deadline) as (trace, ran_out):
        try:
            sent = client.build_request(
                "GET", url, headers=dict(headers), extensions={"trace": trace(connected)}
            )
            response = client.send(sent, stream=True)
            try:
                return _answer(response, limits, whole=whole)
            finally:
                response.close()
        except httpx.TimeoutException as error:
            seconds = limits.connect if isinstance(error, httpx.ConnectTimeout) else limits.read
            # Not asked again at once: a server that is slow is not helped by more requests.
            raise UnreachableError(
                f"did not answer within {seconds:g} s", hint="Try again later."
            ) from None
        except httpx.ConnectError as error:
            raise UnreachableError(
                f"cannot be reached: {_reason(error)}",
                hint="Is this machine online, and is the address right? "
                "`reconcile read SOURCE FILE` reads a page that you saved yourself.",
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            if ran_out():
                raise UnreachableError(f"was not done within {limits.total:g} s") from None
            raise UnreachableError(f"broke off: {_reason(error)}", passing=True) from None


def _answer(response: httpx.Response, limits: Limits, *, whole: bool) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    if response.status_code != 200:
        return Answer(status=response.status_code, headers=headers)
    size = headers.get("content-length", "")
    if whole and size.isdigit() and int(size) > limits.most_bytes:
        raise UnreachableError(
            f"says that it has {int(size) / 1e6:.0f} MB; at most {limits.most_bytes / 1e6:.0f} MB "
            "are taken",
            hint="If it really is the list, download it yourself and use `reconcile read`.",
        )
    body = opened(
        response.iter_raw(),
        headers.get("content-encoding", ""),
        most=limits.most_bytes,
        whole=whole,
    )
    return Answer(status=200, headers=headers, body=body)


@contextmanager
def _watched(deadline: float) -> Iterator[tuple[Any, Callable[[], bool]]]:
    """A trace for httpx that hands out addresses, and cuts the connection at the deadline.

    A server that sends a byte now and then never exceeds the time between two pieces.
    """
    streams: list[Any] = []
    late = threading.Event()

    def cut() -> None:
        late.set()
        for stream in streams:
            with suppress(OSError, AttributeError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def trace(connected: Callable[[str], None]) -> Callable[[str, Mapping[str, Any]], None]:
        def told(event: str, info: Mapping[str, Any]) -> None:
            if not event.endswith("connect_tcp.complete"):
                return
            stream = info["return_value"]
            try:
                connected(str(stream.get_extra_info("server_addr")[0]))
            except BaseException:
                stream.close()
                raise
            streams.append(stream)

        return told

    timer = threading.Timer(max(deadline - time.monotonic(), 0.0), cut)
    timer.daemon = True
    timer.start()
    try:
        yield trace, late.is_set
    finally:
        timer.cancel()
        timer.join()


def _reason(error: Exception) -> str:
    return str(error).strip() or type(error).__name__
