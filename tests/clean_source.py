"""A small clean source for the tests of validation, and frames made of it."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from reconcile.model import (
    AsOf,
    Claim,
    Entry,
    Event,
    Finding,
    Mention,
    Reference,
    Section,
    Source,
    Tables,
)
from reconcile.validation.frames import frames_of

PLACES = (
    ("Turku", "Finland", "1987-03-02"),
    ("Łódź", "Poland", "1991-10-11"),
    ("Malmö", "Sweden", "1995"),
    ("São Paulo", "Brazil", "1995-06"),
    ("Nuku'alofa", "Tonga", "1999-01-30"),
    ("Valparaíso", "Chile", "2003-09-09"),
    ("Busan", "South Korea", "2008-12-24"),
    ("Oslo", "Norway", "2015-05-17"),
)
SOURCE = Source(
    id="list",
    title="A list",
    language="en",
    subject="Tartu",
    as_of=AsOf(earliest="2020-02-02", latest="2020-02-02"),
    order=("date",),
)


def entry(at: int, name: str, country: str, date: str, **changes: object) -> Entry:
    """The entry in row `at` (from 0), on line 10, 13, 16 and so on."""
    row = Entry(
        source="list",
        row=at + 1,
        line=10 + 3 * at,
        subject="Tartu",
        relation="sister",
        ordinal=at + 1,
        name=name,
        country=country,
        region="",
        date=date,
        date_text="",
        location="Tartu",
        references=(1,),
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def clean_tables() -> Tables:
    """All six tables, without a fault."""
    return Tables(
        entries=tuple(entry(at, *place) for at, place in enumerate(PLACES)),
        claims=(Claim(source="list", line=4, subject="Tartu", relation="sister", what="entries",
                      value=8),),
        sections=(Section(source="list", line=9, subject="Tartu", relation="sister", entries=8,
                          references=(2,)),),
        references=tuple(
            Reference(source="list", line=100 + n, number=n, site="example.org", title=f"Note {n}",
                      published="2019-04", retrieved="2020-01-01")
            for n in (1, 2)
        ),
        mentions=(Mention(source="list", line=11, entry_line=10, name="Åbo", country="Finland"),),
        events=(Event(source="list", line=14, entry_line=13, date="1991", act="agreement"),),
    )  # fmt: skip


def text_frames(tables: Tables) -> dict[str, pl.DataFrame]:
    """The tables as they stand in their files: every cell a text or empty."""
    return {name: frame.cast(pl.String) for name, frame in frames_of(tables).items()}


def with_cell(
    frames: dict[str, pl.DataFrame], table: str, row: int, column: str, value: str | None
) -> dict[str, pl.DataFrame]:
    """The frames with one cell changed; rows count from 0."""
    cells = frames[table][column].to_list()
    cells[row] = value
    changed = frames[table].with_columns(pl.Series(column, cells, dtype=pl.String))
    return {**frames, table: changed}


def at(finding: Finding) -> tuple[str, str, int]:
    """What a test compares: kind, table and first row of a finding."""
    return finding.kind, finding.entries[0].table, finding.entries[0].row
