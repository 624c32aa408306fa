"""`reconcile history PARTNER`: when each source began and ceased to list a partner."""

from __future__ import annotations

import click

from reconcile.cli.output import form_option, write_stdout
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run


@click.command(short_help="When each source listed a partner.")
@click.argument("partner")
@click.option("--subject", metavar="S", default="", help="Whose partner; otherwise anyone's.")
@form_option
@click.pass_obj
def command(run: Run, *, partner: str, subject: str, form: str) -> int:
    """Tell when each source began and ceased to list PARTNER, with the lines of its originals.

    PARTNER is a name in Chinese or English, in any spelling, also with its country: "Toledo,
    Spain". Earlier states of a source lie in sources/<id>/history; -v lists every state.
    """
    workspace = run.workspace()
    with waiting(run, "looking back"):
        from reconcile.api.history import history
        from reconcile.reporters import history as reporter

        found = history(workspace, partner, subject=subject)
    if form == "json":
        write_stdout(reporter.render_json(partner, found))
    else:
        style = run.style()
        write_stdout(reporter.render(found, style.width, style.color, style.verbose))
    return 0
