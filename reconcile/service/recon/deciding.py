"""How a query is decided: what is looked up for it, which candidates fit it, which is the match."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from reconcile.names.country import country_codes
from reconcile.names.dates import compare
from reconcile.service.recon.authority import Authority
from reconcile.service.recon.place_types import is_of, type_of_name
from reconcile.service.recon.values import (
    Asked,
    Candidate,
    Condition,
    Entity,
    Query,
    same_text,
)

MARGIN = 1.5
"""Log-odds by which a match leads the next candidate: more than four to one."""

_FORMS = 4  # spellings of the evidence of one query that are looked up
_NAMES = ("name", "name_en", "name_zh")


def asked_by(query: Query) -> tuple[Asked, ...]:
    """What is looked up for a query: one for each country and each region that it may mean."""
    name = query.name if query.name.strip() else next(iter(query.texts(*_NAMES)), "")
    if not name.strip():
        return ()
    countries = [text for text in query.texts("country") if country_codes(text)][:_FORMS]
    regions, dates = query.texts("region")[:2], query.texts("date")[:2]
    return tuple(
        Asked(name=name, country=country, region=region, date=date)
        for country, region, date in product(countries or [""], regions or ("",), dates or ("",))
    )


def fitted(authority: Authority, query: Query, one: Candidate) -> Candidate | None:
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
    lead = _log_odds(first.confidence) - _log_odds(max(rivals, default=0.0))
    return (replace(first, match=lead >= MARGIN), *candidates[1:])


def _log_odds(confidence: float) -> float:
    """Log-odds of a probability, within 9.2 either way."""
    kept = min(max(confidence, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


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
