"""`reconcile validate`: the schemas alone, over sources or over any file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile.cli.complete import source_names
from reconcile.cli.output import Destination, exit_code, report_options, write_reports
from reconcile.cli.progress import waiting
from reconcile.cli.repository import from_top
from reconcile.cli.run import Run
from reconcile.errors import ConfigurationError, UsageError

if TYPE_CHECKING:
    from reconcile.model import Report


@click.command(short_help="Hold sources or a file against their schemas.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]... | FILE", shell_complete=source_names)
@click.option(
    "--schema",
    metavar="MODULE:MODEL",
    default="",
    help="Validate FILE (CSV, TSV, XLSX, JSON lines, Parquet) against this Pandera model; "
    "MODULE is dotted, or a path that ends in .py.",
)
@click.option(
    "--first",
    default=100,
    show_default=True,
    type=click.IntRange(1),
    help="Of a large FILE, list so many failures of each check; all are counted.",
)
@report_options
@click.pass_obj
def command(
    run: Run,
    *,
    sources: Sequence[str],
    schema: str,
    first: int,
    destinations: Sequence[Destination],
    fail_on: str,
) -> int:
    """Validate sources against their schemas, without comparing them.

    SOURCE names folders of sources/; without any, all are validated. With --schema, the argument
    is a file instead.
    """
    with waiting(run, "validating"):
        found, folder = _file(run, sources, schema, first) if schema else _sources(run, sources)
    write_reports(found, destinations, run, root=from_top(folder))
    return exit_code(found, fail_on)


def _sources(run: Run, sources: Sequence[str]) -> tuple[Sequence[Report], Path]:
    """The report, and the folder from which it names files."""
    workspace = run.workspace()
    for name in sources:
        if name not in workspace.sources and Path(name).is_file():
            raise UsageError(
                f"{name} is a file, and no schema was named for it",
                hint="Add --schema MODULE:MODEL, such as --schema schemas/places.py:Places.",
            )
    from reconcile.api.validate import validate

    return validate(workspace, sources), workspace.root


def _file(run: Run, files: Sequence[str], schema: str, first: int) -> tuple[Sequence[Report], Path]:
    if len(files) != 1:
        raise UsageError(
            f"--schema validates one file, and {len(files)} were named",
            hint="reconcile validate FILE --schema MODULE:MODEL",
        )
    try:
        workspace = run.workspace()
    except ConfigurationError:
        # A file can be validated anywhere; a workspace only adds the paths of its schemas.
        if run.folder is not None:
            raise
        workspace = None
    from reconcile.api.validate import validate_file

    path = Path(files[0])
    return (validate_file(path, schema, workspace, first=first),), path.parent
