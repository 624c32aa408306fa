"""The work of comparing two lists, in pieces that any process can do.

A piece answers for some rows of either list. It needs both lists whole, and gives back the pairs
that are worth remembering with their weights. What the pieces found is laid together and then
assigned as one: the result doesn't depend on how the lists were cut. Rows are counted in
canonical order (`align.prepare_both`), which is a matter between these functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reconcile.matching.block import Codes, Group, codes_of, first_round, second_round, wanted_pairs
from reconcile.matching.candidates import Likely
from reconcile.matching.columns import distinct_keys
from reconcile.matching.knowledge import Knowledge, open_knowledge
from reconcile.matching.policy import Model, model
from reconcile.matching.score import VIEWS, score
from reconcile.matching.side import Prepared, prepare
from reconcile.matching.twins import WEIGHTS, Twins, find_twins
from reconcile.matching.values import MatchOptions, Side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reconcile.matching.batch import Rows
    from reconcile.matching.block import Mask
    from reconcile.matching.score import Floats

SETTLED = 2.0
"""Match weight from which a row has found its partner within its country."""

_AT_ONCE = 400_000  # pairs that are scored together


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Rows that a piece of the work answers for: from the first number up to the second."""

    left: tuple[int, int]
    right: tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs that were compared, in columns of equal length.

    Attributes:
        left: Left rows, in canonical order.
        right: Right rows, likewise.
        weight: Match weights (log-odds).
        view: Which entry of `score.VIEWS` the weight comes from; beyond them, the kind of twins.
    """

    left: Rows
    right: Rows
    weight: Floats
    view: Rows

    def columns(self) -> dict[str, NDArray[Any]]:
        """The columns by name, for Arrow or a file."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def of(cls, columns: dict[str, NDArray[Any]]) -> Pairs:
        """From what `columns` gave."""
        return cls(**{field.name: columns[field.name] for field in fields(cls)})

    @classmethod
    def joined(cls, parts: Iterable[Pairs]) -> Pairs:
        """All pairs of several parts, each once, by left row, then right row."""
        import numpy as np

        found = list(parts)
        left = np.concatenate([np.zeros(0, np.int64), *(part.left for part in found)])
        right = np.concatenate([np.zeros(0, np.int64), *(part.right for part in found)])
        keys = left * (int(right.max(initial=0)) + 1) + right
        order = np.argsort(keys, kind="stable")
        first = order[np.diff(keys[order], prepend=-1) > 0]
        weight = np.concatenate([np.zeros(0), *(part.weight for part in found)])
        view = np.concatenate([np.zeros(0, np.int64), *(part.view for part in found)])
        return cls(left[first], right[first], weight[first], view[first])


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Which rows have found their partner within their country, by row."""

    left: Mask
    right: Mask

    @property
    def finished(self) -> bool:
        """Whether there is nothing left to compare across countries."""
        return bool(self.left.all() or self.right.all())


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """Two lists made ready, rows in canonical order, with what the comparisons consult."""

    left: Prepared
    right: Prepared
    left_rows: list[int]  # the caller's row of each prepared row
    right_rows: list[int]
    codes: Codes
    knowledge: Knowledge
    learned: Model
    twins: Twins  # settled beforehand; their rows hold no names


def plan_pieces(left: Side, right: Side, *, rows: int = 20_000) -> tuple[Piece, ...]:
    """Pieces of at most so many rows of each list, which together answer for all rows."""
    count = max(1, -(-max(len(left), len(right)) // rows))
    edges = [[len(side) * n // count for n in range(count + 1)] for side in (left, right)]
    return tuple(
        Piece(left=(edges[0][n], edges[0][n + 1]), right=(edges[1][n], edges[1][n + 1]))
        for n in range(count)
    )


def score_piece(
    left: Side, right: Side, piece: Piece, *, options: MatchOptions = MatchOptions()
) -> Pairs:
    """Round one: pairs of rows that may be of one country.

    Args:
        left: The whole left list.
        right: The whole right list.
        piece: What to answer for.
        options: As for `align`.
    """
    return compare_within(unit_of(left, right, options), piece)


def settle(left: Side, right: Side, parts: Sequence[Pairs]) -> Settled:
    """Which rows found a partner in round one, from what all pieces gave."""
    import numpy as np

    done = np.zeros(len(left), bool), np.zeros(len(right), bool)
    for part in parts:
        sure = part.weight > SETTLED
        done[0][part.left[sure]] = True
        done[1][part.right[sure]] = True
    return Settled(*done)


def score_leftovers(
    left: Side,
    right: Side,
    piece: Piece,
    settled: Settled,
    *,
    options: MatchOptions = MatchOptions(),
) -> Pairs:
    """Round two: pairs across countries of rows that round one didn't settle."""
    return compare_across(unit_of(left, right, options), piece, settled)


def unit_of(left: Side, right: Side, options: MatchOptions) -> Unit:
    """Both lists made ready; the last ones are kept, for the next piece of the same."""
    return _unit_of(left, right, replace(options, threshold=None))


@lru_cache(maxsize=1)
def _unit_of(left: Side, right: Side, options: MatchOptions) -> Unit:
    knowledge = open_knowledge(options.gazetteer)
    learned = model(gazetteer=knowledge.gazetteer is not None)
    return make_unit(left, right, knowledge, learned, options)


def make_unit(
    left: Side,
    right: Side,
    knowledge: Knowledge,
    learned: Model,
    options: MatchOptions = MatchOptions(),
) -> Unit:
    """Both lists made ready, with the tables and the model given.

    Twins are settled first. Their rows stay in the lists, so that these are as crowded as they
    were, but without names there is nothing to make ready and nothing to compare.
    """
    left_rows, right_rows = canonical(left), canonical(right)
    left, right = left.take(left_rows), right.take(right_rows)
    decided = options.must_link | options.cannot_link
    firsts, seconds = {row for row, _ in decided}, {row for _, row in decided}
    twins = find_twins(
        left, right, alike=options.top is None,
        decided=(
            [place for place, row in enumerate(left_rows) if row in firsts],
            [place for place, row in enumerate(right_rows) if row in seconds],
        ),
    )  # fmt: skip
    a = prepare(_nameless(left, twins.rows), knowledge)
    b = prepare(_nameless(right, twins.others), knowledge)
    return Unit(a, b, left_rows, right_rows, codes_of(a, b), knowledge, learned, twins)


def _nameless(side: Side, rows: Rows) -> Side:
    """A list with the names of some rows left out."""
    if not len(rows):
        return side
    names = list(side.names)
    for row in rows.tolist():
        names[row] = ""
    return replace(side, names=tuple(names))


def canonical(side: Side) -> list[int]:
    """Rows in an order that depends on what they say alone, so that input order changes nothing."""
    columns = [
        side.names, side.countries, side.regions, side.dates, side.positions, side.blocks,
    ]  # fmt: skip
    keys = list(zip(*(column for column in columns if column), strict=True))
    return sorted(range(len(side)), key=keys.__getitem__)


def compare_within(unit: Unit, piece: Piece, told: Callable[[float], None] | None = None) -> Pairs:
    """Round one of a piece; `told` hears what share of it is done."""
    mine, theirs = _masks(unit, piece)
    settled = _settled_pairs(unit, mine)
    found = _compare(unit, first_round(unit.codes, mine, theirs), mine, theirs, told)
    return Pairs.joined((settled, found))


def compare_across(
    unit: Unit, piece: Piece, settled: Settled, told: Callable[[float], None] | None = None
) -> Pairs:
    """Round two of a piece; `told` hears what share of it is done."""
    mine, theirs = _masks(unit, piece)
    work = second_round(unit.codes, (settled.left, settled.right), mine, theirs)
    return _compare(unit, work, mine, theirs, told)


def _settled_pairs(unit: Unit, mine: Mask) -> Pairs:
    """The twins that a piece answers for, as pairs with views beyond all others."""
    import numpy as np

    at = np.flatnonzero(mine[unit.twins.rows])
    kind = unit.twins.kind[at]
    weight = np.array(WEIGHTS)[kind]
    return Pairs(unit.twins.rows[at], unit.twins.others[at], weight, kind + len(VIEWS))


def scored_pairs(unit: Unit, i: Rows, j: Rows, *, few: bool) -> Pairs:
    """Match weights of some pairs; those that weigh too little to matter are left out."""
    import numpy as np

    left, row = _used(unit.left, i)
    right, other = _used(unit.right, j)
    scored = score(
        left, right, row[i], other[j], knowledge=unit.knowledge, learned=unit.learned, few=few
    )
    back = np.zeros(len(left), np.int64), np.zeros(len(right), np.int64)
    back[0][row[i]] = i
    back[1][other[j]] = j
    return Pairs(back[0][scored.i], back[1][scored.j], scored.weight, scored.view)


def _used(side: Prepared, rows: Rows) -> tuple[Prepared, Rows]:
    """The rows of a list that occur, and the place of each row among them."""
    import numpy as np

    occurs = np.zeros(len(side), bool)
    occurs[rows] = True
    if occurs.mean() > 0.7:
        return side, np.arange(len(side))
    return side.take(np.flatnonzero(occurs).tolist()), np.cumsum(occurs) - 1


def _masks(unit: Unit, piece: Piece) -> tuple[Mask, Mask]:
    import numpy as np

    mine, theirs = np.zeros(len(unit.left), bool), np.zeros(len(unit.right), bool)
    mine[slice(*piece.left)] = True
    theirs[slice(*piece.right)] = True
    return mine, theirs


def _compare(
    unit: Unit,
    work: Iterator[tuple[Rows, Rows, bool] | Group],
    mine: Mask,
    theirs: Mask,
    told: Callable[[float], None] | None,
) -> Pairs:
    import numpy as np

    likely = Likely(unit.left, unit.right, unit.knowledge, mine, theirs)
    found: list[Pairs] = []
    waiting: list[tuple[Rows, Rows]] = []
    held, kind = 0, True
    seen = np.zeros(len(unit.left), bool)

    def flush() -> None:
        nonlocal held
        if held:
            i, j = (np.concatenate(column) for column in zip(*waiting, strict=True))
            for at in range(0, len(i), _AT_ONCE):
                part = slice(at, at + _AT_ONCE)
                found.append(scored_pairs(unit, i[part], j[part], few=kind))
            if told is not None:
                seen[i] = True
                told(float(seen.sum()) / max(1, int(mine.sum())))
        waiting.clear()
        held = 0

    for one in work:
        i, j, few = one if isinstance(one, tuple) else _chosen(unit, likely, one)
        if few != kind or held + len(i) > _AT_ONCE:
            flush()
        kind = few
        waiting.append((i, j))
        held += len(i)
    flush()
    return Pairs.joined(found)


def _chosen(unit: Unit, likely: Likely, group: Group) -> tuple[Rows, Rows, bool]:
    rows = _others_than(group.rows, unit.twins.rows)
    others = _others_than(group.others, unit.twins.others)
    if not len(rows) or not len(others):
        return rows[:0], others[:0], group.few
    i, j = likely.pairs(replace(group, rows=rows, others=others))
    kept = wanted_pairs(i, j, unit.codes, apart=group.apart, code=group.code)
    return i[kept], j[kept], group.few


def _others_than(rows: Rows, gone: Rows) -> Rows:
    import numpy as np

    return rows[~np.isin(rows, gone)] if len(gone) else rows


def block_pairs(left: Prepared, right: Prepared, knowledge: Knowledge) -> tuple[Rows, Rows]:
    """All pairs of rows that round one compares, by left row, then right row."""
    import numpy as np

    codes = codes_of(left, right)
    everything = np.ones(len(left), bool), np.ones(len(right), bool)
    likely = Likely(left, right, knowledge, *everything)
    keys = [np.zeros(0, np.int64)]
    for one in first_round(codes, *everything):
        if isinstance(one, Group):
            i, j = likely.pairs(one)
            kept = wanted_pairs(i, j, codes, apart=one.apart, code=one.code)
            i, j = i[kept], j[kept]
        else:
            i, j, _ = one
        keys.append(i * len(right) + j)
    pairs = distinct_keys(np.concatenate(keys))
    return pairs // max(len(right), 1), pairs % max(len(right), 1)
