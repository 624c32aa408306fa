"""The parts of the benchmark, each a function from where to work to rows of its table."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reconcile.bench.lists import BenchLists, chinese_lists, english_lists
from reconcile.bench.measure import Contender, Cost, growth, in_turn, python, ratio, reconcile
from reconcile.bench.rows import Row
from reconcile.bench.tables import write_places
from reconcile.matching import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Where and how much to measure.

    Attributes:
        folder: An empty folder for files.
        workspace: The workspace that `check` is timed on.
        runs: Runs of what takes seconds; what takes minutes runs once.
        full: Whether to measure the largest sizes as well (half an hour and more).
    """

    folder: Path
    workspace: Path
    runs: int = 5
    full: bool = False


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
        theirs = Contender(name=f"python -c '{statement}'", arguments=python("-c", statement))
        yield from _compared(
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
                _peer("bare Pandera on Polars", "bare-pandera", str(path)),
                _peer("one pass of Polars", "one-pass", str(path)),
            )
            costs = in_turn(contenders, setup.folder, runs=setup.runs if rows <= 1_000_000 else 1)
            yield from _compared("validate", costs, rows=rows, limits=(1.3, math.nan))
            path.unlink()


def match_english(setup: Setup) -> Iterator[Row]:
    """Misspelt English names against the right ones, countries given."""
    sizes = (1_000, 10_000, 100_000)
    seconds = []
    for size in sizes:
        lists = english_lists(size)
        peers = [("Splink on DuckDB", "splink"), ("TF-IDF, sparse_dot_topn", "tf-idf")]
        if size <= 1_000:
            peers.append(("recordlinkage", "recordlinkage"))
        rows = list(_matched("match en-en", setup, lists, peers, limits=(1.0,) * (size > 10_000)))
        seconds.append(rows[0].seconds)
        yield from rows
    yield _growth("match en-en", sizes, seconds)
    if setup.full:
        yield from _matched("match en-en", setup, english_lists(1_000_000, shards=20), ())


def match_chinese(setup: Setup) -> Iterator[Row]:
    """Chinese names against English ones, countries given: all that the gazetteer holds."""
    sizes = (1_000, 10_000, 25_000)
    seconds = []
    for size in sizes:
        (row,) = _matched("match zh-en", setup, chinese_lists(size), ())
        seconds.append(row.seconds)
        yield row
    yield _growth("match zh-en", sizes, seconds)
    if setup.full:
        yield from _matched("match zh-en", setup, chinese_lists(1_000_000, shards=1_000), ())


PARTS = (
    Part("start", "start-up of commands", start),
    Part("validate", "a table against a Pandera model", validate),
    Part("match-en", "English lists against English ones", match_english),
    Part("match-zh", "Chinese lists against English ones", match_chinese),
)


def _peer(name: str, key: str, *arguments: str) -> Contender:
    output = Path(arguments[-1]) if len(arguments) == 3 else None
    return Contender(
        name=name, arguments=python("-m", "reconcile.bench.peers", key, *arguments), output=output
    )


def _matched(
    what: str,
    setup: Setup,
    lists: BenchLists,
    peers: Iterable[tuple[str, str]],
    *,
    limits: tuple[float, ...] = (),
) -> Iterator[Row]:
    """The costs and the F1 of `match` and of its peers on a pair of lists."""
    size = len(lists.left)
    left, right = (
        _written(setup.folder / f"{side}-{size}.csv", part)
        for side, part in (("left", lists.left), ("right", lists.right))
    )
    out = setup.folder / "reconcile.csv"
    by = ("--by", "shard") if lists.left.blocks else ()
    ours = reconcile("match", str(left), str(right), *by, "--output", str(out))
    contenders = [Contender(name="reconcile", arguments=ours, output=out)]
    contenders += [
        _peer(name, key, str(left), str(right), str(setup.folder / f"{key}.csv"))
        for name, key in peers
    ]
    costs = in_turn(contenders, setup.folder, runs=min(setup.runs, 3) if size <= 10_000 else 1)
    quality = [_f1(one.output, lists) for one in contenders]
    distinct = len(set(lists.left.names))
    yield from _compared(what, costs, rows=size, distinct=distinct, quality=quality, limits=limits)


def _compared(
    what: str,
    costs: tuple[Cost, ...],
    *,
    rows: int = 0,
    distinct: int = 0,
    quality: Iterable[float] = (),
    limits: tuple[float, ...] = (),
) -> Iterator[Row]:
    """One row per contender; the first is ours, and the others' ratios are ours by theirs."""
    ours, *theirs = costs
    judged = [*quality] or [math.nan] * len(costs)
    bounds = [math.nan, *limits, *[math.nan] * len(theirs)]
    for place, (cost, f1) in enumerate(zip((ours, *theirs), judged, strict=True)):
        yield Row(
            what=what,
            who=cost.name,
            rows=rows,
            distinct=distinct,
            seconds=cost.median,
            memory=cost.memory,
            f1=math.nan if cost.trouble else f1,
            ratio=ratio(ours, cost) if place else math.nan,
            limit=bounds[place],
            note=cost.trouble,
        )


def _growth(what: str, sizes: tuple[int, ...], seconds: list[float]) -> Row:
    exponent = growth(sizes[1:], seconds[1:])  # the smallest is mostly start-up
    return Row(what=what, who="growth exponent", ratio=exponent, limit=1.2, note="seconds ~ rows^e")


def _written(path: Path, side: Side) -> Path:
    header = ["name", *(["country"] if side.countries else []), *(["shard"] if side.blocks else [])]
    columns = [column for column in (side.names, side.countries, side.blocks) if column]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(zip(*columns, strict=True))
    return path


def _f1(output: Path | None, lists: BenchLists) -> float:
    """F1 of the pairs in a file; of ours only what it calls a match."""
    if output is None or not output.exists():
        return math.nan
    with output.open(encoding="utf-8", newline="") as file:
        found = {
            int(row["left_row"]) - 1: int(row["right_row"]) - 1
            for row in csv.DictReader(file)
            if row.get("outcome", "match") == "match"
        }
    return lists.f1(found)[2]
