"""The weights of the matcher: logistic regression on practice lists, then a calibration.

Stage one weighs the evidence of each candidate pair; stage two maps the weight of the pairs that
assignment chose, and their margins, to a probability. Both are fitted once with a gazetteer and
once without, by Newton's method with a small ridge, on lists made with a fixed seed; written with
two digits behind the point, so that the file is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reconcile.build.practice import (
    PartlyHidden,
    Practice,
    other_names,
    practice_lists,
    practice_pairs,
)
from reconcile.matching.align import WORTH, assigned_signals, compare, prepare_both
from reconcile.matching.assign import assign
from reconcile.matching.knowledge import Knowledge, open_knowledge
from reconcile.matching.pieces import block_pairs
from reconcile.matching.policy import POLICY, Calibration, Model
from reconcile.matching.score import batches, evidence_of
from reconcile.matching.values import MatchOptions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

OUT = Path(__file__).parents[1] / "matching" / "data" / "weights.toml"
ROUNDS = 1
RIDGE = 2.0
THRESHOLD = 0.5  # of those between .3 and .9 the best for lists like those of `evaluate`
_GOAL = (0.0, 0.3, 0.3, 0.0, 0.3, 0.0, 0.0)
_RIDGES = (1000.0, 30.0, 30.0, 30.0, 30.0, 30.0)
"""Signals of the calibration overlap, so that data alone could give all the weight to margins, and
a pair would be accepted only because nothing else was left. What a pair says by itself (the first
signal) is therefore held near its goal, the others as far as the data allow.
"""


def build(cache: Path, out: Path = OUT) -> list[str]:
    """Learn and write; the step of `python -m reconcile.build weights`."""
    lists = practice_lists(practice_pairs(cache), other_names(), rounds=ROUNDS)
    parts: list[str] = []
    lines = [f"{len(lists)} practice lists, {sum(len(one.partner) for one in lists)} pairs"]
    for name, gazetteer in (("with", "default"), ("without", "none")):
        learned, report = learn(lists, open_knowledge(gazetteer))
        parts.append(as_toml(name, learned))
        lines.append(f"{name} gazetteer: {report}")
    out.write_text("\n".join(parts), encoding="utf-8", newline="\n")
    return [*lines, str(out)]


def learn(lists: Sequence[Practice], knowledge: Knowledge) -> tuple[Model, str]:
    """Intercepts, weights and calibration from labelled lists."""
    columns: dict[str, list[Any]] = {view: [] for view in POLICY}
    for one in lists:
        for view, table, truth in evidence_tables(one, hiding(knowledge, one)):
            columns[view].append((table, truth))
    intercepts: dict[str, float] = {}
    weights: dict[str, dict[str, float]] = {}
    for view, comparisons in POLICY.items():
        names = [comparison.__name__ for comparison in comparisons]
        fitted = _stacked_fit(columns[view], len(names))
        intercepts[view] = round(float(fitted[0]), 2)
        weights[view] = {
            name: round(float(value), 2) for name, value in zip(names, fitted[1:], strict=True)
        }
    first = Model(intercepts, weights, Calibration(0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0), 0.5)
    calibration, report = calibrate(lists, knowledge, first)
    return Model(intercepts, weights, calibration, THRESHOLD), report


def hiding(knowledge: Knowledge, one: Practice) -> Knowledge:
    """The knowledge without the names that a practice list hides."""
    if knowledge.gazetteer is None:
        return knowledge
    return Knowledge(PartlyHidden(knowledge.gazetteer, one.hidden), knowledge.sound)


def evidence_tables(one: Practice, knowledge: Knowledge) -> list[tuple[str, Any, Any]]:
    """View, evidence and truth of all candidate pairs of a list."""
    import numpy as np

    left, right, left_rows, right_rows = prepare_both(one.left, one.right, knowledge)
    i, j = block_pairs(left, right, knowledge)
    truth = np.array(
        [
            one.partner.get(left_rows[a]) == right_rows[b]
            for a, b in zip(i.tolist(), j.tolist(), strict=True)
        ],
        float,
    )
    return [
        (batch.view, evidence_of(batch), truth[at])
        for _, batch, at in batches(left, right, i, j, knowledge)
    ]


def calibrate(
    lists: Sequence[Practice], knowledge: Knowledge, learned: Model
) -> tuple[Calibration, str]:
    """Calibration on the pairs that assignment chooses, and how well it then does."""
    import numpy as np

    rows: list[Any] = []
    truths: list[bool] = []
    missed = 0
    for one in lists:
        wanted = {row: one.right.names[other] for row, other in one.partner.items()}
        work = compare(one.left, one.right, MatchOptions(), hiding(knowledge, one), learned)
        i, j, weight = work.scored.i.tolist(), work.scored.j.tolist(), work.scored.weight
        chosen = assign(i, j, (weight - WORTH).tolist())
        table, _ = assigned_signals(work, chosen)
        got = 0
        for n in chosen:
            true = one.right.names[work.right_rows[j[n]]] == wanted.get(work.left_rows[i[n]])
            got += true
            truths.append(true)
            rows.append(table[n])
        missed += len(one.partner) - got
    table, truth = np.array(rows), np.array(truths, float)
    fitted = fit(table, truth, ridge=_RIDGES, goal=_GOAL)
    sure = 1 / (1 + np.exp(-(fitted[0] + table @ fitted[1:])))
    chosen = sure >= 0.5
    right, wrong = float((truth * chosen).sum()), float(((1 - truth) * chosen).sum())
    f1 = 2 * right / (right + wrong + truth.sum() + missed)
    brier = float(((sure - truth) ** 2).mean())
    report = f"F1 {f1:.4f}, precision {right / (right + wrong):.4f}, Brier {brier:.4f}"
    return Calibration(*(round(float(value), 3) for value in fitted)), report


def fit(
    table: Floats,
    truth: Floats,
    *,
    ridge: float | Sequence[float],
    goal: Sequence[float] | None = None,
) -> Floats:
    """Intercept and weights of a logistic regression (Newton's method, ridge on the weights).

    Args:
        table: One column per weight.
        truth: 0 or 1 per row.
        ridge: How strongly each weight is drawn to its goal; one for all, or one for each.
        goal: Where the intercept and the weights are drawn to; 0 by default.
    """
    import numpy as np

    design = np.column_stack((np.ones(len(table)), table))
    target = np.zeros(design.shape[1]) if goal is None else np.array(goal, float)
    solution = target.copy()
    penalty = np.full(design.shape[1], 0.01)
    penalty[1:] = ridge
    for _ in range(60):
        probability = 1 / (1 + np.exp(-(design @ solution).clip(-35, 35)))
        gradient = design.T @ (probability - truth) + penalty * (solution - target)
        curvature = (design * (probability * (1 - probability))[:, None]).T @ design
        step = np.linalg.solve(curvature + np.diag(penalty), gradient)
        size = np.abs(step).max()
        solution = solution - step * min(1.0, 3.0 / max(size, 1e-12))
        if size < 1e-7:
            break
    return np.asarray(solution)


def _stacked_fit(parts: list[tuple[Floats, Floats]], width: int) -> Floats:
    import numpy as np

    if not parts:
        return np.zeros(width + 1)
    table = np.concatenate([table for table, _ in parts])
    truth = np.concatenate([truth for _, truth in parts])
    return fit(table, truth, ridge=RIDGE)


def as_toml(name: str, learned: Model) -> str:
    """One section of the file of weights."""
    by = learned.calibration
    lines = [
        f"[{name}]", f"threshold = {learned.threshold}", "",
        f"[{name}.calibration]", f"intercept = {by.intercept}", f"weight = {by.weight}",
        f"margin = {by.margin}", f"wide_margin = {by.wide_margin}",
        f"regret = {by.regret}", f"crowd = {by.crowd}", f"surplus = {by.surplus}", "",
    ]  # fmt: skip
    for view in POLICY:
        lines += [f"[{name}.{view}]", f"intercept = {learned.intercepts[view]}"]
        lines += [f"{key} = {value}" for key, value in learned.weights[view].items()]
        lines.append("")
    return "\n".join(lines)
