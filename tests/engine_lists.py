"""Two small lists of places, in many units, for the tests of the engines."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from reconcile.engines.plan import Plan
from reconcile.engines.shuffle import shuffle
from reconcile.engines.values import Sizes
from reconcile.matching import MatchOptions
from reconcile.tables import Columns, match_tables

PLACES = (
    ("巴黎", "Paris", "法国"),
    ("马德里", "Madrid", "西班牙"),
    ("雅典", "Athens", "希腊"),
    ("奥斯陆", "Oslo", "挪威"),
    ("利马", "Lima", "秘鲁"),
    ("基多", "Quito", "厄瓜多尔"),
    ("内罗毕", "Nairobi", "肯尼亚"),
    ("开罗", "Cairo", "埃及"),
)
SMALL = Sizes(smallest=8, largest=24, huge=100, piece=5)


def lists(units: int = 6, *, country: bool = True) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A list and its partner; unit 0 has all places, each further unit one fewer on the right."""
    left = [
        (f"{unit}-{n}", zh, land, f"list {unit}")
        for n, (zh, _, land) in enumerate(PLACES)
        for unit in range(units)
    ]
    right = [
        (f"{unit}-{n}", en, land, f"list {unit}")
        for unit in reversed(range(units))
        for n, (_, en, land) in reversed(list(enumerate(PLACES[unit % 5 :])))
    ]
    columns = ["id", "name", "country", "list"]
    frames = (pl.DataFrame(rows, schema=columns, orient="row") for rows in (left, right))
    one, other = (frame if country else frame.drop("country") for frame in frames)
    return one, other


def expected(units: int = 6, top: int | None = None, *, country: bool = True) -> pl.DataFrame:
    """What one process makes of `lists`."""
    left, right = lists(units, country=country)
    return match_tables(left, right, by=("list",), options=MatchOptions(top=top))


def plan_of(folder: Path, sizes: Sizes = SMALL, units: int = 6, top: int | None = None) -> Plan:
    """The plan of a run over `lists`."""
    for name in ("lists", "done"):
        (folder / name).mkdir(exist_ok=True)
    frames = lists(units)
    one, other = (
        shuffle([frame], Columns(), ("list",), folder=folder / "lists", what=f"{side} table")
        for side, frame in zip(("left", "right"), frames, strict=True)
    )
    return Plan(
        left=one, right=other, options=MatchOptions(top=top), lists=folder / "lists",
        done=folder / "done", sizes=sizes,
    )  # fmt: skip
