"""The command line: a command parses, calls one function of `reconcile.api`, prints the result.

Each command is a module of this package, imported when it is asked for, and imports what it
needs when it runs: `reconcile --help` is instant.
"""

from __future__ import annotations

from pathlib import Path

import click

from reconcile.cli.group import LazyGroup
from reconcile.cli.run import Run, valid_day
from reconcile.cli.version import print_version

# In the order of the help: the daily work first. The module of `check` is reconcile.cli.check.
COMMANDS: tuple[str, ...] = (
    "check",
    "validate",
    "report",
    "diff",
    "show",
    "decide",
    "undo",
    "kinds",
    "match",
    "explain",
    "resolve",
    "evaluate",
    "read",
    "fetch",
    "history",
    "export",
    "review",
    "serve",
    "init",
    "completion",
    "gazetteer",
    "doctor",
    "bench",
)


EXIT_CODES = """Exit codes: 0 clean, 1 open findings (or a stale report, or a difference),
2 usage or configuration, 3 something could not be read or a run broke, 5 nothing was checked,
130 interrupted."""


@click.group(
    cls=LazyGroup,
    names=COMMANDS,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--workspace",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the workspace; otherwise it is looked for from here upwards.",
)
@click.option(
    "--today",
    metavar="DATE",
    default="",
    callback=valid_day,
    help="Take this day (YYYY-MM-DD) as today; otherwise SOURCE_DATE_EPOCH, then the clock.",
)
@click.option("-v", "--verbose", is_flag=True, help="List infos and explained findings as well.")
@click.option("-q", "--quiet", is_flag=True, help="Only the result, in as few words as possible.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=print_version,
    help="Show the version, and those of the data that names are known by.",
)
@click.pass_context
def cli(
    context: click.Context, folder: Path | None, today: str, verbose: bool, quiet: bool
) -> None:
    """Align Chinese and English lists of the same places, and explain every discrepancy."""
    if verbose and quiet:
        raise click.UsageError("--verbose and --quiet contradict each other; give one of them")
    context.obj = Run(folder=folder, given_day=today, verbose=int(verbose) - int(quiet))
