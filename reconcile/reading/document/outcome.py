"""What was read of a document so far: its entries and sections, and an account of every line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from reconcile import model
from reconcile.model import Claim, Entry, Reference, Source, Tables
from reconcile.reading.config import Options
from reconcile.reading.document.items import Listed, is_country
from reconcile.reading.document.totals import totals
from reconcile.reading.formats.blocks import Text
from reconcile.reading.lines import Draft


@dataclass(slots=True)
class Place:
    """Where in the document the reader is: what the headings above announce."""

    subject: str = ""
    relation: str = ""
    country: str = ""
    section: Section | None = None


@dataclass(slots=True)
class Section:
    """A heading or table that holds entries, or should."""

    line: int
    subject: str
    relation: str
    level: int
    references: tuple[int, ...] = ()
    entries: int = 0
    parent: bool = False  # it holds sections of its own


@dataclass(slots=True)
class Outcome:
    """What is read so far."""

    source: Source
    options: Options
    draft: Draft = field(default_factory=Draft)
    entries: list[Entry] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    title_subject: str = ""
    headed: bool = False  # whether headings name subjects
    levels: frozenset[int] = frozenset()  # of the headings that do
    day_first: bool | None = None

    def add(self, one: Listed, line: int, text: Text, *, subject: str = "", relation: str = "",
            location: str = "") -> None:  # fmt: skip
        """Add an entry that stands on a line."""
        self.open_section(line)
        section = self.place.section
        if section:
            section.entries += 1
        self.entries.append(
            Entry(
                source=self.source.id,
                row=len(self.entries) + 1,
                line=line,
                subject=subject or self.subject,
                relation=relation or self.relation,
                ordinal=one.ordinal,
                name=one.name,
                country=one.country or ("" if is_country(one.name) else self.place.country),
                region=one.region,
                date=one.date,
                date_text=one.date_text,
                location=location,
                references=tuple(n for n in text.references if n),
            )
        )
        for each in text.lines or (line,):
            self.draft.place(each, "entry")
        if one.doubt:
            self.draft.leave(line, one.doubt)

    def open_section(self, line: int) -> None:
        """See that entries on this line belong to a section."""
        if self.place.section is None:
            section = Section(line, self.subject, self.relation, 9)
            self.sections.append(section)
            self.place.section = section
        self.place.section.subject = self.place.section.subject or self.subject

    @property
    def subject(self) -> str:
        """The subject here."""
        if self.options.by_headings is False or (self.source.subject and not self.headed):
            return self.source.subject
        return self.place.subject or self.source.subject or self.title_subject

    @property
    def relation(self) -> str:
        """The relation here."""
        return self.place.relation or self.options.relation

    def state(self, text: Text) -> bool:
        """Take the totals that a text states; whether it states any."""
        found = totals(text.flat())
        for total in found:
            line = text.line_at(min(total.offset, max(len(text.text) - 1, 0)))
            self.claims.append(
                Claim(
                    source=self.source.id,
                    line=line,
                    subject=self.subject,
                    relation=total.relation,
                    what=total.what,
                    value=total.value,
                )
            )
            self.draft.place(line, "claim")
        if found:
            self.mark(text, "claim")
        return bool(found)

    def mark(self, text: Text, role: str) -> None:
        """Account for the lines of a text."""
        for line in text.lines:
            self.draft.place(line, role)

    def set_aside(self, text: Text, why: str) -> None:
        """Ignore a text, for a reason."""
        self.mark(text, f"ignored: {why}")

    def leave(self, text: Text, why: str) -> None:
        """Leave a text unread: it is named, with the reason."""
        for line in text.lines:
            self.draft.leave(line, why)

    def ignores(self, *texts: Text) -> bool:
        """Set texts aside that a rule of the source ignores, taken together; whether one does."""
        whole = " ".join(text.flat() for text in texts)
        for rule in self.options.ignore:
            if rule.pattern.search(whole):
                for text in texts:
                    self.set_aside(text, rule.value)
                return True
        return False

    def finished(self) -> Draft:
        """The tables of all that was read; rows without a subject get the document's."""
        subject = self.source.subject or self.title_subject
        for above, below in pairwise(self.sections):
            same = above.subject == below.subject and above.relation in {below.relation, ""}
            above.parent = above.parent or (same and not above.entries)
        entries = [replace(e, subject=e.subject or subject) for e in self.entries]
        sections = tuple(
            model.Section(
                source=self.source.id,
                line=section.line,
                subject=section.subject or subject,
                relation=section.relation,
                entries=section.entries,
                references=section.references,
            )
            for section in self.sections
            if section.entries or not section.parent
        )
        self.draft.tables = Tables(
            entries=tuple(entries),
            claims=tuple(replace(c, subject=c.subject or subject) for c in self.claims),
            sections=sections,
            references=tuple(self.references),
        )
        return self.draft
