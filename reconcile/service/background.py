"""Threads that work beside the requests: warming, comparing anew, jobs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any
from weakref import WeakSet

_started: WeakSet[threading.Thread] = WeakSet()


def start(function: Callable[..., object], *arguments: Any, name: str) -> None:
    """Let a function work in a thread that keeps no process alive."""
    thread = threading.Thread(target=function, args=arguments, name=name, daemon=True)
    _started.add(thread)
    thread.start()


def ended(seconds: float) -> bool:
    """Wait for all that was started; whether it is over.

    While one still computes in native code, the interpreter cannot be taken down: the thread would
    be unwound through that code, and the process crash.

    Args:
        seconds: Longest time to wait.
    """
    until = time.monotonic() + seconds
    for thread in list(_started):
        thread.join(max(0, until - time.monotonic()))
    return not any(thread.is_alive() for thread in _started)
