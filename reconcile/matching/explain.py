"""Why two names match or don't: every piece of evidence with its weight."""

from __future__ import annotations

import math
from pathlib import Path

from reconcile.matching.align import compared
from reconcile.matching.batch import Batch
from reconcile.matching.policy import POLICY, Model
from reconcile.matching.reasons import detail, meaning
from reconcile.matching.score import (
    NO_RIVAL,
    Margins,
    batches,
    believed,
    evidence_of,
    signals,
)
from reconcile.matching.values import Evidence, MatchOptions, Side


def explain(
    left_name: str,
    right_name: str,
    *,
    left_country: str = "",
    right_country: str = "",
    left_region: str = "",
    right_region: str = "",
    left_date: str = "",
    right_date: str = "",
    gazetteer: str | Path = "default",
) -> tuple[Evidence, ...]:
    """The waterfall of two names, as if they stood alone: no rival takes part.

    Args:
        left_name: A name in either language.
        right_name: Another.
        left_country: As printed, or its code.
        right_country: The same for the other name.
        left_region: As printed.
        right_region: The same for the other name.
        left_date: ISO 8601.
        right_date: The same for the other name.
        gazetteer: As in `MatchOptions`.

    Returns:
        First `prior`, then the evidence in the order of the policy, then `calibration`. The
        weights add up to the log-odds of the confidence (`total_confidence`). Names that cannot
        be compared (no letters) have a single `prior` that says so.

    Example:
        >>> steps = explain("里昂", "Lyon", left_country="法国", right_country="France")
        >>> total_confidence(steps) > 0.9
        True
    """
    import numpy as np

    left = Side(
        names=(left_name,), countries=(left_country,), regions=(left_region,), dates=(left_date,)
    )
    right = Side(
        names=(right_name,), countries=(right_country,), regions=(right_region,),
        dates=(right_date,),
    )  # fmt: skip
    work = compared(left, right, MatchOptions(gazetteer=gazetteer))
    zero = np.zeros(1, np.int64)
    steps: list[Evidence] = []
    best, best_view = -math.inf, 0
    for view, batch, _ in batches(work.left, work.right, zero, zero, work.knowledge):
        found = _steps(batch, evidence_of(batch)[0].tolist(), work.learned)
        total = sum(step.weight for step in found)
        if total > best:
            best, steps, best_view = total, found, view
    if not steps:
        return (
            Evidence(
                name="prior", value=0.0, weight=-12.0, detail="no letters or characters to compare"
            ),
        )
    weight = np.array([best], np.float64)
    alone = Margins(weight - NO_RIVAL, weight - NO_RIVAL)
    table = signals(weight, alone, alone, Margins(np.zeros(1), np.zeros(1)))
    views = np.array([best_view])
    sure = float(believed(table, work.learned.calibration, weight, views)[0])
    odds = math.log(max(sure, 1e-12) / max(1 - sure, 1e-12))
    calibration = Evidence(
        name="calibration", value=odds, weight=odds - best,
        detail="what weights like this one meant on labelled lists, without a rival",
    )  # fmt: skip
    return (*steps, calibration)


def _steps(batch: Batch, said: list[float], learned: Model) -> list[Evidence]:
    """The prior and all evidence that says anything, in the policy's order."""
    weights = learned.weights[batch.view]
    prior = learned.intercepts[batch.view]
    steps = [
        Evidence(name="prior", value=1.0, weight=prior, detail="two rows of one block, at random")
    ]
    for comparison, value in zip(POLICY[batch.view], said, strict=True):
        name = comparison.__name__
        if value:
            steps.append(
                Evidence(
                    name=name, value=value, weight=weights[name] * value,
                    detail=detail(name, batch, 0, value), meaning=meaning(name),
                )
            )  # fmt: skip
    return steps


def total_confidence(steps: tuple[Evidence, ...]) -> float:
    """The confidence that the weights of a waterfall add up to, in [0, 1]."""
    return 1 / (1 + math.exp(-max(min(sum(step.weight for step in steps), 700), -700)))
