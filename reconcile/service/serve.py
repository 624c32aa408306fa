"""Running the application: a socket, uvicorn, signals, the log."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from reconcile.errors import UsageError
from reconcile.service import background
from reconcile.service.settings import ServiceSettings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from reconcile.workspace import Workspace

GRACE = 10  # seconds that requests have to end once the service is told to stop
_LAST = 3  # seconds that threads have which nobody waits for any more
_HEADER_SECONDS = 10  # in which a client must have sent a request's head
_CONNECTIONS = 1_000  # at once; further ones are answered with 503


def serve(
    workspace: Workspace,
    settings: ServiceSettings,
    *,
    port: int,
    ready: Callable[[str], None],
    verbose: int = 0,
) -> int:
    """Serve a workspace until a signal ends it.

    Args:
        workspace: The workspace.
        settings: What the operator set.
        port: Where to listen; 0 for any free port.
        ready: Is told the address once the service listens.
        verbose: -1 logs troubles only.

    Returns:
        The exit code: 0 after SIGTERM, 130 after SIGINT.

    Raises:
        UsageError: The extra `service` isn't installed, or the address cannot be listened on.
    """
    create_app = _application()
    listener = listen(settings.host, port)
    with listener:
        address = _address(settings.host, listener.getsockname()[1])
        app = create_app(workspace, settings=settings)
        code = asyncio.run(_serve(app, listener, lambda: ready(address), verbose))
    if not background.ended(_LAST):
        logging.shutdown()
        os._exit(code)  # all is answered and written; what still computes is wanted by nobody
    return code


def _application() -> Callable[..., FastAPI]:
    try:
        from reconcile.service.app import create_app
    except ImportError as error:
        if (error.name or "").startswith("reconcile"):
            raise  # a fault of ours
        raise UsageError(
            f"the service needs the package {error.name}, which isn't installed",
            hint="Install the extra: pip install 'reconcile-places[service]'",
        ) from None
    return create_app


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        UsageError: It cannot; the message says why, and what else to try.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError):
        raise UsageError(
            f'"{host}" is no address of this machine', hint="Try --host 127.0.0.1."
        ) from None
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise UsageError(
                f"port {port} of {host} is in use",
                hint="Choose another with --port, or --port 0 for any free one.",
            ) from None
        raise UsageError(
            f"cannot listen on {host}, port {port}: {error.strerror}",
            hint="Choose another address with --host, or a port above 1023 with --port.",
        ) from None
    return listener


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # nosec B104
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


async def _serve(
    app: FastAPI, listener: socket.socket, ready: Callable[[], None], verbose: int
) -> int:
    import uvicorn

    from reconcile.service.log import config
    from reconcile.service.protocol import impatient

    got: list[int] = []

    class Server(uvicorn.Server):
        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            # uvicorn would send the signal to itself again, and end by it rather than by a code.
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, self._stop, number)
            try:
                yield
            finally:
                for number in (signal.SIGINT, signal.SIGTERM):
                    loop.remove_signal_handler(number)

        def _stop(self, number: int) -> None:
            self.force_exit = bool(got)  # whoever asks twice is in a hurry
            got.append(number)
            self.should_exit = True
            app.state.context.stopping.set()  # streams of events end by themselves

        async def startup(self, *args: Any, **more: Any) -> None:
            await super().startup(*args, **more)
            ready()

    server = Server(
        uvicorn.Config(
            app,
            http=impatient(_HEADER_SECONDS),
            ws="none",
            loop="asyncio",
            log_config=config(verbose),
            access_log=False,
            server_header=False,
            proxy_headers=True,  # of a proxy on this machine only
            limit_concurrency=_CONNECTIONS,
            backlog=1024,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=GRACE,
        )
    )
    await server.serve(sockets=[listener])
    return 130 if got and got[0] == signal.SIGINT else 0
