"""`reconcile diff`: what is new, fixed and still open between two JSON reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from reconcile.cli.output import write_stdout
from reconcile.cli.run import Run


@click.command(short_help="New, fixed and still open between two JSON reports.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.pass_obj
def command(run: Run, *, old: Path, new: Path) -> int:
    """Compare two files of `check --format json`; exit with 1 where something new is open."""
    from reconcile.baseline import difference

    found = difference(old, new)
    text = _block("new", found.new) + _block("fixed", found.fixed)
    if run.verbose > 0:
        text += _block("still open", found.still_open)
    text += f"{len(found.new)} new, {len(found.fixed)} fixed, {len(found.still_open)} still open\n"
    write_stdout(text)
    return int(bool(found.new))


def _block(title: str, rows: Sequence[Mapping[str, Any]]) -> str:
    from reconcile.reporters.safe import visible

    if not rows:
        return ""
    lines = [f"  {row['severity']} {row['id']}\n    {visible(row['message'])}\n" for row in rows]
    return f"{title}\n{''.join(lines)}\n"
