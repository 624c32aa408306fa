"""`reconcile decide`: write down what a person decided about findings."""

from __future__ import annotations

from pathlib import Path

import click

from reconcile.cli.output import write_stdout
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run, valid_day
from reconcile.errors import UsageError

VERDICTS = ("accepted", "wrong", "fixed-upstream", "same", "not-the-same")


@click.command(short_help="Write down what was decided on a finding.")
@click.argument("finding", default="", metavar="[FINDING]")
@click.option("--verdict", type=click.Choice(VERDICTS), help="What was decided.")
@click.option("--reason", default="", help="Why; whoever reads the report sees it.")
@click.option("--by", default="", metavar="NAME", help="Who decided; otherwise your user name.")
@click.option(
    "--until", default="", metavar="DATE", callback=valid_day, help="Look again after this day."
)
@click.option("--report", default="", metavar="REPORT", help="Where several have the finding.")
@click.option(
    "--from",
    "table",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Instead of FINDING: take every filled row of a workbook that `check --format xlsx=FILE` "
    "wrote (verdict, reason, until); all of them, or none.",
)
@click.pass_obj
def command(
    run: Run,
    *,
    finding: str,
    verdict: str | None,
    reason: str,
    by: str,
    until: str,
    report: str,
    table: Path | None,
) -> int:
    """Write a decision on FINDING (its id, or a clear beginning) into decisions.toml.

    The verdicts `same` and `not-the-same` decide the pair of entries that a finding speaks of:
    from then on they are always, or never, aligned.
    """
    if table is not None:
        if finding or verdict or reason or until:
            raise UsageError(
                "--from takes findings, verdicts, reasons and dates from the file",
                hint="Leave FINDING, --verdict, --reason and --until out.",
            )
        return _from(run, table, by=by, report=report)
    if not finding:
        raise UsageError("FINDING is missing", hint="Name a finding, or give --from FILE.xlsx.")
    if verdict is None:
        raise UsageError("--verdict is missing", hint=f"One of: {', '.join(VERDICTS)}.")
    workspace = run.workspace()
    from reconcile.api.decide import decide

    path = decide(
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


def _from(run: Run, table: Path, *, by: str, report: str) -> int:
    workspace = run.workspace()
    with waiting(run, "checking"):
        from reconcile.api.decide_from import decide_from

        found = decide_from(workspace, table, by=by, report=report, today=run.today)
    for path, count in found.written.items():
        many = "1 decision" if count == 1 else f"{count} decisions"
        write_stdout(f"{many} written to {path.relative_to(workspace.root)}\n")
    if found.unchanged:
        run.say(f"{found.unchanged} of the rows stood there already")
    if not found.written:
        write_stdout("nothing to write\n")
    return 0
