"""Layout `prose`: prose under dated headings, with the dated acts told in it.

    Turku, Finland (1998)

    On 2 May 1998, Turku and Tartu signed a sister city agreement. ...

Options: `heading`, templates of the headings with {name}, {region}, {country} and {date};
`introduction`, why the prose before the first heading holds no entry. The relation of an entry is
`relation`, or, where that says "acts", the strongest act told in its section. A country that the
heading leaves out is taken from the prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from reconcile.model import Entry, Event, Mention, Source, Tables
from reconcile.names.dates import parse_date
from reconcile.reading.config import Options
from reconcile.reading.events import Told, events, told_acts
from reconcile.reading.formats.limits import MAX_PROSE, too_much
from reconcile.reading.lines import Draft, Line, without_marks
from reconcile.reading.parties import Names
from reconcile.reading.passages import Passage, passages
from reconcile.reading.spellings import other_spellings, place_after

# What an act amounts to, the strongest first.
_RELATIONS: Final = (
    ("agreement", "sister"),
    ("friendship", "friendship"),
    ("memorandum", "memorandum"),
    ("visit", "visit"),
)

_ASIDE: Final = re.compile(
    r"\s?,\s[a-z][^,.;]*?\b(?:in|of)\s(?P<place>(?:the\s)?[^\W\d_a-z][^,.;]*),"
)


@dataclass(slots=True)
class _Section:
    line: int
    name: str
    region: str
    country: str
    date_text: str
    references: tuple[int, ...]
    lines: list[Line] = field(default_factory=list)


def read_prose(lines: Sequence[Line], source: Source, options: Options) -> Draft:
    """Entries, mentions and events of a story; see the module for the layout."""
    draft = Draft()
    sections: list[_Section] = []
    length = sum(len(line.text) for line in lines)
    if length > MAX_PROSE:
        raise too_much(f"{length:,} characters of prose; {MAX_PROSE:,} are read", source.id)
    for line in lines:
        if section := _heading(line, options):
            sections.append(section)
            draft.place(line.number, "entry")
        elif sections:
            sections[-1].lines.append(line)
            if line.text:
                draft.place(line.number, "prose")
        elif line.text and options.introduction:
            draft.place(line.number, f"ignored: {options.introduction}")
        elif line.text:
            draft.leave(line.number, "prose before the first heading")
    entries: list[Entry] = []
    mentions: list[Mention] = []
    happened: list[Event] = []
    names = {section.name for section in sections} | set(options.subjects)
    for section in sections:
        prose = passages(section.lines)
        spelt = other_spellings(prose, section.name, names)
        names_here = tuple(dict.fromkeys((section.name, *(s.name for s in spelt))))
        told = told_acts(
            prose,
            Names(options.subjects, names_here),
            heading_date=parse_date(section.date_text),
        )
        if not section.country:
            section.region, section.country = _place(names_here, prose, section.region)
        entries.append(_entry(section, told, source, options, row=len(entries) + 1))
        mentions += [
            Mention(
                source=source.id,
                line=s.line,
                entry_line=section.line,
                name=s.name,
                country=s.country,
            )
            for s in spelt
        ]
        happened += [
            Event(source=source.id, line=e.line, entry_line=section.line, date=e.date, act=e.act)
            for e in events(told)
        ]
    for table, role in ((mentions, "mention"), (happened, "event")):
        for row in table:
            draft.place(row.line, role)
    draft.tables = Tables(entries=tuple(entries), mentions=tuple(mentions), events=tuple(happened))
    return draft


def _heading(line: Line, options: Options) -> _Section | None:
    text, references = without_marks(line.text)
    for template in options.heading:
        match = template.fullmatch(text)
        parts = match.groupdict() if match else {}
        if match and ("date" not in parts or parse_date(parts["date"])):
            return _Section(
                line.number,
                parts["name"].strip(),
                parts.get("region", "").strip(),
                parts.get("country", "").strip(),
                parts.get("date", "").strip(),
                references,
            )
    return None


def _entry(
    section: _Section,
    told: Sequence[Told],
    source: Source,
    options: Options,
    *,
    row: int,
) -> Entry:
    relation = options.relation
    if relation == "acts":
        acts = {act.act for act in told if act.ours} or {act.act for act in told}
        relation = next((name for act, name in _RELATIONS if act in acts), "")
    return Entry(
        source=source.id,
        row=row,
        line=section.line,
        subject=source.subject,
        relation=relation,
        ordinal=None,
        name=section.name,
        country=section.country,
        region=section.region,
        date=parse_date(section.date_text),
        date_text=section.date_text,
        location="",
        references=section.references,
    )


def _place(names: Sequence[str], prose: Sequence[Passage], region: str) -> tuple[str, str]:
    """Region and country printed with the name: `Turku, Finland`, `Turku, a port in Finland,`."""
    spelt = "|".join(map(re.escape, names))
    places = [
        passage.text[match.end() :]
        for passage in prose
        for match in re.finditer(rf"(?<!\w)(?:{spelt})(?!\w)", passage.text)
    ]
    for after in places:
        found = place_after(after)
        if found[1]:
            return found
    for after in places:
        aside = _ASIDE.match(after)
        if aside and (found := place_after(f", {aside['place']},"))[1]:
            return region, found[1]
    return region, ""
