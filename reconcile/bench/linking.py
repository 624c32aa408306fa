"""The parts that link lists, at growing sizes: what that costs, and whether quality stays."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from reconcile.bench.compared import Quality, Setup, bound, compared, peer
from reconcile.bench.lists import BenchLists, chinese_lists, english_lists
from reconcile.bench.measure import Contender, growth, in_turn, reconcile
from reconcile.bench.rows import Row
from reconcile.matching import Side

Peers = Iterable[tuple[str, str]]  # what the table calls it, and its name in `peers.PEERS`


def match_english(setup: Setup) -> Iterator[Row]:
    """Misspelt English names against the right ones, countries given."""

    def peers(size: int) -> Peers:
        yield from (("Splink on DuckDB", "splink"), ("TF-IDF sparse_dot_topn", "tf-idf"))
        if size <= 1_000:
            yield "recordlinkage", "recordlinkage"

    what, sizes = "match en-en", (1_000, 10_000, 100_000)
    yield from _grown(what, setup, english_lists(sizes[-1]), sizes, peers=peers)
    if setup.full:
        yield from _matched(what, setup, english_lists(1_000_000, shards=20), runs=1)


def match_chinese(setup: Setup) -> Iterator[Row]:
    """Chinese names against English ones, countries given; then without the gazetteer.

    The gazetteer knows all of these names, so with it the rows tell what size costs and not how
    well names match. Without it, more look-alikes of a country in a longer list do take their toll:
    no limit is set for that, but the column `sample` shows it.
    """
    sizes, alone = (1_000, 10_000, 25_000), ("--gazetteer", "none")
    whole = chinese_lists(sizes[-1])
    for what, options, loss in (("match zh-en", (), 0.01), ("zh-en by sound", alone, math.nan)):
        for row in _grown(what, setup, whole, sizes, options=options, loss=loss):
            yield row
            if row.rows == sizes[-1]:
                yield bound(what, "minutes", row.seconds / 60, 3.0)
                yield bound(what, "peak memory, GB", row.memory / 1_000, 3.0)
    if setup.full:
        million = chinese_lists(1_000_000, shards=1_250)
        yield from _matched("zh-en by sound", setup, million, options=alone, runs=1)


def _grown(
    what: str,
    setup: Setup,
    whole: BenchLists,
    sizes: Sequence[int],
    *,
    options: tuple[str, ...] = (),
    peers: Callable[[int], Peers] = lambda _: (),
    loss: float = 0.01,
) -> Iterator[Row]:
    """Rows for parts of growing size that hold each other, and what follows from them."""
    ours: list[Row] = []
    for size in sizes:
        limits = (1.0,) if size > 10_000 and tuple(peers(size)) else ()
        rows = list(
            _matched(
                what, setup, whole.part(size), options=options, peers=peers(size), limits=limits,
                runs=1 if size > 10_000 and not limits else min(setup.runs, 3), sample=sizes[0],
            )
        )  # fmt: skip
        ours.append(rows[0])
        yield from rows
    # The smallest is mostly start-up. Processor time doesn't depend on how many share the work.
    exponent = growth(sizes[1:], [row.processor for row in ours[1:]])
    yield bound(what, "growth exponent", exponent, 1.2, "cpu ~ rows^e")
    lost = max(ours[0].sample - row.sample for row in ours)
    note = f"F1 of the same {sizes[0]:,} rows, at most"
    yield bound(what, "loss of F1", lost, loss, note)


def _matched(
    what: str,
    setup: Setup,
    lists: BenchLists,
    *,
    runs: int,
    options: tuple[str, ...] = (),
    peers: Peers = (),
    limits: tuple[float, ...] = (),
    sample: int | None = None,
) -> Iterator[Row]:
    """The costs and the quality of `match` and of its peers on a pair of lists."""
    size = len(lists.left)
    left, right = (
        _written(setup.folder / f"{side}-{size}.csv", part)
        for side, part in (("left", lists.left), ("right", lists.right))
    )
    out = setup.folder / "reconcile.csv"
    by = ("--by", "shard") if lists.left.blocks else ()
    ours = reconcile("match", str(left), str(right), *by, *options, "--output", str(out))
    contenders = [Contender(name="reconcile", arguments=ours, output=out)]
    contenders += [
        peer(name, key, str(left), str(right), str(setup.folder / f"{key}.csv"))
        for name, key in peers
    ]
    costs = in_turn(contenders, setup.folder, runs=runs)
    quality = [_quality(one.output, lists, sample) for one in contenders]
    distinct = len(set(lists.left.names))
    yield from compared(what, costs, rows=size, distinct=distinct, quality=quality, limits=limits)


def _written(path: Path, side: Side) -> Path:
    header = ["name", *(["country"] if side.countries else []), *(["shard"] if side.blocks else [])]
    columns = [column for column in (side.names, side.countries, side.blocks) if column]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(zip(*columns, strict=True))
    return path


def _quality(output: Path | None, lists: BenchLists, sample: int | None) -> Quality:
    """Quality of the pairs in a file; of ours only what it calls a match."""
    if output is None or not output.exists():
        return Quality()
    with output.open(encoding="utf-8", newline="") as file:
        found = {
            int(row["left_row"]) - 1: int(row["right_row"]) - 1
            for row in csv.DictReader(file)
            if row.get("outcome", "match") == "match"
        }
    f1 = lists.f1(found)[2]
    return (
        Quality(f1=f1)
        if sample is None
        else Quality(f1=f1, sample=lists.f1(found, lists.sample(sample))[2])
    )
