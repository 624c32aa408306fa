"""One row of a table of the benchmark, and its page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One contender at one size.

    Attributes:
        what: The work, e.g. `match en-en`.
        who: `reconcile` or a peer.
        rows: Rows of the (left) table; 0 where there is none.
        distinct: Distinct names among them; 0 where there is none.
        seconds: Median.
        processor: Median of the seconds of processor time, of all processes.
        memory: Peak in MB, of all processes.
        f1: Quality of the pairs in [0, 1]; not a number where none is judged.
        sample: The same of the rows that the lists of every size hold.
        ratio: Our seconds by the peer's in the same run, or what `who` names; not a number in our
            own rows.
        limit: What it must not pass; not a number where nothing is promised.
        note: What else is to be known.
    """

    what: str
    who: str
    rows: int = 0
    distinct: int = 0
    seconds: float = math.nan
    processor: float = math.nan
    memory: float = math.nan
    f1: float = math.nan
    sample: float = math.nan
    ratio: float = math.nan
    limit: float = math.nan
    note: str = ""

    @property
    def passed(self) -> bool:
        """Whether it keeps its limit; true where there is none, or nothing to compare with."""
        return not self.ratio > self.limit


def page(rows: Iterable[Row]) -> str:
    """The rows as a table in plain text, 100 columns wide at most."""
    lines = [
        f"{'work':11} {'by':22} {'rows':>10} {'names':>7} {'seconds':>7} {'cpu':>7} {'MB':>5} "
        f"{'F1':>5} {'sample':>6} {'ratio':>5} limit"
    ]
    lines += [
        f"{row.what:11} {row.who:22} {_count(row.rows):>10} {_count(row.distinct):>7} "
        f"{_number(row.seconds, 2):>7} {_number(row.processor, 2):>7} {_number(row.memory, 0):>5} "
        f"{_number(row.f1, 3):>5} {_number(row.sample, 3):>6} {_number(row.ratio, 2):>5} "
        f"{_number(row.limit, 2):>5}  {row.note}".rstrip()
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def _count(number: int) -> str:
    return f"{number:,}" if number else ""


def _number(number: float, digits: int) -> str:
    return "" if math.isnan(number) else f"{number:,.{digits}f}"
