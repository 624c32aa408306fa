"""What every command is given: the workspace to use, today's date, how much to say."""

from __future__ import annotations

import datetime
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile.errors import UsageError

if TYPE_CHECKING:
    from reconcile.reporters import Style
    from reconcile.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The global options of one call.

    Attributes:
        folder: `--workspace`; `None` where the workspace is to be looked for.
        given_day: `--today` as YYYY-MM-DD, or ''.
        verbose: 1 with `-v`, -1 with `-q`, else 0.
    """

    folder: Path | None
    given_day: str
    verbose: int

    def workspace(self, *, complete: bool = True) -> Workspace:
        """The workspace; `complete` as for `reconcile.workspace.find`.

        Raises:
            ConfigurationError: There is none, or one of its files says something wrong.
        """
        from reconcile.workspace import find

        if self.folder is not None and not self.folder.is_dir():
            raise UsageError(f"--workspace {self.folder}: there is no such folder")
        return find(self.folder, complete=complete)

    @property
    def today(self) -> str:
        """Today: `--today`, else SOURCE_DATE_EPOCH (seconds, UTC), else the clock."""
        return self.given_day or _epoch_day() or datetime.date.today().isoformat()

    def say(self, message: str) -> None:
        """Write a message for the person at the terminal, unless `-q` was given."""
        if self.verbose >= 0:
            click.echo(message, err=True)

    def style(self, *, on_stdout: bool = True, root: str = "") -> Style:
        """How to write: as wide and as coloured as stdout allows; plainly into files.

        `root` leads from the top of the repository to the workspace.
        """
        from reconcile.reporters import Style

        if not on_stdout:
            return Style(verbose=self.verbose, root=root)
        return Style(width=_columns(), color=_colored(), verbose=self.verbose, root=root)


def valid_day(_context: click.Context, _param: click.Parameter, value: str) -> str:
    """A callback that accepts a day as YYYY-MM-DD."""
    if value:
        try:
            day = datetime.date.fromisoformat(value).isoformat()
        except ValueError:
            day = ""
        if day != value:
            raise click.BadParameter(f'"{value}" is no day; expected YYYY-MM-DD (2024-07-23)')
    return value


def _epoch_day() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return ""
    try:
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f'SOURCE_DATE_EPOCH is "{epoch}"; expected a number of seconds since 1970',
            hint="Unset it, or pass --today YYYY-MM-DD.",
        ) from None


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size(fallback=(80, 24)).columns


def _colored() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
