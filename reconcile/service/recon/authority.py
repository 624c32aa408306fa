"""What the Reconciliation API asks of a list of entities.

An authority looks names up and tells values; which candidates fit a query, and whether one of them
is meant beyond doubt, is decided in `deciding`, alike for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from reconcile.service.recon.values import Asked, Candidate, Entity, Property


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
