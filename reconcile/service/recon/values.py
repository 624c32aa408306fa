"""The values of the Reconciliation API: what is asked, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reconcile.fold import fold, fold_han, is_han

Strict = Literal["any", "all", "should"]
Quantifier = Literal["any", "all", "none"]

LIMIT, MOST = 5, 50
"""Candidates of a query that asks for no number, and the most that one gets."""

BATCH = 100
"""The most queries of one request, and a tenth of the entities of one data extension."""


@dataclass(frozen=True, slots=True)
class Value:
    """A property value that a client sent, in the texts under which it may be known.

    A reconciled cell has two: its id and its name.
    """

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a client says about a property of the entity meant."""

    property: str
    values: tuple[Value, ...]
    required: bool = False
    quantifier: Quantifier = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One name to be reconciled, with what is known besides."""

    name: str
    types: tuple[str, ...] = ()
    strict: Strict = "any"
    limit: int = LIMIT
    conditions: tuple[Condition, ...] = ()

    def texts(self, *properties: str) -> tuple[str, ...]:
        """What the query says about some properties, in order, without repetition."""
        told = (
            text
            for condition in self.conditions
            if condition.property in properties and condition.quantifier != "none"
            for value in condition.values
            for text in value.texts
        )
        return tuple(dict.fromkeys(text for text in told if text.strip()))


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityType:
    """A kind of entity. `broader` is the id of the kind that contains it, '' for the widest."""

    id: str
    name: str
    description: str = ""
    broader: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """What is known of entities. `evidence`: queries may say it; else it is only given out."""

    id: str
    name: str
    description: str
    evidence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A place or a relationship, as candidates, suggestions and previews show it."""

    id: str
    name: str
    name_zh: str
    country: str  # ISO 3166-1 alpha-2
    type: EntityType
    description: str

    @property
    def title(self) -> str:
        """Both names where they differ: `Turku (图尔库)`."""
        both = self.name_zh and self.name_zh != self.name
        return f"{self.name} ({self.name_zh})" if both else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an authority list is asked: a name, and the evidence that it weighs itself."""

    name: str
    country: str = ""
    region: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entity that a name may mean.

    Attributes:
        entity: The entity.
        confidence: Probability in [0, 1] that it is meant.
        sure: Whether it may be taken for a match, unless another one is nearly as likely.
        reason: Why, in one sentence.
        features: The evidence, by name.
        match: Whether it is meant beyond doubt; true for one candidate of a query at most.
    """

    entity: Entity
    confidence: float
    sure: bool
    reason: str
    features: Mapping[str, float | bool] = field(default_factory=dict)
    match: bool = False

    @property
    def score(self) -> float:
        """The confidence in percent."""
        return round(100 * self.confidence, 2)


def same_text(text: str, other: str) -> bool:
    """Whether two values are one but for case, accents and the like."""
    if is_han(text) or is_han(other):
        return fold_han(text) == fold_han(other)
    return bool(fold(text)) and fold(text) == fold(other)
