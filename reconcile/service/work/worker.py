"""What runs in a process that computes: one call after the other, from a pipe.

The pipe carries tuples. To the worker: (function, arguments). From it, for each call, any number of
("progress", Progress), then one of ("value", value), ("error", class, message, where, hint) and
("fault", type).
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from reconcile.errors import ReconcileError


@dataclass(frozen=True, slots=True)
class Progress:
    """How far some work has come: what is done now, and how much of all (`None`: unknown)."""

    stage: str
    done: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """The result of some work, ready to be sent."""

    body: bytes
    media_type: str = "application/json"
    filename: str = ""  # where it is a file for a person
    status: int = 200


Tell = Callable[[Progress], None]


def main(handle: int, most_bytes: int) -> None:
    """Serve calls until the other end of the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which ends us
    _limit_memory(most_bytes)
    with Connection(handle) as pipe, contextlib.suppress(EOFError, OSError):
        while True:
            function, arguments = pipe.recv()
            pipe.send(_outcome(function, arguments, pipe))
            del function, arguments
            gc.collect()


def _outcome(function: Callable[..., Any], arguments: dict[str, Any], pipe: Connection) -> Any:
    def tell(progress: Progress) -> None:
        pipe.send(("progress", progress))

    try:
        return "value", function(tell=tell, **arguments)
    except ReconcileError as error:
        return "error", type(error), error.message, error.where, error.hint
    except Exception as error:
        if os.environ.get("RECONCILE_TRACEBACK"):
            sys.excepthook(type(error), error, error.__traceback__)
        return "fault", type(error).__name__


def _limit_memory(most_bytes: int) -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
