"""The whole way from two lists to matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reconcile.matching.assign import assign
from reconcile.matching.block import crowds
from reconcile.matching.found import OUTCOMES, Found, Progress
from reconcile.matching.knowledge import Knowledge, open_knowledge
from reconcile.matching.pieces import (
    SETTLED,
    Pairs,
    Piece,
    Unit,
    compare_across,
    compare_within,
    make_unit,
    settle,
    unit_of,
)
from reconcile.matching.policy import LISTS, Model, model
from reconcile.matching.reasons import reasons_of
from reconcile.matching.score import (
    VIEWS,
    Margins,
    Scored,
    believed,
    leads,
    less_claims,
    regrets,
    repeats,
    rivals,
    score,
    signals,
)
from reconcile.matching.side import Prepared
from reconcile.matching.twins import REASONS
from reconcile.matching.values import Match, MatchOptions, Side

if TYPE_CHECKING:
    from reconcile.matching.batch import Rows
    from reconcile.matching.block import Mask
    from reconcile.matching.score import Floats

NEAR_TIE = 0.5
"""Margin (log-odds) under which a pair is `possible` however likely it is."""

SURE = 1.5
"""Lead (log-odds) of a settled pair over all rivals from which it may speak for its list."""

WORTH = -9.0
"""Match weight above which a pair is worth assigning; what it is worth then, confidence tells."""

_MATCH, _POSSIBLE, _LEFT_ONLY, _RIGHT_ONLY = (
    OUTCOMES.index("match"), OUTCOMES.index("possible"),
    OUTCOMES.index("left_only"), OUTCOMES.index("right_only"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """Two lists on their way: rows in canonical order, candidate pairs scored."""

    left: Prepared
    right: Prepared
    left_rows: list[int]  # the caller's row of each prepared row
    right_rows: list[int]
    few: Mask  # whether the block of each left row is small
    knowledge: Knowledge
    learned: Model
    alike: tuple[Rows, Rows]  # the number of what each row says
    crowds: tuple[Floats, Floats]
    scored: Scored  # `said` holds what `LISTS` found

    @property
    def crowd(self) -> Margins:
        """Logarithm of the number of rows that the rows of each pair were compared with."""
        return Margins(self.crowds[0][self.scored.i], self.crowds[1][self.scored.j])


def align(
    left: Side,
    right: Side,
    *,
    options: MatchOptions = MatchOptions(),
) -> tuple[Match, ...]:
    """Pair the rows of two lists one to one, and leave alone what has no partner.

    Args:
        left: One list; Chinese, English, or both.
        right: The other.
        options: Threshold, gazetteer, and pairs that a person has decided.

    Returns:
        Every row of both lists exactly once: pairs (`match`, `possible`) and rows left alone, by
        left row, then right row. The order of the rows given changes nothing but these numbers.

    Example:
        >>> pairs = align(Side(names=("叶卡捷琳堡", "里昂")), Side(names=("Lyon", "Yekaterinburg")))
        >>> [(pair.left, pair.right, pair.outcome) for pair in pairs]
        [(0, 1, 'match'), (1, 0, 'match')]
    """
    return align_columns(left, right, options=options).matches()


def rank(
    left: Side,
    right: Side,
    *,
    options: MatchOptions = MatchOptions(),
) -> tuple[Match, ...]:
    """Candidates of each left row, the likeliest first, at most `options.top` (default 5) each.

    Nothing is assigned: a right row may be a candidate of many. `outcome` is `match` from the
    threshold on, else `possible`; `margin` is that to the left row's best other candidate.
    """
    return rank_columns(left, right, options=options).matches()


def align_columns(
    left: Side,
    right: Side,
    *,
    options: MatchOptions = MatchOptions(),
    progress: Progress | None = None,
) -> Found:
    """As `align`, in columns, for lists of any length; `progress` hears how far it is."""
    return _assigned(compared(left, right, options, progress), options)


def rank_columns(
    left: Side,
    right: Side,
    *,
    options: MatchOptions = MatchOptions(),
    progress: Progress | None = None,
) -> Found:
    """As `rank`, in columns, for lists of any length; `progress` hears how far it is."""
    return _ranked(compared(left, right, options, progress), options)


def assign_pieces(
    left: Side, right: Side, parts: Sequence[Pairs], *, options: MatchOptions = MatchOptions()
) -> Found:
    """What `align_columns` gives, from what `score_piece` and `score_leftovers` found."""
    work = _work(unit_of(left, right, options), parts)
    return _assigned(_without_decided(work, options), options)


def rank_pieces(
    left: Side, right: Side, parts: Sequence[Pairs], *, options: MatchOptions = MatchOptions()
) -> Found:
    """What `rank_columns` gives, from what `score_piece` and `score_leftovers` found."""
    work = _work(unit_of(left, right, options), parts)
    return _ranked(_without_decided(work, options), options)


def compared(
    left: Side, right: Side, options: MatchOptions, progress: Progress | None = None
) -> Work:
    """Make ready, block, and score, in an order of rows that only depends on what they say."""
    knowledge = open_knowledge(options.gazetteer)
    learned = model(gazetteer=knowledge.gazetteer is not None)
    return compare(left, right, options, knowledge, learned, progress)


def compare(
    left: Side,
    right: Side,
    options: MatchOptions,
    knowledge: Knowledge,
    learned: Model,
    progress: Progress | None = None,
) -> Work:
    """As `compared`, with the tables and the model given."""
    total = len(left) + len(right)

    def told(share: float) -> None:
        if progress is not None:
            progress(round(total * share), total)

    unit = make_unit(left, right, knowledge, learned, options)
    told(0.1)
    whole = Piece(left=(0, len(left)), right=(0, len(right)))
    parts = [compare_within(unit, whole, lambda share: told(0.1 + 0.6 * share))]
    settled = settle(left, right, parts)
    if not settled.finished:
        parts.append(compare_across(unit, whole, settled, lambda share: told(0.7 + 0.2 * share)))
    told(0.9)
    return _without_decided(_work(unit, parts), options)


def prepare_both(
    left: Side, right: Side, knowledge: Knowledge
) -> tuple[Prepared, Prepared, list[int], list[int]]:
    """Both lists made ready, in canonical order, and the caller's rows in that order."""
    unit = make_unit(left, right, knowledge, model(gazetteer=knowledge.gazetteer is not None))
    return unit.left, unit.right, unit.left_rows, unit.right_rows


def assigned_signals(work: Work, chosen: Sequence[int]) -> tuple[Floats, Floats]:
    """The calibration's signals of every pair, and the margin that is told of the chosen ones."""
    import numpy as np

    scored = work.scored
    counted = ~repeats(scored, chosen, work.alike)
    raw, held = rivals(scored, counted), regrets(scored, chosen, counted)
    is_chosen = np.zeros(len(scored.i), bool)
    is_chosen[list(chosen)] = True
    # What isn't chosen has lost to a rival; its raw margin says by how much.
    kept = Margins(
        np.where(is_chosen, held.left, raw.left), np.where(is_chosen, held.right, raw.right)
    )
    return signals(scored.weight, raw, kept, work.crowd), kept.narrow


def _work(unit: Unit, parts: Sequence[Pairs]) -> Work:
    import numpy as np

    pairs = Pairs.joined(parts)
    nothing = np.zeros((len(pairs.left), len(LISTS)), np.float32)
    scored = Scored(pairs.left, pairs.right, pairs.weight, pairs.view, nothing)
    crowd = crowds(unit.codes)
    return Work(
        left=unit.left,
        right=unit.right,
        left_rows=unit.left_rows,
        right_rows=unit.right_rows,
        few=unit.codes.few[unit.codes.left_block],
        knowledge=unit.knowledge,
        learned=unit.learned,
        alike=(_content(unit.left), _content(unit.right)),
        crowds=(np.log(crowd[0].clip(1)), np.log(crowd[1].clip(1))),
        scored=_weighed_as_lists(unit, scored),
    )


def _weighed_as_lists(unit: Unit, scored: Scored) -> Scored:
    """The pairs with what the two lists as wholes say of them."""
    import numpy as np

    if not any(unit.left.positions) or not any(unit.right.positions):
        return scored
    sure = scored.weight > SETTLED
    for rows in (scored.i, scored.j):
        sure &= leads(rows, scored.weight) > SURE
    said, weight = scored.said.copy(), scored.weight.copy()
    ordinary = scored.view < len(VIEWS)  # twins have no rivals, and are sure enough
    for column, (comparison, by) in enumerate(LISTS):
        found = comparison(unit.left, unit.right, scored.i, scored.j, sure)
        said[:, column] = np.where(ordinary, found, 0)
        weight += said[:, column] * by
    return replace(scored, weight=weight, said=said)


def _content(side: Prepared) -> Rows:
    """The number of what each row says; rows that say the same have equal numbers."""
    import numpy as np

    said = zip(
        side.han.keys, side.latin.keys, side.countries, side.regions, side.dates, side.blocks,
        strict=True,
    )  # fmt: skip
    numbers: dict[tuple[object, ...], int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in said], np.int64)


def _assigned(work: Work, options: MatchOptions) -> Found:
    """One-to-one pairs, and the rows that are left alone."""
    import numpy as np

    scored = work.scored
    chosen = assign(scored.i, scored.j, scored.weight - WORTH)
    table, margin = assigned_signals(work, chosen)
    sure = believed(table, work.learned.calibration, scored.weight, scored.view)
    threshold = work.learned.threshold if options.threshold is None else options.threshold
    picked = np.array(chosen, np.int64)
    told = picked[sure[picked] >= threshold / 2]
    accepted = (sure[told] >= threshold) & (margin[told] > NEAR_TIE)
    rows, others = np.array(work.left_rows, np.int64), np.array(work.right_rows, np.int64)
    by_person = np.array(sorted(options.must_link), np.int64).reshape(-1, 2)
    pairs = (
        np.concatenate([by_person[:, 0], rows[scored.i[told]]]),
        np.concatenate([by_person[:, 1], others[scored.j[told]]]),
    )
    alone = []
    for pair_rows, of, scored_rows in ((pairs[0], rows, scored.i), (pairs[1], others, scored.j)):
        best = np.zeros(len(of))
        np.maximum.at(best, of[scored_rows], sure)
        free = np.ones(len(of), bool)
        free[pair_rows] = False
        alone.append((np.flatnonzero(free), best[free]))
    (left_alone, left_best), (right_alone, right_best) = alone
    none = np.full(len(left_alone), -1), np.full(len(right_alone), -1)
    left = np.concatenate([pairs[0], left_alone, none[1]])
    right = np.concatenate([pairs[1], none[0], right_alone])
    ones = np.ones(len(by_person))
    words = [("decided by a person",)] * len(by_person) + _reasons(work, told)
    words += [()] * (len(left_alone) + len(right_alone))
    # By left row, and those without one last, by right row.
    order = np.lexsort((right, left, left < 0))
    nothing = np.zeros(len(left_alone) + len(right_alone))
    return Found(
        left=left[order],
        right=right[order],
        confidence=np.concatenate([ones, sure[told], left_best, right_best]).round(4)[order],
        outcome=np.concatenate(
            [
                np.full(len(by_person), _MATCH, np.int8),
                np.where(accepted, _MATCH, _POSSIBLE).astype(np.int8),
                np.full(len(left_alone), _LEFT_ONLY, np.int8),
                np.full(len(right_alone), _RIGHT_ONLY, np.int8),
            ]
        )[order],
        margin=np.concatenate([ones * 0, margin[told], nothing]).round(3)[order],
        reasons=[words[n] for n in order.tolist()],
    )


def _ranked(work: Work, options: MatchOptions) -> Found:
    """The best candidates of each left row."""
    import numpy as np

    scored = work.scored
    raw = rivals(scored, np.ones(len(scored.i), bool))
    table = signals(scored.weight, raw, raw, work.crowd)
    sure = believed(table, work.learned.calibration, scored.weight, scored.view)
    threshold = work.learned.threshold if options.threshold is None else options.threshold
    names = [
        a or b for a, b in zip(work.left.han.bare_keys, work.left.latin.bare_keys, strict=True)
    ]
    worth = less_claims(scored, names)
    lead = leads(scored.i, worth)
    order = np.lexsort((scored.j, -worth, scored.i))
    place = 1 + np.arange(len(order)) - np.searchsorted(scored.i[order], scored.i[order])
    told = order[place <= (options.top or 5)]
    left = np.array(work.left_rows, np.int64)[scored.i[told]]
    places = place[place <= (options.top or 5)]
    words = _reasons(work, told)
    order = np.lexsort((places, left))
    told = told[order]
    return Found(
        left=left[order],
        right=np.array(work.right_rows, np.int64)[scored.j[told]],
        confidence=sure[told].round(4),
        outcome=np.where(sure[told] >= threshold, _MATCH, _POSSIBLE).astype(np.int8),
        margin=lead[told].round(3),
        reasons=[words[n] for n in order.tolist()],
        rank=places[order],
    )


def _reasons(work: Work, pairs: Rows) -> list[tuple[str, ...]]:
    """Reasons of some of the candidate pairs, in their order."""
    import numpy as np

    words: list[tuple[str, ...]] = [()] * len(pairs)
    kind = work.scored.view[pairs] - len(VIEWS)
    for n in np.flatnonzero(kind >= 0).tolist():
        words[n] = (REASONS[kind[n]],)
    for few in (True, False):
        at = np.flatnonzero((work.few[work.scored.i[pairs]] == few) & (kind < 0))
        if len(at):
            i, j = work.scored.i[pairs[at]], work.scored.j[pairs[at]]
            scored = score(
                work.left, work.right, i, j,
                knowledge=work.knowledge, learned=work.learned, few=few,
            )  # fmt: skip
            said = reasons_of(
                work.left, work.right, scored, work.knowledge, work.learned, brief=not few,
                wholes=work.scored.said[pairs[at]],
            )  # fmt: skip
            for n, reasons in zip(at.tolist(), said, strict=True):
                words[n] = reasons
    return words


def _without_decided(work: Work, options: MatchOptions) -> Work:
    """Without the pairs that a person ruled out, and all others of rows that a person paired."""
    import numpy as np

    if not options.must_link and not options.cannot_link:
        return work
    scored = work.scored
    rows = np.array(work.left_rows, np.int64)[scored.i]
    others = np.array(work.right_rows, np.int64)[scored.j]
    width = len(work.right_rows)
    kept = ~np.isin(rows, [row for row, _ in options.must_link])
    kept &= ~np.isin(others, [row for _, row in options.must_link])
    ruled_out = np.array([row * width + other for row, other in options.cannot_link], np.int64)
    kept &= ~np.isin(rows * width + others, ruled_out)
    return replace(work, scored=scored.take(np.flatnonzero(kept)))
