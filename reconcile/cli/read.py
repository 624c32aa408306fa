"""`reconcile read SOURCE ORIGINAL`: an original into the tables of its source."""

from __future__ import annotations

from pathlib import Path

import click

from reconcile.cli.output import write_stdout
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run


@click.command(short_help="Read an original into its source's tables.")
@click.argument("source")
@click.argument("original", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Put the tables read in place of the committed ones.")
@click.pass_obj
def command(run: Run, *, source: str, original: Path, write: bool) -> int:
    """Read ORIGINAL into the tables of SOURCE, and show what differs from the committed ones.

    Lines that could not be placed are listed one by one. Exits with 1 on a difference, unless
    --write puts the new tables in place.
    """
    workspace = run.workspace()
    with waiting(run, "reading"):
        from reconcile import api
        from reconcile.reporters import reading

        result = api.read(workspace, source, original)
    style = run.style()
    write_stdout(
        reading.render(
            source,
            result.new,
            result.differences,
            result.reading.unread,
            width=style.width,
            color=style.color,
            verbose=style.verbose,
        )
    )
    if write:
        api.write(workspace, result)
        run.say(f"written into {workspace.source_folder(source)}")
        return 0
    if result.differences:
        run.say(f"`reconcile read {source} {original} --write` puts the new tables in place.")
    return int(bool(result.differences))
