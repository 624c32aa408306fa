"""Layout `outline`: headings with entries under them, and footnotes at the end.

    Oulu [ 3]
    Leith , Scotland, United Kingdom
    Oulu, Wisconsin
    ^ a b "Twin towns" . oulu.example (in Finnish). Oulu. Retrieved 8 July 2020 .

A line is an entry of the heading above it when its last comma part is a country, a footnote when
it begins with ^, and a heading when it looks like a name. Every heading is a subject and a
section, with entries or without. No option but the common ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reconcile.model import Entry, Reference, Section, Source, Tables
from reconcile.reading.config import Options
from reconcile.reading.footnotes import footnote
from reconcile.reading.lines import Draft, Line, comma_parts, without_marks

_HEADING = re.compile(r"[^\W\d_][^!?;:。！？；：^\[\]\"“”]{0,79}")
_STOP = re.compile(r"\w{4,}\.(?:\s|$)")  # the full stop of a sentence, not of St. or D.C.
_SENTENCE = 8  # words: no place name is that long
_SPACED = re.compile(r"\s[,，]")


@dataclass(slots=True)
class _Section:
    line: int
    subject: str
    references: tuple[int, ...]
    entries: list[Entry] = field(default_factory=list)


def read_outline(lines: Sequence[Line], source: Source, options: Options) -> Draft:
    """Entries, sections and references of an outline; see the module for the layout."""
    from reconcile.names.country import country_form, suggest_country

    draft = Draft()
    sections: list[_Section] = []
    references: list[Reference] = []
    spaced: dict[int, bool] = {}
    for line in lines:
        if not line.text:
            continue
        if line.text.startswith("^"):
            references.append(footnote(line, source, number=len(references) + 1))
            draft.place(line.number, "reference")
            if not references[-1].title:
                draft.odd(line.number, "a footnote without a title in quotation marks")
            continue
        text, marks = without_marks(line.text)
        parts = comma_parts(text)
        if len(parts) > 1 and all(parts) and country_form(parts[-1]):
            if not sections:
                draft.leave(line.number, "an entry before the first heading")
                continue
            section = sections[-1]
            section.entries.append(
                _entry(line, parts, marks, source, section, relation=options.relation)
            )
            spaced[line.number] = bool(_SPACED.search(text))
            draft.place(line.number, "entry")
        elif why := _no_heading(text, parts, suggest_country(parts[-1]) if parts[1:] else None):
            draft.leave(line.number, why)
        else:
            sections.append(_Section(line.number, text, marks))
            draft.place(line.number, "heading")
    _odd_commas(draft, spaced)
    draft.tables = _tables(sections, references, source, options)
    return draft


def _no_heading(text: str, parts: list[str], country: str | None) -> str:
    """Why a line that is no entry is no heading either; empty where it is one."""
    if country:
        return f'"{parts[-1]}" is no country (is it {country}?), so the line is no entry'
    if _SPACED.search(text):
        return f'"{parts[-1]}" is no known country, so the line is no entry'
    if not _HEADING.fullmatch(text) or _STOP.search(text) or text[0].islower():
        return "neither an entry, nor a heading, nor a footnote"
    if len(text.split()) > _SENTENCE:
        return "neither an entry, nor a heading, nor a footnote"
    return ""


def _entry(
    line: Line,
    parts: list[str],
    marks: tuple[int, ...],
    source: Source,
    section: _Section,
    *,
    relation: str,
) -> Entry:
    return Entry(
        source=source.id,
        row=0,
        line=line.number,
        subject=section.subject,
        relation=relation,
        ordinal=None,
        name=parts[0],
        country=parts[-1],
        region=", ".join(parts[1:-1]),
        date="",
        date_text="",
        location="",
        references=marks,
    )


def _odd_commas(draft: Draft, spaced: dict[int, bool]) -> None:
    """Entries that space their first comma otherwise than most do."""
    usual = Counter(spaced.values()).most_common(1)[0][0] if spaced else False
    for line, space in spaced.items():
        if space != usual:
            draft.odd(line, f"{'no' if usual else 'a'} space before the comma")


def _tables(
    sections: list[_Section], references: list[Reference], source: Source, options: Options
) -> Tables:
    rows = (entry for section in sections for entry in section.entries)
    return Tables(
        entries=tuple(replace(entry, row=row) for row, entry in enumerate(rows, start=1)),
        sections=tuple(
            Section(
                source=source.id,
                line=section.line,
                subject=section.subject,
                relation=options.relation,
                entries=len(section.entries),
                references=section.references,
            )
            for section in sections
        ),
        references=tuple(references),
    )
