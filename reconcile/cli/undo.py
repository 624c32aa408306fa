"""`reconcile undo`: take the latest decision on a finding back."""

from __future__ import annotations

import click

from reconcile.cli.output import write_stdout
from reconcile.cli.run import Run


@click.command(short_help="Take the latest decision on a finding back.")
@click.argument("finding")
@click.option("--report", default="", metavar="REPORT", help="Where several have the finding.")
@click.pass_obj
def command(run: Run, *, finding: str, report: str) -> int:
    """Take the latest decision on FINDING (its whole id) back."""
    workspace = run.workspace()
    from reconcile.api.decide import undo

    decision = undo(workspace, finding, report=report)
    write_stdout(f'taken back: "{decision.verdict}" ({decision.reason}) on {decision.finding}\n')
    return 0
