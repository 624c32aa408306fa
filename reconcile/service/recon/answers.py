"""How queries are answered from an authority: what was asked once is remembered."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.service.recon.authority import Authority
from reconcile.service.recon.deciding import asked_by, decided, fitted
from reconcile.service.recon.values import Asked, Candidate, Entity, Query

_KEPT = 20_000  # names whose candidates are kept


class Answers:
    """An authority with a memory: what was asked once is answered at once. Safe in threads.

    Args:
        authority: The list.
        recalls: Whether pages about an entity may tell which names it was offered for, whoever
            asked them.
    """

    def __init__(self, authority: Authority, *, recalls: bool = True) -> None:
        self.authority = authority
        self._recalls = recalls
        self._finding = threading.Lock()  # held while names are looked up
        self._memory = threading.Lock()  # held for moments only
        self._kept: OrderedDict[Asked, tuple[Candidate, ...]] = OrderedDict()
        self._reasons: OrderedDict[str, tuple[str, ...]] = OrderedDict()

    def answer(self, queries: Sequence[Query]) -> list[tuple[Candidate, ...]]:
        """The candidates of each query, the likeliest first, at most one of them a match."""
        forms = [asked_by(query) for query in queries]
        return self._told(queries, forms, self._looked_up(_all(forms)))

    def at_once(self, queries: Sequence[Query]) -> list[tuple[Candidate, ...]] | None:
        """As `answer` where all names were asked before, else `None`: it never takes long."""
        forms = [asked_by(query) for query in queries]
        wanted = _all(forms)
        known = self._remembered(wanted)
        return self._told(queries, forms, known) if len(known) == len(wanted) else None

    def _told(
        self,
        queries: Sequence[Query],
        forms: Sequence[Sequence[Asked]],
        known: Mapping[Asked, tuple[Candidate, ...]],
    ) -> list[tuple[Candidate, ...]]:
        found = [
            self._answer(query, [known[one] for one in some])
            for query, some in zip(queries, forms, strict=True)
        ]
        for query, candidates in zip(queries, found, strict=True):
            self._remember(query, candidates)
        return found

    def entity(self, id: str) -> Entity | None:
        """The entity of an id."""
        return self.authority.entity(id)

    def beginning_with(self, prefix: str, *, most: int, after: int = 0) -> tuple[Entity, ...]:
        """The entity of that id, then entities whose name begins so."""
        exact = self.authority.entity(prefix.strip())
        found = self.authority.beginning_with(prefix, most=most, after=after)
        first = (exact,) if exact and not after else ()
        return (*first, *(one for one in found if not exact or one.id != exact.id))[:most]

    def values(self, id: str, properties: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        """Values of some properties of an entity; empty for an unknown id."""
        entity = self.authority.entity(id)
        return {name: self.authority.values(entity, name) if entity else () for name in properties}

    def reasons(self, id: str) -> tuple[str, ...]:
        """What the last queries that had an entity for a candidate were told of it."""
        with self._memory:
            return self._reasons.get(id, ())

    def _looked_up(self, asked: set[Asked]) -> dict[Asked, tuple[Candidate, ...]]:
        """Candidates of each name, from memory where it was asked before."""
        known = self._remembered(asked)
        if len(known) < len(asked):
            with self._finding:
                # Another thread may have looked them up meanwhile.
                known |= self._remembered(asked - known.keys())
                new = sorted(
                    asked - known.keys(),
                    key=lambda one: (one.name, one.country, one.region, one.date),
                )
                if new:
                    known |= zip(new, self.authority.find(new), strict=True)
            with self._memory:
                self._kept.update((one, known[one]) for one in new)
                _forget(self._kept)
        return known

    def _remembered(self, asked: set[Asked]) -> dict[Asked, tuple[Candidate, ...]]:
        with self._memory:
            found = {one: self._kept[one] for one in asked if one in self._kept}
            for one in found:
                self._kept.move_to_end(one)
            return found

    def _answer(self, query: Query, found: Sequence[Sequence[Candidate]]) -> tuple[Candidate, ...]:
        exact = self.authority.entity(query.name.strip())
        if exact:
            return (
                Candidate(
                    entity=exact, confidence=1.0, sure=True, match=True,
                    reason="the query is its id", features={"is_id": True},
                ),
            )  # fmt: skip
        best: dict[str, Candidate] = {}
        for some in found:
            for candidate in some:
                known = best.get(candidate.entity.id)
                if not known or candidate.confidence > known.confidence:
                    best[candidate.entity.id] = candidate
        fitting = [
            fit for one in best.values() if (fit := fitted(self.authority, query, one)) is not None
        ]
        fitting.sort(key=lambda one: (-one.confidence, not one.sure, one.entity.id))
        return decided(fitting)[: query.limit]

    def _remember(self, query: Query, candidates: Sequence[Candidate]) -> None:
        if not self._recalls:
            return
        with self._memory:
            for one in candidates:
                said = f"{query.name[:80]}: {one.reason} ({one.score:.0f})"
                rest = [other for other in self._reasons.get(one.entity.id, ()) if other != said]
                self._reasons[one.entity.id] = (said, *rest[:2])
                self._reasons.move_to_end(one.entity.id)
            _forget(self._reasons)


def _all(forms: Sequence[Sequence[Asked]]) -> set[Asked]:
    return {one for some in forms for one in some}


def _forget(kept: OrderedDict[Any, Any]) -> None:
    """Drop what was not asked for the longest time."""
    while len(kept) > _KEPT:
        kept.popitem(last=False)
