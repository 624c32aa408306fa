"""The parts of the benchmark, each a function from where to work to rows of its table."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reconcile.bench.compared import Setup, bound, compared, peer
from reconcile.bench.linking import match_chinese, match_english
from reconcile.bench.measure import Contender, in_turn, python, reconcile
from reconcile.bench.rows import Row
from reconcile.bench.tables import write_places


@dataclass(frozen=True, slots=True)
class Part:
    """A part by name."""

    name: str
    about: str
    run: Callable[[Setup], Iterable[Row]]


def start(setup: Setup) -> Iterator[Row]:
    """What starting costs: `--help` against click, `check` against pandera's own import."""
    for what, arguments, statement, limit in (
        ("--help", ("--help",), "import click", 3.0),
        ("check", ("check", "--fail-on", "never"), "import pandera.polars", 2.5),
    ):
        ours = Contender(name=f"reconcile {what}", arguments=reconcile(*arguments))
        theirs = Contender(name=statement, arguments=python("-c", statement))
        yield from compared(
            "start", in_turn((ours, theirs), setup.workspace, runs=setup.runs), limits=(limit,)
        )


def validate(setup: Setup) -> Iterator[Row]:
    """A clean table of a million rows (and ten, in full) against a model of six checks."""
    for rows in (1_000_000, 10_000_000) if setup.full else (1_000_000,):
        for path in write_places(setup.folder, rows):
            contenders = (
                Contender(
                    name=f"reconcile, {path.suffix[1:]}",
                    arguments=reconcile("validate", str(path), "--schema", "places.py:Places"),
                ),
                peer("bare Pandera on Polars", "bare-pandera", str(path)),
                peer("one pass of Polars", "one-pass", str(path)),
            )
            costs = in_turn(contenders, setup.folder, runs=setup.runs if rows <= 1_000_000 else 1)
            yield from compared("validate", costs, rows=rows, limits=(1.3, math.nan))
            if rows > 1_000_000:
                yield bound("validate", "peak memory, GB", costs[0].memory / 1_000, 2.0)
            path.unlink()


PARTS = (
    Part("start", "start-up of commands", start),
    Part("validate", "a table against a Pandera model", validate),
    Part("match-en", "English lists against English ones", match_english),
    Part("match-zh", "Chinese lists against English ones", match_chinese),
)
