"""The processes that compute: started when needed, ended when they take too long or too much."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Pipe
from typing import Any, TypeVar

from reconcile.errors import ReconcileError
from reconcile.service.work.errors import (
    BrokenWorkError,
    BusyError,
    CancelledError,
    TooSlowError,
)
from reconcile.service.work.worker import Output, Progress

T = TypeVar("T", bound=Output)

_LOOK = 0.1  # seconds between two looks at whether the work is still wanted


class Pool:
    """At most `size` processes, each of which does one thing at a time.

    Args:
        size: Processes at most.
        waiting: Calls that may wait for a process; further ones are refused.
        most_bytes: Memory that one process may use.
    """

    def __init__(self, size: int, *, waiting: int, most_bytes: int) -> None:
        self.size = size
        self.waiting = waiting
        self._most_bytes = most_bytes
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._places = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._asked = 0  # calls that wait or run
        self._closed = False

    def call(
        self,
        function: Callable[..., T],
        arguments: dict[str, Any],
        *,
        seconds: float,
        tell: Callable[[Progress], None] = lambda _: None,
        cancelled: threading.Event | None = None,
    ) -> T:
        """The value of `function(tell=..., **arguments)`, computed in a process.

        Args:
            function: A function of a module; it gets `tell` to say how far it is.
            arguments: Its arguments, which travel through a pipe.
            seconds: After so many it is ended.
            tell: Hears how far the work is.
            cancelled: Once set, the work is ended.

        Raises:
            BusyError: Too many calls wait already.
            TooSlowError: It took longer than `seconds`.
            CancelledError: It was cancelled, or the pool was closed.
            BrokenWorkError: The function broke down, or its process did.
            ReconcileError: What the function raised.
        """
        stop = cancelled or threading.Event()
        self._enter()
        try:
            while not self._places.acquire(timeout=_LOOK):
                if stop.is_set() or self._closed:
                    raise CancelledError("the work was cancelled")
            try:
                return self._on_worker(function, arguments, seconds, tell, stop)
            finally:
                self._places.release()
        finally:
            with self._lock:
                self._asked -= 1

    def busy(self) -> int:
        """Calls that run or wait."""
        return self._asked

    def warm(self, function: Callable[..., T], **arguments: Any) -> None:
        """Have one process ready that has called `function` already."""
        self.call(function, arguments, seconds=60)

    def close(self) -> None:
        """End all processes."""
        self._closed = True
        with self._lock:
            idle, busy = list(self._idle), list(self._busy)
            self._idle.clear()
        for worker in idle:
            worker.end()
        for worker in busy:
            worker.kill()  # who waits for it sees its pipe close, and ends it

    def _enter(self) -> None:
        with self._lock:
            if self._asked >= self.size + self.waiting:
                raise BusyError(
                    "the service computes as much as it can",
                    hint="Try again in a few seconds.",
                )
            self._asked += 1

    def _on_worker(
        self,
        function: Callable[..., T],
        arguments: dict[str, Any],
        seconds: float,
        tell: Callable[[Progress], None],
        stop: threading.Event,
    ) -> T:
        with self._lock:
            if self._closed:
                raise CancelledError("the service is stopping")
            worker = self._worker()
            self._busy.add(worker)
        whole = False  # whether the process can do more
        try:
            value = worker.call(function, arguments, seconds, tell, stop)
            whole = True
        except ReconcileError as error:
            ended = isinstance(error, (TooSlowError, CancelledError))
            whole = error.survived if isinstance(error, BrokenWorkError) else not ended
            raise
        finally:
            with self._lock:
                self._busy.discard(worker)
                whole = whole and not self._closed
                if whole:
                    self._idle.append(worker)
            if not whole:
                worker.end()
        return value

    def _worker(self) -> _Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.lives():
                return worker
            worker.end()
        return _Worker(self._most_bytes)


class _Worker:
    """One process."""

    def __init__(self, most_bytes: int) -> None:
        self._killed = False
        self._pipe, theirs = Pipe()
        environment = {k: v for k, v in os.environ.items() if k != "RECONCILE_TOKEN"}
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        with theirs:
            handle = theirs.fileno()
            # Not multiprocessing's own start, which would import the program's main module again.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", str(__package__), str(handle), str(most_bytes)],
                pass_fds=[handle],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=environment,
            )

    def call(
        self,
        function: Callable[..., T],
        arguments: dict[str, Any],
        seconds: float,
        tell: Callable[[Progress], None],
        stop: threading.Event,
    ) -> T:
        deadline = time.monotonic() + seconds
        try:
            self._pipe.send((function, arguments))
            while True:
                while not self._pipe.poll(_LOOK):
                    if stop.is_set():
                        raise CancelledError("the work was cancelled")
                    if time.monotonic() > deadline:
                        raise TooSlowError(f"the work was ended after {seconds:g} seconds")
                what, *told = self._pipe.recv()
                if what == "progress":
                    tell(told[0])
                elif what == "value":
                    value: T = told[0]
                    return value
                elif what == "error":
                    kind, message, where, hint = told
                    raise kind(message, where=where, hint=hint)
                else:
                    raise BrokenWorkError(told[0], survived=told[0] != "MemoryError")
        except (EOFError, OSError) as error:
            if stop.is_set() or self._killed:
                raise CancelledError("the work was cancelled") from None
            raise BrokenWorkError(
                f"{type(error).__name__}: its process ended", survived=False
            ) from None

    def lives(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._killed = True
        self._process.kill()

    def end(self) -> None:
        self.kill()
        self._process.wait()
        self._pipe.close()
