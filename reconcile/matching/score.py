"""From evidence to match weights, and from weights and margins to a calibrated confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reconcile.matching.batch import Batch, View
from reconcile.matching.columns import filled
from reconcile.matching.knowledge import Knowledge
from reconcile.matching.policy import POLICY, Calibration, Model
from reconcile.matching.side import Names, Prepared

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.matching.batch import Rows, Values

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

Script = Literal["han", "latin"]

FLOOR = -12.0
"""Match weight below which a pair counts no more."""

NO_RIVAL = -6.0
"""Match weight of the rival that a name without any other candidate is held to have."""

_LISTED = 2.0  # log-odds that being listed at all may add to a match weight

CLAIM = 0.15
"""Share of the log-odds of others' claims that a candidate loses when candidates are ranked."""

UNCLAIMED, CLAIMED = -2.0, 8.0
"""Log-odds between which a claim counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Candidate pairs and their match weights (log-odds), in any order, each pair once.

    Attributes:
        i: Left rows.
        j: Right rows.
        weight: Match weights.
        view: Which entry of `VIEWS` the weight comes from.
        said: What the comparisons of that view found, one column each, in the policy's order.
    """

    i: Rows
    j: Rows
    weight: Floats
    view: Rows
    said: Values

    def take(self, pairs: Rows) -> Scored:
        """Some of the pairs, by number or as a mask."""
        return Scored(
            self.i[pairs], self.j[pairs], self.weight[pairs], self.view[pairs], self.said[pairs]
        )


# Script of the left and of the right list, and the view in which they meet.
VIEWS: tuple[tuple[View, Script, Script], ...] = (
    ("cross", "han", "latin"),
    ("cross", "latin", "han"),
    ("latin", "latin", "latin"),
    ("han", "han", "han"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """Margins (log-odds) of each pair on the side of its left row and of its right row."""

    left: Floats
    right: Floats

    @property
    def narrow(self) -> Floats:
        """The smaller of the two."""
        import numpy as np

        return np.minimum(self.left, self.right)

    @property
    def wide(self) -> Floats:
        """The larger of the two."""
        import numpy as np

        return np.maximum(self.left, self.right)


def batch_of(
    view: int,
    left: Prepared,
    right: Prepared,
    i: Rows,
    j: Rows,
    knowledge: Knowledge,
    *,
    few: bool = True,
) -> Batch:
    """The pairs as a batch of one of the `VIEWS`; in a `cross` batch Chinese names come first."""
    name, here, there = VIEWS[view]
    sides = (left, right, _script(left, here), _script(right, there), i, j)
    if (here, there) == ("latin", "han"):
        sides = (right, left, right.han, left.latin, j, i)
    left_side, right_side, left_names, right_names, rows, others = sides
    return Batch(
        view=name, left=left_names, right=right_names, left_side=left_side,
        right_side=right_side, i=rows, j=others, knowledge=knowledge, few=few,
    )  # fmt: skip


def batches(
    left: Prepared, right: Prepared, i: Rows, j: Rows, knowledge: Knowledge, *, few: bool = True
) -> list[tuple[int, Batch, Rows]]:
    """The pairs by view: its number, its batch, and the numbers of its pairs.

    A name in two scripts is compared in every view that it can be.
    """
    import numpy as np

    found: list[tuple[int, Batch, Rows]] = []
    for view, (_, here, there) in enumerate(VIEWS):
        has = filled(_script(left, here).keys, i) & filled(_script(right, there).keys, j)
        at = np.flatnonzero(has)
        if len(at):
            found.append((view, batch_of(view, left, right, i[at], j[at], knowledge, few=few), at))
    return found


def evidence_of(batch: Batch) -> Values:
    """What the comparisons of the policy find, one column each, in the policy's order."""
    import numpy as np

    return np.stack([comparison(batch) for comparison in POLICY[batch.view]], axis=1)


def score(
    left: Prepared,
    right: Prepared,
    i: Rows,
    j: Rows,
    *,
    knowledge: Knowledge,
    learned: Model,
    few: bool = True,
) -> Scored:
    """Match weight of each pair; of a name in two scripts, the view that speaks loudest for it.

    Pairs that weigh less than `FLOOR` are left out. A pair's weight is the same whatever other
    pairs are scored with it.

    Args:
        left: One list.
        right: The other.
        i: Left rows.
        j: Right rows.
        knowledge: What the comparisons may consult.
        learned: The weights.
        few: As in `Batch`.
    """
    import numpy as np

    width = max(map(len, POLICY.values()))
    total = np.full(len(i), -np.inf)
    views = np.zeros(len(i), np.int64)
    found: list[tuple[int, Rows, Values]] = []
    for view, batch, at in batches(left, right, i, j, knowledge, few=few):
        said = evidence_of(batch)
        weight = np.full(len(at), learned.intercepts[batch.view])
        for column, by in enumerate(learned.row(batch.view).tolist()):
            weight += said[:, column] * by  # in a fixed order, unlike a product of matrices
        better = weight > total[at]
        total[at[better]] = weight[better]
        views[at[better]] = view
        kept = np.flatnonzero(better & (weight > FLOOR))
        found.append((view, at[kept], said[kept]))
    kept = np.flatnonzero(total > FLOOR)
    number = np.full(len(i), -1)
    number[kept] = np.arange(len(kept))
    table = np.zeros((len(kept), width), np.float32)
    for view, at, said in found:
        mine = views[at] == view
        table[number[at[mine]], : said.shape[1]] = said[mine]
    return Scored(i[kept], j[kept], total[kept], views[kept], table)


def joined(parts: Sequence[Scored]) -> Scored:
    """The pairs of several parts, one after the other."""
    import numpy as np

    return Scored(
        np.concatenate([part.i for part in parts]),
        np.concatenate([part.j for part in parts]),
        np.concatenate([part.weight for part in parts]),
        np.concatenate([part.view for part in parts]),
        np.concatenate([part.said for part in parts]),
    )


def _script(side: Prepared, script: Script) -> Names:
    return side.han if script == "han" else side.latin


def rivals(scored: Scored, counted: Mask) -> Margins:
    """Margins of each pair over all rivals of its left row and of its right row together.

    The margin is the weight less the logarithm of the summed odds of the rivals: many middling
    rivals count like one good one.

    Args:
        scored: All candidate pairs.
        counted: Which of them count as rivals of others.
    """
    return Margins(
        _margin(scored.i, scored.weight, counted), _margin(scored.j, scored.weight, counted)
    )


def less_claims(scored: Scored, names: Sequence[str]) -> Floats:
    """Match weights less a share of what the other left rows' names claim of the right row.

    A candidate that another name of the list fits as well is the less likely partner. Of the rows
    of one name (叶卡捷琳堡 and 叶卡捷琳堡市) none is a rival of the others.

    Args:
        scored: All candidate pairs.
        names: What each left row is called, without its generic part.
    """
    import numpy as np

    number: dict[str, int] = {}
    name = np.array([number.setdefault(text, len(number)) for text in names], np.int64)[scored.i]
    keys, back = np.unique(
        name * (int(scored.j.max(initial=0)) + 1) + scored.j, return_inverse=True
    )
    best = np.zeros(len(keys))
    np.maximum.at(best, back, np.exp(scored.weight.clip(-30, CLAIMED)))
    right = np.zeros(len(keys), np.int64)
    right[back] = scored.j
    total = np.bincount(right, weights=best)
    others = (total[scored.j] - best[back]).clip(0) + np.exp(UNCLAIMED)
    return np.asarray(scored.weight - CLAIM * np.log(others))


def _margin(rows: Rows, weight: Floats, counted: Mask) -> Floats:
    import numpy as np

    odds = np.exp(weight.clip(-30, 30))
    total = np.bincount(rows, weights=odds * counted) + np.exp(NO_RIVAL)
    rest = (total[rows] - odds * counted).clip(np.exp(NO_RIVAL))
    return np.asarray(weight - np.log(rest))


def leads(rows: Rows, weight: Floats) -> Floats:
    """For each pair, its weight less that of the best other pair of its row.

    Positive for the best pair of a row, 0 for a tie, negative for all others.
    """
    import numpy as np

    order = np.lexsort((-weight, rows))
    first = np.ones(len(order), bool)
    first[1:] = rows[order[1:]] != rows[order[:-1]]
    size = int(rows.max(initial=-1)) + 1
    best, second = np.full(size, NO_RIVAL), np.full(size, NO_RIVAL)
    best[rows[order[first]]] = weight[order[first]]
    after = np.flatnonzero(first[:-1] & ~first[1:]) + 1
    second[rows[order[after]]] = weight[order[after]]
    is_first = np.zeros(len(order), bool)
    is_first[order[first]] = True
    return np.asarray(weight - np.where(is_first, second[rows], best[rows]))


def repeats(scored: Scored, chosen: Sequence[int], alike: tuple[Rows, Rows]) -> Mask:
    """Pairs that say no more than a chosen one does: one row is the same, the other says the same.

    Which of two equal rows a row is paired with can't be told and doesn't matter, so that equal
    rows are no rivals of each other.

    Args:
        scored: All candidate pairs.
        chosen: Numbers of the assigned pairs.
        alike: For each left row and each right row, the number of what it says.
    """
    import numpy as np

    picked = np.array(chosen, np.int64)
    found = np.zeros(len(scored.i), bool)
    for rows, others, same in (
        (scored.i, scored.j, alike[1]),
        (scored.j, scored.i, alike[0]),
    ):
        partner = np.full(int(rows.max(initial=-1)) + 1, -1)
        partner[rows[picked]] = others[picked]
        own = partner[rows]
        found |= (own >= 0) & (same[own] == same[others])
    found[picked] = False
    return found


def regrets(scored: Scored, chosen: Sequence[int], counted: Mask) -> Margins:
    """For each chosen pair: what the assignment would lose if one of its rows took a rival.

    The rival's own partner then takes the row that came free, or none.

    Args:
        scored: All candidate pairs.
        chosen: Numbers of the assigned pairs.
        counted: Which pairs count as rivals of others.

    Returns:
        Margins by pair; 0 for pairs that are not chosen.
    """
    import numpy as np

    picked = np.array(chosen, np.int64)
    out = np.zeros((2, len(scored.i)))
    if len(picked):
        out[0, picked] = _regret(scored.i, scored.j, scored.weight, picked, counted)
        out[1, picked] = _regret(scored.j, scored.i, scored.weight, picked, counted)
    return Margins(out[0], out[1])


def _regret(i: Rows, j: Rows, weight: Floats, picked: Rows, counted: Mask) -> Floats:
    """Regret of the row `i` of each chosen pair over its rivals."""
    import numpy as np

    partner = np.full(int(i.max()) + 1, -1)
    partner[i[picked]] = j[picked]
    holder = np.full(int(j.max()) + 1, -1)
    holder[j[picked]] = i[picked]
    held = np.zeros(len(partner))
    held[i[picked]] = weight[picked]
    width = len(holder)
    order = np.argsort(i * width + j)
    keys = (i * width + j)[order]
    own = partner[i]
    rival = np.flatnonzero(counted & (own >= 0) & (own != j))
    taken_by = holder[j[rival]]
    wanted = taken_by * width + own[rival]
    at = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
    swap = np.where(keys[at] == wanted, weight[order[at]], NO_RIVAL).clip(min=NO_RIVAL)
    loss = held[i[rival]] - weight[rival] + np.where(taken_by >= 0, held[taken_by] - swap, 0)
    least = held - NO_RIVAL
    np.minimum.at(least, i[rival], loss)
    return np.asarray(least[i[picked]])


def signals(weight: Floats, raw: Margins, held: Margins, crowd: Margins) -> Floats:
    """What the calibration looks at, one column each, in the order of its weights.

    Args:
        weight: Match weights.
        raw: Margins over all rivals.
        held: Margins over rivals with what the assignment would lose.
        crowd: Logarithm of the number of rows that the left row was compared with, and the right
            one. Where one list is much the longer, most of its rows have no partner.
    """
    import numpy as np

    return np.stack(
        (
            weight.clip(-10, 14),
            raw.narrow.clip(-8, 10),
            raw.wide.clip(-8, 10),
            held.narrow.clip(-8, 10),
            (crowd.left + crowd.right) / 2,
            np.abs(crowd.left - crowd.right),
        ),
        axis=1,
    )


def bounded(sure: Floats, weight: Floats) -> Floats:
    """Confidence, no greater than what the match weight bears out.

    A row that is alone in its country has no rival. The calibration, learned from lists whose
    names mostly have a partner, takes that for evidence. Where nothing else speaks for the pair
    it is none.
    """
    import numpy as np

    return np.asarray(np.minimum(sure, 1 / (1 + np.exp(-(weight + _LISTED).clip(-30, 30)))))


def one_script(view: Rows) -> Mask:
    """Which weights come from names of one script, by their entries of `VIEWS`."""
    import numpy as np

    return np.isin(view, [n for n, (_, left, right) in enumerate(VIEWS) if left == right])


def believed(table: Floats, by: Calibration, weight: Floats, view: Rows) -> Floats:
    """Confidence in pairs of two lists, `bounded` where the names are of one script.

    Names of one script that look unlike are hardly ever one place; across scripts the sound of a
    name may mislead.

    Args:
        table: Their `signals`.
        by: The calibration.
        weight: Their match weights.
        view: The entry of `VIEWS` that each weight comes from.
    """
    import numpy as np

    sure = confidence(table, by)
    return np.asarray(np.where(one_script(view), bounded(sure, weight), sure))


def confidence(table: Floats, by: Calibration) -> Floats:
    """Calibrated probability that a pair is one place, from its `signals`."""
    import numpy as np

    z = by.intercept + table @ np.array(by.weights)
    return np.asarray(1 / (1 + np.exp(-z.clip(-30, 30))))
