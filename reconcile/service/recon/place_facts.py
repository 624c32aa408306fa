"""What is known of a place: the properties of the gazetteer's entities, and their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reconcile.names.country import country_name
from reconcile.service.recon.place_types import type_of_level
from reconcile.service.recon.values import Property

if TYPE_CHECKING:
    from reconcile.gazetteer import Gazetteer, GazetteerPlace
    from reconcile.model import Relationship

ISO_ADMIN1 = ("US", "CH", "BE", "ME")
"""Countries whose subdivisions have the same codes in GeoNames and in ISO 3166-2."""

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
OF_TIES = ("date", "relation", "subject", "source", "line", "relationship")
"""Properties that the lists of the workspace tell, not the gazetteer."""


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


def place_values(place: GazetteerPlace, property: str, gazetteer: Gazetteer) -> tuple[Any, ...]:
    """What the gazetteer says of a place."""
    if property == "names":
        return gazetteer.names(place.id)
    if property == "region":
        return _region(place, gazetteer)
    if property == "coordinates" and place.latitude is not None:
        return (f"{place.latitude},{place.longitude}",)
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
    value = known.get(property)
    return () if value in (None, "") else (value,)


def _region(place: GazetteerPlace, gazetteer: Gazetteer) -> tuple[Any, ...]:
    if place.id.startswith("iso3166-2:") or place.country not in ISO_ADMIN1:
        return ()
    found = gazetteer.get(f"iso3166-2:{place.country}-{place.admin1}")
    return (found.name,) if found else ()
