"""Candidate pairs in columns: two columns of names and the rows that are to be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from reconcile.matching.knowledge import Knowledge
from reconcile.matching.side import Names, Prepared

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Values = NDArray[np.float32]

View = Literal["cross", "latin", "han"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Batch:
    """Candidate pairs of one view: Chinese against English names, or one script against itself.

    Attributes:
        view: `cross` (`left` Chinese, `right` English, whichever list they stand in), `latin`
            or `han`.
        left: One list's names in the script of the view.
        right: The other's.
        left_side: The list that `left` belongs to.
        right_side: The list that `right` belongs to.
        i: Rows of `left`, one per candidate pair.
        j: Rows of `right`, one per candidate pair.
        knowledge: What the comparisons may consult.
        few: Whether the block is small enough to try readings where no country is told.
        memo: Values that several comparisons share, by name.
    """

    view: View
    left: Names
    right: Names
    left_side: Prepared
    right_side: Prepared
    i: Rows
    j: Rows
    knowledge: Knowledge
    few: bool = True
    memo: dict[str, Values] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.i)
