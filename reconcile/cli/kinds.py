"""`reconcile kinds`: the catalogue of the kinds of finding."""

from __future__ import annotations

import click

from reconcile.cli.complete import kind_names
from reconcile.cli.near import did_you_mean
from reconcile.cli.output import write_stdout
from reconcile.cli.run import Run
from reconcile.errors import UsageError


@click.command(short_help="The catalogue of the kinds of finding.")
@click.argument("kind", required=False, shell_complete=kind_names)
@click.pass_obj
def command(run: Run, *, kind: str | None) -> int:
    """List the kinds of finding, or explain one KIND with an example."""
    from reconcile.extensions import CHECKS, plugins
    from reconcile.kinds import BY_NAME
    from reconcile.reporters import catalogue

    style = run.style()
    if kind is None:
        write_stdout(catalogue.render_all(style.width, style.color))
        for check in plugins(CHECKS):
            run.say(f"{check} adds findings, of these kinds or of its own (x_...)")
        return 0
    if kind not in BY_NAME:
        raise UsageError(f'there is no kind of finding "{kind}"; {did_you_mean(kind, BY_NAME)}')
    write_stdout(catalogue.render(BY_NAME[kind], style.width, style.color))
    return 0
