"""`--select KIND` and `--ignore KIND`."""

from __future__ import annotations

from collections.abc import Callable

import click

from reconcile.cli.complete import kind_names
from reconcile.cli.near import did_you_mean


def kind_options(command: Callable[..., int]) -> Callable[..., int]:
    """The two options; both may be repeated, or name several kinds separated by commas."""
    command = click.option(
        "--ignore",
        metavar="KIND",
        multiple=True,
        callback=_known_kinds,
        shell_complete=kind_names,
        help="Leave out findings of this kind. Repeatable.",
    )(command)
    return click.option(
        "--select",
        metavar="KIND",
        multiple=True,
        callback=_known_kinds,
        shell_complete=kind_names,
        help="Only findings of this kind. Repeatable; reconcile kinds lists them.",
    )(command)


def _known_kinds(
    _context: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    from reconcile.kinds import BY_NAME, is_own

    kinds = [kind for value in values for kind in value.split(",") if kind]
    for kind in kinds:
        if kind not in BY_NAME and not is_own(kind):
            raise click.BadParameter(
                f'there is no kind of finding "{kind}"; {did_you_mean(kind, BY_NAME)}'
            )
    return tuple(dict.fromkeys(kinds))
