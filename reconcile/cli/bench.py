"""`reconcile bench`: what commands cost, each against a peer in the same run."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from reconcile.cli.output import write_stdout
from reconcile.cli.run import Run

NAMES = ("start", "validate", "match-en", "match-zh")


@click.command(short_help="What commands cost, as ratios against a peer.")
@click.argument("parts", nargs=-1, type=click.Choice(NAMES))
@click.option("--runs", default=5, show_default=True, type=click.IntRange(1, 100), help="Runs.")
@click.option("--full", is_flag=True, help="The largest sizes as well; takes half an hour.")
@click.pass_obj
def command(run: Run, *, parts: Sequence[str], runs: int, full: bool) -> int:
    """Time whole commands and their peers in turn; print medians, ratios and limits.

    Without PARTS only start-up is measured. Exit code 1 where a ratio passes its limit.
    """
    workspace = run.workspace()
    from reconcile.bench import PARTS, Setup
    from reconcile.bench.rows import Row, page

    wanted = parts or NAMES[:1]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="reconcile-bench-") as folder:
        setup = Setup(folder=Path(folder), workspace=workspace.root, runs=runs, full=full)
        for part in PARTS:
            if part.name in wanted:
                run.say(f"{part.name}: {part.about}")
                rows += part.run(setup)
    write_stdout(page(rows))
    return int(any(not row.passed for row in rows))
