"""Validation of any one table under any Pandera model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from reconcile.model import Finding
from reconcile.validation.details import detailed
from reconcile.validation.emit import Place, findings_of
from reconcile.validation.opinion import second_opinion
from reconcile.validation.run import cast_columns, run

if TYPE_CHECKING:
    import pandera.polars as pa
    import polars as pl


def below_header(row: int) -> int:
    """The line of a 1-based row in a file whose first line is its header."""
    return row + 1


def validate_frame(
    frame: pl.DataFrame,
    schema: type[pa.DataFrameModel],
    *,
    name: str,
    line_of_row: Callable[[int], int] = below_header,
) -> tuple[Finding, ...]:
    """All faults of a frame under a model, each with its line.

    Args:
        frame: Any table; columns of strings are cast to the model's types first.
        schema: Any model of `pandera.polars`.
        name: What the messages call the table, such as the file's name.
        line_of_row: From a 1-based row (0 for the header) to the 1-based line of the file.

    Returns:
        Findings by row, column and check.
    """
    failures = run(frame, schema)
    failures += second_opinion(frame, schema, failures)
    columns = cast_columns(frame, schema)
    failures = tuple(detailed(failure, columns) for failure in failures)
    at = {column: index for index, column in enumerate(frame.columns)}
    place = Place(source=name, table="", line_of_row=line_of_row, names=_names(frame))
    ordered = sorted(
        failures, key=lambda f: (f.row, at.get(f.column, -1), f.column, f.check, f.text)
    )
    return findings_of(ordered, place)


def _names(frame: pl.DataFrame) -> Sequence[str]:
    """What tells a row from the others in an id: its id or name, else its first cell."""
    wanted = next((c for c in ("id", "name") if c in frame.columns), next(iter(frame.columns), ""))
    cells: Sequence[Any] = frame[wanted].to_list() if wanted else []
    return ["" if cell is None else str(cell) for cell in cells]
