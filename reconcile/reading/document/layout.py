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
from typing import Final

from reconcile.model import Reference, Source
from reconcile.reading.config import Options
from reconcile.reading.document.grid import read_grid
from reconcile.reading.document.headings import (
    LONGEST,
    holds_list,
    levels_of_subjects,
    read_heading,
    with_headings,
)
from reconcile.reading.document.items import is_country
from reconcile.reading.document.listing import entry_of, read_items, take_field
from reconcile.reading.document.outcome import Outcome
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
)
from reconcile.reading.lines import Draft

_EITHER_WAY: Final = re.compile(r"(?<!\d)(\d{1,2})[-./](\d{1,2})[-./]\d{4}(?!\d)")


def read_blocks(document: Document, source: Source, options: Options) -> Draft:
    """Entries, sections, claims and references of a document; see the module for the layout."""
    out = Outcome(source, options)
    blocks: Sequence[Block] = document.blocks
    if document.format in {"text", "pdf"}:
        blocks = with_headings(blocks, source)
    out.title_subject = subject_of(document.title)
    out.day_first = options.day_first if options.day_first is not None else _day_first(document)
    out.levels = levels_of_subjects(blocks)
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
                out.set_aside(block.text, "after the lists")
            else:
                stopped = read_heading(out, block, blocks, at)
        elif stopped:
            _set_aside_block(out, block, "after the lists")
        elif isinstance(block, Table):
            _table(out, block)
        elif isinstance(block, Item):
            end = at
            while end < len(blocks) and isinstance(blocks[end], (Item, Skipped)):
                end += 1
            read_items(out, blocks[at:end])
            at = end
            continue
        else:
            _paragraph(out, block, blocks, at)
        at += 1
    return out.finished()


def _day_first(document: Document) -> bool | None:
    """What 2/5/1979 means where another date of the document says it: 25/5/1979, 5/25/1979."""
    pairs = [m.groups() for line in document.lines for m in _EITHER_WAY.finditer(line.text)]
    first = any(int(a) > 12 for a, _ in pairs)
    second = any(int(b) > 12 for _, b in pairs)
    return first if first != second else None


def _table(out: Outcome, table: Table) -> None:
    if table.caption.text:
        read_heading(out, Heading(table.caption, 7), (Heading(table.caption, 7), table), 0)
    read_grid(out, table)


def _paragraph(out: Outcome, block: Paragraph, blocks: Sequence[Block], at: int) -> None:
    text = block.text
    plain = text.flat()
    if out.ignores(text):
        return
    if take_field(out, text):
        return
    found = entry_of(text, out.source.language, out.day_first)
    if found and not (relation_of(plain) and totals(plain)):
        for one in found:
            out.add(one, text.line_at(max(plain.find(one.name), 0)), text)
        return
    bare = plain.strip(" :：")
    short = len(plain) <= LONGEST and not plain.endswith(("。", ".", "；", "!", "！"))
    if short and not totals(plain) and (
        is_country(bare) or is_group(bare) or subject_of(bare)
        or (relation_of(bare) and (plain.endswith((":", "：")) or holds_list(blocks, at)))
        or STOP.fullmatch(bare)
    ):  # fmt: skip
        read_heading(out, Heading(text, 6), blocks, at)
        return
    if out.state(text):
        return
    if why := boilerplate(plain):
        out.set_aside(text, why)
    else:
        out.leave(text, "neither an entry, nor a heading, nor a total")


def _set_aside_block(out: Outcome, block: Block, why: str) -> None:
    if isinstance(block, (Item, Paragraph, Heading)):
        out.set_aside(block.text, why)
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                out.set_aside(cell, why)


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
