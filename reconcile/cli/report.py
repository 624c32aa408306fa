"""`reconcile report`: write the committed reports, or check that they are up to date."""

from __future__ import annotations

from collections.abc import Sequence

import click

from reconcile.cli.complete import report_names
from reconcile.cli.output import write_file, write_stdout
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run


@click.command(short_help="Write the committed reports, or check them.")
@click.argument("reports", nargs=-1, metavar="[REPORT]...", shell_complete=report_names)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if one is stale.")
@click.pass_obj
def command(run: Run, *, reports: Sequence[str], only_check: bool) -> int:
    """Write reports/REPORT/report.html, report.json and report.md.

    Today is the date in report.toml, unless --today is given, so a report changes only when its
    sources, its decisions or this program change.
    """
    workspace = run.workspace()
    with waiting(run, "checking"):
        from reconcile.api import check as api
        from reconcile.reporters import stale_files

        found = api.report(workspace, reports, today=run.given_day)
    stale: list[str] = []
    for report in found:
        folder = workspace.report_folder(report.name)
        for file, text in stale_files(report, folder).items():
            stale.append((folder / file).relative_to(workspace.root).as_posix())
            if not only_check:
                write_file(folder / file, text)
    if only_check and stale:
        write_stdout("".join(f"stale: {path}\n" for path in stale))
        run.say("`reconcile report` writes them anew; commit the result.")
        return 1
    done = "up to date" if only_check or not stale else f"written: {', '.join(stale)}"
    write_stdout(f"{len(found)} report{'' if len(found) == 1 else 's'}, {done}\n")
    return 0
