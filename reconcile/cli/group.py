"""A group of commands that are imported when they are asked for."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from reconcile.cli.guard import guarded
from reconcile.cli.near import did_you_mean


class LazyGroup(click.Group):
    """Commands by name; the command `x` is `reconcile.cli.x.command`.

    `main` turns every outcome into the exit codes of the contract, and every exception into a
    message, in one place.
    """

    def __init__(self, *args: Any, names: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.names = tuple(names)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which they were given."""
        del ctx
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; `None` where there is none of that name."""
        del ctx
        if cmd_name not in self.names:
            return None
        module = importlib.import_module(f"reconcile.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name.

        Raises:
            click.UsageError: There is none; the message names the nearest.
        """
        name = args[0]
        if name not in self.names and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(
                f'there is no command "{name}"; {did_you_mean(name, self.names)}', ctx
            )
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, print what went wrong, and exit with the code of the contract."""

        def run() -> Any:
            return super(LazyGroup, self).main(
                args, prog_name, complete_var, standalone_mode=False, **extra
            )

        if not standalone_mode:
            return run()
        return sys.exit(guarded(run, globals_of=self))
