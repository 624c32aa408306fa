"""`reconcile show FINDING`: one finding with everything that it rests on."""

from __future__ import annotations

import click

from reconcile.cli.output import write_stdout
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run


@click.command(short_help="One finding with everything it rests on.")
@click.argument("finding")
@click.pass_obj
def command(run: Run, *, finding: str) -> int:
    """Show FINDING with everything that it rests on: rows, events, links, explanation.

    FINDING is an id as the reports print it, or as much of its 12 digits as only one finding has.
    """
    workspace = run.workspace()
    from reconcile.api.find import find_finding
    from reconcile.pipeline import load
    from reconcile.reporters import finding_page

    with waiting(run, "checking"):
        report, found = find_finding(workspace, finding, today=run.given_day)
    named = {place.source for place in found.entries} | set(found.values)
    tables = {name: load(workspace, name) for name in sorted(named & set(workspace.sources))}
    style = run.style()
    write_stdout(finding_page.render(report, found, tables, style.width, style.color))
    return 0
