"""`reconcile gazetteer info|build`: what is embedded, and how to have a larger one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from reconcile.cli.output import write_stdout
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run

_FILE = click.Path(path_type=Path, dir_okay=False)


def _codes(
    _context: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    for value in values:
        if len(value) != 2 or not (value.isascii() and value.isalpha()):
            raise click.BadParameter(f'"{value}" is no country; expected two letters, as FI')
    return tuple(value.upper() for value in values)


@click.group(short_help="The table of place names: what it holds, a larger one.")
def command() -> None:
    """What the table of place names holds, and how to build a larger one from your own files."""


@command.command(short_help="What a gazetteer holds.")
@click.option("--gazetteer", metavar="PATH", type=_FILE, help="Of this file, not the embedded one.")
def info(*, gazetteer: Path | None) -> int:
    """Print how many places and names a gazetteer holds, its sources with licences, its hash."""
    from reconcile.gazetteer import Gazetteer

    held = (Gazetteer.open(gazetteer) if gazetteer else Gazetteer.default()).info()
    lines = [str(gazetteer) if gazetteer else "the gazetteer that travels with the package"]
    write_stdout("\n".join([*lines, *_described(held)]) + "\n")
    return 0


@command.command(short_help="A gazetteer from GeoNames or Natural Earth files.")
@click.argument("output", type=_FILE)
@click.option(
    "--geonames",
    metavar="FILE",
    type=_FILE,
    help="allCountries.txt, cities500.txt or a country's file of GeoNames, or its zip.",
)
@click.option(
    "--alternates", metavar="FILE", type=_FILE, help="alternateNamesV2.txt of GeoNames, or its zip."
)
@click.option(
    "--natural-earth",
    metavar="FILE",
    type=_FILE,
    multiple=True,
    help="GeoJSON of populated places, or of admin-1 states and provinces. Repeatable.",
)
@click.option(
    "--least-population",
    metavar="N",
    type=click.IntRange(min=0),
    default=0,
    help="Leave out cities with fewer inhabitants.",
)
@click.option(
    "--country",
    "countries",
    metavar="CODE",
    multiple=True,
    callback=_codes,
    help="Only places of this country (two letters, as FI). Repeatable.",
)
@click.option(
    "--qids-output",
    metavar="FILE",
    type=_FILE,
    help="Also write the Wikidata ids that the files tell: a CSV of id and qid.",
)
@click.pass_obj
def build(
    run: Run,
    *,
    output: Path,
    geonames: Path | None,
    alternates: Path | None,
    natural_earth: Sequence[Path],
    least_population: int,
    countries: Sequence[str],
    qids_output: Path | None,
) -> int:
    """Write the gazetteer OUTPUT from files that you have; nothing is fetched.

    Afterwards: reconcile match LEFT RIGHT --gazetteer OUTPUT.
    """  # fmt: skip
    with waiting(run, "building"):
        from reconcile.gazetteer.build import build as build_file

        made = build_file(
            output,
            geonames=geonames,
            alternates=alternates,
            natural_earth=natural_earth,
            least_population=least_population,
            countries=countries,
            qids_output=qids_output,
        )
    write_stdout("\n".join([str(output), *_described(made)]) + "\n")
    if "qids" in made:
        run.say(f"{qids_output}: {made['qids']:,} Wikidata ids")
    run.say(f"{made['left_out']:,} rows of no use here were left out")
    for path, lines in made["malformed"].items():
        run.say(f"{path}: {lines['count']:,} malformed, left out; the first:")
        for line in lines["first"]:
            run.say(f"  {line}")
    return 0


def _described(held: dict[str, Any]) -> list[str]:
    keys = held["keys"]
    return [
        f"{held['places']:,} places: {held['cities']:,} cities, "
        f"{held['subdivisions']:,} subdivisions",
        f"{keys['latin'] + keys['han']:,} names to look up: {keys['latin']:,} Latin, "
        f"{keys['han']:,} Chinese",
        *(f"{who}: {tier}" for who, tier in held.get("tiers", {}).items()),
        "sources:",
        *(f"  {source['title']} ({source['licence']})" for source in held["sources"]),
        f"{held['format']} {held['hash']}",
    ]
