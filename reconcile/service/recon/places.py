"""The gazetteer as an authority list: places by GeoNames id, subdivisions by ISO 3166-2 code."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reconcile.gazetteer.keys import is_han, name_key
from reconcile.matching import MatchOptions, Side, resolve
from reconcile.names.country import country_codes, country_name
from reconcile.names.dates import compare
from reconcile.names.generic import levels_agree
from reconcile.names.han import simplified
from reconcile.names.pinyin import pinyin
from reconcile.service.recon.authority import same_text
from reconcile.service.recon.place_types import type_of_level, type_of_name
from reconcile.service.recon.values import Asked, Candidate, Entity, Property

if TYPE_CHECKING:
    from reconcile.gazetteer import Gazetteer, GazetteerPlace
    from reconcile.model import Relationship
    from reconcile.service.recon.partners import Partners

    Ties = Mapping[str, Sequence[Relationship]]

SPACE = "https://www.geonames.org/"
_LOOKED_AT = 12  # places that bear or nearly bear a name
_ISO_ADMIN1 = ("US", "CH", "BE", "ME")  # elsewhere GeoNames' codes of subdivisions are not ISO's
_SURE, _SURE_ANYWHERE = 0.6, 0.8  # confidence of a match, with the country told and without
_TOWN = 15_000  # inhabitants from which a bare name without a country may mean a place
_LETTERS, _CHARACTERS = 6, 3  # shortest names of which one misspelling is forgiven
_SAME_DAY = 4.0  # log-odds for a place that a list names under the date told

PROPERTIES: tuple[Property, ...] = (
    Property(id="name", name="name", description="usual name in Latin letters"),
    Property(id="name_zh", name="Chinese name", description="usual simplified name"),
    Property(id="name_en", name="English name", description="usual name in Latin letters"),
    Property(id="names", name="all names", description="all names that the gazetteer holds"),
    Property(
        id="country", name="country", evidence=True,
        description="country, in English or Chinese or as an ISO 3166-1 code",
    ),
    Property(id="country_code", name="country code", description="ISO 3166-1 alpha-2"),
    Property(id="country_zh", name="country in Chinese", description="usual name"),
    Property(
        id="region", name="region", evidence=True,
        description="subdivision of the country, by name or code",
    ),
    Property(id="coordinates", name="coordinates", description="latitude,longitude in degrees"),
    Property(id="latitude", name="latitude", description="degrees north, precise to .01"),
    Property(id="longitude", name="longitude", description="degrees east, precise to .01"),
    Property(id="population", name="population", description="inhabitants"),
    Property(id="admin_type", name="type of place", description="city, province, county, ..."),
    Property(id="geonames", name="GeoNames id", description="number at geonames.org"),
    Property(
        id="date", name="date", evidence=True,
        description="dates under which lists of the workspace name the place (ISO 8601)",
    ),
    Property(id="relation", name="relation", description="relations in lists of the workspace"),
    Property(id="subject", name="partner of", description="whose lists name the place"),
    Property(id="source", name="sources", description="lists of the workspace that name it"),
    Property(id="line", name="lines", description="source:line of each entry that names it"),
    Property(id="relationship", name="relationship", description="ids of its relationships"),
)  # fmt: skip


class Places:
    """The gazetteer, with what the lists of a workspace say of its places.

    Args:
        gazetteer: Opened.
        ties: Relationships by the id of the partner.
        others: Partners that the gazetteer does not hold; looked up as well.
    """

    id = ""
    identifier_space = SPACE
    properties = PROPERTIES

    def __init__(self, gazetteer: Gazetteer, ties: Ties, others: Partners, title: str) -> None:
        self.title = title
        self._gazetteer = gazetteer
        self._ties = ties
        self._others = others

    def find(self, asked: Sequence[Asked]) -> list[tuple[Candidate, ...]]:
        """Candidates by `matching.resolve`, then partners that the gazetteer does not hold."""
        found = self._places(asked)
        # A name that is unknown in the country told may be known in another: the list may err.
        lost = [n for n, some in enumerate(found) if asked[n].country and not _likely(some)]
        elsewhere = self._places([replace(asked[n], country="", region="") for n in lost])
        for n, more in zip(lost, elsewhere, strict=True):
            found[n] = _with(found[n], [_foreign(one, asked[n].country) for one in more])
        found = [_dated(some, one.date, self._ties) for one, some in zip(asked, found, strict=True)]
        lost = [n for n, some in enumerate(found) if not _likely(some)]
        for n, more in zip(lost, self._others.find([asked[n] for n in lost]), strict=True):
            found[n] = _with(found[n], [_unlisted(asked[n], one) for one in more])
        return found

    def entity(self, id: str) -> Entity | None:
        """The place of an id, of a plain GeoNames number too, or another partner."""
        place = self._gazetteer.get(f"geonames:{id}" if id.isdigit() else id)
        return self._entity(place) if place else self._others.entity(id)

    def beginning_with(self, prefix: str, *, most: int, after: int = 0) -> tuple[Entity, ...]:
        """Places, the most populous first."""
        found = self._gazetteer.beginning_with(prefix, most=most, after=after)
        return tuple(self._entity(place) for place in found)

    def values(self, entity: Entity, property: str) -> tuple[Any, ...]:
        """Values of one of `PROPERTIES`."""
        place = self._gazetteer.get(entity.id)
        if place is None:
            return self._others.values(entity, property)
        if property in ("date", "relation", "subject", "source", "line", "relationship"):
            ties = self._ties.get(entity.id, ())
            return tuple(dict.fromkeys(v for tie in ties for v in tie_values(tie, property)))
        if property == "names":
            return self._gazetteer.names(place.id)
        if property == "region":
            return self._region(place)
        return tuple(value for value in _facts(place, property) if value not in (None, ""))

    def _places(self, asked: Sequence[Asked]) -> list[tuple[Candidate, ...]]:
        side = Side(
            names=tuple(one.name for one in asked),
            countries=tuple(one.country for one in asked),
            regions=tuple(self._admin1(one) for one in asked),
        )
        found: list[list[Candidate]] = [[] for _ in asked]
        for one in resolve(side, options=MatchOptions(top=_LOOKED_AT)) if asked else ():
            if one.place and one.match.left is not None:
                sure, said = one.match.confidence, one.match.reasons
                row = one.match.left
                found[row].append(self._candidate(asked[row], one.place, sure, said))
        return [_pooled(one, _with((), some)) for one, some in zip(asked, found, strict=True)]

    def _candidate(
        self, asked: Asked, place: GazetteerPlace, confidence: float, reasons: tuple[str, ...]
    ) -> Candidate:
        wanted = type_of_name(asked.name)
        level = levels_agree(wanted.id, place.level) if wanted else 0.0
        known = name_key(simplified(asked.name)) in map(name_key, self._gazetteer.names(place.id))
        features: dict[str, float | bool] = {
            "confidence": confidence,
            "name_known": known,
            "population": place.population,
        }
        if wanted:
            features["type_agreement"] = level
        if asked.country:
            features["country_match"] = place.country in country_codes(asked.country)
        if asked.region and self._admin1(asked) != asked.region:
            features["region_match"] = self._admin1(asked) == place.admin1
        reason = "; ".join(reasons)
        if level < 0 and wanted:
            reason += f"; the name says {wanted.name}, the place is a {place.level}"
        return Candidate(
            entity=self._entity(place),
            confidence=confidence,
            sure=level >= 0
            and confidence >= _least(asked)
            and (known or self._is_misspelt(asked.name, place))
            and (bool(asked.country) or _may_be_meant(place)),
            reason=reason,
            features=features,
        )

    def _is_misspelt(self, name: str, place: GazetteerPlace) -> bool:
        """Whether a name of the place was meant: homophone characters, or one letter wrong."""
        from rapidfuzz.distance import DamerauLevenshtein

        han, key = is_han(name), name_key(simplified(name))
        if len(key) < (_CHARACTERS if han else _LETTERS):
            return False
        keys = [name_key(one) for one in self._gazetteer.names(place.id) if is_han(one) == han]
        if han:
            return pinyin(key) in map(pinyin, keys)
        return any(DamerauLevenshtein.distance(key, one, score_cutoff=1) <= 1 for one in keys)

    def _entity(self, place: GazetteerPlace) -> Entity:
        kind = type_of_level(place.level)
        people = f"{place.population:,} inhabitants" if place.population else ""
        country = country_name(place.country, "en")
        told = (kind.name, f"{country} {country_name(place.country, 'zh')}", people)
        return Entity(
            id=place.id,
            name=place.name,
            name_zh=place.name_zh or "",
            country=place.country,
            type=kind,
            description=", ".join(text for text in told if text),
        )

    def _admin1(self, asked: Asked) -> str:
        """The gazetteer's code of the region told, where the two kinds of code are the same."""
        for code in country_codes(asked.country) if asked.region else ():
            if code in _ISO_ADMIN1:
                for place in self._gazetteer.lookup(asked.region, country=code):
                    if place.id.startswith("iso3166-2:"):
                        return place.admin1
        return asked.region

    def _region(self, place: GazetteerPlace) -> tuple[Any, ...]:
        if place.id.startswith("iso3166-2:") or place.country not in _ISO_ADMIN1:
            return ()
        found = self._gazetteer.get(f"iso3166-2:{place.country}-{place.admin1}")
        return (found.name,) if found else ()


def tie_values(tie: Relationship, property: str) -> tuple[Any, ...]:
    """What the lists of a workspace say of one relationship."""
    if property == "date":
        return tuple(dict.fromkeys(entry.date for entry in tie.entries if entry.date))
    if property == "line":
        return tuple(f"{entry.source}:{entry.line}" for entry in tie.entries)
    if property == "source":
        return tuple(dict.fromkeys(entry.source for entry in tie.entries))
    if property == "relation":
        return tuple(dict.fromkeys(entry.relation for entry in tie.entries if entry.relation))
    return {"subject": (tie.subject,), "relationship": (tie.id,)}.get(property, ())


def _facts(place: GazetteerPlace, property: str) -> tuple[Any, ...]:
    number = place.id.removeprefix("geonames:")
    known: dict[str, Any] = {
        "name": place.name,
        "name_en": place.name,
        "name_zh": place.name_zh,
        "country": country_name(place.country, "en"),
        "country_code": place.country,
        "country_zh": country_name(place.country, "zh"),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "population": place.population or None,
        "admin_type": type_of_level(place.level).name,
        "geonames": int(number) if number.isdigit() else None,
    }
    if property == "coordinates" and place.latitude is not None:
        return (f"{place.latitude},{place.longitude}",)
    return (known.get(property),)


def _likely(candidates: Sequence[Candidate]) -> bool:
    return bool(candidates) and candidates[0].confidence >= 0.5


def _least(asked: Asked) -> float:
    """The confidence from which a candidate may be a match."""
    return _SURE if asked.country else _SURE_ANYWHERE


def _may_be_meant(place: GazetteerPlace) -> bool:
    """Whether a bare name may mean a place: a village needs its country."""
    return place.population >= _TOWN or place.id.startswith("iso3166-2:")


def _pooled(asked: Asked, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
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
    sure = first.sure or (known and total >= _least(asked) and _agrees(first))
    return (replace(first, confidence=total, sure=sure), *candidates[1:])


def _agrees(candidate: Candidate) -> bool:
    return float(candidate.features.get("type_agreement", 0)) >= 0


def _unlisted(asked: Asked, candidate: Candidate) -> Candidate:
    """A partner outside the gazetteer: meant where it is called so, else hardly."""
    entity = candidate.entity
    if same_text(asked.name, entity.name) or same_text(asked.name, entity.name_zh):
        return candidate
    return replace(candidate, confidence=round(candidate.confidence / 2, 4), sure=False)


def _foreign(candidate: Candidate, country: str) -> Candidate:
    """A candidate of another country than was told."""
    return replace(
        candidate,
        confidence=round(candidate.confidence / 2, 4),
        sure=False,
        reason=f"{candidate.reason}; not in {country}",
        features={**candidate.features, "country_match": False},
    )


def _with(some: Sequence[Candidate], more: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """All candidates, the likeliest first, each entity once."""
    best: dict[str, Candidate] = {}
    for one in sorted((*some, *more), key=lambda each: -each.confidence):
        best.setdefault(one.entity.id, one)
    return tuple(best.values())


def _dated(candidates: Sequence[Candidate], date: str, ties: Ties) -> tuple[Candidate, ...]:
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
    return _with((), weighed)
