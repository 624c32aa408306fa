"""What a call of the command line leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Outcome(NamedTuple):
    """Exit code, stdout and stderr."""

    code: int
    out: str
    err: str


Call = Callable[..., Outcome]
