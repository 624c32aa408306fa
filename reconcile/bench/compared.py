"""From what the contenders cost to rows of a table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reconcile.bench.measure import Contender, Cost, python, ratio
from reconcile.bench.rows import Row


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good the pairs of a contender are; not a number where none are judged.

    Attributes:
        f1: Of all rows, in [0, 1].
        sample: Of the rows that the lists of every size hold.
    """

    f1: float = math.nan
    sample: float = math.nan


def peer(name: str, key: str, *arguments: str) -> Contender:
    """A contender of `peers.PEERS`; of three arguments the last is the file that it writes."""
    output = Path(arguments[-1]) if len(arguments) == 3 else None
    return Contender(
        name=name, arguments=python("-m", "reconcile.bench.peers", key, *arguments), output=output
    )


def compared(
    what: str,
    costs: tuple[Cost, ...],
    *,
    rows: int = 0,
    distinct: int = 0,
    quality: Iterable[Quality] = (),
    limits: tuple[float, ...] = (),
) -> Iterator[Row]:
    """One row per contender; the first is ours, and the others' ratios are ours by theirs."""
    ours, *theirs = costs
    judged = [*quality] or [Quality()] * len(costs)
    bounds = [math.nan, *limits, *[math.nan] * len(theirs)]
    for place, (cost, found) in enumerate(zip((ours, *theirs), judged, strict=True)):
        yield Row(
            what=what,
            who=cost.name,
            rows=rows,
            distinct=distinct,
            seconds=cost.median,
            processor=cost.median_processor,
            memory=cost.memory,
            f1=math.nan if cost.trouble else found.f1,
            sample=math.nan if cost.trouble else found.sample,
            ratio=ratio(ours, cost) if place else math.nan,
            limit=bounds[place],
            note=cost.trouble,
        )


def bound(what: str, who: str, value: float, limit: float, note: str = "") -> Row:
    """A row for one figure that must not pass a limit; `who` names it with its unit."""
    return Row(what=what, who=who, ratio=value, limit=limit, note=note)
