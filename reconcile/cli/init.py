"""`reconcile init DIR`: a new workspace, empty and explained, or the worked example."""

from __future__ import annotations

from pathlib import Path

import click

from reconcile.cli.near import did_you_mean
from reconcile.cli.output import write_stdout
from reconcile.cli.run import Run
from reconcile.errors import UsageError

EXAMPLES = ("sister-cities",)
IGNORED = (
    "# Pages as `reconcile fetch` got them; the tables read from them are committed.\n.reconcile/\n"
)
TREE = """\
  reconcile.toml   settings; may stay as it is
  sources/         what came in: a folder per list
  schemas/         what a list must look like
  reports/         which lists are compared, what was found, what you decided"""
NEXT = """\
Next, for each of your lists (text, web page, wikitext, CSV, XLSX, JSON or PDF):
  cd {folder}
  reconcile read --suggest LIST --subject WHOSE --write NAME
Then name the lists in reports/NAME/report.toml (as in reports/README.md), and:
  reconcile check"""
NEXT_WITH_EXAMPLE = """\
Next:
  cd {folder}
  reconcile check"""


@click.command(short_help="A new workspace, or the worked example.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--example", metavar="NAME", help=f"Copy a worked example: {', '.join(EXAMPLES)}.")
@click.pass_obj
def command(run: Run, *, folder: Path, example: str | None) -> int:
    """Write a new workspace into DIR: settings, sources, schemas and reports, each explained.

    Nothing that exists is overwritten.
    """
    if example is not None and example not in EXAMPLES:
        raise UsageError(f'there is no example "{example}"; {did_you_mean(example, EXAMPLES)}')
    origin = locate_example() if example else Path(__file__).parent / "new_workspace"
    files = workspace_files(origin)
    copy_new(files, origin, folder)
    ignore_snapshots(folder)
    write_stdout(f"{folder}: a workspace with {len(files)} files\n")
    run.say(TREE)
    run.say((NEXT_WITH_EXAMPLE if example else NEXT).format(folder=folder))
    return 0


def locate_example() -> Path:
    """The folder of the bundled example: inside the installed package, else the checkout.

    Raises:
        UsageError: It is in neither place.
    """
    import reconcile

    package = Path(reconcile.__file__).parent
    for folder in (package / "example", package.parent):
        if (folder / "reconcile.toml").is_file() and (folder / "sources").is_dir():
            return folder
    raise UsageError(
        "the example is not part of this installation",
        where=str(package),
        hint="Install reconcile-places from a wheel, or from a checkout of the whole project.",
    )


def workspace_files(origin: Path) -> list[Path]:
    """The files of a workspace relative to its folder, sorted, and nothing else around it."""
    found: list[Path] = []
    for part in ("reconcile.toml", "schemas", "sources", "reports"):
        path = origin / part
        found += [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sorted(
        file.relative_to(origin)
        for file in found
        if "__pycache__" not in file.parts and not file.name.startswith(".")
    )


def copy_new(files: list[Path], origin: Path, folder: Path) -> None:
    """Copy files into a folder.

    Raises:
        UsageError: One of them exists there already; then none is copied.
    """
    there = [file for file in files if (folder / file).exists()]
    if there:
        raise UsageError(
            f"{there[0]} exists already, and nothing is overwritten",
            where=str(folder),
            hint="Name a new or empty folder.",
        )
    for file in files:
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((origin / file).read_bytes())


def ignore_snapshots(folder: Path) -> None:
    """Keep pages that `fetch` gets out of version control; a .gitignore that exists stays."""
    path = folder / ".gitignore"
    if not path.exists():
        path.write_text(IGNORED, encoding="utf-8", newline="\n")
