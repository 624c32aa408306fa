"""From two lists to matches, by any engine: shuffle, plan, carry out, collect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reconcile.engines.collect import in_order
from reconcile.engines.folder import work_folder
from reconcile.engines.plan import Plan
from reconcile.engines.shuffle import shuffle
from reconcile.engines.values import Engine, Runner, Sizes
from reconcile.errors import UsageError
from reconcile.matching import MatchOptions
from reconcile.tables import Columns

if TYPE_CHECKING:
    import polars as pl

    Batches = Iterable[pl.DataFrame]


def match_batches(
    left: Batches,
    right: Batches,
    *,
    left_columns: Columns = Columns(),
    right_columns: Columns = Columns(),
    by: Sequence[str] = (),
    options: MatchOptions = MatchOptions(),
    engine: Engine = Engine(),
    sizes: Sizes = Sizes(),
) -> Iterator[pl.DataFrame]:
    """Match two lists, bucket by bucket, by the engine given.

    Args:
        left: One list in batches of rows, in order.
        right: The other.
        left_columns: Which columns of `left` hold what.
        right_columns: The same for `right`.
        by: Columns of both; only rows with equal values in them are compared.
        options: Options of the matcher, without pairs that a person decided.
        engine: Where to compute.
        sizes: How the work is cut.

    Returns:
        The result in frames of many rows, in the order of `match_tables`.

    Raises:
        InterruptedRunError: The user stopped it; the folder says where it can go on.
        ClusterError: The engine can't be reached, or broke down.
    """
    if options.must_link or options.cannot_link:
        raise UsageError(
            "pairs that a person decided are honoured only by one process",
            hint='Leave `engine` at "local", without `resume`.',
        )
    runner = runner_of(engine)
    try:
        with work_folder(engine.resume) as (lists, done):
            plan = Plan(
                left=shuffle(left, left_columns, by, folder=lists, what="left table"),
                right=shuffle(right, right_columns, by, folder=lists, what="right table"),
                options=options,
                lists=lists,
                done=done,
                sizes=sizes,
            )
            carry_out(plan, runner, engine)
            runner.close()
            yield from in_order(plan.results, left_rows=plan.left.rows, right_rows=plan.right.rows)
    finally:
        runner.close()


def carry_out(plan: Plan, runner: Runner, engine: Engine) -> None:
    """Have every task done whose output isn't there, and tell the progress."""
    done, running = 0, 0
    total = plan.begin()
    tell = engine.progress or _silent
    tell(0, total)
    while True:
        task = plan.next() if running < runner.slots else None
        if task is not None and not task.output.exists():
            runner.submit(task)
            running += 1
            continue
        finished = [task] if task is not None else []
        if not finished:
            if not running:
                break
            finished = list(runner.wait())
            running -= len(finished)
        for each in finished:
            plan.finished(each)
            done += each.rows
        tell(done, total)
    tell(total, total)


def runner_of(engine: Engine) -> Runner:
    """What carries the engine's tasks out.

    Raises:
        UsageError: The extra of the engine isn't installed.
        ClusterError: The cluster can't be reached.
    """
    if engine.name == "dask":
        from reconcile.engines.dask import DaskRunner

        return DaskRunner(engine)
    if engine.name == "spark":
        from reconcile.engines.spark import SparkRunner

        return SparkRunner(engine)
    from reconcile.engines.local import InProcess, Processes

    return Processes(engine.processes) if engine.processes > 1 else InProcess()


def _silent(done: int, total: int) -> None:
    """Tell nobody."""
