"""Matching of labelled lists, by our matcher or the peer baseline, and its evaluation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reconcile.evaluation import metrics
from reconcile.evaluation.metrics import Evaluation
from reconcile.evaluation.tasks import Task, task_of
from reconcile.matching import Match, MatchOptions, align, rank
from reconcile.tables import Columns

if TYPE_CHECKING:
    import polars as pl

Matcher = Callable[[Task, MatchOptions], Sequence[Match]]


def ours(task: Task, options: MatchOptions) -> Sequence[Match]:
    """Our matcher."""
    matcher = align if options.top is None else rank
    return matcher(task.left, task.right, options=options)


def evaluate_tasks(
    tasks: Iterable[Task],
    *,
    options: MatchOptions = MatchOptions(),
    matcher: Matcher = ours,
    ranked: bool = False,
) -> Evaluation:
    """Match each task and count.

    Args:
        tasks: Labelled lists.
        options: Options of the matcher.
        matcher: Ours, or `baseline.pinyin_baseline`.
        ranked: Also rank candidates and give recall@k by kind.
    """
    qualities: list[metrics.Quality] = []
    errors: list[str] = []
    claimed: list[float] = []
    truths: list[bool] = []
    ranks: list[tuple[str, int | None]] = []
    for task in tasks:
        matches = matcher(task, replace(options, top=None))
        quality, wrong, true = metrics.judge(task, matches)
        qualities.append(quality)
        errors += wrong
        claimed += [m.confidence for m in matches if m.left is not None and m.right is not None]
        truths += true
        if ranked:
            ranks += partner_ranks(task, options, matcher)
    return Evaluation(
        quality=metrics.total(qualities),
        rankings=metrics.rankings(ranks),
        reliability=metrics.reliability(claimed, truths),
        brier=metrics.brier(claimed, truths),
        errors=tuple(errors),
    )


def partner_ranks(
    task: Task, options: MatchOptions, matcher: Matcher = ours
) -> list[tuple[str, int | None]]:
    """Kind and rank of the partner for each labelled left row; a tie counts as one rank worse."""
    found = matcher(task, replace(options, top=max(metrics.RANKS)))
    best: dict[int, int] = {}
    for match in found:
        if match.left is None or match.right is None or match.rank is None:
            continue
        if match.right in task.gold.get(match.left, frozenset()):
            place = match.rank + (match.rank == 1 and match.margin <= 0)
            best[match.left] = min(place, best.get(match.left, place))
    return [
        (task.kinds.get(row, ""), best.get(row)) for row, partners in task.gold.items() if partners
    ]


def evaluate_tables(
    left: pl.DataFrame,
    right: pl.DataFrame,
    gold: pl.DataFrame,
    *,
    left_columns: Columns = Columns(),
    right_columns: Columns = Columns(),
    by: Sequence[str] = (),
    options: MatchOptions = MatchOptions(),
    matcher: Matcher = ours,
) -> Evaluation:
    """Evaluate on three tables: two lists with ids, and the labels.

    Args:
        left: A list with ids.
        right: Another.
        gold: The left id in its first column that isn't one of `by` or `kind`, the right id in
            the second (empty: the row has no partner), the columns `by`, optionally `kind`.
        left_columns: Which columns of `left` hold what.
        right_columns: The same for `right`.
        by: Columns of all three tables; ids need be unique only among equal ones.
        options: Options of the matcher.
        matcher: Ours, or the baseline.
    """
    task = task_of(left, right, gold, left_columns=left_columns, right_columns=right_columns, by=by)
    return evaluate_tasks([task], options=options, matcher=matcher, ranked=True)
