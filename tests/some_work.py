"""Work for a process of the service: some that ends well, and some that doesn't."""

from __future__ import annotations

import os
import signal
import time

from reconcile.errors import UsageError
from reconcile.service.work.worker import Output, Progress, Tell


def answer(*, text: str = "well", tell: Tell) -> Output:
    """Three words of progress, then an answer that tells the process."""
    for number in range(3):
        tell(Progress("working", number, 3))
    return Output(body=f"{text} {os.getpid()}".encode(), media_type="text/plain")


def sleep(*, seconds: float = 60, tell: Tell) -> Output:
    """Nothing, for long."""
    tell(Progress("sleeping"))
    time.sleep(seconds)
    return Output(body=b"")


def fail(*, tell: Tell) -> Output:
    """A mistake of the user's."""
    raise UsageError("no such thing", where="here", hint="look there")


def break_down(*, tell: Tell) -> Output:
    """A fault of ours."""
    raise ZeroDivisionError("secret")


def die(*, tell: Tell) -> Output:
    """What the kernel does where memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def devour(*, tell: Tell) -> Output:
    """More memory than there is."""
    return Output(body=bytes(1 << 40))
