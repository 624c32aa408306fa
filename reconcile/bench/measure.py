"""Seconds and peak memory of whole processes, run in turn."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reconcile.bench.memory import watched

MISSING = 69  # exit code of a peer that is not installed (EX_UNAVAILABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One command that does the work.

    Attributes:
        name: What the table calls it.
        arguments: The command.
        output: The file of pairs that it writes, if any, to be judged.
    """

    name: str
    arguments: tuple[str, ...]
    output: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one contender took.

    Attributes:
        name: The contender.
        seconds: One figure per run; empty if it is not installed.
        processor: Seconds of processor time of all processes; one figure per run.
        memory: Peak resident memory of all processes together in MB.
        trouble: Why there is no figure.
    """

    name: str
    seconds: tuple[float, ...]
    processor: tuple[float, ...] = ()
    memory: float = math.nan
    trouble: str = ""

    @property
    def median(self) -> float:
        """Median of the seconds; not a number without any."""
        return statistics.median(self.seconds) if self.seconds else math.nan

    @property
    def median_processor(self) -> float:
        """Median of the processor time; not a number without any."""
        return statistics.median(self.processor) if self.processor else math.nan


class Used(NamedTuple):
    """What one run took: seconds, seconds of processor time, peak memory in MB."""

    seconds: float
    processor: float
    memory: float


def python(*arguments: str) -> tuple[str, ...]:
    """A command of this very interpreter."""
    return (sys.executable, *arguments)


def reconcile(*arguments: str) -> tuple[str, ...]:
    """A command of ours."""
    return python("-m", "reconcile", *arguments)


def in_turn(contenders: Sequence[Contender], folder: Path, *, runs: int) -> tuple[Cost, ...]:
    """The costs of all contenders, each run `runs` times, in turn, after one warm-up each.

    With a single run there is no warm-up: that is for work which takes minutes.
    """
    found: dict[str, list[Used]] = {one.name: [] for one in contenders}
    trouble: dict[str, str] = {}
    for turn in range(runs + (runs > 1)):
        for one in contenders:
            if one.name in trouble:
                continue
            used, why = _run(one.arguments, folder)
            if why:
                trouble[one.name] = why
                found[one.name].clear()
            elif turn or runs == 1:
                found[one.name].append(used)
    return tuple(
        Cost(
            name=name,
            seconds=tuple(used.seconds for used in all_used),
            processor=tuple(used.processor for used in all_used),
            memory=max((used.memory for used in all_used), default=math.nan),
            trouble=trouble.get(name, ""),
        )
        for name, all_used in found.items()
    )


def ratio(ours: Cost, theirs: Cost) -> float:
    """Median of the ratios, run by run; not a number where either has no figures."""
    pairs = list(zip(ours.seconds, theirs.seconds, strict=False))
    return statistics.median(a / b for a, b in pairs) if pairs else math.nan


def growth(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Exponent e of seconds ~ size ** e, fitted by least squares over the logarithms.

    Args:
        sizes: At least two different sizes.
        seconds: What each took.
    """
    points = [(math.log(n), math.log(s)) for n, s in zip(sizes, seconds, strict=True) if s > 0]
    if len({x for x, _ in points}) < 2:
        return math.nan
    return statistics.linear_regression(*zip(*points, strict=True)).slope


def _run(arguments: Sequence[str], folder: Path) -> tuple[Used, str]:
    """What a command used, and why it failed where it did."""
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)
        with watched(process.pid) as peak:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)  # or Popen would wait for it again
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip().splitlines()
    used = Used(
        seconds, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss / 1024, peak.megabytes)
    )
    if process.returncode == MISSING:
        return used, said[-1] if said else "not installed"
    findings = process.returncode == 1 and "reconcile" in arguments
    if process.returncode and not findings:
        last = said[-1] if said else ""
        return used, f"ended with {process.returncode}: {last[:100]}"
    return used, ""
