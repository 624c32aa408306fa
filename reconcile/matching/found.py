"""What became of the rows, in columns: the lean form of `Match` for lists of any length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from reconcile.matching.values import Match
from reconcile.model import Outcome

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float64]

Progress = Callable[[int, int], None]
"""Is told how much is done and how much there is, in rows of both lists."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Found:
    """Columns of equal length; see `Match` for what each holds.

    Attributes:
        left: 0-based rows of the left list, -1 for none.
        right: 0-based rows of the right list, -1 for none.
        confidence: Rounded to 4 digits.
        outcome: Indices into `OUTCOMES`.
        margin: Rounded to 3 digits.
        reasons: The strongest first.
        rank: Places among the candidates of the left row; `None` where assigned.
    """

    left: Rows
    right: Rows
    confidence: Floats
    outcome: NDArray[np.int8]
    margin: Floats
    reasons: Sequence[tuple[str, ...]]
    rank: Rows | None = None

    def __len__(self) -> int:
        return len(self.left)

    def matches(self) -> tuple[Match, ...]:
        """One object per row, in the same order."""
        ranks = [None] * len(self) if self.rank is None else self.rank.tolist()
        return tuple(
            Match(
                left=None if left < 0 else left,
                right=None if right < 0 else right,
                confidence=confidence,
                outcome=OUTCOMES[outcome],
                margin=margin,
                reasons=reasons,
                rank=rank,
            )
            for left, right, confidence, outcome, margin, reasons, rank in zip(
                self.left.tolist(),
                self.right.tolist(),
                self.confidence.tolist(),
                self.outcome.tolist(),
                self.margin.tolist(),
                self.reasons,
                ranks,
                strict=True,
            )
        )

    def outcomes(self) -> list[Outcome]:
        """The outcome of each row, in words."""
        return [OUTCOMES[number] for number in self.outcome.tolist()]
