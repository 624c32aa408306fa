"""Validation of one source: each table under its model, then what holds between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reconcile.model import Finding, Source, Tables
from reconcile.validation import cross
from reconcile.validation.details import detailed
from reconcile.validation.emit import Place, findings_of
from reconcile.validation.failure import Failure
from reconcile.validation.frames import frames_of
from reconcile.validation.order import order_failures
from reconcile.validation.run import cast_columns, run

if TYPE_CHECKING:
    import pandera.polars as pa
    import polars as pl

Columns = Mapping[str, Sequence[Any]]

# What tells a row of each table from the others in an id; never a line.
_NAMED_BY = {
    "entries": ("name",),
    "claims": ("relation", "what"),
    "sections": ("subject", "relation"),
    "references": ("number",),
    "mentions": ("name",),
    "events": ("date", "act"),
}


def validate(
    tables: Tables,
    source: Source,
    schema: type[pa.DataFrameModel] | None = None,
    *,
    frames: Mapping[str, pl.DataFrame] | None = None,
) -> tuple[Finding, ...]:
    """All faults of one source's tables.

    Args:
        tables: The rows.
        source: What the source declares; its `order` and `as_of` are held against the rows.
        schema: Model of the entries; by default `reconcile.schema.EntryTable`.
        frames: Frames by table name to be used instead of `tables`, e.g. all strings as they
            were read, so that a cell of the wrong type is a finding.

    Returns:
        Findings by table, line, column and check.
    """
    from reconcile.schema import TABLES

    models: dict[str, type[pa.DataFrameModel]] = {**TABLES}
    models["entries"] = schema or TABLES["entries"]
    given = frames_of(tables) if frames is None else frames
    columns = {name: cast_columns(given[name], TABLES[name]) for name in TABLES if name in given}
    complete = {name for name in columns if {*TABLES[name].to_schema().columns} <= {*columns[name]}}
    for name, rows in columns.items():  # a missing column is one fault, not one more per rule
        for column in TABLES[name].to_schema().columns:
            rows.setdefault(column, [None] * given[name].height)
    found: list[Finding] = []
    for name, rows in columns.items():
        failures = [
            detailed(failure, rows, source.language) for failure in run(given[name], models[name])
        ]
        failures.extend(_beyond(name, columns, source, complete))
        place = _place(name, rows, source)
        found.extend(findings_of(_sorted(failures, rows), place))
    return tuple(found)


def _beyond(
    name: str, columns: Mapping[str, Columns], source: Source, complete: Collection[str]
) -> Iterator[Failure]:
    """Faults of a table that no model of its rows alone can tell."""
    rows = columns[name]
    yield from cross.other_subjects(rows, source)
    if name == "entries":
        yield from order_failures(rows, source.order)
        yield from cross.dates_after_source(rows, source)
        yield from cross.dates_as_printed(rows)
    elif name != "sections":
        yield from cross.falling_lines(rows)
    if name == "sections" and {"entries", "sections"} <= set(complete):
        yield from cross.section_counts(columns["entries"], rows)
    if name in ("entries", "sections") and "references" in complete:
        yield from cross.dangling_references(rows, columns["references"])
    if name in ("mentions", "events") and "entries" in complete:
        yield from cross.dangling_entry_lines(rows, columns["entries"])


def _place(name: str, rows: Columns, source: Source) -> Place:
    lines = rows.get("line", ())

    def line_of_row(row: int) -> int:
        line = lines[row - 1] if 0 < row <= len(lines) else None
        return line if isinstance(line, int) else 0

    height = max((len(cells) for cells in rows.values()), default=0)
    subjects = [cell or source.subject for cell in rows.get("subject", [""] * height)]
    named = [rows[column] for column in _NAMED_BY[name] if column in rows]
    names = [
        " ".join(str(cell) for cell in cells if cell is not None)
        for cells in zip(*named, strict=True)
    ]
    return Place(
        source=source.id, table=name, line_of_row=line_of_row, subjects=subjects, names=names
    )


def _sorted(failures: Iterable[Failure], rows: Columns) -> list[Failure]:
    at = {column: index for index, column in enumerate(rows)}
    return sorted(failures, key=lambda f: (f.row, at.get(f.column, -1), f.column, f.check, f.text))
