"""`reconcile check`: validate, match, compare and explain; the command for CI."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from reconcile.cli.complete import report_names
from reconcile.cli.kind_options import kind_options
from reconcile.cli.output import Destination, exit_code, report_options, write_file, write_reports
from reconcile.cli.progress import waiting
from reconcile.cli.repository import from_top
from reconcile.cli.run import Run, valid_day


@click.command(short_help="Validate, match, compare and explain; for CI.")
@click.argument("reports", nargs=-1, metavar="[REPORT]...", shell_complete=report_names)
@report_options
@kind_options
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Tell what is new since; what FILE holds stays open and does not fail.",
)
@click.option(
    "--write-baseline",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a baseline of all that is open now; the exit code stays what it is.",
)
@click.option(
    "--as-of",
    metavar="DATE",
    default="",
    callback=valid_day,
    help="Compare what the sources said on this day (YYYY-MM-DD).",
)
@click.pass_obj
def command(
    run: Run,
    *,
    reports: Sequence[str],
    destinations: Sequence[Destination],
    fail_on: str,
    select: Sequence[str],
    ignore: Sequence[str],
    baseline: Path | None,
    write_baseline: Path | None,
    as_of: str,
) -> int:
    """Validate every source, match, compare, and explain what differs.

    REPORT names folders of reports/; without any, all reports are checked.
    """
    workspace = run.workspace()
    with waiting(run, "checking"):
        from reconcile.api.check import check
        from reconcile.baseline import against, baseline_text, load_baseline

        held = load_baseline(baseline) if baseline else None  # first, for it may be no baseline
        found = check(
            workspace, reports, today=run.today, select=select, ignore=ignore, as_of=as_of
        )
    if held is not None:
        found = tuple(against(report, held) for report in found)
    write_reports(found, destinations, run, root=from_top(workspace.root))
    if write_baseline:
        write_file(write_baseline, baseline_text(found))
        run.say(f"baseline written to {write_baseline}")
    return exit_code(found, fail_on)
