"""Reading and writing of table files in every format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hostile_files import book

from reconcile.errors import UnreadableError, UsageError
from reconcile.tables import read_table, write_table

FRAME = pl.DataFrame({"name": ["里昂", 'Łódź, "x"', ""], "n": ["1", "02", " a"]})


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson", ".parquet"])
def test_a_table_comes_back_as_it_was_written(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"table{suffix}"
    write_table(FRAME, path)
    assert read_table(path).equals(FRAME)
    first = path.read_bytes()
    write_table(FRAME, path)
    assert path.read_bytes() == first


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("name,country\n里昂,法国\n布里斯托尔,英国\n德班,南非\n".encode(encoding))
    assert read_table(path)["name"].to_list() == ["里昂", "布里斯托尔", "德班"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_header(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"name{delimiter}country\nLyon{delimiter}France\n", encoding="utf-8")
    assert read_table(path).columns == ["name", "country"]


def test_lines_are_those_of_the_file(write: Callable[[str, str], Path]) -> None:
    path = write("table.csv", 'name\n"a\nb"\n\nc\n')
    assert read_table(path, line="line").rows() == [(2, "a\nb"), (5, "c")]


def test_a_number_in_a_workbook_or_a_parquet_file_is_text_without_a_point(tmp_path: Path) -> None:
    frame = pl.DataFrame({"n": [1.0, 2.5], "k": [3, 4]})
    for suffix in (".xlsx", ".parquet"):
        write_table(frame, tmp_path / f"table{suffix}")
        assert read_table(tmp_path / f"table{suffix}").rows() == [("1", "3"), ("2.5", "4")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "a,b\n1\n", r"a.csv:2: 1 cells found, 2 expected"),
        ("a.csv", "a,a\n1,2\n", "another column has too"),
        ("a.csv", "a,\n1,2\n", "column 2 has no name"),
        ("a.csv", "", "the file is empty"),
        ("a.csv", 'a\n"b\n', "a cell is broken"),
        ("a.jsonl", '{"a": 1}\n[2]\n', "a.jsonl:2: '.2.' is no JSON object"),
        ("a.xlsx", "no zip", "no XLSX workbook"),
        ("a.parquet", "no parquet", "no Parquet file"),
        ("a.doc", "", "no table format"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(
    write: Callable[[str, str], Path], name: str, content: str, message: str
) -> None:
    with pytest.raises(UnreadableError, match=message) as caught:
        read_table(write(name, content))
    assert caught.value.hint


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        read_table(tmp_path / "none.csv")


def test_an_unknown_suffix_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no table format"):
        write_table(FRAME, tmp_path / "table.doc")


@pytest.mark.parametrize(
    ("limit", "text"),
    [("_MAX_ROWS", "rows"), ("_MAX_STRINGS", "more text"), ("_MAX_CELLS", "more")],
)
def test_a_workbook_has_no_rows_texts_or_cells_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, text: str
) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f'<sst xmlns="{main}">{"<si><t>x</t></si>" * 30}</sst>'
    path = tmp_path / "a.xlsx"
    path.write_bytes(book('<row><c t="s"><v>1</v></c></row>' * 30, strings=strings))
    assert read_table(path).height == 29
    monkeypatch.setattr(f"reconcile.tables.xlsx.{limit}", 20)
    with pytest.raises(UnreadableError, match=text):
        read_table(path)
