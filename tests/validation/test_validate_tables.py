"""Every planted fault is reported, alone, with any other, and all at once."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import polars as pl
import pytest
from clean_source import PLACES, SOURCE, at, clean_tables, entry, text_frames, with_cell
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.kinds import BY_NAME
from reconcile.model import Finding, Source, Tables
from reconcile.schema import EntryTable, LatinNames
from reconcile.validation import validate


class Fault(NamedTuple):
    """One changed cell, and what must be said about it. Rows count from 0."""

    table: str
    row: int
    column: str
    value: str | None
    kind: str
    says: str


FAULTS = {
    "line is no number": Fault("entries", 0, "line", "1O", "schema", "is no whole number"),
    "line below 1": Fault("entries", 0, "line", "0", "schema", "from 1"),
    "line falls": Fault("entries", 3, "line", "2", "schema", "expected more than 16"),
    "line is empty": Fault("entries", 7, "line", None, "schema", "is empty"),
    "relation unknown": Fault("entries", 1, "relation", "cousin", "schema", "expected one of"),
    "relation empty": Fault("entries", 1, "relation", None, "schema", "is empty"),
    "ordinal is no number": Fault("entries", 4, "ordinal", "v", "schema", "is no whole number"),
    "ordinal skips": Fault("entries", 6, "ordinal", "9", "ordinal_gap", "follows 6; expected 7"),
    "ordinal repeats": Fault("entries", 2, "ordinal", "2", "ordinal_gap", "expected 3"),
    "ordinal is empty": Fault("entries", 2, "ordinal", None, "ordinal_gap", "expected 3"),
    "list starts at 2": Fault("entries", 0, "ordinal", "2", "ordinal_gap", "expected 1"),
    "subject is another": Fault("entries", 6, "subject", "Narva", "schema", "expected Tartu"),
    "name is empty": Fault("entries", 1, "name", None, "schema", "name as printed"),
    "name is Han": Fault("entries", 1, "name", "罗兹", "schema", "Latin letters"),
    "name is Cyrillic": Fault("entries", 1, "name", "Лодзь", "schema", "Latin letters"),
    "name has a bell": Fault("entries", 2, "name", "Mal\x07mö", "schema", "nobody can see"),
    "name is zero-width": Fault("entries", 2, "name", "Mal\u200bmö", "schema", "nobody can see"),
    "name is mojibake": Fault("entries", 3, "name", "SÃ£o Paulo", "schema", "wrong encoding"),
    "name is replaced": Fault("entries", 3, "name", "S\ufffdo Paulo", "schema", "wrong encoding"),
    "name has a space": Fault("entries", 5, "name", "Valparaíso ", "schema", "white space"),
    "name has an NBSP": Fault("entries", 5, "name", "\u00a0Valparaíso", "schema", "white space"),
    "country misspelt": Fault(
        "entries", 0, "country", "Finlnd", "country_typo", "did the list mean Finland?"
    ),
    "country unknown": Fault("entries", 0, "country", "Xyzzyx", "schema", "is no country"),
    "date shape": Fault("entries", 4, "date", "30.1.1999", "schema", "is no date"),
    "date not in calendar": Fault("entries", 4, "date", "1999-02-30", "schema", "is no date"),
    "date out of order": Fault(
        "entries", 4, "date", "1993-01-30", "order_violation", "expected the order of date"
    ),
    "date after the source": Fault(
        "entries", 7, "date", "2021-05-17", "internal_inconsistency", "expected 2020-02-02"
    ),
    "date not as printed": Fault(
        "entries", 7, "date_text", "17 May 2016", "internal_inconsistency", "expected 2016-05-17"
    ),
    "reference is no number": Fault("entries", 5, "references", "a", "schema", "3;14"),
    "reference dangles": Fault(
        "entries", 5, "references", "1;7", "internal_inconsistency", "is no footnote"
    ),
    "location has a tab": Fault("entries", 6, "location", "Tar\ttu", "schema", "nobody can see"),
    "claim of unknown": Fault("claims", 0, "what", "towns", "schema", "entries, countries"),
    "claim is no number": Fault("claims", 0, "value", "eight", "schema", "is no whole number"),
    "claim below 0": Fault("claims", 0, "value", "-1", "schema", "from 0"),
    "section count": Fault(
        "sections", 0, "entries", "9", "internal_inconsistency", "expected 8, the rows of Tartu"
    ),
    "section reference": Fault(
        "sections", 0, "references", "3", "internal_inconsistency", "is no footnote"
    ),
    "footnote repeats": Fault("references", 1, "number", "1", "schema", "only once"),
    "footnote date": Fault("references", 1, "published", "2019-13", "schema", "is no date"),
    "footnote lines fall": Fault("references", 1, "line", "99", "schema", "line 101"),
    "mention dangles": Fault(
        "mentions", 0, "entry_line", "12", "internal_inconsistency", "line of no entry"
    ),
    "mention is mojibake": Fault("mentions", 0, "name", "Ã…bo", "schema", "wrong encoding"),
    "mention's country": Fault("mentions", 0, "country", "Swedn", "country_typo", "Sweden"),
    "event dangles": Fault(
        "events", 0, "entry_line", "12", "internal_inconsistency", "line of no entry"
    ),
    "event date": Fault("events", 0, "date", "1991-00", "schema", "is no date"),
    "event act": Fault("events", 0, "act", "dinner", "schema", "is not known"),
}  # fmt: skip


def planted(*faults: Fault, source: Source = SOURCE) -> tuple[Finding, ...]:
    frames = text_frames(clean_tables())
    for fault in faults:
        frames = with_cell(frames, fault.table, fault.row, fault.column, fault.value)
    return validate(Tables(), source, LatinNames, frames=frames)


def reported(fault: Fault, findings: tuple[Finding, ...]) -> bool:
    """Whether some finding names the fault's kind, place and reason."""
    return any(
        finding.kind == fault.kind
        and fault.says in finding.message
        and any(
            (where.table, where.row) == (fault.table, fault.row + 1) for where in finding.entries
        )
        for finding in findings
    )


def test_clean_tables_give_no_finding() -> None:
    assert validate(clean_tables(), SOURCE, LatinNames) == ()
    assert planted() == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_alone_is_reported_with_its_row_and_reason(name: str) -> None:
    findings = planted(FAULTS[name])
    assert reported(FAULTS[name], findings), [finding.message for finding in findings]


_CHANGE_LISTS = {
    ("entries", "line"), ("entries", "subject"), ("entries", "relation"), ("references", "number"),
}  # fmt: skip


def independent(left: Fault, right: Fault) -> bool:
    """Whether neither fault changes what the other is held against.

    Two faults of one cell overwrite each other; a footnote's number that is gone, a list that is
    no list any more, a neighbour in the order change what is true of the rest.
    """
    if (left.table, left.row, left.column) == (right.table, right.row, right.column):
        return False
    touched = {(left.table, left.column), (right.table, right.column)}
    same_column = len(touched) == 1
    return not (touched & _CHANGE_LISTS) and not (
        same_column and next(iter(touched))[1] in ("ordinal", "date")
    )


def test_every_pair_of_independent_faults_of_one_table_is_reported_in_full() -> None:
    lost = []
    pairs = 0
    for one, other in combinations(FAULTS, 2):
        same_table = FAULTS[one].table == FAULTS[other].table
        if same_table and independent(FAULTS[one], FAULTS[other]):
            pairs += 1
            findings = planted(FAULTS[one], FAULTS[other])
            lost += [(n, one, other) for n in (one, other) if not reported(FAULTS[n], findings)]
    assert lost == []
    assert pairs > 250


def test_one_fault_of_each_sort_planted_together_are_all_reported_with_their_lines() -> None:
    """Each table's columns are hit at once; the first fault of a cell wins."""
    chosen: dict[tuple[str, int, str], Fault] = {}
    for fault in FAULTS.values():
        # A wrong line or relation changes what the other rules of its row are held against.
        if (fault.table, fault.column) not in _CHANGE_LISTS:
            chosen.setdefault((fault.table, fault.row, fault.column), fault)
    for name in ("ordinal skips", "ordinal is no number", "footnote repeats"):
        chosen.pop(next(iter([FAULTS[name][:3]])), None)
    findings = planted(*chosen.values())
    lost = [fault for fault in chosen.values() if not reported(fault, findings)]
    assert lost == []
    assert len(chosen) > 20
    assert all(finding.entries[0].line > 0 for finding in findings)


def test_ids_are_unique_stable_against_new_rows_and_carry_the_kinds_severity() -> None:
    two = (FAULTS["country unknown"], Fault("entries", 1, "country", "Xyzzyx", "schema", "is no"))
    frames = text_frames(clean_tables())
    for fault in (*two, Fault("entries", 1, "name", "Turku", "schema", "")):
        frames = with_cell(frames, fault.table, fault.row, fault.column, fault.value)
    findings = validate(Tables(), SOURCE, LatinNames, frames=frames)
    assert len({finding.id for finding in findings}) == len(findings) >= 3
    assert all(f.severity == BY_NAME[f.kind].severity for f in findings)
    shifted = pl.Series("line", [str(int(line) + 7) for line in frames["entries"]["line"]])
    moved = {"entries": frames["entries"].with_columns(shifted)}
    moved |= {name: frames[name] for name in ("claims", "sections", "references")}
    again = validate(Tables(), SOURCE, LatinNames, frames=moved)
    assert {f.id for f in findings} == {f.id for f in again}


def test_the_message_names_source_line_column_value_and_expectation() -> None:
    [finding] = planted(FAULTS["country unknown"])
    assert finding.message == (
        'list:10 country: "Xyzzyx" is no country; expected a country name in English or Chinese'
    )
    assert finding.values == {"list": "Xyzzyx"}
    assert (finding.entries[0].line, finding.entries[0].row) == (10, 1)


def test_a_misspelt_country_carries_its_suggestion() -> None:
    [finding] = planted(FAULTS["country misspelt"])
    assert (finding.kind, finding.suggestion) == ("country_typo", "Finland")


def test_a_dropped_row_breaks_numbering_and_the_sections_count() -> None:
    tables = clean_tables()
    fewer = replace(tables, entries=(*tables.entries[:3], *tables.entries[4:]))
    kinds = {finding.kind for finding in validate(fewer, SOURCE, LatinNames)}
    assert {"ordinal_gap", "internal_inconsistency"} <= kinds


def test_a_place_listed_twice_is_one_finding_that_names_both_rows() -> None:
    tables = clean_tables()
    again = entry(8, "TURKU", "Finland", "2016-01-01")
    twice = replace(tables, entries=(*tables.entries, again))
    findings = validate(twice, SOURCE, LatinNames)
    [finding] = [f for f in findings if f.kind == "duplicate_entry"]
    assert [where.row for where in finding.entries] == [9, 1]
    assert "(line 10)" in finding.message


def test_ordinals_start_anew_in_every_list() -> None:
    tables = clean_tables()
    others = tuple(
        replace(row, relation="exchange", ordinal=n, line=200 + n, row=8 + n, name=f"{row.name} B")
        for n, row in enumerate(tables.entries[:3], start=1)
    )
    findings = validate(replace(tables, entries=tables.entries + others), SOURCE, LatinNames)
    assert findings == ()


def test_a_table_without_some_column_is_reported_not_crashed() -> None:
    frames = text_frames(clean_tables())
    for table in frames:
        for column in frames[table].columns:
            short = {**frames, table: frames[table].drop(column)}
            findings = validate(Tables(), SOURCE, EntryTable, frames=short)
            assert any(f"{column}: is missing" in finding.message for finding in findings)


_NAMES = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéłß '-"), min_size=1, max_size=12)


@st.composite
def clean_lists(draw: st.DrawFn) -> Tables:
    """Lists without a fault: unlike names, dates that rise, lines that rise, ordinals from 1."""
    count = draw(st.integers(1, 12))
    days = sorted(
        draw(st.lists(st.dates(), min_size=count, max_size=count).map(lambda d: list(map(str, d))))
    )
    days = [day for day in days if day < "2020"]
    lines = sorted(draw(st.sets(st.integers(1, 10**6), min_size=len(days), max_size=len(days))))
    stems = draw(st.lists(_NAMES, min_size=len(days), max_size=len(days)))
    rows = [
        entry(at, f"{'abcdefghijklm'[at]}{stem.strip()}x", PLACES[at % 8][1], day, line=line,
              references=())
        for at, (day, line, stem) in enumerate(zip(days, lines, stems, strict=True))
    ]  # fmt: skip
    return Tables(entries=tuple(rows))


@settings(max_examples=60, deadline=None)
@given(clean_lists())
def test_any_clean_list_gives_no_finding(tables: Tables) -> None:
    findings = validate(tables, SOURCE, LatinNames)
    assert [finding.message for finding in findings] == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_set_of_independent_faults_is_reported_in_full(data: st.DataObject) -> None:
    chosen: list[Fault] = []
    for name in data.draw(st.permutations(sorted(FAULTS))):
        if len(chosen) < 6 and all(independent(FAULTS[name], other) for other in chosen):
            chosen.append(FAULTS[name])
    findings = planted(*chosen)
    assert [fault for fault in chosen if not reported(fault, findings)] == []
    assert findings == planted(*reversed(chosen))


def test_findings_come_by_table_and_row() -> None:
    findings = planted(FAULTS["event act"], FAULTS["country unknown"], FAULTS["name is Han"])
    assert [at(finding) for finding in findings] == [
        ("schema", "entries", 1),
        ("schema", "entries", 2),
        ("schema", "events", 1),
    ]
