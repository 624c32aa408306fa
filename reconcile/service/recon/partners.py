"""Relationships as an authority list: the partners that one source names, or all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reconcile.fold import fold, fold_han, is_han
from reconcile.matching import Side
from reconcile.matching.lookup import NameIndex
from reconcile.names.country import country_codes, country_name
from reconcile.service.recon.place_types import PLACE, type_of_level, type_of_name
from reconcile.service.recon.values import Asked, Candidate, Entity, Property

if TYPE_CHECKING:
    from reconcile.gazetteer import Gazetteer, GazetteerPlace
    from reconcile.matching.lookup import FoundRow
    from reconcile.model import Entry, Relationship

SPACE = "urn:reconcile:relationships"
_LOOKED_AT = 12
_LEAST = 0.005  # confidence under which a candidate is no help to anybody
_SURE = 0.6  # the threshold of the matcher

PROPERTIES: tuple[Property, ...] = (
    Property(id="name", name="name", description="as this source prints it"),
    Property(id="name_zh", name="Chinese name", description="as a source or the gazetteer has it"),
    Property(id="name_en", name="English name", description="as a source or the gazetteer has it"),
    Property(
        id="country", name="country", evidence=True,
        description="country, in English or Chinese or as an ISO 3166-1 code",
    ),
    Property(id="country_code", name="country code", description="ISO 3166-1 alpha-2"),
    Property(
        id="region", name="region", evidence=True, description="region, as the source prints it"
    ),
    Property(
        id="date", name="date", evidence=True,
        description="date of the tie, ISO 8601 with its own precision",
    ),
    Property(
        id="subject", name="partner of", evidence=True, description="whose partner the place is"
    ),
    Property(
        id="relation", name="relation", evidence=True,
        description="sister, friendship, exchange, memorandum, visit",
    ),
    Property(id="ordinal", name="number", description="number in the list"),
    Property(id="line", name="line", description="line of the original"),
    Property(id="source", name="sources", description="all sources that list the relationship"),
    Property(id="confidence", name="confidence", description="that its entries are one place"),
    Property(id="coordinates", name="coordinates", description="latitude,longitude in degrees"),
    Property(id="population", name="population", description="inhabitants"),
    Property(id="admin_type", name="type of place", description="city, province, county, ..."),
    Property(id="geonames", name="GeoNames id", description="number at geonames.org"),
    Property(id="place", name="gazetteer id", description="id of the partner at /reconcile"),
)  # fmt: skip


class Partners:
    """The relationships that a source tells of.

    Args:
        id: The source; '' for all.
        title: What clients show.
        relationships: Those that the source has an entry of.
        gazetteer: Opened.
    """

    identifier_space = SPACE
    properties = PROPERTIES

    def __init__(
        self, id: str, title: str, relationships: Sequence[Relationship], gazetteer: Gazetteer
    ) -> None:
        self.id = id
        self.title = title
        self._gazetteer = gazetteer
        self._by_id = {each.id: each for each in relationships}
        self._entities = {each.id: self._entity(each) for each in self._by_id.values()}
        rows = [(each.id, entry) for each in self._by_id.values() for entry in self._own(each)]
        self._row_ids = [id for id, _ in rows]
        self._index = NameIndex(
            Side(
                names=tuple(entry.name for _, entry in rows),
                countries=tuple(entry.country for _, entry in rows),
                regions=tuple(entry.region for _, entry in rows),
                dates=tuple(entry.date for _, entry in rows),
            )
        )

    def find(self, asked: Sequence[Asked], *, alike: bool = True) -> list[tuple[Candidate, ...]]:
        """Candidates by the matcher, each with its evidence.

        Args:
            asked: Names, with what is known besides.
            alike: Whether partners count that are not called so, but are like the name.
        """
        if not self._row_ids:
            return [()] * len(asked)
        side = Side(
            names=tuple(one.name for one in asked),
            countries=tuple(one.country for one in asked),
            regions=tuple(one.region for one in asked),
            dates=tuple(one.date for one in asked),
        )
        found = self._index.find(side, top=_LOOKED_AT, least=_LEAST, alike=alike)
        return [self._candidates(one, rows) for one, rows in zip(asked, found, strict=True)]

    def entity(self, id: str) -> Entity | None:
        """The relationship of an id."""
        return self._entities.get(id)

    def beginning_with(self, prefix: str, *, most: int, after: int = 0) -> tuple[Entity, ...]:
        """Relationships, in the order of the source."""
        key = _key(prefix)
        if prefix.strip() and not key:
            return ()
        found = [
            self._entities[each.id]
            for each in self._by_id.values()
            if any(_key(name).startswith(key) for name in self._names(each))
        ]
        return tuple(found[after : after + most])

    def values(self, entity: Entity, property: str) -> tuple[Any, ...]:
        """Values of one of `PROPERTIES`."""
        tie = self._by_id.get(entity.id)
        if tie is None:
            return ()
        own = self._own(tie)
        place = self._gazetteer.get(tie.partner.id)
        told: Mapping[str, Sequence[Any]] = {
            "name": [entity.name],
            "name_zh": [tie.partner.name_zh],
            "name_en": [tie.partner.name if not is_han(tie.partner.name) else ""],
            "country": [country_name(tie.partner.country, "en")],
            "country_code": [tie.partner.country],
            "region": [entry.region for entry in own],
            "date": [entry.date for entry in own],
            "subject": [tie.subject],
            "relation": [entry.relation for entry in own],
            "ordinal": [entry.ordinal for entry in own],
            "line": [entry.line for entry in own],
            "source": [entry.source for entry in tie.entries],
            "confidence": [tie.confidence],
            "geonames": [tie.partner.geonames],
            "place": [tie.partner.id if place else ""],
            "admin_type": [entity.type.name],
            **_of_place(place),
        }
        known = (value for value in told.get(property, ()) if value not in (None, ""))
        return tuple(dict.fromkeys(known))

    def _candidates(self, asked: Asked, rows: Sequence[FoundRow]) -> tuple[Candidate, ...]:
        best: dict[str, Candidate] = {}
        for row in rows:
            entity = self._entities[self._row_ids[row.row]]
            features: dict[str, float | bool] = {"confidence": row.confidence, **row.evidence}
            if asked.country and entity.country:
                features["country_match"] = entity.country in country_codes(asked.country)
            best.setdefault(
                entity.id,
                Candidate(
                    entity=entity,
                    confidence=row.confidence,
                    # What the gazetteer knows as two places is left to a person.
                    sure=row.confidence >= _SURE and "other_place" not in row.evidence,
                    reason="; ".join(row.reasons) or "alike",
                    features=features,
                ),
            )
        return tuple(best.values())

    def _own(self, tie: Relationship) -> tuple[Entry, ...]:
        """The entries of this source."""
        return tuple(entry for entry in tie.entries if self.id in ("", entry.source))

    def _names(self, tie: Relationship) -> tuple[str, ...]:
        printed = (entry.name for entry in self._own(tie))
        return tuple(dict.fromkeys((*printed, tie.partner.name, tie.partner.name_zh)))

    def _entity(self, tie: Relationship) -> Entity:
        entry = self._own(tie)[0]
        place = self._gazetteer.get(tie.partner.id)
        country = country_name(tie.partner.country, "en") if tie.partner.country else entry.country
        kind = type_of_name(entry.name) or (type_of_level(place.level) if place else PLACE)
        date = f" since {entry.date}" if entry.date else ""
        other = tie.partner.name_zh if not is_han(entry.name) else tie.partner.name
        return Entity(
            id=tie.id,
            name=entry.name,
            name_zh=other,
            country=tie.partner.country,
            type=kind,
            description=f"{country}: {entry.relation} of {tie.subject}{date} "
            f"({entry.source}, line {entry.line})",
        )


def _of_place(place: GazetteerPlace | None) -> dict[str, Sequence[Any]]:
    if place is None:
        return {}
    at = f"{place.latitude},{place.longitude}" if place.latitude is not None else ""
    return {"coordinates": [at], "population": [place.population or None]}


def _key(text: str) -> str:
    return fold_han(text) if is_han(text) else fold(text)
