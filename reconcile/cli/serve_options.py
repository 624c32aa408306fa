"""What `serve` and `review` share."""

from __future__ import annotations

import os
from pathlib import Path

import click

from reconcile.errors import UnreadableError

VARIABLE = "RECONCILE_TOKEN"

port_option = click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="Port to listen on; 0 for any free one.",
)


def token(file: Path | None) -> str:
    """The token in a file, else in the variable RECONCILE_TOKEN, else ''.

    Raises:
        UnreadableError: The file cannot be read.
    """
    if file is None:
        return os.environ.get(VARIABLE, "").strip()
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise UnreadableError(
            f"the token cannot be read: {why}",
            where=str(file),
            hint="Write one: python3 -c 'import secrets; print(secrets.token_urlsafe())' > FILE",
        ) from None
