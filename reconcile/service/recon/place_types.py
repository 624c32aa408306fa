"""Kinds of place, from the levels that the gazetteer tells."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from reconcile.names.generic import split_generic
from reconcile.names.text import script
from reconcile.service.recon.values import EntityType

PLACE: Final = EntityType(id="place", name="place", description="any place")
_SUBDIVISION: Final = EntityType(
    id="subdivision",
    name="subdivision of a country",
    description="province, state, county and the like (ISO 3166-2)",
    broader="place",
)
# In the order in which a person should read them.
TYPES: tuple[EntityType, ...] = (
    EntityType(id="city", name="city", description="city, town or village", broader="place"),
    _SUBDIVISION,
    *(
        EntityType(id=level, name=name, description=told, broader="subdivision")
        for level, name, told in (
            ("province", "province or state", "subdivision of the first level"),
            ("region", "region", "region, territory or part of a country"),
            ("prefecture", "prefecture", "prefecture or governorate"),
            ("county", "county", "county, canton or rayon"),
            ("district", "district", "district, borough or department"),
            ("town", "municipality", "town or municipality that is a subdivision"),
            ("island", "island", "island that is a subdivision"),
            ("country", "republic or country", "part of a state that is called a country"),
            ("other", "other subdivision", "subdivision of another kind"),
        )
    ),
    PLACE,
)
BY_ID: Final = {kind.id: kind for kind in TYPES}


def type_of_level(level: str) -> EntityType:
    """The kind of place of a gazetteer's level."""
    return BY_ID.get(level, PLACE)


def type_of_name(name: str) -> EntityType | None:
    """The kind that a name tells by its generic part, such as 县 or Province; else `None`."""
    level = split_generic(name, language="zh" if script(name) == "han" else "en").level
    return type_of_level(level) if level and level != "other" else None


def is_of(kind: EntityType, wanted: Collection[str], *, every: bool = False) -> bool:
    """Whether a kind of place, or one that contains it, is among those wanted.

    Args:
        kind: A kind of place.
        wanted: Ids of kinds.
        every: Whether it must be of all of them, not of one.
    """
    lineage = {kind.id}
    while kind.broader:
        kind = BY_ID[kind.broader]
        lineage.add(kind.id)
    return (all if every else any)(id in lineage for id in wanted)


def as_json(kind: EntityType) -> dict[str, object]:
    """A kind with the kinds that contain it."""
    told: dict[str, object] = {"id": kind.id, "name": kind.name, "description": kind.description}
    if kind.broader:
        told["broader"] = [as_json(BY_ID[kind.broader])]
    return told
