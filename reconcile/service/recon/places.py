"""The gazetteer as an authority list: places by GeoNames id, subdivisions by ISO 3166-2 code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reconcile.gazetteer.keys import is_han, name_key
from reconcile.matching import MatchOptions, Side, resolve
from reconcile.names.country import country_codes, country_name
from reconcile.names.generic import levels_agree
from reconcile.names.han import simplified
from reconcile.names.pinyin import pinyin
from reconcile.service.recon.place_facts import (
    ISO_ADMIN1,
    OF_TIES,
    PROPERTIES,
    place_values,
    tie_values,
)
from reconcile.service.recon.place_types import type_of_level, type_of_name
from reconcile.service.recon.values import Asked, Candidate, Entity
from reconcile.service.recon.weighing import (
    combined,
    dated,
    foreign,
    least,
    likely,
    pooled,
    unlisted,
)

if TYPE_CHECKING:
    from reconcile.gazetteer import Gazetteer, GazetteerPlace
    from reconcile.service.recon.partners import Partners
    from reconcile.service.recon.weighing import Ties

SPACE = "https://www.geonames.org/"
_LOOKED_AT = 12  # places that bear or nearly bear a name
_TOWN = 15_000  # inhabitants from which a bare name without a country may mean a place
_LETTERS, _CHARACTERS = 6, 3  # shortest names of which one misspelling is forgiven


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
        lost = [n for n, some in enumerate(found) if asked[n].country and not likely(some)]
        elsewhere = self._places([replace(asked[n], country="", region="") for n in lost])
        for n, more in zip(lost, elsewhere, strict=True):
            found[n] = combined(found[n], [foreign(one, asked[n].country) for one in more])
        found = [dated(some, one.date, self._ties) for one, some in zip(asked, found, strict=True)]
        lost = [n for n, some in enumerate(found) if not likely(some)]
        unknown = self._others.find([asked[n] for n in lost], alike=False)
        for n, more in zip(lost, unknown, strict=True):
            found[n] = combined(found[n], [unlisted(asked[n], one) for one in more])
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
        if property in OF_TIES:
            ties = self._ties.get(entity.id, ())
            return tuple(dict.fromkeys(v for tie in ties for v in tie_values(tie, property)))
        return place_values(place, property, self._gazetteer)

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
        return [pooled(one, combined((), some)) for one, some in zip(asked, found, strict=True)]

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
            and confidence >= least(asked)
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
            if code in ISO_ADMIN1:
                for place in self._gazetteer.lookup(asked.region, country=code):
                    if place.id.startswith("iso3166-2:"):
                        return place.admin1
        return asked.region


def _may_be_meant(place: GazetteerPlace) -> bool:
    """Whether a bare name may mean a place: a village needs its country."""
    return place.population >= _TOWN or place.id.startswith("iso3166-2:")
