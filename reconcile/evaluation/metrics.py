"""Counting: precision, recall, F1, recall@k, reliability and Brier score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reconcile.evaluation.tasks import Task
from reconcile.matching import Match

RANKS = (1, 3, 10)
_BINS = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Accepted pairs (`outcome` is `match`) against the labels.

    Attributes:
        right: Accepted pairs that are labelled so.
        wrong: Accepted pairs that are not.
        missed: Labelled rows whose partner was not accepted.
    """

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the accepted pairs that are right; 1 where none was accepted."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the labelled pairs that were accepted; 1 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Recall@k of one kind of name: how often the partner is among the first k; ties are wrong."""

    kind: str
    rows: int
    recall: Mapping[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """One row of the reliability table: what was claimed, and what was true."""

    low: float
    high: float
    pairs: int
    claimed: float
    true: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything measured on labelled lists. `rankings` is empty where none was asked for."""

    quality: Quality
    rankings: tuple[Ranking, ...]
    reliability: tuple[Bin, ...]
    brier: float
    errors: tuple[str, ...]


def judge(task: Task, matches: Iterable[Match]) -> tuple[Quality, list[str], list[bool]]:
    """Quality of one alignment, its errors in words, and for each pair whether it is right."""
    right = wrong = 0
    errors: list[str] = []
    truths: list[bool] = []
    solved: set[int] = set()
    given: set[int] = set()  # right rows that have found a right partner
    for match in matches:
        if match.left is None or match.right is None:
            continue
        partners = (task.gold.get(match.left, frozenset()), task.also.get(match.left, frozenset()))
        true = any(match.right in rows for rows in partners)
        truths.append(true)
        if match.outcome != "match":
            continue
        left, other = task.left.names[match.left], task.right.names[match.right]
        if true:
            right += 1
            solved.add(match.left)
            given.add(match.right)
        else:
            wrong += 1
            errors.append(f"wrong {left} = {other} ({match.confidence:.3f}) [{task.name}]")
    missed = [row for row, partners in task.gold.items() if partners - given and row not in solved]
    for row in missed:
        names = " / ".join(sorted({task.right.names[other] for other in task.gold[row]}))
        errors.append(f"missed {task.left.names[row]} = {names} [{task.name}]")
    return Quality(right=right, wrong=wrong, missed=len(missed)), errors, truths


def total(qualities: Iterable[Quality]) -> Quality:
    """All counts added up."""
    parts = list(qualities)
    return Quality(
        right=sum(part.right for part in parts),
        wrong=sum(part.wrong for part in parts),
        missed=sum(part.missed for part in parts),
    )


def reliability(claimed: Sequence[float], true: Sequence[bool]) -> tuple[Bin, ...]:
    """Reliability table over all pairs that were proposed, `match` or `possible`."""
    bins: list[Bin] = []
    for low, high in zip(_BINS, _BINS[1:], strict=False):
        inside = [
            (c, t)
            for c, t in zip(claimed, true, strict=True)
            if low <= c < high or (c == high == 1.0)
        ]
        if inside:
            bins.append(
                Bin(
                    low=low,
                    high=high,
                    pairs=len(inside),
                    claimed=sum(c for c, _ in inside) / len(inside),
                    true=sum(t for _, t in inside) / len(inside),
                )
            )
    return tuple(bins)


def brier(claimed: Sequence[float], true: Sequence[bool]) -> float:
    """Mean squared difference between confidence and truth; 0 is perfect."""
    pairs = list(zip(claimed, true, strict=True))
    return sum((c - t) ** 2 for c, t in pairs) / len(pairs) if pairs else 0.0


def rankings(task_ranks: Iterable[tuple[str, int | None]]) -> tuple[Ranking, ...]:
    """Recall@k by kind and over `all`, from (kind, rank of the partner or `None`)."""
    by_kind: dict[str, list[int | None]] = {}
    for kind, place in task_ranks:
        by_kind.setdefault(kind or "unknown", []).append(place)
    everything = [place for places in by_kind.values() for place in places]
    rows = [*sorted(by_kind.items()), ("all", everything)]
    return tuple(
        Ranking(
            kind=kind,
            rows=len(places),
            recall={
                k: sum(place is not None and place <= k for place in places) / len(places)
                for k in RANKS
            },
        )
        for kind, places in rows
        if places
    )
