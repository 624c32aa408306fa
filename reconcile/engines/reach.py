"""Whether a cluster can be reached, told within seconds and in plain words."""

from __future__ import annotations

import re
import socket
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from reconcile.engines.values import ClusterError
from reconcile.errors import UsageError

PATIENCE = 10.0
"""Seconds to wait for an answer."""


def check_address(address: str, *, what: str, port: int) -> None:
    """See that somebody listens at `scheme://host:port`; nothing is sent.

    Args:
        address: Several hosts may stand before a port, as in `spark://a:7077,b:7077`.
        what: `Dask scheduler`, for messages.
        port: Port of an address that names none.

    Raises:
        UsageError: It is no address.
        ClusterError: Nobody does.
    """
    first = re.split("[,;]", address, maxsplit=1)[0]
    try:
        parts = urlsplit(first if "://" in first else f"tcp://{first}")
        host, number = parts.hostname, parts.port or port
    except ValueError:
        host, number = None, port
    if not host:
        raise UsageError(
            f'"{address}" is no address of a {what}', hint=f"Expected one like host:{port}."
        )
    try:
        socket.create_connection((host, number), timeout=PATIENCE).close()
    except OSError as error:
        raise ClusterError(
            f"no {what} answers ({error.strerror or error})",
            where=address,
            hint="Check that it runs, and that this machine may reach it.",
        ) from None


def optional(module: str, *, extra: str) -> Any:
    """A module of an engine's extra.

    Raises:
        UsageError: It isn't installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise UsageError(
            f"the engine {extra} needs the package {error.name}, which is not installed",
            hint=f"Install it: pip install 'reconcile-places[{extra}]'",
        ) from None
