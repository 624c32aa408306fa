"""The scoring policy: which comparisons a pair gets, in the order in which people read them.

The weights (log-odds per unit) and the intercepts (two rows of one block taken at random) are
learned by `python -m reconcile.build weights` and stand in `data/weights.toml`, once for work
with a gazetteer and once for work without.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.matching import context, evidence
from reconcile.matching.batch import Batch, View
from reconcile.matching.position import position

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.matching.batch import Rows, Values
    from reconcile.matching.block import Mask
    from reconcile.matching.side import Prepared

Comparison = Callable[[Batch], "Values"]
Whole = Callable[["Prepared", "Prepared", "Rows", "Rows", "Mask"], "Values"]

_GAZETTEER: tuple[Comparison, ...] = (
    evidence.same_place,
    evidence.same_stem,
    evidence.other_place,
    evidence.half_known,
    evidence.left_spelling,
    evidence.right_spelling,
)
_CONTEXT: tuple[Comparison, ...] = (
    context.level,
    context.one_level,
    context.same_country,
    context.other_country,
    context.region,
    context.date,
)
POLICY: Mapping[View, tuple[Comparison, ...]] = {
    "cross": (
        *_GAZETTEER,
        evidence.reading,
        evidence.sound,
        evidence.outdone,
        evidence.outstanding,
        evidence.translated,
        *_CONTEXT,
    ),
    "latin": (*_GAZETTEER, evidence.spelling, evidence.contained, *_CONTEXT),
    "han": (
        *_GAZETTEER,
        evidence.spelling,
        evidence.contained,
        evidence.pronunciation,
        *_CONTEXT,
    ),
}

# What no pair tells alone: weighed when all pairs of two lists have their weights. The log-odds
# are learned from the two lists; some of them, dates and countries in one order have said already.
LISTS: tuple[tuple[Whole, float], ...] = ((position, 0.8),)

# Evidence that practice lists, made from one table of places, cannot teach: there every country,
# region and date is right. Log-odds by reckoning: 1 true pair in 100 has another country, nearly
# all pairs of different places have; 1 true pair in 20 has another day, and 1 random pair in
# 200 the same; regions of a country are a few dozen, and often left out or translated.
STATED: Mapping[str, float] = {"other_country": -4.5, "date": 3.0, "region": 2.0}


@dataclass(frozen=True, slots=True)
class Calibration:
    """From the `signals` of a pair (`score.signals`) to the log-odds of its confidence."""

    intercept: float
    weight: float
    margin: float
    wide_margin: float
    regret: float
    crowd: float
    surplus: float

    @property
    def weights(self) -> tuple[float, ...]:
        """The weights in the order of the signals."""
        return (self.weight, self.margin, self.wide_margin, self.regret, self.crowd, self.surplus)


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: the intercept and weights of each view, the calibration, the threshold."""

    intercepts: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]
    calibration: Calibration
    threshold: float

    def row(self, view: View) -> NDArray[np.float32]:
        """The weights of a view in the policy's order."""
        import numpy as np

        weights = self.weights[view]
        return np.array([weights[one.__name__] for one in POLICY[view]], np.float32)


@cache
def model(*, gazetteer: bool) -> Model:
    """The learned model, for work with or without a gazetteer."""
    path = Path(__file__).parent / "data" / "weights.toml"
    learned = tomllib.loads(path.read_text(encoding="utf-8"))["with" if gazetteer else "without"]
    views: dict[str, dict[str, float]] = {view: {**learned[view], **STATED} for view in POLICY}
    return Model(
        intercepts={view: weights.pop("intercept") for view, weights in views.items()},
        weights=views,
        calibration=Calibration(**learned["calibration"]),
        threshold=learned["threshold"],
    )
