"""Looking single names up in a list that was made ready once: what a running service needs.

`align` and `rank` compare two whole lists. Here each name asked for stands alone: what else is
asked in the same call changes nothing, so an answer may be kept and given again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.matching.block import Group
from reconcile.matching.candidates import TOP_LATIN, Likely
from reconcile.matching.knowledge import open_knowledge
from reconcile.matching.pieces import SETTLED, block_pairs
from reconcile.matching.policy import POLICY, model
from reconcile.matching.reasons import reasons_of
from reconcile.matching.score import (
    NO_RIVAL,
    VIEWS,
    Margins,
    Scored,
    bounded,
    confidence,
    joined,
    leads,
    one_script,
    rivals,
    score,
    signals,
)
from reconcile.matching.side import Prepared, prepare
from reconcile.matching.values import Side

if TYPE_CHECKING:
    from reconcile.matching.batch import Rows
    from reconcile.matching.block import Mask
    from reconcile.matching.score import Floats

SURE = 4.0
"""Match weight from which a row that bears the name leaves the rest of the list uncompared."""

WHOLE = 20_000
"""Pairs up to which names are compared with all rows of their country: about a second's work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A row of the list that a name may mean.

    Attributes:
        row: 0-based row of the list.
        confidence: Calibrated probability in [0, 1] that it is the place meant.
        margin: Log-odds between this row and the best other one of the same name.
        reasons: Plain English, the strongest first.
        evidence: What each comparison adds to the log-odds, by its name; those that add nothing
            are left out.
    """

    row: int
    confidence: float
    margin: float
    reasons: tuple[str, ...]
    evidence: Mapping[str, float]


class NameIndex:
    """A list of places, cleaned, folded and looked up once, in which names are looked up.

    Args:
        side: The list.
        gazetteer: As in `MatchOptions`.

    Example:
        >>> index = NameIndex(Side(names=("Lyon", "Leiden"), countries=("France", "Netherlands")))
        >>> [found.row for found in index.find(Side(names=("里昂",)), top=1)[0]]
        [0]
    """

    def __init__(self, side: Side, *, gazetteer: str | Path = "default") -> None:
        self._knowledge = open_knowledge(gazetteer)
        self._model = model(gazetteer=self._knowledge.gazetteer is not None)
        self._ready = prepare(side, self._knowledge)
        self._rows: dict[str, list[int]] = {}  # by what `_marks` gives
        for row in range(len(side)):
            for mark in _marks(self._ready, row):
                self._rows.setdefault(mark, []).append(row)
        self._sizes: dict[frozenset[str], int] = {}  # rows that may be of some countries

    def __len__(self) -> int:
        return len(self._ready)

    def find(
        self, asked: Side, *, top: int = 5, least: float = 0.0, alike: bool = True
    ) -> tuple[tuple[FoundRow, ...], ...]:
        """For each row of `asked`, the likeliest rows of the list, the likeliest first.

        Args:
            asked: Names with what is known besides.
            top: At most so many rows each.
            least: Rows of a smaller confidence are left out.
            alike: Whether rows are looked for that don't bear the name but are like it; this
                takes most of the time.

        Returns:
            One tuple per row asked, in order; empty where nothing is alike.
        """
        import numpy as np

        if not len(self._ready) or not len(asked):
            return ((),) * len(asked)
        ready = prepare(asked, self._knowledge)
        scored = self._scored(asked, ready, alike=alike)
        raw = rivals(scored, _alike(scored))
        # Each name stands alone, so that no other one asked for is a rival to it.
        alone = Margins(raw.left, scored.weight - NO_RIVAL)
        crowd = Margins(self._crowd(ready)[scored.i], np.zeros(len(scored.i)))
        table = signals(scored.weight, alone, alone, crowd)
        sure = bounded(confidence(table, self._model.calibration), scored.weight)
        lead = leads(scored.i, scored.weight)
        told: list[int] = []
        places: dict[int, int] = {}
        for n in np.lexsort((scored.j, -scored.weight, scored.i)).tolist():
            row = int(scored.i[n])
            places[row] = places.get(row, 0) + 1
            if places[row] <= top and sure[n] >= least:
                told.append(n)
        chosen = scored.take(np.array(told, np.int64))
        words = reasons_of(ready, self._ready, chosen, self._knowledge, self._model)
        found: list[list[FoundRow]] = [[] for _ in range(len(asked))]
        for at, (n, reasons) in enumerate(zip(told, words, strict=True)):
            found[int(scored.i[n])].append(
                FoundRow(
                    row=int(scored.j[n]),
                    confidence=round(float(sure[n]), 4),
                    margin=round(float(lead[n]), 3),
                    reasons=reasons,
                    evidence=self._evidence(chosen, at),
                )
            )
        return tuple(tuple(rows) for rows in found)

    def _scored(self, asked: Side, ready: Prepared, *, alike: bool) -> Scored:
        """Pairs with rows that the gazetteer or the spelling says are the same.

        For names that these leave open, pairs with all rows of their country; where that settles
        nothing either, with those that bear the name in other countries.
        """
        scored = self._compared(ready, *self._same(ready), of=range(len(ready)))
        open_rows = _unsettled(scored, range(len(ready)), SURE)
        if open_rows and alike:
            i, j = self._of_country(ready, open_rows)
            scored = _replaced(scored, self._compared(ready, i, j, of=open_rows), open_rows)
        strangers = [row for row in _unsettled(scored, open_rows, SETTLED) if ready.countries[row]]
        if strangers:
            i, j = self._elsewhere(asked, ready, strangers)
            scored = joined((scored, self._compared(ready, i, j, of=strangers)))
        return scored

    def _compared(self, ready: Prepared, i: Rows, j: Rows, *, of: Collection[int]) -> Scored:
        import numpy as np

        kept = np.isin(i, list(of))
        # Comparisons look at all rows of a list, so they get those alone that are wanted.
        rows, j = np.unique(j[kept], return_inverse=True)
        found = score(
            ready, self._ready.take(rows.tolist()), i[kept], j,
            knowledge=self._knowledge, learned=self._model,
        )  # fmt: skip
        return replace(found, j=rows[found.j])

    def _of_country(self, ready: Prepared, rows: list[int]) -> tuple[Rows, Rows]:
        """Pairs of some names with the rows of their country; of many, with the likeliest."""
        import numpy as np

        if np.exp(self._crowd(ready)[rows]).sum() <= WHOLE:
            return block_pairs(ready, self._ready, self._knowledge)
        every = np.arange(len(self._ready))
        mine, theirs = np.ones(len(ready), bool), np.zeros(len(every), bool)
        group = Group(np.array(rows, np.int64), every, apart=False, code="", few=True)
        i, j = Likely(ready, self._ready, self._knowledge, mine, theirs).pairs(group)
        kept = np.flatnonzero(
            [
                _may_be_one(ready.countries[row], self._ready.countries[other])
                for row, other in zip(i.tolist(), j.tolist(), strict=True)
            ]
        )
        return i[kept], j[kept]

    def _same(self, ready: Prepared) -> tuple[Rows, Rows]:
        """Pairs that share a gazetteer id or a spelling and may be of one country."""
        import numpy as np

        pairs = [
            (row, other)
            for row, marks in enumerate(map(_marks, repeat(ready), range(len(ready))))
            for other in sorted({other for mark in marks for other in self._rows.get(mark, ())})
            if _may_be_one(ready.countries[row], self._ready.countries[other])
        ]
        table = np.array(pairs, np.int64).reshape(-1, 2)
        return table[:, 0], table[:, 1]

    def _elsewhere(self, asked: Side, ready: Prepared, rows: list[int]) -> tuple[Rows, Rows]:
        """Pairs of some names with the rows of other countries that bear the name.

        A country may be wrong. What is only alike is not looked for there.
        """
        import numpy as np

        anywhere = prepare(replace(asked, countries=()).take(rows), self._knowledge)
        i, j = self._same(anywhere)
        i = np.array(rows, np.int64)[i]
        apart = [
            not _may_be_one(ready.countries[row], self._ready.countries[other])
            for row, other in zip(i.tolist(), j.tolist(), strict=True)
        ]
        kept = np.flatnonzero(apart)
        return i[kept], j[kept]

    def _crowd(self, ready: Prepared) -> Floats:
        """Logarithm of the number of rows that each name might have been."""
        import numpy as np

        for codes in set(ready.countries) - self._sizes.keys():
            self._sizes[codes] = sum(_may_be_one(codes, other) for other in self._ready.countries)
        table = np.array([self._sizes[codes] for codes in ready.countries], np.float64)
        return np.asarray(np.log(table.clip(1)))

    def _evidence(self, scored: Scored, n: int) -> dict[str, float]:
        view = VIEWS[int(scored.view[n])][0]
        weights = self._model.weights[view]
        return {
            comparison.__name__: round(float(value) * weights[comparison.__name__], 3)
            for comparison, value in zip(POLICY[view], scored.said[n].tolist(), strict=False)
            if value
        }


def _marks(side: Prepared, row: int) -> list[str]:
    """What a row shares with others that bear its name: gazetteer ids and spellings."""
    found = side.han.loose_ids[row] | side.latin.loose_ids[row]
    spelt = (side.han.keys[row], side.latin.keys[row], side.han.bare_keys[row],
             side.latin.bare_keys[row])  # fmt: skip
    return [*sorted(found), *(f"={key}" for key in dict.fromkeys(spelt) if key)]


def _may_be_one(codes: frozenset[str], others: frozenset[str]) -> bool:
    """Whether countries leave it open that two rows are one place."""
    return not codes or not others or not codes.isdisjoint(others)


def _alike(scored: Scored) -> Mask:
    """Which pairs are rivals of others: those that could be meant.

    Of two names in different scripts the sound says how little they fit, however little that is.
    In one script a row that has nothing in common weighs no less than one that has a bit, and all
    rows of a long list together would outweigh the row meant. There only the `TOP_LATIN` likeliest
    are rivals, as in long lists, where the others aren't even compared.
    """
    import numpy as np

    order = np.lexsort((scored.j, -scored.weight, scored.i))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order)) - np.searchsorted(scored.i[order], scored.i[order])
    return np.asarray(~one_script(scored.view) | (place < TOP_LATIN))


def _unsettled(scored: Scored, rows: Iterable[int], least: float) -> list[int]:
    """Those of some rows that have no pair of a certain weight."""
    settled = set(scored.i[scored.weight > least].tolist())
    return [row for row in rows if row not in settled]


def _replaced(scored: Scored, better: Scored, rows: Sequence[int]) -> Scored:
    """The pairs of some rows taken from a second comparison."""
    import numpy as np

    return joined((scored.take(np.flatnonzero(~np.isin(scored.i, rows))), better))
