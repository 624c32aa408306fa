"""`reconcile explain ZH EN`: why two names match or don't."""

from __future__ import annotations

import click

from reconcile.cli.output import write_stdout
from reconcile.cli.run import Run


@click.command(short_help="Why two names match or don't.")
@click.argument("zh")
@click.argument("en")
@click.option("--country", metavar="CC", default="", help="Country of both, code or name.")
@click.option(
    "--gazetteer",
    metavar="default|none|PATH",
    default="default",
    show_default=True,
    help="Table of place names to use; none leaves only the Japanese readings.",
)
@click.pass_obj
def command(run: Run, *, zh: str, en: str, country: str, gazetteer: str) -> int:
    """Show every piece of evidence for and against ZH and EN naming one place.

    The weights are log-odds: they add up to the confidence.
    """
    from reconcile.cli.match_options import gazetteer_of
    from reconcile.matching import explain
    from reconcile.reporters import waterfall

    evidence = explain(
        zh,
        en,
        left_country=country,
        right_country=country,
        gazetteer=gazetteer_of(gazetteer),
    )
    style = run.style()
    steps = [(each.name, each.weight, each.detail, each.meaning) for each in evidence]
    write_stdout(
        waterfall.render(
            f"{zh} and {en}", steps, width=style.width, color=style.color, verbose=style.verbose
        )
    )
    return 0
