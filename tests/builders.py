"""Small lists for tests, written as a reader would: one line per row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reconcile import pipeline
from reconcile.findings import Comparison
from reconcile.model import AsOf, Claim, Entry, Event, Mention, Reference, Section, Source, Tables
from reconcile.workspace import ReportConfig, Settings, Workspace


def entry(line: int, name: str, country: str, date: str = "", **changes: object) -> Entry:
    """A row about Tartu's sister cities in source `a`, unless changed."""
    row = Entry(
        source="a",
        row=line,
        line=line,
        subject="Tartu",
        relation="sister",
        ordinal=None,
        name=name,
        country=country,
        region="",
        date=date,
        date_text=date,
        location="",
        references=(),
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def rows(text: str, **changes: object) -> tuple[Entry, ...]:
    """Rows from lines of `name | country | date`; line numbers run from 10."""
    found = []
    for line, row in enumerate(text.strip().splitlines(), start=10):
        cells = [cell.strip() for cell in row.split("|")] + ["", ""]
        found.append(entry(line, cells[0], cells[1], cells[2], row=line - 9, **changes))
    return tuple(found)


def source(id_: str, language: str = "en", **changes: object) -> Source:
    """A source about Tartu that lists sister cities in full."""
    declared = Source(
        id=id_,
        title=f"List {id_}",
        language="zh" if language == "zh" else "en",
        subject="Tartu",
        relations=("sister",),
    )
    return replace(declared, **changes)  # type: ignore[arg-type]


def compared(
    *lists: tuple[Source, Tables], subjects: Sequence[str] = ("Tartu",), root: object = None
) -> Comparison:
    """The comparison of some sources, matched and grouped as `check` does it."""
    from pathlib import Path

    sources = {declared.id: declared for declared, _ in lists}
    workspace = Workspace(
        root=Path(str(root or ".")), settings=Settings(), sources=sources, reports={}
    )
    config = ReportConfig(name="r", title="R", sources=tuple(sources), subjects=tuple(subjects))
    tables = {declared.id: owned(declared.id, rows_) for declared, rows_ in lists}
    return pipeline.compare(workspace, config, tables)


def owned(id_: str, tables: Tables) -> Tables:
    """The same tables as rows of another source."""
    return Tables(
        **{
            name: tuple(replace(row, source=id_) for row in getattr(tables, name))
            for name in Tables.__slots__
        }
    )


def tables(entries: Sequence[Entry], **others: object) -> Tables:
    """Tables with these entries, their rows numbered."""
    numbered = tuple(replace(row, row=n) for n, row in enumerate(entries, start=1))
    return replace(Tables(entries=numbered), **others)  # type: ignore[arg-type]


def claim(value: int, *, relation: str = "sister", what: str = "entries", line: int = 3) -> Claim:
    """A total stated at line 3."""
    return Claim(source="a", line=line, subject="Tartu", relation=relation, what=what, value=value)


def event(entry_line: int, date: str, act: str) -> Event:
    """An act told two lines below its entry."""
    return Event(source="a", line=entry_line + 2, entry_line=entry_line, date=date, act=act)


def mention(entry_line: int, name: str, country: str = "") -> Mention:
    """Another spelling, two lines below its entry."""
    return Mention(
        source="a", line=entry_line + 2, entry_line=entry_line, name=name, country=country
    )


def section(line: int, entries: int, subject: str = "Tartu") -> Section:
    """A heading."""
    return Section(
        source="a", line=line, subject=subject, relation="sister", entries=entries, references=()
    )


def reference(number: int, published: str) -> Reference:
    """A footnote."""
    return Reference(
        source="a",
        line=900 + number,
        number=number,
        site="example.org",
        title="A twin town",
        published=published,
        retrieved="",
    )


def day(text: str) -> AsOf:
    """A source's known day."""
    return AsOf(earliest=text, latest=text)
