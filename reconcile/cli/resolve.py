"""`reconcile resolve FILE`: link each row's name to the gazetteer."""

from __future__ import annotations

from pathlib import Path

import click

from reconcile.cli import match_options as shared
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run


@click.command(short_help="Link the names of a table to gazetteer ids.")
@click.argument("file", type=click.Path(path_type=Path))
@shared.column_options("")
@shared.matcher_options
@shared.top_option
@shared.output_option
@click.pass_obj
def command(
    run: Run,
    *,
    file: Path,
    name: str | None,
    country: str | None,
    id: str | None,
    gazetteer: str,
    threshold: float | None,
    top: int | None,
    output: Path | None,
) -> int:
    """Link each row of FILE to a place of the gazetteer: right_id is its GeoNames id."""
    with waiting(run, "resolving"):
        from reconcile.tables import read_table, resolve_table

        frame = resolve_table(
            read_table(file),
            columns=shared.columns(name, country, id),
            options=shared.match_options(gazetteer=gazetteer, threshold=threshold, top=top),
        )
    shared.write_frame(frame, output)
    run.say(shared.outcome_counts(frame["outcome"].to_list()) or "no rows")
    return 0
