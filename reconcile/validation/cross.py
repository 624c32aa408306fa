"""Rules between the tables of one source, and between a source's rows and what it declares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reconcile.model import Source
from reconcile.names.dates import parse_date
from reconcile.validation.failure import Failure

Columns = Mapping[str, Sequence[Any]]

_KIND = "internal_inconsistency"


def other_subjects(rows: Columns, source: Source) -> Iterator[Failure]:
    """Rows about another subject than the one whose partners the source lists."""
    for row, subject in enumerate(rows.get("subject", ())):
        if source.subject and subject and subject != source.subject:
            yield Failure(
                column="subject",
                check="of_source",
                row=row,
                text=f"is not the subject of this source; expected {source.subject}",
                value=subject,
            )


def dates_after_source(entries: Columns, source: Source) -> Iterator[Failure]:
    """Entries dated later than the source itself speaks, as far as both dates are precise."""
    latest = source.as_of.latest
    for row, date in enumerate(entries.get("date", ())):
        common = min(len(date or ""), len(latest))
        if date and date[:common] > latest[:common]:
            yield Failure(
                column="date",
                check="not_after_source",
                row=row,
                text=f"is later than the source itself; expected {latest} or earlier",
                value=date,
                kind=_KIND,
            )


def dates_as_printed(entries: Columns) -> Iterator[Failure]:
    """Entries whose date is not the one that the list prints."""
    dates, texts = entries.get("date", ()), entries.get("date_text", ())
    for row, (date, text) in enumerate(zip(dates, texts, strict=False)):
        printed = parse_date(text) if text else ""
        if printed and printed != (date or ""):
            yield Failure(
                column="date",
                check="as_printed",
                row=row,
                text=f'is not what the list prints, "{text}"; expected {printed}',
                value=date,
                kind=_KIND,
            )


def section_counts(entries: Columns, sections: Columns) -> Iterator[Failure]:
    """Sections whose number of entries is not the number of rows of that subject and relation.

    Sections of one subject and relation are added up; an empty relation means all of them.
    """
    listed: Counter[tuple[str, str]] = Counter()
    for subject, relation in zip(entries["subject"], entries["relation"], strict=True):
        listed[subject or "", relation or ""] += 1
        listed[subject or "", ""] += 1 if relation else 0
    stated: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    for row, key in enumerate(_keys(sections)):
        count = sections["entries"][row]
        stated[key] += count if isinstance(count, int) else 0
        first.setdefault(key, row)
    for (subject, relation), row in first.items():
        rows = listed[subject, relation]
        if rows != stated[subject, relation] and isinstance(sections["entries"][row], int):
            of = " ".join(filter(None, (subject, f"({relation})" if relation else "")))
            yield Failure(
                column="entries",
                check="agrees_with_rows",
                row=row,
                text=f"does not agree with the entries; expected {rows}, the rows"
                + (f" of {of}" if of else ""),
                value=str(stated[subject, relation]),
                kind=_KIND,
            )


def _keys(sections: Columns) -> Iterator[tuple[str, str]]:
    for subject, relation in zip(sections["subject"], sections["relation"], strict=True):
        yield subject or "", relation or ""


def dangling_references(rows: Columns, references: Columns) -> Iterator[Failure]:
    """Rows that cite a footnote which the source does not have."""
    known = set(references.get("number", ()))
    for row, cell in enumerate(rows.get("references", ())):
        for number in (cell or "").split(";"):
            if number.isdecimal() and int(number) not in known:
                yield Failure(
                    column="references",
                    check=f"exists {number}",
                    row=row,
                    text="is no footnote of this source; expected a number in references.csv",
                    value=number,
                    kind=_KIND,
                )


def dangling_entry_lines(rows: Columns, entries: Columns) -> Iterator[Failure]:
    """Rows that point at an entry's line where no entry stands."""
    known = set(entries["line"])
    for row, line in enumerate(rows.get("entry_line", ())):
        if line is not None and line not in known:
            yield Failure(
                column="entry_line",
                check="exists",
                row=row,
                text="is the line of no entry; expected a line in entries.csv",
                value=str(line),
                kind=_KIND,
            )


def falling_lines(rows: Columns) -> Iterator[Failure]:
    """Rows that stand before the row above them in the original."""
    lines = rows.get("line", ())
    for row in range(1, len(lines)):
        here, above = lines[row], lines[row - 1]
        if here is not None and above is not None and here < above:
            yield Failure(
                column="line",
                check="lines_rise",
                row=row,
                text=f"stands after line {above}; expected that line or a later one",
                value=str(here),
                others=(row - 1,),
            )
