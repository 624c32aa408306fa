"""`reconcile export`: the merged list, a letter to a publisher, linked data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from reconcile.cli.output import write_file, write_stdout
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run
from reconcile.errors import UnreadableError, UsageError

FORMS = ("csv", "xlsx", "json", "package", "quickstatements", "mismatch")


@click.command(short_help="The merged list, with what each source says and why.")
@click.argument("report", default="", metavar="[REPORT]")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="csv (default), xlsx or json: the merged list. package: related CSV tables with a "
    "Frictionless Data Package and CSVW metadata. quickstatements, mismatch: certain ties for "
    "Wikidata.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="File to write (a folder for package); otherwise stdout.",
)
@click.option(
    "--letter",
    "source",
    default="",
    metavar="SOURCE",
    help="Instead: a letter to this source's publisher with the corrections suggested, in the "
    "source's language.",
)
@click.option("--by", default="", metavar="NAME", help="Who signs the letter.")
@click.option(
    "--qids",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="CSV table id,qid for Wikidata: ids of partners and sources, names of subjects.",
)
@click.pass_obj
def command(
    run: Run,
    *,
    report: str,
    form: str | None,
    output: Path | None,
    source: str,
    by: str,
    qids: Path | None,
) -> int:
    """One row per relationship of REPORT: what each source says, the value chosen, and why.

    REPORT is needed only where the workspace has several. Today is the date in report.toml, unless
    --today is given, so the same sources and decisions give the same bytes.
    """
    if source and form:
        raise UsageError("--letter writes a letter, --format another form; give one of them")
    if by and not source:
        raise UsageError("--by signs a letter", hint="Add --letter SOURCE.")
    if form == "package" and output is None:
        raise UsageError("a package is a folder", hint="Name it: --output DIR.")
    workspace = run.workspace()
    with waiting(run, "merging"):
        from reconcile.api import export as merged

        made: str | bytes
        silent: Mapping[str, int] = {}
        if source:
            written = merged.letter(workspace, source, report, by=by, today=run.given_day)
            made, silent = written.text, written.not_told
        elif form == "package" and output is not None:
            files = merged.package(workspace, report, today=run.given_day)
            return _write_package(run, files, output)
        else:
            made = merged.export(
                workspace, report, form=form or "csv", today=run.given_day, qids=qids
            )
    if output is None:
        write_stdout(made)
    else:
        write_file(output, made)
        run.say(f"written to {output}")
    if silent:
        kinds = ", ".join(f"{kind} {count}" for kind, count in silent.items())
        run.say(f"not in the letter, since no publisher can correct it: {kinds}")
    return 0


def _write_package(run: Run, files: Mapping[str, str], folder: Path) -> int:
    """Write the files of a package into a folder, which is made where it does not exist."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnreadableError(
            f"cannot be a folder: {error.strerror}", where=str(folder), hint="Name another one."
        ) from None
    for name, text in files.items():
        write_file(folder / name, text)
    run.say(f"{len(files)} files written into {folder}")
    return 0
