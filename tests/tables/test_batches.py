"""A file read in batches holds what the file read whole holds, and its faults are told alike."""

from __future__ import annotations

import datetime
from pathlib import Path

import polars as pl
import pytest

from reconcile.errors import UnreadableError
from reconcile.tables import read_batches, read_table, write_table, write_tables


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconcile.tables.batches._MANY_BYTES", 0)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "id,name\n1,图尔库\n2,里昂\n\n3,利马\n".encode()),
        ("b.csv", '\ufeffid;name\n1;"a;b"\n2;"two\nlines"\n3;c\n'.encode()),
        ("c.tsv", b"id\t name \r\n1\tb\r\n2\tc\r\n3\t\r\n"),
        ("d.csv", ("名称,国家\n" + "图尔库,芬兰\n里昂,法国\n" * 40).encode("gb18030")),
        ("e.csv", "id,name\n1,a\n2,b\n".encode("utf-16")),
        ("f.csv", b"id,name\n1,a,\n2,b\n"),
        ("g.csv", b"id,name\n"),
    ],
)
def test_text_in_batches_is_the_text_read_whole(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    frames = list(read_batches(tmp_path / name, rows=2))
    assert all(frame.height <= 2 for frame in frames)
    assert pl.concat(frames).equals(read_table(tmp_path / name))


def test_parquet_in_batches_is_the_table_read_whole(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "name": ["a", None, "c"],
            "number": [1.0, 2.5, None],
            "day": [datetime.date(2020, 1, day) for day in (1, 2, 3)],
            "yes": [True, False, None],
        }
    )
    frame.write_parquet(tmp_path / "a.parquet")
    frames = list(read_batches(tmp_path / "a.parquet", rows=2))
    assert [each.height for each in frames] == [2, 1]
    assert pl.concat(frames).equals(read_table(tmp_path / "a.parquet"))


@pytest.mark.parametrize("data", [b"id,name\n1,a\n2,b\n3,c\n4\n", b'id,name\n1,"a', b"", b"a,a\n"])
def test_a_fault_is_told_as_by_the_reader_of_whole_files(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as whole:
        read_table(path)
    with pytest.raises(UnreadableError) as parts:
        list(read_batches(path, rows=2))
    assert str(parts.value) == str(whole.value)


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "ndjson", "xlsx"])
def test_parts_are_written_as_the_whole_is(tmp_path: Path, suffix: str) -> None:
    frame = pl.DataFrame({"left_row": [1, 2, 3], "name": ["里昂", None, 'a "b"']})
    write_table(frame, tmp_path / f"whole.{suffix}")
    write_tables(frame.iter_slices(2), tmp_path / f"parts.{suffix}")
    whole, parts = (tmp_path / f"{name}.{suffix}" for name in ("whole", "parts"))
    assert parts.read_bytes() == whole.read_bytes()
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["x" * 300 + ".csv", "loop.csv", "none.csv"])
def test_what_cannot_be_opened_is_told_as_by_the_reader_of_whole_files(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    with pytest.raises(UnreadableError) as told:
        read_table(tmp_path / name)
    with pytest.raises(UnreadableError, match=told.value.message[:12]):
        list(read_batches(tmp_path / name))
