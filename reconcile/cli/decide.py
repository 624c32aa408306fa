"""`reconcile decide`: write down what a person decided about a finding."""

from __future__ import annotations

import click

from reconcile.cli.output import write_stdout
from reconcile.cli.run import Run, valid_day

VERDICTS = ("accepted", "wrong", "fixed-upstream", "same", "not-the-same")


@click.command(short_help="Decide a finding: accepted, wrong, same, ...")
@click.argument("finding")
@click.option("--verdict", type=click.Choice(VERDICTS), required=True, help="What was decided.")
@click.option("--reason", required=True, help="Why; whoever reads the report sees it.")
@click.option("--by", default="", metavar="NAME", help="Who decided; otherwise your user name.")
@click.option(
    "--until", default="", metavar="DATE", callback=valid_day, help="Look again after this day."
)
@click.option("--report", default="", metavar="REPORT", help="Where several have the finding.")
@click.pass_obj
def command(
    run: Run, *, finding: str, verdict: str, reason: str, by: str, until: str, report: str
) -> int:
    """Write a decision on FINDING (its id, or a clear beginning) into decisions.toml.

    The verdicts `same` and `not-the-same` decide the pair of entries that a finding speaks of:
    from then on they are always, or never, aligned.
    """
    workspace = run.workspace()
    from reconcile import api

    path = api.decide(
        workspace,
        finding,
        verdict=verdict,
        reason=reason,
        by=by,
        until=until,
        report=report,
        today=run.today,
    )
    write_stdout(f"{verdict}: written to {path.relative_to(workspace.root)}\n")
    return 0
