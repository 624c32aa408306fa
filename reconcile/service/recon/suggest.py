"""Suggestions while a person types, flyouts, and what can be asked of an entity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

from reconcile.errors import UsageError
from reconcile.fold import fold, fold_han, is_han
from reconcile.service.recon.place_types import TYPES
from reconcile.service.recon.values import Entity, EntityType, Property

if TYPE_CHECKING:
    from reconcile.service.recon.answers import Answers
    from reconcile.service.recon.wire import Wanted

PAGE, LARGEST = 10, 100
"""Suggestions of one answer, and the most that may be asked for."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def suggestions(
    answers: Answers, kind: str, prefix: str, *, most: int = PAGE, after: int = 0
) -> list[dict[str, object]]:
    """Entities, properties or types whose name or id begins so.

    Args:
        answers: The list.
        kind: `entity`, `property` or `type`.
        prefix: What was typed so far.
        most: At most so many.
        after: So many are left out, since the client has them.
    """
    if kind == "entity":
        found = answers.beginning_with(prefix, most=most, after=after)
        return [
            {
                "id": one.id,
                "name": one.title,
                "description": one.description,
                "notable": [{"id": one.type.id, "name": one.type.name}],
            }
            for one in found
        ]
    listed: Iterable[Property | EntityType]
    listed = answers.authority.properties if kind == "property" else TYPES
    beginning = [one for one in listed if _begins(one, prefix)]
    return [
        {"id": one.id, "name": one.name, "description": one.description}
        for one in beginning[after : after + most]
    ]


def flyout(answers: Answers, kind: str, id: str) -> dict[str, object] | None:
    """A few words of HTML about an entity, property or type; `None` for an unknown id."""
    told: Sequence[str]
    if kind == "entity":
        entity = answers.entity(id)
        told = (entity.title, entity.description, *answers.reasons(entity.id)) if entity else ()
    else:
        listed = answers.authority.properties if kind == "property" else TYPES
        told = next(((one.name, one.description) for one in listed if one.id == id), ())
    if not told:
        return None
    rows = "".join(f"<p>{escape(text)}</p>" for text in told[1:] if text)
    return {"id": id, "html": f"<h1>{escape(told[0])}</h1>{rows}"}


def proposals(answers: Answers, most: int | None) -> list[dict[str, object]]:
    """The properties that a data extension may ask for."""
    found: list[dict[str, object]] = [
        {"id": one.id, "name": one.name, "description": one.description}
        for one in answers.authority.properties
    ]
    return found if most is None else found[:most]


def extended(answers: Answers, ids: Sequence[str], wanted: Sequence[Wanted]) -> dict[str, Any]:
    """The answer to a data extension: every id, every property, even where nothing is known.

    Raises:
        UsageError: A setting is wrong.
    """
    names = {one.id: one.name for one in answers.authority.properties}
    limits = {name: _limit(settings) for name, settings in wanted}
    rows: dict[str, dict[str, list[dict[str, object]]]] = {}
    for id in ids:
        known = answers.values(id, list(limits))
        rows[id] = {
            name: [_cell(value) for value in known[name][:limit]] for name, limit in limits.items()
        }
    meta = [{"id": name, "name": names.get(name, name or "?")} for name in limits]
    return {"meta": meta, "rows": rows}


def entity_facts(answers: Answers, entity: Entity) -> list[tuple[str, str]]:
    """What is known of an entity, in words, for people."""
    known = answers.values(entity.id, [one.id for one in answers.authority.properties])
    return [
        (one.name, ", ".join(_shown(value) for value in known[one.id][:20]))
        for one in answers.authority.properties
        if known[one.id]
    ]


def _begins(one: _Named, prefix: str) -> bool:
    key = fold_han(prefix) if is_han(prefix) else fold(prefix)
    return one.id.startswith(prefix) or (bool(key) and fold(one.name).startswith(key))


def _limit(settings: Mapping[str, object]) -> int | None:
    """The setting `limit`: a number of values; `None` for all."""
    told = settings.get("limit", 0)
    if isinstance(told, str) and told.strip().isdecimal() and len(told) < 10:
        told = int(told)
    if isinstance(told, bool) or not isinstance(told, int | float) or not 0 <= told < 1e9:
        raise UsageError("the setting `limit` is a number, 0 for all", where="settings.limit")
    return int(told) or None


def _cell(value: object) -> dict[str, object]:
    if isinstance(value, int):
        return {"int": value}
    return {"float": value} if isinstance(value, float) else {"str": str(value)}


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) and value > 99_999 else str(value)
