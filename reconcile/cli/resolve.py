"""`reconcile resolve FILE`: link each row's name to the gazetteer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile.cli import match_options as shared
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run

if TYPE_CHECKING:
    from reconcile.matching import MatchOptions
    from reconcile.tables import Columns


@click.command(short_help="Link the names of a table to gazetteer ids.")
@click.argument("file", type=click.Path(path_type=Path))
@shared.column_options("")
@shared.matcher_options
@shared.output_option
@click.pass_obj
def command(
    run: Run,
    *,
    file: Path,
    columns: Columns,
    options: MatchOptions,
    output: Path | None,
) -> int:
    """Link each row of FILE to a place of the gazetteer: right_id is its GeoNames id."""
    with waiting(run, "resolving"):
        from reconcile.api.lists import resolve

        frame = resolve(file, columns=columns, options=options)
    counts = shared.write_frames([frame], output)
    run.say(shared.outcome_counts(counts) or "no rows")
    return 0
