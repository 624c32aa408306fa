"""What the Reconciliation API asks of a list of entities, and how a query is answered from it.

An authority looks names up and tells values; which candidates fit the types and conditions of a
query, and whether one of them is meant beyond doubt, is decided here, alike for all.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any, Protocol

from reconcile.names.country import country_codes
from reconcile.names.dates import compare
from reconcile.service.recon.place_types import is_of, type_of_name
from reconcile.service.recon.values import (
    Asked,
    Candidate,
    Condition,
    Entity,
    Property,
    Query,
    same_text,
)

MARGIN = 1.5
"""Log-odds by which a match leads the next candidate: more than four to one."""

_KEPT = 20_000  # names whose candidates are kept
_FORMS = 4  # spellings of the evidence of one query that are looked up
NAMES = ("name", "name_en", "name_zh")


class Authority(Protocol):
    """A list of entities in which names are looked up.

    `find` is called from one thread at a time, all else from any.
    """

    id: str  # '' for the gazetteer
    title: str
    identifier_space: str
    properties: tuple[Property, ...]

    def find(self, asked: Sequence[Asked]) -> list[tuple[Candidate, ...]]:
        """Candidates of each name, the likeliest first, each answered as if it stood alone."""
        ...

    def entity(self, id: str) -> Entity | None:
        """The entity of an id, also of a plain GeoNames number."""
        ...

    def beginning_with(self, prefix: str, *, most: int, after: int = 0) -> tuple[Entity, ...]:
        """Entities whose name begins so, the best known first."""
        ...

    def values(self, entity: Entity, property: str) -> tuple[Any, ...]:
        """Values of a property: texts and numbers; empty where nothing is known."""
        ...


class Answers:
    """An authority with a memory: what was asked once is answered at once. Safe in threads."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self._finding = threading.Lock()  # held while names are looked up
        self._memory = threading.Lock()  # held for moments only
        self._kept: OrderedDict[Asked, tuple[Candidate, ...]] = OrderedDict()
        self._reasons: OrderedDict[str, tuple[str, ...]] = OrderedDict()

    def answer(self, queries: Sequence[Query]) -> list[tuple[Candidate, ...]]:
        """The candidates of each query, the likeliest first, at most one of them a match."""
        forms = [_asked(query) for query in queries]
        known = self._looked_up({one for some in forms for one in some})
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
            fit for one in best.values() if (fit := _fitted(self.authority, query, one)) is not None
        ]
        fitting.sort(key=lambda one: (-one.confidence, not one.sure, one.entity.id))
        return decided(fitting)[: query.limit]

    def _remember(self, query: Query, candidates: Sequence[Candidate]) -> None:
        with self._memory:
            for one in candidates:
                said = f"{query.name[:80]}: {one.reason} ({one.score:.0f})"
                rest = [other for other in self._reasons.get(one.entity.id, ()) if other != said]
                self._reasons[one.entity.id] = (said, *rest[:2])
                self._reasons.move_to_end(one.entity.id)
            _forget(self._reasons)


def decided(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates, likeliest first, the first marked as a match where nothing speaks against it.

    The subdivision that is named after a city is no rival of it: a bare name means the city.
    """
    if not candidates or not candidates[0].sure:
        return tuple(candidates)
    first = candidates[0]
    rivals = [
        one.confidence
        for one in candidates[1:]
        if not (
            first.entity.type.id == "city"
            and one.entity.id.startswith("iso3166-2:")
            and one.entity.country == first.entity.country
        )
    ]
    lead = log_odds(first.confidence) - log_odds(max(rivals, default=0.0))
    return (replace(first, match=lead >= MARGIN), *candidates[1:])


def log_odds(confidence: float) -> float:
    """Log-odds of a probability, within 9.2 either way."""
    kept = min(max(confidence, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def _asked(query: Query) -> tuple[Asked, ...]:
    """What is looked up for a query: one for each country and each region that it may mean."""
    name = query.name if query.name.strip() else next(iter(query.texts(*NAMES)), "")
    if not name.strip():
        return ()
    countries = [text for text in query.texts("country") if country_codes(text)][:_FORMS]
    regions, dates = query.texts("region")[:2], query.texts("date")[:2]
    return tuple(
        Asked(name=name, country=country, region=region, date=date)
        for country, region, date in product(countries or [""], regions or ("",), dates or ("",))
    )


def _fitted(authority: Authority, query: Query, one: Candidate) -> Candidate | None:
    """A candidate under the types and conditions of a query; `None` where it must not appear."""
    features = dict(one.features)
    if query.types:
        fits = is_of(one.entity.type, query.types, every=query.strict == "all")
        if not fits and query.strict != "should":
            return None
        features["type_match"] = fits
        # A column of cities may hold a county: its own name says so, and is believed.
        own = type_of_name(query.name)
        if not fits and not (own and own.id == one.entity.type.id):
            said = f"{one.reason}; it is of another type"
            one = replace(one, confidence=one.confidence / 2, sure=False, reason=said)
    for condition in query.conditions:
        if condition.property in ("country", "region", "date") and not (
            condition.required or condition.quantifier != "any"
        ):
            continue  # weighed by the authority
        holds = _holds(authority, one.entity, condition)
        if holds is None and not condition.required:
            continue
        if not holds:
            if condition.required or condition.quantifier == "none":
                return None
            said = f"{one.reason}; another {condition.property}"
            one = replace(one, confidence=one.confidence / 2, sure=False, reason=said)
        features[f"{condition.property[:40]}_match"] = bool(holds)
    return replace(one, features=features)


def _holds(authority: Authority, entity: Entity, condition: Condition) -> bool | None:
    """Whether a condition is true of an entity; `None` where nothing is known of it."""
    if condition.property not in {each.id for each in authority.properties}:
        return None
    known = [str(value) for value in authority.values(entity, condition.property)]
    if not known or not condition.values:
        return None
    told = [
        any(_same(condition.property, text, other) for text in value.texts for other in known)
        for value in condition.values
    ]
    if condition.quantifier == "none":
        return not any(told)
    return all(told) if condition.quantifier == "all" else any(told)


def _same(property: str, text: str, other: str) -> bool:
    if property.startswith("country"):
        return not set(country_codes(text)).isdisjoint(country_codes(other))
    if property == "date":
        return bool(text) and compare(text, other) != "conflict"
    return text.strip() == other or same_text(text, other)


def _forget(kept: OrderedDict[Any, Any]) -> None:
    """Drop what was not asked for the longest time."""
    while len(kept) > _KEPT:
        kept.popitem(last=False)
