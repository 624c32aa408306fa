"""What speaks for and against a place beside its name: rivals, other countries, dates."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reconcile.names.dates import compare
from reconcile.service.recon.place_facts import tie_values
from reconcile.service.recon.values import Asked, Candidate, same_text

if TYPE_CHECKING:
    from reconcile.model import Relationship

    Ties = Mapping[str, Sequence[Relationship]]

_SURE, _SURE_ANYWHERE = 0.6, 0.8  # confidence of a match, with the country told and without
_SAME_DAY = 4.0  # log-odds for a place that a list names under the date told


def likely(candidates: Sequence[Candidate]) -> bool:
    """Whether the first candidate is more likely meant than not."""
    return bool(candidates) and candidates[0].confidence >= 0.5


def least(asked: Asked) -> float:
    """The confidence from which a candidate may be a match."""
    return _SURE if asked.country else _SURE_ANYWHERE


def combined(some: Sequence[Candidate], more: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """All candidates, the likeliest first, each entity once."""
    best: dict[str, Candidate] = {}
    for one in sorted((*some, *more), key=lambda each: -each.confidence):
        best.setdefault(one.entity.id, one)
    return tuple(best.values())


def pooled(asked: Asked, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """A city that comes first, with the likelihood of the subdivision that is the city itself."""
    if not candidates or not candidates[0].entity.id.startswith("geonames:"):
        return candidates
    first = candidates[0]
    own = [
        one
        for one in candidates[1:]
        if one.entity.id.startswith("iso3166-2:")
        and one.entity.type == first.entity.type
        and one.entity.country == first.entity.country
    ]
    if not own:
        return candidates
    total = round(min(first.confidence + sum(one.confidence for one in own), 0.99), 4)
    known = bool(first.features.get("name_known"))
    sure = first.sure or (known and total >= least(asked) and _agrees(first))
    return (replace(first, confidence=total, sure=sure), *candidates[1:])


def _agrees(candidate: Candidate) -> bool:
    return float(candidate.features.get("type_agreement", 0)) >= 0


def unlisted(asked: Asked, candidate: Candidate) -> Candidate:
    """A partner outside the gazetteer: meant where it is called so, else hardly."""
    entity = candidate.entity
    if same_text(asked.name, entity.name) or same_text(asked.name, entity.name_zh):
        return candidate
    return replace(candidate, confidence=round(candidate.confidence / 2, 4), sure=False)


def foreign(candidate: Candidate, country: str) -> Candidate:
    """A candidate of another country than was told."""
    return replace(
        candidate,
        confidence=round(candidate.confidence / 2, 4),
        sure=False,
        reason=f"{candidate.reason}; not in {country}",
        features={**candidate.features, "country_match": False},
    )


def dated(candidates: Sequence[Candidate], date: str, ties: Ties) -> tuple[Candidate, ...]:
    """Candidates weighed by whether a list of the workspace names the place under the date."""
    same = {
        one.entity.id
        for one in candidates if date
        for tie in ties.get(one.entity.id, ())
        for day in tie_values(tie, "date") if compare(day, date) != "conflict"
    }  # fmt: skip
    if not same:
        return tuple(candidates)
    odds = [
        one.confidence * (math.exp(_SAME_DAY) if one.entity.id in same else 1.0)
        for one in candidates
    ]
    total = max(sum(one.confidence for one in candidates), 1e-9)
    weighed = [
        replace(
            one,
            confidence=round(min(total, 0.99) * share / sum(odds), 4),
            reason=f"{one.reason}; a list names it under {date}"
            if one.entity.id in same
            else one.reason,
            features={**one.features, "date_match": one.entity.id in same},
        )
        for one, share in zip(candidates, odds, strict=True)
    ]
    return combined((), weighed)
