"""`reconcile check`: validate, match, compare and explain; the command for CI."""

from __future__ import annotations

from collections.abc import Sequence

import click

from reconcile.cli.kind_options import kind_options
from reconcile.cli.output import Destination, exit_code, report_options, write_reports
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run


@click.command(short_help="Validate, match, compare and explain; for CI.")
@click.argument("reports", nargs=-1, metavar="[REPORT]...")
@report_options
@kind_options
@click.pass_obj
def command(
    run: Run,
    *,
    reports: Sequence[str],
    destinations: Sequence[Destination],
    fail_on: str,
    select: Sequence[str],
    ignore: Sequence[str],
) -> int:
    """Validate every source, match, compare, and explain what differs.

    REPORT names folders of reports/; without any, all reports are checked.
    """
    workspace = run.workspace()
    with waiting(run, "checking"):
        from reconcile import api

        found = api.check(workspace, reports, today=run.today, select=select, ignore=ignore)
    write_reports(found, destinations, run)
    return exit_code(found, fail_on)
