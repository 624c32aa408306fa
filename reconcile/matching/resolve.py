"""Linking of names to the gazetteer: which place a row means.

A name that the gazetteer holds is resolved by what the row says besides: country, type, region;
then by population, since people mean the larger place more often. A name that it doesn't hold is
compared with the names of the same country that are spelt nearly like it, and a Chinese one with
the sound of the country's large cities.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.errors import UsageError
from reconcile.fold import fold
from reconcile.matching.align import rank
from reconcile.matching.knowledge import open_knowledge
from reconcile.matching.policy import model
from reconcile.matching.side import Prepared, prepare
from reconcile.matching.values import Match, MatchOptions, Side
from reconcile.model import Outcome
from reconcile.names.generic import levels_agree

if TYPE_CHECKING:
    from reconcile.gazetteer import Gazetteer, GazetteerPlace

_NEAR = 5  # near spellings that are looked at
_LARGEST = 250  # cities of a country whose sound is: lists name places that people know
_UNIQUE, _UNIQUE_ANYWHERE = 0.99, 0.95
"""Confidence of the only place of a name, with the country known and without."""

_CITY_FIRST = 1.5  # log-odds by which a bare name means a city rather than a region


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A row and the place it means; `place` is `None` where nothing is near enough.

    In `match`, `right` is always `None` and `outcome` is `match`, `possible` or `left_only`.
    """

    match: Match
    place: GazetteerPlace | None


def resolve(
    side: Side,
    *,
    options: MatchOptions = MatchOptions(),
) -> tuple[Resolved, ...]:
    """Link each row to a place of the gazetteer.

    Args:
        side: A list.
        options: Threshold, gazetteer (not `none`), and `top`, the number of places to tell for
            each row (default 1).

    Returns:
        For each row, in order, at most `top` places, the likeliest first.

    Raises:
        UsageError: `options.gazetteer` is `none`.

    Example:
        >>> resolve(Side(names=("雪梨",), countries=("澳洲",)))[0].place.name
        'Sydney'
    """
    if options.gazetteer == "none":
        raise UsageError(
            "names cannot be resolved without a gazetteer",
            hint="Leave out --gazetteer, or give the path of a file.",
        )
    knowledge = open_knowledge(options.gazetteer)
    gazetteer: Gazetteer = knowledge.gazetteer  # type: ignore[assignment]
    threshold = model(gazetteer=True).threshold if options.threshold is None else options.threshold
    most = options.top or 1
    ready = prepare(side, knowledge)
    near = _near_places(side, ready, gazetteer)
    found: list[Resolved] = []
    for row in range(len(side)):
        places = _known_places(ready, row, gazetteer) or near.get(row, [])
        linked = [
            _resolved(row, place, sure, margin, reason, threshold, number if options.top else None)
            for number, (place, sure, margin, reason) in enumerate(places[:most], 1)
            if sure >= threshold / 2 or options.top
        ]
        best = places[0][1] if places else 0.0
        found += linked or [_unresolved(row, best)]
    return tuple(found)


Candidate = tuple["GazetteerPlace", float, float, str]  # place, confidence, margin, reason


def _known_places(ready: Prepared, row: int, gazetteer: Gazetteer) -> list[Candidate]:
    """Places that bear the name, the likeliest first, with confidence and margin."""
    names = ready.han if ready.han.keys[row] else ready.latin
    both = ready.han.ids[row] & ready.latin.ids[row]
    ids = sorted(both or ready.han.ids[row] | ready.latin.ids[row])
    exact = bool(ids)
    ids = ids or sorted(ready.han.loose_ids[row] | ready.latin.loose_ids[row])
    places = [place for id in ids if (place := gazetteer.get(id))]
    if not places:
        return []
    generic, region = names.generics[row], fold(ready.regions[row])
    told = bool(ready.countries[row])
    odds = [_odds(place, generic, region) for place in places]
    order = sorted(range(len(places)), key=lambda n: (-odds[n], places[n].id))
    total = sum(math.exp(value - max(odds)) for value in odds)
    ceiling = (_UNIQUE if told else _UNIQUE_ANYWHERE) - (0 if exact else 0.05)
    found: list[Candidate] = []
    for n in order:
        sure = ceiling * math.exp(odds[n] - max(odds)) / total
        rival = max((odds[other] for other in order if other != n), default=odds[n] - 10)
        others = f", one of {len(places)} of that name" if len(places) > 1 else ""
        reason = f"gazetteer: {names.texts[row]} is {_described(places[n])}{others}"
        found.append((places[n], sure, odds[n] - rival, reason))
    return found


def _odds(place: GazetteerPlace, generic: str, region: str) -> float:
    """Log-odds that a row means a place among those of its name."""
    value = math.log(place.population + 1000)
    if generic:
        value += 3 * levels_agree(generic, place.level)
    elif place.level == "city":
        value += _CITY_FIRST + (0 if place.population else 2)
    if place.id.startswith("iso3166-2:"):
        value += math.log(100) if not place.population else 0
    if region and region == fold(place.admin1):
        value += 6
    return value


def _near_places(side: Side, ready: Prepared, gazetteer: Gazetteer) -> dict[int, list[Candidate]]:
    """For rows whose name is unknown: places of the country spelt nearly so, or sounding so."""
    names: list[str] = []
    countries: list[str] = []
    blocks: list[str] = []
    places: list[GazetteerPlace] = []
    unknown = [
        row
        for row in range(len(side))
        if not (ready.han.loose_ids[row] or ready.latin.loose_ids[row]) and ready.countries[row]
    ]
    for row in unknown:
        text = ready.han.texts[row] or ready.latin.texts[row]
        for code in sorted(ready.countries[row]) if text else ():
            for name, place in _offers(text, code, gazetteer, han=bool(ready.han.keys[row])):
                names.append(name)
                countries.append(code)
                blocks.append(str(row))
                places.append(place)
    if not names:
        return {}
    asked = Side(
        names=tuple(side.names[row] for row in unknown),
        countries=tuple(side.countries[row] for row in unknown) if side.countries else (),
        blocks=tuple(str(row) for row in unknown),
    )
    offered = Side(names=tuple(names), countries=tuple(countries), blocks=tuple(blocks))
    wanted = MatchOptions(gazetteer="none", top=4 * _NEAR)
    found: dict[int, dict[str, Candidate]] = {}
    for match in rank(asked, offered, options=wanted):
        if match.left is not None and match.right is not None:
            row, place = unknown[match.left], places[match.right]
            heard = ready.han.keys[row] and names[match.right] == place.name
            how = "sound" if heard else "near spelling"
            reason = f"{how}: {side.names[row]} against {names[match.right]}"
            candidate = (place, match.confidence, match.margin, reason)
            found.setdefault(row, {}).setdefault(place.id, candidate)
    return {row: list(by_place.values()) for row, by_place in found.items()}


def _offers(
    text: str, country: str, gazetteer: Gazetteer, *, han: bool
) -> Iterator[tuple[str, GazetteerPlace]]:
    """Names that a name may be another writing of, each with its place.

    Names in its own script that are spelt nearly so; for a Chinese one also the Latin names of the
    large cities of the country, whose sound it may spell.
    """
    for place, _ in gazetteer.similar(text, country=country, limit=_NEAR):
        for name in _names_like(place, gazetteer, han=han):
            yield name, place
    if han:
        for place in gazetteer.largest_cities(country, most=_LARGEST):
            yield place.name, place


def _names_like(place: GazetteerPlace, gazetteer: Gazetteer, *, han: bool) -> Sequence[str]:
    """Names of a place in one script, at most a dozen."""
    return [
        name for name in gazetteer.names(place.id) if any("㐀" <= c <= "鿿" for c in name) == han
    ][:12]


def _described(place: GazetteerPlace) -> str:
    population = f", {place.population:,} inhabitants" if place.population else ""
    return f"{place.name} ({place.level}, {place.country}{population})"


def _resolved(
    row: int,
    place: GazetteerPlace,
    sure: float,
    margin: float,
    reason: str,
    threshold: float,
    number: int | None,
) -> Resolved:
    outcome: Outcome = "match" if sure >= threshold and margin > 0 else "possible"
    match = Match(
        left=row, right=None, confidence=round(sure, 4), outcome=outcome,
        margin=round(margin, 3), reasons=(reason,), rank=number,
    )  # fmt: skip
    return Resolved(match=match, place=place)


def _unresolved(row: int, best: float) -> Resolved:
    match = Match(left=row, right=None, confidence=round(best, 4), outcome="left_only", margin=0.0)
    return Resolved(match=match, place=None)
