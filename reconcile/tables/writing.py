"""Writing a table that comes in parts, none of which is held longer than it takes to write it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reconcile.errors import UnreadableError
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
    write_part = _PARTS.get(suffix)
    if write_part is None:
        check_suffix(path)
        write_table(pl.concat(frames), path)
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritten(path, error) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            for number, frame in enumerate(frames):
                try:
                    write_part(frame, file, not number)
                except OSError as error:
                    raise _unwritten(path, error) from None
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _delimited(delimiter: str) -> Callable[[pl.DataFrame, TextIO, bool], None]:
    def write_part(frame: pl.DataFrame, file: TextIO, first: bool) -> None:
        text = csv_text(frame, delimiter)
        file.write(text if first else text[text.index("\n") + 1 :])

    return write_part


def _json_lines(frame: pl.DataFrame, file: TextIO, first: bool) -> None:
    del first
    file.write(json_lines(frame))


def _unwritten(path: Path, error: OSError) -> UnreadableError:
    return UnreadableError(
        f"the file cannot be written ({error.strerror})",
        where=str(path),
        hint="Check that the folder exists and may be written to.",
    )


_PARTS = {
    ".csv": _delimited(","),
    ".tsv": _delimited("\t"),
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
}
