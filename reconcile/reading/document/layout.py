"""The layout `document`: what each block of a document is, and the tables made of it all.

A heading announces a subject, a relation, a country or nothing; the list or table under it holds
entries; a sentence may state a total. What is none of these is known boilerplate, or unread.

Options of `[reader]`: `columns`, printed header to column; `headings`, `[{pattern, relation}]`;
`subjects`, "headings" where headings name the subjects, "document" where all is about one;
`day_first`, what 2/5/1979 means; `skip`, lines to leave out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from reconcile.model import Claim, Entry, Reference, Section, Source, Tables
from reconcile.reading.config import Options
from reconcile.reading.document.grid import is_name_like, read_grid
from reconcile.reading.document.header import column_of
from reconcile.reading.document.items import (
    Listed,
    is_country,
    listed,
    location_of,
    read_date,
)
from reconcile.reading.document.subjects import subject_of
from reconcile.reading.document.totals import totals
from reconcile.reading.document.wording import STOP, boilerplate, is_group, relation_of
from reconcile.reading.formats.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Note,
    Paragraph,
    Skipped,
    Table,
    Text,
)
from reconcile.reading.formats.citations import note_of_text
from reconcile.reading.lines import Draft

_LONGEST_HEADING: Final = 60
_LABELLED: Final = re.compile(r"(?P<label>[^\W\d_][^:：]{0,40}?)\s*[:：]\s*(?P<value>.+)")


@dataclass(slots=True)
class Place:
    """Where in the document the reader is: what the headings above announce."""

    subject: str = ""
    relation: str = ""
    country: str = ""
    section: _Section | None = None


@dataclass(slots=True)
class _Section:
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
    sections: list[_Section] = field(default_factory=list)
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
            section = _Section(line, self.subject, self.relation, 9)
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
            for line in text.lines:
                self.draft.place(line, "claim")
        return bool(found)


def read_blocks(document: Document, source: Source, options: Options) -> Draft:
    """Entries, sections, claims and references of a document; see the module for the layout."""
    out = Outcome(source, options)
    blocks: Sequence[Block] = document.blocks
    if document.format in {"text", "pdf"}:
        blocks = with_headings(blocks, source)
    out.title_subject = subject_of(document.title)
    out.day_first = options.day_first if options.day_first is not None else _day_first(document)
    out.levels = _levels_of_subjects(blocks)
    told = options.by_headings
    named = {n for b in blocks if isinstance(b, Heading) and (n := subject_of(b.text.flat()))}
    if told is None:
        told = not source.subject and (len(named) > 1 or (bool(out.levels) and not named))
    out.headed = told
    stopped = 0  # the level of the heading that ended the lists
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Note):
            _note(out, block)
        elif isinstance(block, Skipped):
            for line in block.lines:
                out.draft.place(line, f"ignored: {block.why}")
        elif isinstance(block, Heading):
            if stopped and block.level > stopped:
                _set_aside(out, block.text, "after the lists")
            else:
                stopped = _heading(out, block, blocks, at)
        elif stopped:
            _set_aside_block(out, block, "after the lists")
        elif isinstance(block, Table):
            _table(out, block)
        elif isinstance(block, Item):
            end = at
            while end < len(blocks) and isinstance(blocks[end], (Item, Skipped)):
                end += 1
            _items(out, blocks[at:end])
            at = end
            continue
        else:
            _paragraph(out, block, blocks, at)
        at += 1
    return _finish(out)


_EITHER_WAY: Final = re.compile(r"(?<!\d)(\d{1,2})[-./](\d{1,2})[-./]\d{4}(?!\d)")


def _day_first(document: Document) -> bool | None:
    """What 2/5/1979 means where another date of the document says it: 25/5/1979, 5/25/1979."""
    pairs = [m.groups() for line in document.lines for m in _EITHER_WAY.finditer(line.text)]
    first = any(int(a) > 12 for a, _ in pairs)
    second = any(int(b) > 12 for _, b in pairs)
    return first if first != second else None


def _levels_of_subjects(blocks: Sequence[Block]) -> frozenset[int]:
    """Levels of headings over lists that are places, each with partners of its own."""
    plain: list[int] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Heading) or block.level == 1:
            continue
        text = block.text.flat()
        following = next((b for b in blocks[at + 1 :] if not isinstance(b, Skipped)), None)
        holds = isinstance(following, (Item, Table)) or (
            isinstance(following, Paragraph) and bool(_entry_of(following.text, "", None))
        )
        if holds and _names_a_place(text) and not subject_of(text):
            plain.append(block.level)
    return frozenset(plain) if len(plain) > 1 else frozenset()


def _names_a_place(text: str) -> bool:
    return not (
        relation_of(text)
        or is_group(text)
        or STOP.fullmatch(text.strip(" :："))
        or is_country(text.strip(" :："))
        or len(text) > _LONGEST_HEADING
        or boilerplate(text)
        or totals(text)
    )


def _heading(out: Outcome, block: Heading, blocks: Sequence[Block], at: int) -> int:
    """Take a heading; returns its level where it ends the lists, else 0."""
    text = block.text.flat().strip(" :：")
    for line in block.text.lines:
        out.draft.place(line, "heading")
    place = out.place
    rule = next((r for r in out.options.headings if r.pattern.search(text)), None)
    relation = rule.value if rule else relation_of(text)
    named = subject_of(text)
    if STOP.fullmatch(text):
        return block.level
    out.state(block.text)
    place.country = ""
    if not (relation or named) and is_name_like(text) and _has_fields(blocks, at):
        for one in _listed(out, block.text):
            out.add(one, block.text.line, block.text)
        return 0
    if relation or named:
        if named and (block.level == 1 or not out.title_subject):
            out.title_subject = out.title_subject or named
        inside = next((s for s in reversed(out.sections) if s.level < block.level), None)
        place.relation = relation or place.relation
        if named and out.headed:
            place.subject = named
        if block.level > 1 or _holds_list(blocks, at):
            section = _Section(
                block.text.line, out.subject, out.relation, block.level,
                tuple(n for n in block.text.references if n),
            )  # fmt: skip
            if out.headed and inside and inside.level < block.level and not inside.entries:
                inside.parent = True
            if _holds_list(blocks, at):
                out.sections.append(section)
                place.section = section
            else:
                place.section = None
    elif is_group(text):
        pass
    elif is_country(text) and not (out.headed and block.level in out.levels):
        place.country = text
    elif block.level == 1:
        out.title_subject = out.title_subject or (text if len(text) < 30 else "")
    elif out.headed and (_names_a_place(text) or is_country(text)):
        place.subject, place.relation = text, ""
        section = _Section(
            block.text.line, text, out.relation, block.level,
            tuple(n for n in block.text.references if n),
        )  # fmt: skip
        for above in out.sections[-1:]:
            above.parent = above.parent or (above.level < block.level and not above.entries)
        out.sections.append(section)
        place.section = section
    else:
        place.section = None
    return 0


def _has_fields(blocks: Sequence[Block], at: int) -> bool:
    """Whether labelled fields (`Country: Finland`) follow a heading: it is an entry's name."""
    after = next((b for b in blocks[at + 1 :] if not isinstance(b, Skipped)), None)
    match = _LABELLED.fullmatch(after.text.flat()) if isinstance(after, (Paragraph, Item)) else None
    return bool(match and column_of(match["label"]) in {"country", "date", "region", "location"})


def _holds_list(blocks: Sequence[Block], at: int) -> bool:
    """Whether a list or table follows before the next heading that announces anything."""
    for block in blocks[at + 1 :]:
        if isinstance(block, (Item, Table)):
            return True
        if isinstance(block, Heading):
            text = block.text.flat().strip(" :：")
            if not (is_group(text) or is_country(text)):
                return False
        if isinstance(block, Paragraph) and _entry_of(block.text, "", None):
            return True
    return False


def _table(out: Outcome, table: Table) -> None:
    if table.caption.text:
        _heading(out, Heading(table.caption, 7), (Heading(table.caption, 7), table), 0)
    read_grid(out, table)


def _items(out: Outcome, blocks: Sequence[Block]) -> None:
    """A list: entries where most items say a country, a date or a flag, or a relation is told."""
    items = [block for block in blocks if isinstance(block, Item)]
    for block in blocks:
        if isinstance(block, Skipped):
            for line in block.lines:
                out.draft.place(line, f"ignored: {block.why}")
    found = [_listed(out, item.text) for item in items]
    told = sum(any(one.told for one in each) for each in found)
    nested = [
        at + 1 < len(items) and items[at + 1].depth > item.depth for at, item in enumerate(items)
    ]
    groups = [
        nested[at] and (is_country(_bare(item.text)) or is_group(_bare(item.text)) or not any(
            one.told and one.name != _bare(item.text) for one in found[at]))
        for at, item in enumerate(items)
    ]  # fmt: skip
    real = max(len(items) - sum(groups), 1)
    grouped = any(
        group and is_country(_bare(item.text)) for group, item in zip(groups, items, strict=True)
    )
    trusted = told >= 0.4 * real or bool(out.place.country) or grouped
    country, depth = "", 0
    for at, item in enumerate(items):
        text = item.text
        bare = _bare(text)
        if item.depth <= depth:
            country = ""
        if groups[at]:
            if is_country(bare):
                country, depth = bare, item.depth
            for line in text.lines:
                out.draft.place(line, "heading")
        elif _why_ignored(out, text) or _field(out, text):
            continue
        elif any(one.told for one in found[at]) or (
            (trusted or (out.place.relation and out.place.section))
            and is_name_like(bare)
            and not relation_of(bare)
        ):
            for one in found[at]:
                line = text.line_at(max(text.flat().find(one.name), 0))
                out.add(replace(one, country=one.country or country), line, text)
        elif why := boilerplate(text.flat()):
            _set_aside(out, text, why)
        elif not out.state(text):
            _leave(out, text, "an item that names no country, date or flag")


def _paragraph(out: Outcome, block: Paragraph, blocks: Sequence[Block], at: int) -> None:
    text = block.text
    plain = text.flat()
    if _why_ignored(out, text):
        return
    if _field(out, text):
        return
    found = _entry_of(text, out.source.language, out.day_first)
    if found and not (relation_of(plain) and totals(plain)):
        for one in found:
            out.add(one, text.line_at(max(plain.find(one.name), 0)), text)
        return
    bare = plain.strip(" :：")
    short = len(plain) <= _LONGEST_HEADING and not plain.endswith(("。", ".", "；", "!", "！"))
    if short and not totals(plain) and (
        is_country(bare) or is_group(bare) or subject_of(bare)
        or (relation_of(bare) and (plain.endswith((":", "：")) or _holds_list(blocks, at)))
        or STOP.fullmatch(bare)
    ):  # fmt: skip
        _heading(out, Heading(text, 6), blocks, at)
        return
    if out.state(text):
        return
    if why := boilerplate(plain):
        _set_aside(out, text, why)
    else:
        _leave(out, text, "neither an entry, nor a heading, nor a total")


def _field(out: Outcome, text: Text) -> bool:
    """Take a labelled field (`Date: 1979.5.2`) of the entry above; whether it is one."""
    match = _LABELLED.fullmatch(text.flat())
    column = column_of(match["label"]) if match else ""
    if match is None or column not in {"date", "location", "country", "region"} or not out.entries:
        return False
    last, value = out.entries[-1], match["value"]
    if getattr(last, "date_text" if column == "date" else column):
        return False
    line = text.line
    if column == "date":
        date, doubt = read_date(value, out.day_first)
        out.entries[-1] = replace(last, date=date, date_text=value)
        if doubt:
            out.draft.leave(line, doubt)
    elif column == "location":
        if not (location := location_of(value)):
            return False
        out.entries[-1] = replace(last, location=location)
    elif not is_name_like(value):
        return False
    elif column == "country":
        out.entries[-1] = replace(last, country=value)
    else:
        out.entries[-1] = replace(last, region=value)
    for each in text.lines:
        out.draft.place(each, "field")
    return True


def with_headings(blocks: Sequence[Block], source: Source) -> Sequence[Block]:
    """Plain text marks no heading: a name alone among entries with a country is one.

    Lines that begin with ^ are footnotes.
    """
    entries = sum(
        isinstance(b, Paragraph) and bool(_entry_of(b.text, source.language, None)) for b in blocks
    )
    paragraphs = sum(isinstance(b, Paragraph) for b in blocks)
    outline = entries >= 3 and entries > 0.3 * paragraphs
    found: list[Block] = []
    notes = 0
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            found.append(block)
            continue
        plain = block.text.flat()
        if plain.startswith(("^", "↑")):
            notes += 1
            found.append(note_of_text(block.text, notes))
            continue
        following = next((b for b in blocks[at + 1 :] if not isinstance(b, Skipped)), None)
        short = len(plain) <= 40 and is_name_like(plain.strip(" :：")) and _names_a_place(plain)
        before_list = isinstance(following, (Item, Table)) and not source.subject
        if short and (outline or before_list) and not _entry_of(block.text, source.language, None):
            found.append(Heading(block.text, 6))
        else:
            found.append(block)
    return found


def _entry_of(text: Text, language: str, day_first: bool | None) -> tuple[Listed, ...]:
    """Entries that a paragraph is, empty where it is none: short, and with a country."""
    plain = text.flat()
    if len(plain) > 120 or is_country(plain.strip(" :：")):
        return ()
    found = listed(plain, flags=text.flags, language=language, day_first=day_first)
    good = all(one.country and is_name_like(one.name) and not column_of(one.name) for one in found)
    return found if found and good else ()


def _listed(out: Outcome, text: Text) -> tuple[Listed, ...]:
    return listed(
        text.flat(), flags=text.flags, language=out.source.language,
        day_first=out.day_first,
    )  # fmt: skip


def _bare(text: Text) -> str:
    return text.flat().strip(" :：*•·-")


def _why_ignored(out: Outcome, text: Text) -> bool:
    """Set aside what a rule of the source ignores."""
    plain = text.flat()
    for rule in out.options.ignore:
        if rule.pattern.search(plain):
            _set_aside(out, text, rule.value)
            return True
    return False


def _set_aside(out: Outcome, text: Text, why: str) -> None:
    for line in text.lines:
        out.draft.place(line, f"ignored: {why}")


def _set_aside_block(out: Outcome, block: Block, why: str) -> None:
    if isinstance(block, (Item, Paragraph, Heading)):
        _set_aside(out, block.text, why)
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                _set_aside(out, cell, why)


def _leave(out: Outcome, text: Text, why: str) -> None:
    for line in text.lines:
        out.draft.leave(line, why)


def _note(out: Outcome, note: Note) -> None:
    out.references.append(
        Reference(
            source=out.source.id,
            line=note.lines[0] if note.lines else 1,
            number=note.number,
            site=note.site,
            title=note.title,
            published=note.published,
            retrieved=note.retrieved,
        )
    )
    for line in note.lines:
        out.draft.place(line, "reference")


def _finish(out: Outcome) -> Draft:
    subject = out.source.subject or out.title_subject
    for above, below in pairwise(out.sections):
        same = above.subject == below.subject and above.relation in {below.relation, ""}
        above.parent = above.parent or (same and not above.entries)
    entries = [replace(e, subject=e.subject or subject) for e in out.entries]
    sections = tuple(
        Section(
            source=out.source.id,
            line=section.line,
            subject=section.subject or subject,
            relation=section.relation,
            entries=section.entries,
            references=section.references,
        )
        for section in out.sections
        if section.entries or not section.parent
    )
    out.draft.tables = Tables(
        entries=tuple(entries),
        claims=tuple(replace(c, subject=c.subject or subject) for c in out.claims),
        sections=sections,
        references=tuple(out.references),
    )
    return out.draft
