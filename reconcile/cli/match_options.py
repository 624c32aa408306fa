"""The options that `match`, `evaluate` and `resolve` share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import polars as pl

Command = Callable[..., int]
Option = Callable[[Command], Command]


def column_options(side: str) -> Callable[[Command], Command]:
    """`--left-name`, `--left-country` and so on for the side `left`; without one `--name`.

    The command gets them as one value, `left_columns` or `columns`.
    """
    before, table = (f"{side}-", side.upper()) if side else ("", "FILE")
    told = {
        "name": f"Column of {table} with the names; otherwise `name`.",
        "country": f"Column of {table} with countries; `country` where there is one.",
        "id": f"Column of {table} with its ids; `id` where there is one.",
    }
    if side:
        told["position"] = (
            f"Column of {table} that numbers its rows; `ordinal`, `no` or 序号 where there is one."
        )

    def add(command: Command) -> Command:
        @wraps(command)
        def asked(*args: Any, **values: Any) -> int:
            from reconcile.tables import Columns

            named = {what: values.pop(f"{before}{what}".replace("-", "_")) for what in told}
            values[f"{before}columns".replace("-", "_")] = Columns(**named)
            return command(*args, **values)

        options = [
            click.option(f"--{before}{what}", metavar="COLUMN", help=text)
            for what, text in told.items()
        ]
        return _with(options, asked)

    return add


def matcher_options(command: Command) -> Command:
    """`--gazetteer`, `--threshold` and `--top`; the command gets them as one value, `options`."""

    @wraps(command)
    def asked(
        *args: Any, gazetteer: str, threshold: float | None, top: int | None, **values: Any
    ) -> int:
        from reconcile.matching import MatchOptions

        options = MatchOptions(threshold=threshold, gazetteer=gazetteer_of(gazetteer), top=top)
        return command(*args, options=options, **values)

    options = [
        click.option(
            "--gazetteer",
            metavar="default|none|PATH",
            default="default",
            show_default=True,
            help="Table of place names to use; none leaves only the Japanese readings.",
        ),
        click.option(
            "--threshold",
            metavar="P",
            type=float,
            help="Confidence in [0, 1] from which a pair is a match; from half of it it is "
            "possible.",
        ),
        click.option(
            "--top",
            metavar="N",
            type=int,
            help="Rank the N best candidates of each row instead of assigning one to one.",
        ),
    ]
    return _with(options, asked)


def local_engine_option(command: Command) -> Command:
    """`--engine` of a command that works in this process alone."""
    return click.option(
        "--engine",
        type=click.Choice(["local"]),
        default="local",
        show_default=True,
        expose_value=False,
        help="Where to compute: on this machine.",
    )(command)


def engine_options(command: Command) -> Command:
    """`--engine`, `--jobs`, `--resume`, `--scheduler`, `--spark-remote`."""
    options = [
        click.option(
            "--engine",
            type=click.Choice(["local", "dask", "spark"]),
            default="local",
            show_default=True,
            help="Where to compute: on this machine, or on a Dask or Spark cluster.",
        ),
        click.option(
            "--jobs",
            metavar="N",
            type=int,
            help="Processes of this machine to use; otherwise one per processor.",
        ),
        click.option(
            "--resume",
            metavar="DIR",
            type=click.Path(path_type=Path, file_okay=False),
            help="Keep what is finished in DIR (made where absent), and go on from what an "
            "interrupted run has left there.",
        ),
        click.option(
            "--scheduler",
            metavar="ADDRESS",
            default="",
            help="With dask: the scheduler, as tcp://HOST:8786; otherwise a cluster of its "
            "own on this machine.",
        ),
        click.option(
            "--spark-remote",
            metavar="ADDRESS",
            default="",
            help="With spark: a master (spark://HOST:7077, yarn) or Spark Connect "
            "(sc://HOST:15002); otherwise Spark on this machine.",
        ),
    ]
    return _with(options, command)


def output_option(command: Command) -> Command:
    """`--output`."""
    return click.option(
        "--output",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Write into FILE, its form told by the suffix (csv, tsv, xlsx, jsonl, parquet); "
        "otherwise CSV to stdout.",
    )(command)


def by_option(command: Command) -> Command:
    """`--by`."""
    return click.option(
        "--by",
        metavar="COLUMN",
        multiple=True,
        help="Compare only rows that have the same value in this column of both. Repeatable.",
    )(command)


def gazetteer_of(option: str) -> str | Path:
    """`default` and `none` as they are, all else as a path."""
    return option if option in {"default", "none"} else Path(option)


def outcome_counts(counts: Counter[str]) -> str:
    """`38 match, 2 possible, 69 right_only`, in the order of the contract."""
    known = ("match", "possible", "left_only", "right_only")
    return ", ".join(f"{counts[word]} {word}" for word in known if word in counts)


def write_frames(frames: Iterable[pl.DataFrame], output: Path | None) -> Counter[str]:
    """Tables of one form, one after another, as one table; how often each outcome stood in them."""
    from reconcile.cli.output import write_stdout
    from reconcile.tables import write_tables
    from reconcile.tables.files import csv_text

    counts: Counter[str] = Counter()

    def counted() -> Iterator[pl.DataFrame]:
        for frame in frames:
            counts.update(frame["outcome"].to_list())
            yield frame

    if output is None:
        for number, frame in enumerate(counted()):
            text = csv_text(frame)
            write_stdout(_shown(text if not number else text[text.index("\n") + 1 :]))
    else:
        write_tables(counted(), output)
    return counts


def _shown(table: str) -> str:
    """A table as it may go to stdout: a program gets it as it is, a terminal no command of it."""
    import sys

    if not sys.stdout.isatty():
        return table
    from reconcile.reporters.safe import visible

    return "\n".join(visible(line) for line in table.split("\n"))


def _with(options: Sequence[Option], command: Command) -> Command:
    """The command with options, which help shows in this order."""
    for option in reversed(options):
        command = option(command)
    return command
