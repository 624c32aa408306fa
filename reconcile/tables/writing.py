"""Writing a table that comes in parts, none of which is held longer than it takes to write it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.files import replacing
from reconcile.tables.files import check_suffix, csv_text, json_lines, write_table

if TYPE_CHECKING:
    import polars as pl


def write_tables(frames: Iterable[pl.DataFrame], path: Path) -> None:
    """Write frames of the same columns as one table, by suffix, whole or not at all.

    Delimited text and JSON lines are written part by part, the other forms as one.

    Args:
        frames: At least one.
        path: As for `write_table`.

    Raises:
        UsageError: The suffix is none that can be written; no frame is asked for then.
        UnreadableError: The file cannot be written.
    """
    import polars as pl

    suffix = path.suffix.lower()
    part_of = _PARTS.get(suffix)
    if part_of is None:
        check_suffix(path)
        write_table(pl.concat(frames), path)
        return
    with replacing(path) as file:
        for number, frame in enumerate(frames):
            file.write(part_of(frame, not number).encode())


def _delimited(delimiter: str) -> Callable[[pl.DataFrame, bool], str]:
    def part(frame: pl.DataFrame, first: bool) -> str:
        text = csv_text(frame, delimiter)
        return text if first else text[text.index("\n") + 1 :]

    return part


def _json_lines(frame: pl.DataFrame, _first: bool) -> str:
    return json_lines(frame)


_PARTS = {
    ".csv": _delimited(","),
    ".tsv": _delimited("\t"),
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
}
