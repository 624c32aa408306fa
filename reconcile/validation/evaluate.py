"""Each check of a schema over all rows, however the others fare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reconcile.model import Severity
from reconcile.validation.failure import WHOLE, Failure, shown
from reconcile.validation.phrase import expectation

if TYPE_CHECKING:
    import polars as pl

Job = tuple[str, Any]  # a column, empty for the whole row, and a Pandera check of it
_Outcome = list[bool] | bool | Exception  # per row, one for the whole, or what was raised
_MOST_TRIALS = 4000  # runs of one check in search of the rows on which it raises
_MOST_ROWS = 100  # a check that raises on every one of more rows is reported once


def check_failures(
    frame: pl.DataFrame, jobs: Sequence[Job], *, incomplete: bool = False
) -> Iterator[Failure]:
    """One failure per check and row that does not pass it, in the order of the jobs.

    All checks run in one query. Where one raises, it is run alone, the rows over which it raises
    are found by halving, and the other rows are judged without them. `incomplete` tells that
    columns are missing, and that this is already reported.
    """
    import polars as pl

    for job, outcome in zip(jobs, _outcomes(frame, jobs), strict=True):
        if isinstance(outcome, pl.exceptions.ColumnNotFoundError):
            # Where columns are missing that is already said; else the check names a wrong one.
            if not incomplete:
                yield _failure(frame, job, WHOLE, f"could not be checked: {said(outcome)}")
        else:
            yield from _failed(frame, job, outcome)


def said(error: Exception) -> str:
    """What was raised, on one line."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


def _outcomes(frame: pl.DataFrame, jobs: Sequence[Job]) -> Iterator[_Outcome]:
    import polars as pl

    lazy = frame.lazy()
    plans = [_plan(lazy, job) for job in jobs]
    expressions = {str(at): plan for at, plan in enumerate(plans) if isinstance(plan, pl.Expr)}
    queries = {at: plan for at, plan in enumerate(plans) if isinstance(plan, pl.LazyFrame)}
    results: dict[int, pl.Series] = {}
    try:
        for answers in frame.select(**expressions):
            results[int(answers.name)] = answers
        for at, output in zip(queries, pl.collect_all(list(queries.values())), strict=True):
            results[at] = output.to_series()
    except Exception:  # whatever a check of the user's raises: the rest one by one  # nosec B110
        pass
    for at, (job, plan) in enumerate(zip(jobs, plans, strict=True)):
        if isinstance(plan, bool):
            yield plan
        elif at in results:
            yield _passes(results[at], job, frame.height)
        else:
            yield _alone(frame, job)


def _plan(lazy: pl.LazyFrame, job: Job) -> pl.Expr | pl.LazyFrame | bool | None:
    """The check as a query, not run yet, so that all run at once; `None` where that fails.

    A `rule` of `reconcile.schema` brings its expression along; Pandera wraps any other check.
    """
    from pandera.api.polars.types import PolarsData

    column, check = job
    plan: pl.Expr | pl.LazyFrame | bool
    try:
        test = (check.statistics or {}).get("test")
        if callable(test):
            plan = test(column) if column else test()
        else:
            data = PolarsData(lazy, column or "*")
            plan = check.get_backend(lazy)(check).apply(data)
    except Exception:  # built-in checks find their function only when they are called
        return None
    return plan


def _alone(frame: pl.DataFrame, job: Job) -> _Outcome:
    """One check run by Pandera itself, which also resolves its built-in checks."""
    column, check = job
    try:
        result = check(frame.lazy(), column) if column else check(frame.lazy())
        output = result.check_output.collect()
    except Exception as error:  # a check of the user's may raise anything
        return error
    return _passes(output.to_series(), job, frame.height)


def _passes(answers: pl.Series, job: Job, height: int) -> _Outcome:
    import polars as pl

    try:
        answers = answers if answers.dtype == pl.Boolean else answers.cast(pl.Boolean)
    except pl.exceptions.PolarsError as error:
        return error
    ignores_empty = bool(job[1].ignore_na)
    if answers.all() and (ignores_empty or not answers.null_count()):
        return True
    if answers.len() != height:
        return False
    return [ignores_empty if answer is None else answer for answer in answers.to_list()]


def _failed(frame: pl.DataFrame, job: Job, outcome: _Outcome) -> Iterator[Failure]:
    if outcome is True:
        return
    if isinstance(outcome, Exception):
        yield from _raised(frame, job, outcome)
        return
    text = expectation(job[1])
    if outcome is False:
        yield _failure(frame, job, WHOLE, text)
        return
    for row, passed in enumerate(outcome):
        if not passed:
            yield _failure(frame, job, row, text)


def _failure(frame: pl.DataFrame, job: Job, row: int, text: str) -> Failure:
    column, check = job
    severity: Severity | None = "warning" if check.raise_warning else None
    return Failure(
        column=column,
        check=label(check),
        row=row,
        text=text,
        value=shown(frame[column][row]) if column and row != WHOLE else None,
        severity=severity,
    )


def label(check: Any) -> str:
    """A name for ids. Pandera forgets a check's own name in subclasses, but never its error."""
    ours = "test" in (check.statistics or {})
    return str((check.name if ours else check.error) or check.name or "check")


# --- checks that raise ----------------------------------------------------------------------------


def _raised(frame: pl.DataFrame, job: Job, error: Exception) -> Iterator[Failure]:
    """Find the rows over which a check raises; judge the rest without them."""
    bad = _raising(frame, job, (0, frame.height), [_MOST_TRIALS])
    text = f"could not be checked: {label(job[1])} raised "
    if len(bad) == frame.height and (not bad or frame.height > _MOST_ROWS):
        yield _failure(frame, job, WHOLE, text + said(error))  # the check is broken, not the data
        return
    for row, why in bad.items():
        yield _failure(frame, job, row, text + why)
    kept = [row for row in range(frame.height) if row not in bad]
    rest = _alone(frame[kept], job) if kept else True
    if isinstance(rest, Exception):
        yield _failure(frame, job, WHOLE, text + said(rest))
    elif isinstance(rest, list):
        passed = dict(zip(kept, rest, strict=True))
        yield from _failed(frame, job, [passed.get(row, True) for row in range(frame.height)])
    else:
        yield from _failed(frame, job, rest)


def _raising(
    frame: pl.DataFrame, job: Job, rows: tuple[int, int], trials: list[int]
) -> dict[int, str]:
    """The rows of a half-open range on which the check raises, each with its error."""
    start, end = rows
    trials[0] -= 1
    outcome = _alone(frame[start:end], job)
    if not isinstance(outcome, Exception):
        return {}
    if end - start <= 1 or trials[0] <= 0:
        return dict.fromkeys(range(start, end), said(outcome))
    middle = (start + end) // 2
    left = _raising(frame, job, (start, middle), trials)
    return left | _raising(frame, job, (middle, end), trials)
