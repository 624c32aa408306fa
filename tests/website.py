"""A web site on this machine, for as long as a test runs: it answers as it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from reconcile.fetching import Limits

# Short where a test waits for a limit on purpose, ample where only a busy machine would meet it.
HURRY = Limits(most_bytes=100_000, backoff=0.01, pause=0)


class Request(BaseHTTPRequestHandler):
    """A request; a page is a function that answers it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked.append((self.path, dict(self.headers.items())))
        with suppress(BrokenPipeError, ConnectionResetError):
            page = site.pages.get(self.path)
            if page is None:
                self.answer(b"nothing here", status=404)
            elif isinstance(page, bytes):
                self.answer(page)
            else:
                page(self)
        self.close_connection = True

    def answer(
        self, body: bytes = b"", *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer as a server should; `headers` come on top."""
        given = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body))}
        given |= headers or {}
        self.send_response(status)
        for name, value in given.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def raw(self, data: bytes) -> None:
        """Send anything at all."""
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


Answer = bytes | Callable[[Request], None]


@dataclass
class Site:
    """Pages by path, and what was asked for: (path, headers)."""

    url: str
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _ in self.asked]


@contextmanager
def running_site(host: str = "127.0.0.1") -> Iterator[Site]:
    """A site that runs until the end of the block."""
    server = ThreadingHTTPServer((host, 0), Request)
    site = Site(f"http://{host}:{server.server_port}")
    server.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield site
    finally:
        site.over.set()  # slow pages end now
        server.shutdown()
        server.server_close()
        thread.join()


def redirect(target: str, status: int = 302) -> Callable[[Request], None]:
    """A page that leads elsewhere."""
    return lambda request: request.answer(status=status, headers={"Location": target})


def in_turn(*answers: Answer) -> Callable[[Request], None]:
    """A page that answers otherwise each time; the last answer stays."""
    left = list(answers)

    def page(request: Request) -> None:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, bytes):
            request.answer(answer)
        else:
            answer(request)

    return page


def status(code: int, headers: Mapping[str, str] | None = None) -> Callable[[Request], None]:
    """A page that answers with a status alone."""
    return lambda request: request.answer(b"no", status=code, headers=headers)
