"""`reconcile evaluate LEFT RIGHT GOLD`: how good the matcher is on labelled lists."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from reconcile.cli import match_options as shared
from reconcile.cli.output import write_file, write_stdout
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run


@click.command(short_help="Precision, recall and F1 on labelled lists.")
@click.argument("left", type=click.Path(path_type=Path), required=False)
@click.argument("right", type=click.Path(path_type=Path), required=False)
@click.argument("gold", type=click.Path(path_type=Path), required=False)
@click.option(
    "--dev",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Instead of three tables: every setting that the matcher is held to, on labelled data "
    "in DIR, with the pinyin baseline beside it.",
)
@click.option("--setting", "settings", metavar="NAME", multiple=True, help="With --dev: only this.")
@shared.column_options("left")
@shared.column_options("right")
@shared.by_option
@shared.matcher_options
@shared.local_engine_option
@shared.top_option
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the figures into FILE as JSON too.",
)
@click.pass_obj
def command(
    run: Run,
    *,
    left: Path | None,
    right: Path | None,
    gold: Path | None,
    dev: Path | None,
    settings: Sequence[str],
    left_name: str | None,
    left_country: str | None,
    left_id: str | None,
    left_position: str | None,
    right_name: str | None,
    right_country: str | None,
    right_id: str | None,
    right_position: str | None,
    by: Sequence[str],
    gazetteer: str,
    threshold: float | None,
    top: int | None,
    output: Path | None,
) -> int:
    """Match LEFT with RIGHT and count what is right, wrong and missed by GOLD.

    GOLD holds the left id, the right id (empty where there is no partner), the --by columns and,
    if you like, kind.
    """
    if dev is not None:
        return _settings(run, dev, settings)
    if left is None or right is None or gold is None:
        raise click.UsageError("three tables are needed, LEFT RIGHT GOLD, or --dev DIR")
    with waiting(run, "evaluating"):
        from reconcile.cli import evaluation_page
        from reconcile.evaluation import evaluate_tables
        from reconcile.tables import read_table

        found = evaluate_tables(
            read_table(left),
            read_table(right),
            read_table(gold),
            left_columns=shared.columns(left_name, left_country, left_id, left_position),
            right_columns=shared.columns(right_name, right_country, right_id, right_position),
            by=by,
            options=shared.match_options(gazetteer=gazetteer, threshold=threshold, top=top),
        )
    style = run.style()
    write_stdout(evaluation_page.render(found, style))
    if output is not None:
        write_file(output, evaluation_page.as_json(found))
        run.say(f"written to {output}")
    return 0


def _settings(run: Run, folder: Path, names: Sequence[str]) -> int:
    with waiting(run, "evaluating every setting"):
        from reconcile.cli import evaluation_page
        from reconcile.evaluation import evaluate_dev

        found = evaluate_dev(folder, only=names)
    write_stdout(evaluation_page.render_settings(found, run.style()))
    return 0
