"""`reconcile bench`: what commands cost, each against a peer in the same run."""

from __future__ import annotations

import click

from reconcile.cli.output import write_stdout
from reconcile.cli.run import Run


@click.command(short_help="What commands cost, as ratios against a peer.")
@click.option("--runs", default=7, show_default=True, type=click.IntRange(1, 100), help="Runs.")
@click.pass_obj
def command(run: Run, *, runs: int) -> int:
    """Time whole commands and their peers in turn; print medians, ratios and limits.

    Exit code 1 where a ratio passes its limit.
    """
    workspace = run.workspace()
    import statistics

    from reconcile.bench import start_up

    timings = start_up(workspace.root, runs=runs)
    lines = [f"{'command':18} {'median':>8}   {'peer':36} {'median':>8}  ratio  limit"]
    for timing in timings:
        ours, theirs = statistics.median(timing.seconds), statistics.median(timing.peer_seconds)
        lines.append(
            f"{timing.what:18} {ours:6.2f} s   {timing.peer:36} {theirs:6.2f} s  "
            f"{timing.ratio:5.2f}  {timing.limit:5.1f}"
        )
    write_stdout("\n".join(lines) + "\n")
    return int(any(timing.ratio > timing.limit for timing in timings))
