"""What every harness asks: a result, or a refusal that a person can read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reconcile.errors import ReconcileError

CODES = {2, 3, 5}


@contextmanager
def refusing() -> Iterator[None]:
    """Whatever is done inside may be refused, but only with a message; all else breaks out."""
    try:
        yield
    except ReconcileError as error:
        check_refusal(error)
        str(error).encode("utf-8", "surrogateescape")


def check_refusal(error: ReconcileError, most: int = 599) -> None:
    """See that a refusal says something, and that its codes are those of the contract."""
    assert error.message.strip(), "a refusal without a word"
    assert error.exit_code in CODES
    assert 400 <= error.http_status <= most


def text_of(data: bytes) -> str:
    """The bytes as a text; what is no UTF-8 becomes lone surrogates, as a broken name has them."""
    return data.decode("utf-8", "surrogateescape")
