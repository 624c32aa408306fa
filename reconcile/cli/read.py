"""`reconcile read SOURCE ORIGINAL`: an original into the tables of its source.

`reconcile read --suggest ORIGINAL` proposes how to read one that no source describes yet.
"""

from __future__ import annotations

from pathlib import Path

import click

from reconcile.cli.output import write_stdout
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run
from reconcile.errors import UsageError


@click.command(short_help="Read an original into its source's tables.")
@click.argument("source", required=False, default="")
@click.argument("original", required=False, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Put the tables read in place of the committed ones.")
@click.option(
    "--suggest",
    type=click.Path(path_type=Path),
    metavar="ORIGINAL",
    help="Propose a [reader] and a schema for a document that no source describes yet.",
)
@click.option(
    "--id", "source_id", default="", metavar="ID", help="With --suggest: the source's id."
)
@click.option(
    "--subject", default="", metavar="NAME", help="With --suggest: whose partners it lists."
)
@click.pass_obj
def command(
    run: Run,
    *,
    source: str,
    original: Path | None,
    write: bool,
    suggest: Path | None,
    source_id: str,
    subject: str,
) -> int:
    """Read ORIGINAL into the tables of SOURCE, and show what differs from the committed ones.

    Text, web pages, wikitext, CSV, XLSX, JSON and PDF are read; the format is told from the file
    unless the source's [reader] names it. Lines that could not be placed are listed one by one.
    Exits with 1 on a difference, unless --write puts the new tables in place.

    With --suggest ORIGINAL, shows what would be read from a new document and the source.toml for
    it; with --write also writes source.toml, a schema and the tables into the workspace, under
    the id given by --id, or as in `--suggest ORIGINAL --write ID`.
    """
    if suggest is not None:
        if original is not None or (source and source_id) or (source and not write):
            raise UsageError(
                "--suggest takes one document", hint="reconcile read --suggest ORIGINAL --write ID"
            )
        return _suggest(run, suggest, source_id=source_id or source, subject=subject, write=write)
    if not source or original is None:
        raise UsageError(
            "SOURCE and ORIGINAL are needed",
            hint="For a document that no source describes yet: reconcile read --suggest ORIGINAL",
        )
    if source_id or subject:
        raise UsageError("--id and --subject go with --suggest")
    return _read(run, source, original, write=write)


def _suggest(run: Run, path: Path, *, source_id: str, subject: str, write: bool) -> int:
    workspace = run.workspace(complete=False) if write else None
    with waiting(run, "reading"):
        from reconcile import suggesting
        from reconcile.reporters import suggestion as reporter

        found = suggesting.suggest(path, source_id=source_id, subject=subject)
    style = run.style()
    write_stdout(
        reporter.render(found, width=style.width, color=style.color, verbose=style.verbose)
    )
    if workspace is None:
        run.say(f"`reconcile read --suggest {path} --write ID` puts it into the workspace.")
        return 0
    for written in suggesting.install(found, workspace.root):
        run.say(f"written {written}")
    run.say(f"Name {found.source.id} in a report.toml to compare it with other sources.")
    return 0


def _read(run: Run, source: str, original: Path, *, write: bool) -> int:
    workspace = run.workspace(complete=False)
    with waiting(run, "reading"):
        from reconcile.api import read as api
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
