"""Headings: what they announce (a subject, a relation, a country, the end), and where they hide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reconcile.model import Source
from reconcile.reading.document.header import column_of
from reconcile.reading.document.items import is_country
from reconcile.reading.document.listing import LABELLED, entries_in, entry_of
from reconcile.reading.document.outcome import Outcome, Section
from reconcile.reading.document.subjects import subject_of
from reconcile.reading.document.totals import totals
from reconcile.reading.document.wording import (
    STOP,
    boilerplate,
    is_group,
    is_name_like,
    relation_of,
)
from reconcile.reading.formats.blocks import (
    Block,
    Heading,
    Item,
    Paragraph,
    Skipped,
    Table,
)
from reconcile.reading.formats.citations import note_of_text

LONGEST: Final = 60  # characters of a heading


def with_headings(blocks: Sequence[Block], source: Source) -> Sequence[Block]:
    """Plain text marks no heading: a name alone among entries with a country is one.

    Lines that begin with ^ are footnotes.
    """
    entries = sum(
        isinstance(b, Paragraph) and bool(entry_of(b.text, source.language, None)) for b in blocks
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
        if short and (outline or before_list) and not entry_of(block.text, source.language, None):
            found.append(Heading(block.text, 6))
        else:
            found.append(block)
    return found


def levels_of_subjects(blocks: Sequence[Block]) -> frozenset[int]:
    """Levels of headings over lists that are places, each with partners of its own."""
    plain: list[int] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Heading) or block.level == 1:
            continue
        text = block.text.flat()
        following = next((b for b in blocks[at + 1 :] if not isinstance(b, Skipped)), None)
        holds = isinstance(following, (Item, Table)) or (
            isinstance(following, Paragraph) and bool(entry_of(following.text, "", None))
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
        or len(text) > LONGEST
        or boilerplate(text)
        or totals(text)
    )


def read_heading(out: Outcome, block: Heading, blocks: Sequence[Block], at: int) -> int:
    """Take a heading; returns its level where it ends the lists, else 0."""
    text = block.text.flat().strip(" :：")
    out.mark(block.text, "heading")
    place = out.place
    rule = next((r for r in out.options.headings if r.pattern.search(text)), None)
    relation = rule.value if rule else relation_of(text)
    named = subject_of(text)
    if STOP.fullmatch(text):
        return block.level
    out.state(block.text)
    place.country = ""
    if not (relation or named) and is_name_like(text) and _has_fields(blocks, at):
        for one in entries_in(out, block.text):
            out.add(one, block.text.line, block.text)
        return 0
    if relation or named:
        if named and (block.level == 1 or not out.title_subject):
            out.title_subject = out.title_subject or named
        inside = next((s for s in reversed(out.sections) if s.level < block.level), None)
        place.relation = relation or place.relation
        if named and out.headed:
            place.subject = named
        if block.level > 1 or holds_list(blocks, at):
            section = Section(
                block.text.line, out.subject, out.relation, block.level,
                tuple(n for n in block.text.references if n),
            )  # fmt: skip
            if out.headed and inside and inside.level < block.level and not inside.entries:
                inside.parent = True
            if holds_list(blocks, at):
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
        section = Section(
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
    match = LABELLED.fullmatch(after.text.flat()) if isinstance(after, (Paragraph, Item)) else None
    return bool(match and column_of(match["label"]) in {"country", "date", "region", "location"})


def holds_list(blocks: Sequence[Block], at: int) -> bool:
    """Whether a list or table follows before the next heading that announces anything."""
    for block in blocks[at + 1 :]:
        if isinstance(block, (Item, Table)):
            return True
        if isinstance(block, Heading):
            text = block.text.flat().strip(" :：")
            if not (is_group(text) or is_country(text)):
                return False
        if isinstance(block, Paragraph) and entry_of(block.text, "", None):
            return True
    return False
