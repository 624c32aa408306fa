"""The merged list as values: one relationship with what each source says, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reconcile.model import Entry, Relationship, Report, Source

Rule = Literal[
    "agreed",  # all sources that state it say the same
    "only",  # one source states it
    "precedence",  # sources differ; the first of the report's `sources` is followed
    "precision",  # a later source says the same, more precisely
    "majority",  # most sources say it
    "gazetteer",  # the spelling that the gazetteer has too, or its name where no source has one
    "decision",  # a person decided
    "none",  # nobody states it
]
FIELDS = ("relation", "name_en", "name_zh", "country", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One chosen value: what it is, by which rule, and the rule told with the sources' places."""

    value: str
    rule: Rule
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A relationship as one row of the merged list.

    Attributes:
        relationship: What the sources say, entry by entry.
        relation: The level of the tie.
        name_en: The partner's name in Latin letters.
        name_zh: The partner's name in Chinese.
        country: ISO 3166-1 alpha-2.
        date: ISO 8601 with its own precision.
        exact: Whether the gazetteer has every name printed, of this very place, or a person decided
            that the entries are one.
        findings: Ids of the open errors and warnings about its entries.
        decided: Ids of the findings about its entries that a decision covers.
    """

    relationship: Relationship
    relation: Choice
    name_en: Choice
    name_zh: Choice
    country: Choice
    date: Choice
    exact: bool
    findings: tuple[str, ...]
    decided: tuple[str, ...]

    def entries_of(self, source: str) -> tuple[Entry, ...]:
        """What a source says of it."""
        return tuple(entry for entry in self.relationship.entries if entry.source == source)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedList:
    """All relationships of one report, in the order of reading.

    `sources` are those of the report, in order of precedence.
    """

    report: Report
    sources: tuple[Source, ...]
    rows: tuple[Merged, ...]
