"""What the rules look at: the sources of a report, and the relationships found across them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeVar

from reconcile.gazetteer import Gazetteer, GazetteerPlace
from reconcile.model import (
    Claim,
    Entry,
    Event,
    Link,
    Mention,
    Relationship,
    Section,
    Source,
    Tables,
    Where,
)

Key = TypeVar("Key")
Row = TypeVar("Row")
Coverage = Literal["full", "outside scope", "not captured", "silent"]


@dataclass(frozen=True)
class SourceView:
    """One source, with its rows by subject (in the report's spelling)."""

    source: Source
    tables: Tables
    subjects: tuple[str, ...]  # of the report
    canonical: Callable[[str], str]  # any spelling of a subject to the report's

    @property
    def id(self) -> str:
        """The source's id."""
        return self.source.id

    @cached_property
    def by_subject(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries by subject, in the original's order."""
        return _grouped(self.tables.entries, lambda row: self._subject(row.subject))

    @cached_property
    def sections(self) -> Mapping[str, tuple[Section, ...]]:
        """Headings and tables by subject."""
        return _grouped(self.tables.sections, lambda row: self._subject(row.subject))

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """Stated totals by subject."""
        return _grouped(self.tables.claims, lambda row: self._subject(row.subject))

    @cached_property
    def events(self) -> Mapping[int, tuple[Event, ...]]:
        """Dated acts by the line of their entry, oldest first."""
        rows = sorted(self.tables.events, key=lambda row: (row.entry_line, row.date))
        return _grouped(rows, lambda row: row.entry_line)

    @cached_property
    def mentions(self) -> Mapping[int, tuple[Mention, ...]]:
        """Other spellings by the line of their entry."""
        return _grouped(self.tables.mentions, lambda row: row.entry_line)

    def entries(self, subject: str, relation: str = "") -> tuple[Entry, ...]:
        """The entries about a subject, of one relation or of all."""
        rows = self.by_subject.get(subject, ())
        return tuple(row for row in rows if row.relation == relation) if relation else rows

    def coverage(self, subject: str, relation: str = "") -> Coverage:
        """How far the source speaks of a relation of a subject.

        `full`: it lists them all. `outside scope`: it lists the subject, but not this relation in
        full. `not captured`: it has a heading for the subject whose entries were lost. `silent`:
        it has nothing about the subject.
        """
        if not self.entries(subject):
            if any(row.entries == 0 for row in self.sections.get(subject, ())):
                return "not captured"
            if self._subject(self.source.subject) != subject:
                return "silent"
        return "full" if relation in self.source.relations else "outside scope"

    def where_claimed(self, claim: Claim) -> Where:
        """The place of a claim."""
        return Where(self.id, claim.line, "claims", self.tables.claims.index(claim) + 1)

    def where_told(self, event: Event) -> Where:
        """The place of a dated act."""
        return Where(self.id, event.line, "events", self.tables.events.index(event) + 1)

    def _subject(self, text: str) -> str:
        return self.canonical(text or self.source.subject)


@dataclass(frozen=True)
class Comparison:
    """Everything that the rules of findings may ask."""

    views: tuple[SourceView, ...]  # in order of precedence
    subjects: tuple[str, ...]
    relationships: tuple[Relationship, ...]
    possible: tuple[Link, ...] = ()  # pairs that were not joined, and might be
    gazetteer: Gazetteer = field(default_factory=Gazetteer.default)

    @cached_property
    def by_id(self) -> Mapping[str, SourceView]:
        """The views by source id."""
        return {view.id: view for view in self.views}

    def speaking(self, subject: str) -> tuple[SourceView, ...]:
        """The sources that have anything about a subject, in order of precedence."""
        return self._speaking.get(subject, ())

    @cached_property
    def _speaking(self) -> Mapping[str, tuple[SourceView, ...]]:
        return {
            subject: tuple(view for view in self.views if view.coverage(subject) != "silent")
            for subject in self.subjects
        }

    def of(self, subject: str) -> tuple[Relationship, ...]:
        """The relationships of one subject."""
        return self._of.get(subject, ())

    @cached_property
    def _of(self) -> Mapping[str, tuple[Relationship, ...]]:
        return _grouped(self.relationships, lambda row: row.subject)

    def place(self, relationship: Relationship) -> GazetteerPlace | None:
        """The gazetteer's place of a relationship's partner."""
        return self.gazetteer.get(relationship.partner.id)

    def language(self, source_id: str) -> str:
        """The language of a source."""
        return self.by_id[source_id].source.language


def _grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, tuple[Row, ...]]:
    lists: dict[Key, list[Row]] = {}
    for row in rows:
        lists.setdefault(key(row), []).append(row)
    return {name: tuple(members) for name, members in lists.items()}
