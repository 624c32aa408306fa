"""The whole way from two lists to matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reconcile.matching.assign import assign
from reconcile.matching.block import block_pairs, leftover_pairs
from reconcile.matching.knowledge import Knowledge, open_knowledge
from reconcile.matching.policy import Model, model
from reconcile.matching.score import (
    Margins,
    Scored,
    confidence,
    joined,
    leads,
    less_claims,
    regrets,
    repeats,
    rivals,
    score,
    signals,
)
from reconcile.matching.side import Prepared, prepare
from reconcile.matching.values import Match, MatchOptions, Side
from reconcile.model import Outcome

if TYPE_CHECKING:
    from reconcile.matching.batch import Rows
    from reconcile.matching.score import Floats

NEAR_TIE = 0.5
"""Margin (log-odds) under which a pair is `possible` however likely it is."""

WORTH = -9.0
"""Match weight above which a pair is worth assigning; what it is worth then, confidence tells."""


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """Two lists on their way: rows in canonical order, candidate pairs scored."""

    left: Prepared
    right: Prepared
    left_rows: list[int]  # the caller's row of each prepared row
    right_rows: list[int]
    knowledge: Knowledge
    learned: Model
    alike: tuple[Rows, Rows]  # the number of what each row says
    crowds: tuple[Floats, Floats]
    scored: Scored

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
    work = compared(left, right, options)
    scored = work.scored
    chosen = assign(scored.i.tolist(), scored.j.tolist(), (scored.weight - WORTH).tolist())
    table, margin = assigned_signals(work, chosen)
    sure = confidence(table, work.learned.calibration)
    threshold = work.learned.threshold if options.threshold is None else options.threshold
    found: list[Match] = [
        Match(
            left=row, right=other, confidence=1.0, outcome="match", margin=0.0,
            reasons=("decided by a person",),
        )
        for row, other in options.must_link
    ]  # fmt: skip
    told = [n for n in chosen if sure[n] >= threshold / 2]
    for n, words in zip(told, _reasons(work, told), strict=True):
        accepted = sure[n] >= threshold and margin[n] > NEAR_TIE
        outcome: Outcome = "match" if accepted else "possible"
        found.append(_match(work, n, sure, margin, outcome, words))
    found += _alone(work, sure, found)
    return tuple(sorted(found, key=_place))


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
    import numpy as np

    work = compared(left, right, options)
    scored = work.scored
    raw = rivals(scored, np.ones(len(scored.i), bool))
    sure = confidence(signals(scored.weight, raw, raw, work.crowd), work.learned.calibration)
    threshold = work.learned.threshold if options.threshold is None else options.threshold
    names = [
        a or b for a, b in zip(work.left.han.bare_keys, work.left.latin.bare_keys, strict=True)
    ]
    worth = less_claims(scored, names)
    lead = leads(scored.i, worth)
    told: list[int] = []
    places: list[int] = []
    last, place = -1, 0
    for n in np.lexsort((scored.j, -worth, scored.i)).tolist():
        place = place + 1 if scored.i[n] == last else 1
        last = scored.i[n]
        if place <= (options.top or 5):
            told.append(n)
            places.append(place)
    words = _reasons(work, told)
    found = [
        _match(work, n, sure, lead, "match" if sure[n] >= threshold else "possible", said, place)
        for n, said, place in zip(told, words, places, strict=True)
    ]
    return tuple(sorted(found, key=lambda match: (match.left or 0, match.rank or 0)))


def compared(left: Side, right: Side, options: MatchOptions) -> Work:
    """Make ready, block, and score, in an order of rows that only depends on what they say."""
    knowledge = open_knowledge(options.gazetteer)
    return compare(
        left, right, options, knowledge, model(gazetteer=knowledge.gazetteer is not None)
    )


def compare(
    left: Side, right: Side, options: MatchOptions, knowledge: Knowledge, learned: Model
) -> Work:
    """As `compared`, with the tables and the model given."""
    a, b, left_rows, right_rows = prepare_both(left, right, knowledge)
    i, j = block_pairs(a, b, knowledge)
    crowd = _crowd(i, j, a, b)
    scored = score(a, b, i, j, knowledge=knowledge, learned=learned)
    i, j = leftover_pairs(a, b, scored, knowledge)
    if len(i):
        more = score(a, b, i, j, knowledge=knowledge, learned=learned)
        scored = joined((scored, more))
    work = Work(
        a, b, left_rows, right_rows, knowledge, learned,
        (_content(a), _content(b)), crowd, scored,
    )  # fmt: skip
    return _without_decided(work, options)


def prepare_both(
    left: Side, right: Side, knowledge: Knowledge
) -> tuple[Prepared, Prepared, list[int], list[int]]:
    """Both lists made ready, in canonical order, and the caller's rows in that order."""
    left_rows, right_rows = _canonical(left), _canonical(right)
    return (
        prepare(left.take(left_rows), knowledge),
        prepare(right.take(right_rows), knowledge),
        left_rows,
        right_rows,
    )


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


def _content(side: Prepared) -> Rows:
    """The number of what each row says; rows that say the same have equal numbers."""
    import numpy as np

    said = zip(
        side.han.keys, side.latin.keys, side.countries, side.regions, side.dates, side.blocks,
        strict=True,
    )  # fmt: skip
    numbers: dict[tuple[object, ...], int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in said], np.int64)


def _crowd(i: Rows, j: Rows, left: Prepared, right: Prepared) -> tuple[Floats, Floats]:
    """Logarithm of the number of rows that each row was compared with."""
    import numpy as np

    return (
        np.log(np.bincount(i, minlength=len(left)).clip(1)),
        np.log(np.bincount(j, minlength=len(right)).clip(1)),
    )


def _match(
    work: Work,
    n: int,
    sure: Floats,
    margin: Floats,
    outcome: Outcome,
    reasons: tuple[str, ...],
    rank: int | None = None,
) -> Match:
    return Match(
        left=work.left_rows[int(work.scored.i[n])],
        right=work.right_rows[int(work.scored.j[n])],
        confidence=round(float(sure[n]), 4),
        outcome=outcome,
        margin=round(float(margin[n]), 3),
        reasons=reasons,
        rank=rank,
    )


def _reasons(work: Work, pairs: list[int]) -> list[tuple[str, ...]]:
    """Reasons of some of the candidate pairs, in their order."""
    import numpy as np

    from reconcile.matching.reasons import reasons_of

    chosen = work.scored.take(np.array(pairs, np.int64))
    return reasons_of(work.left, work.right, chosen, work.knowledge, work.learned)


def _alone(work: Work, sure: Floats, pairs: list[Match]) -> list[Match]:
    """Rows in no pair, each with the confidence of the best pair that it could have made."""
    import numpy as np

    best_left, best_right = np.zeros(len(work.left_rows)), np.zeros(len(work.right_rows))
    np.maximum.at(best_left, np.array(work.left_rows, np.int64)[work.scored.i], sure)
    np.maximum.at(best_right, np.array(work.right_rows, np.int64)[work.scored.j], sure)
    used_left, used_right = {pair.left for pair in pairs}, {pair.right for pair in pairs}
    return [
        Match(
            left=row, right=None, confidence=round(float(best_left[row]), 4),
            outcome="left_only", margin=0.0,
        )
        for row in range(len(best_left)) if row not in used_left
    ] + [
        Match(
            left=None, right=row, confidence=round(float(best_right[row]), 4),
            outcome="right_only", margin=0.0,
        )
        for row in range(len(best_right)) if row not in used_right
    ]  # fmt: skip


def _place(match: Match) -> tuple[bool, int, int]:
    return (match.left is None, match.left or 0, match.right or 0)


def _canonical(side: Side) -> list[int]:
    """Rows in an order that depends on what they say alone, so that input order changes nothing."""
    columns = [side.names, side.countries, side.regions, side.dates, side.blocks]
    filled = [column for column in columns if column]
    return sorted(range(len(side)), key=lambda row: tuple(column[row] for column in filled))


def _without_decided(work: Work, options: MatchOptions) -> Work:
    """Without the pairs that a person ruled out, and all others of rows that a person paired."""
    import numpy as np

    if not options.must_link and not options.cannot_link:
        return work
    scored = work.scored
    left, right = {row for row, _ in options.must_link}, {row for _, row in options.must_link}
    pairs = [
        (work.left_rows[i], work.right_rows[j])
        for i, j in zip(scored.i.tolist(), scored.j.tolist(), strict=True)
    ]
    kept = np.array(
        [
            pair not in options.cannot_link and pair[0] not in left and pair[1] not in right
            for pair in pairs
        ],
        bool,
    )
    return replace(work, scored=scored.take(kept))
