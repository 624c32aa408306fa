"""Benchmarks of whole commands, each as a ratio against a peer in the same run.

Whole processes are timed from outside, in turn (A B A B ...), after one warm-up each; quote the
medians and the ratio, for a machine's speed drifts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one command over several runs, beside those of its peer."""

    what: str
    peer: str
    seconds: tuple[float, ...]
    peer_seconds: tuple[float, ...]
    limit: float  # the ratio that must not be passed

    @property
    def ratio(self) -> float:
        """The median of the ratios, run by run."""
        pairs = zip(self.seconds, self.peer_seconds, strict=True)
        return statistics.median(ours / theirs for ours, theirs in pairs)


def start_up(workspace: Path, *, runs: int = 7) -> tuple[Timing, ...]:
    """What starting costs: `--help` against click, `check` against pandera's own import.

    Args:
        workspace: The workspace to check.
        runs: Counted runs of each command.
    """
    check = ("check", "--fail-on", "never")
    return (
        _paired("reconcile --help", ("--help",), "import click", workspace, runs, limit=3.0),
        _paired("reconcile check", check, "import pandera.polars", workspace, runs, limit=3.0),
    )


def _paired(
    what: str,
    arguments: Sequence[str],
    statement: str,
    workspace: Path,
    runs: int,
    *,
    limit: float,
) -> Timing:
    ours = (sys.executable, "-m", "reconcile", *arguments)
    theirs = (sys.executable, "-c", statement)
    _seconds(ours, workspace)
    _seconds(theirs, workspace)
    pairs = [(_seconds(ours, workspace), _seconds(theirs, workspace)) for _ in range(runs)]
    return Timing(
        what=what,
        peer=f"python -c '{statement}'",
        seconds=tuple(pair[0] for pair in pairs),
        peer_seconds=tuple(pair[1] for pair in pairs),
        limit=limit,
    )


def _seconds(command: Sequence[str], folder: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started
