"""`reconcile match LEFT RIGHT`: align any two tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile.cli import match_options as shared
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run

if TYPE_CHECKING:
    from reconcile.matching import MatchOptions
    from reconcile.tables import Columns


@click.command(short_help="Align any two tables of places.")
@click.argument("left", type=click.Path(path_type=Path))
@click.argument("right", type=click.Path(path_type=Path))
@shared.column_options("left")
@shared.column_options("right")
@shared.by_option
@shared.matcher_options
@shared.output_option
@shared.engine_options
@click.pass_obj
def command(
    run: Run,
    *,
    left: Path,
    right: Path,
    left_columns: Columns,
    right_columns: Columns,
    by: Sequence[str],
    options: MatchOptions,
    output: Path | None,
    engine: str,
    jobs: int | None,
    resume: Path | None,
    scheduler: str,
    spark_remote: str,
) -> int:
    """Align the places of LEFT with those of RIGHT, one to one, in Chinese or English.

    Both are tables (CSV, TSV, XLSX, JSON lines, Parquet). Columns called name, country and id
    are used unless others are named.

    Large lists are matched by all processors, part by part; --engine takes them to a cluster. The
    result is the same everywhere.
    """
    with waiting(run, "matching") as told:
        from reconcile.engines import Engine, InterruptedRunError, match_parts

        frames = match_parts(
            left,
            right,
            left_columns=left_columns,
            right_columns=right_columns,
            by=by,
            options=options,
            engine=Engine(
                name=engine, jobs=jobs, resume=resume, scheduler=scheduler,
                spark_remote=spark_remote, progress=told,
            ),
        )  # fmt: skip
        try:
            counts = shared.write_frames(frames, output)
        except InterruptedRunError as stopped:
            if stopped.folder is not None:
                run.say(f"What is finished is kept; --resume {stopped.folder} goes on from there.")
            raise
    run.say(shared.outcome_counts(counts) or "no rows")
    return 0
