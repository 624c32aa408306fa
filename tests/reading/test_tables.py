"""The CSV tables of a source folder: strict to load, byte for byte to write."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from string import ascii_letters
from typing import Any

import pytest
from builders import entry
from hypothesis import given
from hypothesis import strategies as st

from reconcile.errors import UnreadableError
from reconcile.model import (
    Anomaly,
    Claim,
    Entry,
    Event,
    Mention,
    Reference,
    Section,
    Source,
    Tables,
)
from reconcile.reading.tables import (
    COLUMNS,
    Difference,
    difference,
    load_tables,
    table_texts,
    write_tables,
)

SOURCE = Source(id="a", title="A", language="en")
HEADER = ",".join(COLUMNS["entries"])
ROW = "3,Tartu,sister,1,Turku,Finland,,1989-05-03,1989.5.3,Turku,4;5"

# Any text that UTF-8 can hold, but NUL; commas, quotes and line breaks often.
CELL = st.text(
    alphabet=st.one_of(
        st.sampled_from(',"\r\n; \u00a0罗Ł'),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=8,
)
NUMBER = st.integers(min_value=1, max_value=10**9)
NUMBERS = st.lists(NUMBER, max_size=3).map(tuple)


def rows(kind: type[Any], **columns: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(st.builds(kind, source=st.just("a"), **columns), max_size=4).map(tuple)


TABLES = st.builds(
    Tables,
    entries=rows(
        Entry,
        row=st.just(0),
        line=NUMBER,
        ordinal=st.none() | st.integers(-9, 10**6),
        references=NUMBERS,
        **{c: CELL for c in COLUMNS["entries"] if c not in {"line", "ordinal", "references"}},
    ).map(lambda found: tuple(replace(e, row=n) for n, e in enumerate(found, start=1))),
    claims=rows(
        Claim, line=NUMBER, subject=CELL, relation=CELL, what=CELL, value=st.integers(-9, 10**6)
    ),
    sections=rows(
        Section,
        line=NUMBER,
        subject=CELL,
        relation=CELL,
        entries=st.integers(0, 99),
        references=NUMBERS,
    ),
    references=rows(
        Reference,
        line=NUMBER,
        number=NUMBER,
        site=CELL,
        title=CELL,
        published=CELL,
        retrieved=CELL,
    ),
    mentions=rows(Mention, line=NUMBER, entry_line=NUMBER, name=CELL, country=CELL),
    events=rows(Event, line=NUMBER, entry_line=NUMBER, date=CELL, act=CELL),
    anomalies=rows(Anomaly, line=NUMBER, what=CELL),
)


@given(tables=TABLES)
def test_what_is_written_is_loaded_again(
    tables: Tables, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("source")
    write_tables(folder, tables)
    assert load_tables(folder, SOURCE) == tables
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {
        name: text.encode() for name, text in table_texts(tables).items()
    }


def test_the_text_is_minimal_csv() -> None:
    row = entry(3, 'Sant "Joan", d\'Alacant', "", ordinal=None, references=(4, 5))
    assert table_texts(Tables(entries=(row,))) == {
        "entries.csv": f'{HEADER}\n3,Tartu,sister,,"Sant ""Joan"", d\'Alacant",,,,,,4;5\n'
    }


def test_a_table_that_became_empty_is_removed(tmp_path: Path) -> None:
    claim = Claim(source="a", line=1, subject="Tartu", relation="", what="entries", value=3)
    write_tables(tmp_path / "a", Tables(claims=(claim,)))
    (tmp_path / "a" / "source.toml").touch()
    write_tables(tmp_path / "a", Tables())
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == ["entries.csv", "source.toml"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    write_tables(tmp_path, Tables(entries=(entry(1, "Turku", "Finland"),)))
    before = (tmp_path / "entries.csv").read_bytes()
    with pytest.raises(UnicodeEncodeError):
        write_tables(tmp_path, Tables(entries=(entry(1, "\ud800", "Finland"),)))
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"entries.csv": before}


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    (tmp_path / "entries.csv").write_text(f"{HEADER}\n{ROW}\n")
    (tmp_path / "claims.csv").write_text("value,what,relation,subject,line\r\n3,entries,,T,7\r\n")
    tables = load_tables(tmp_path, SOURCE)
    assert (tables.claims[0].value, tables.claims[0].line) == (3, 7)
    assert (tables.entries[0].references, tables.entries[0].row) == ((4, 5), 1)


@pytest.mark.parametrize(
    ("data", "where", "message"),
    [
        (f"{HEADER}\n{ROW},x\n", 2, "12 cells, where the header has 11"),
        (f"{HEADER}\n{ROW}\n\n3,Tartu\n", 4, "2 cells"),
        (f"{HEADER.replace('name,', '')}\n", 1, "lacks 'name'"),
        (f"{HEADER},note\n", 1, "has unknown 'note'"),
        (f"{HEADER},name\n", 1, "repeats 'name'"),
        ("", 1, "lacks 'line'"),
        (f"{HEADER}\nx{ROW}\n", 2, 'line is "x3"; expected a whole number'),
        (f"{HEADER}\n{ROW.replace('3,', '0,', 1)}\n", 2, "from 1"),
        (f"{HEADER}\n{ROW.replace(',1,', ',01,', 1)}\n", 2, "the plain number 1"),
        (f"{HEADER}\n{ROW.replace(',1,', ',1.0,', 1)}\n", 2, "ordinal"),
        (f"{HEADER}\n{ROW.replace(',1,', ',１,', 1)}\n", 2, "ordinal"),
        (f"{HEADER}\n{ROW.replace('4;5', '4,5')}\n", 2, "12 cells"),
        (f"{HEADER}\n{ROW.replace('4;5', '4;')}\n", 2, "footnote numbers joined by ;"),
        (f'{HEADER}\n{ROW}\n"a"b\n', 3, "no CSV"),
        (f'{HEADER}\n"{ROW}\n', 2, "no CSV"),
        (f"{HEADER}\n{ROW}\n{'9' * 30},\n", 3, "2 cells"),
        (f"{HEADER}\n{ROW}\0\n", 2, "NUL"),
        (f"\ufeff{HEADER}\n", 1, "byte order mark"),
        (f"{HEADER}\n3,塔尔图,,,,,,,,,\n".encode("gb18030"), 2, "is no UTF-8"),
        (f"{HEADER}\n".encode("utf-16"), 1, "is no UTF-8"),
    ],
)
def test_a_broken_table_is_refused_with_file_and_line(
    tmp_path: Path, data: str | bytes, where: int, message: str
) -> None:
    path = tmp_path / "entries.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(UnreadableError, match=re.escape(message)) as error:
        load_tables(tmp_path, SOURCE)
    assert error.value.where == f"{path}:{where}"
    assert error.value.hint


def test_a_cell_over_two_lines_keeps_the_lines_of_later_rows_right(tmp_path: Path) -> None:
    broken = ROW.replace("Turku", '"Tur\nku"', 1)
    (tmp_path / "entries.csv").write_text(f"{HEADER}\n{broken}\n{ROW},x\n")
    with pytest.raises(UnreadableError) as error:
        load_tables(tmp_path, SOURCE)
    assert error.value.where.endswith("entries.csv:4")


def test_entries_are_required(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no entries") as error:
        load_tables(tmp_path, SOURCE)
    assert "reconcile read a ORIGINAL --write" in error.value.hint


@given(tables=TABLES)
def test_a_reading_does_not_differ_from_itself(tables: Tables) -> None:
    assert difference(tables, tables) == ()


def test_a_difference_tells_added_removed_and_changed_rows() -> None:
    turku, oulu, narva = (
        entry(n, name, "x") for n, name in enumerate(("Turku", "Oulu", "Narva"), start=1)
    )
    moved, corrected = replace(turku, line=9, row=2), replace(oulu, name="Oulo")
    found = difference(Tables(entries=(turku, oulu)), Tables(entries=(corrected, moved, narva)))
    assert found == (
        Difference(table="entries", added=(narva,), changed=((turku, moved), (oulu, corrected))),
    )
    assert difference(Tables(entries=(turku,)), Tables()) == (
        Difference(table="entries", removed=(turku,)),
    )
    assert difference(Tables(entries=(turku,)), Tables(entries=(replace(turku, row=7),))) == ()


@given(old=TABLES, new=TABLES)
def test_a_difference_accounts_for_every_row(old: Tables, new: Tables) -> None:
    for found in difference(old, new):
        left, right = getattr(old, found.table), getattr(new, found.table)
        kept = len(left) - len(found.removed)
        assert kept == len(right) - len(found.added)
        assert len(found.changed) <= kept


def test_names_of_tables_and_columns_are_plain_words() -> None:
    for table, columns in COLUMNS.items():
        assert set(table) <= set(ascii_letters)
        assert all(re.fullmatch("[a-z_]+", column) for column in columns)
