"""Validation of a file that is too large to hold: all faults counted, the first of each shown.

One streaming query over the file counts what fails each test; only tests that fail are asked a
second time, for their first rows. Memory grows with the distinct values of `unique` columns (eight
bytes each), and with nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reconcile.model import Finding, Severity
from reconcile.validation.details import detailed
from reconcile.validation.emit import Place, findings_of
from reconcile.validation.evaluate import label
from reconcile.validation.expressions import UnknownExpressionError, expression
from reconcile.validation.failure import WHOLE, Failure, shown
from reconcile.validation.lazy_cast import cast_column
from reconcile.validation.phrase import expectation
from reconcile.validation.run import Run, columns_of, unique_groups, validating
from reconcile.validation.scan import ROW, Scan, scan_file

if TYPE_CHECKING:
    import pandera.polars as pa
    import polars as pl

FIRST = 100
"""Failures of one test that are shown; all are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """What a validation in one pass found.

    Attributes:
        rows: Rows of the file, its header not counted.
        findings: The first failures of each test, and for each test with more, their number.
    """

    rows: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Test:
    """One thing that may be wrong with a row, as an expression that is true where it is."""

    column: str
    check: str
    text: str
    fails: pl.Expr
    raw: bool = False  # the value shown is the file's own, not the cast one
    severity: Severity | None = None


@dataclass(slots=True)
class _Plan:
    frame: pl.LazyFrame  # the file's columns, cast, and its row numbers
    tests: list[_Test] = field(default_factory=list)
    unique: list[tuple[str, ...]] = field(default_factory=list)


def validate_large(
    path: Path, schema: type[pa.DataFrameModel], *, first: int = FIRST
) -> Bulk | None:
    """Hold a large CSV, TSV or Parquet file against a model without reading it into memory.

    Args:
        path: The file.
        schema: Any model of `pandera.polars`.
        first: How many failures of each test are shown, each with its line.

    Returns:
        `None` where this way cannot do the file or the model justice (a ragged file, quoted
        line breaks, nested columns, parsers, checks that are no column expression or that
        raise); then `validate_frame` can.
    """
    import polars as pl

    found = scan_file(path)
    if found is None or _is_special(schema.to_schema()):
        return None
    try:
        with validating():
            return _validated(found, schema, path.name, first)
    except (UnknownExpressionError, pl.exceptions.PolarsError):
        return None


def _is_special(schema: Any) -> bool:
    """Whether a model changes the frame before it looks at it."""
    columns = schema.columns.values()
    return bool(
        schema.parsers
        or schema.drop_invalid_rows
        or schema.add_missing_columns
        or any(column.parsers for column in columns)
    )


def _validated(found: Scan, schema: type[pa.DataFrameModel], name: str, first: int) -> Bulk:
    work = Run(schema.to_schema(), found.head)
    plan = _planned(work, found, columns_of(work))
    rows, counts, repeats = _counted(plan)
    failing = [(test, count) for test, count in zip(plan.tests, counts, strict=True) if count]
    failures = list(work.failures)
    failures += _shown(plan, found, failing, first)
    for names, repeated in zip(plan.unique, repeats, strict=True):
        if repeated:
            failing_rows, number = _repeated(plan, names, first)
            failures += failing_rows
            failures += _more(names[0] if len(names) == 1 else "", failing_rows, number, rows)
    for test, count in failing:
        listed = [f for f in failures if (f.column, f.check) == (test.column, test.check)]
        failures += _more(test.column, listed, count, rows)
    failures = [detailed(f, {}) if f.column else f for f in failures]
    at = {column: index for index, column in enumerate(found.head.columns)}
    failures.sort(key=lambda f: (f.row, at.get(f.column, -1), f.column, f.check, f.text))
    place = Place(
        source=name, table="", line_of_row=found.line_of_row, names=_names(found, failures)
    )
    return Bulk(rows=rows, findings=findings_of(failures, place))


def _planned(work: Run, found: Scan, columns: Sequence[tuple[str, Any]]) -> _Plan:
    import polars as pl

    schema = work.schema
    lost: dict[str, pl.Expr] = {}
    casts: list[pl.Expr] = []
    plan = _Plan(found.frame)
    for name, column in columns:
        done = cast_column(work, name, column, found.head[name].dtype)
        casts.append(done.cast.alias(name))
        if done.lost is not None:
            lost[name] = pl.col(f"{ROW}{name}")
            casts.append(done.lost.alias(f"{ROW}{name}"))
            plan.tests.append(
                _Test(column=name, check="type", text=done.text, fails=lost[name], raw=True)
            )
    plan.frame = found.frame.with_columns(casts)
    for name, column in columns:
        if not column.nullable:
            plan.tests.append(_empty(plan, name, column, lost.get(name)))
        if column.unique:
            plan.unique.append((name,))
    plan.unique += map(tuple, unique_groups(work))
    jobs = [(name, check) for name, column in columns for check in column.checks]
    for name, check in jobs + [("", check) for check in schema.checks]:
        passes = expression(plan.frame, name, check).fill_null(bool(check.ignore_na))
        fails = ~passes & ~lost[name] if name in lost else ~passes
        plan.tests.append(
            _Test(
                column=name,
                check=label(check),
                text=expectation(check),
                fails=fails,
                severity="warning" if check.raise_warning else None,
            )
        )
    return plan


def _empty(plan: _Plan, name: str, column: Any, lost: pl.Expr | None) -> _Test:
    import polars as pl

    empty = pl.col(name).is_null()
    if plan.frame.select(name).collect_schema()[name].is_float():
        empty = empty | pl.col(name).is_nan()
    text = f"is empty; expected {column.description or 'a value'}"
    return _Test(
        column=name, check="filled", text=text, fails=empty & ~lost if lost is not None else empty
    )


def _counted(plan: _Plan) -> tuple[int, list[int], list[bool]]:
    """Rows, failures of each test, and whether each unique group has a repetition: one pass."""
    import polars as pl

    sums = [test.fails.sum().alias(f"t{n}") for n, test in enumerate(plan.tests)]
    groups = [_hashed(names).n_unique().alias(f"u{n}") for n, names in enumerate(plan.unique)]
    row = plan.frame.select(pl.len().alias("rows"), *sums, *groups).collect(engine="streaming")
    rows = int(row["rows"][0])
    return (
        rows,
        [int(row[f"t{n}"][0] or 0) for n in range(len(plan.tests))],
        [int(row[f"u{n}"][0]) < rows for n in range(len(plan.unique))],
    )


def _hashed(names: Sequence[str]) -> pl.Expr:
    """One number per row; equal values have equal ones, and rarely others too."""
    import polars as pl

    return pl.struct(names).hash() if len(names) > 1 else pl.col(names[0]).hash()


def _shown(
    plan: _Plan, found: Scan, failing: Sequence[tuple[_Test, int]], first: int
) -> list[Failure]:
    """The first failures of each test that has any."""
    import polars as pl

    if not failing:
        return []
    queries = [
        plan.frame.filter(test.fails)
        .select(ROW, *([pl.col(test.column).alias("value")] if test.column else []))
        .head(first)
        for test, _ in failing
    ]
    answers = pl.collect_all(queries, engine="streaming")
    failures: list[Failure] = []
    for (test, _), rows in zip(failing, answers, strict=True):
        numbers = rows[ROW].to_list()
        values = rows["value"].to_list() if test.column else [None] * len(numbers)
        if test.raw:
            cells = found.rows(numbers, [test.column])
            values = [cells[row][test.column] for row in numbers]
        failures += [
            Failure(
                column=test.column,
                check=test.check,
                row=row,
                text=test.text,
                value=shown(value),
                severity=test.severity,
            )
            for row, value in zip(numbers, values, strict=True)
        ]
    return failures


def _repeated(plan: _Plan, names: tuple[str, ...], first: int) -> tuple[list[Failure], int]:
    """The first repetitions of a unique group, and how many there are.

    Values that could not be cast repeat nothing: their fault is told already.
    """
    import polars as pl

    column = names[0] if len(names) == 1 else ""
    what = column or ", ".join(names)
    lost = [f"{ROW}{name}" for name in names]
    known = [name for name in lost if name in plan.frame.collect_schema().names()]
    frame = plan.frame.filter(~pl.any_horizontal(known)) if known else plan.frame
    values = frame.select(ROW, *names)
    repeats = (
        values.group_by(names)
        .agg(pl.col(ROW).min().alias("first"), pl.len().alias("times"))
        .filter(pl.col("times") > 1)
    )
    joined = values.join(repeats, on=names, nulls_equal=True).filter(pl.col(ROW) > pl.col("first"))
    number, rows = pl.collect_all(
        [joined.select(pl.len()), joined.sort(ROW).head(first)], engine="streaming"
    )
    text = f"stands there before; expected {what} only once"
    failures = [
        Failure(
            column=column,
            check=f"unique {what}",
            row=row[ROW],
            text=text,
            value=shown(row[column] if column else ", ".join(str(row[name]) for name in names)),
            others=(row["first"],),
        )
        for row in rows.iter_rows(named=True)
    ]
    return failures, int(number.item())


def _more(column: str, listed: Sequence[Failure], count: int, rows: int) -> list[Failure]:
    """The number of failures, where not all of them are listed."""
    if count <= len(listed):
        return []
    like = listed[0]
    told = replace(like, row=WHOLE, value=None, others=())
    text = f"{count:,} of {rows:,} rows fail: {like.text}; the first {len(listed):,} are listed"
    return [replace(told, column=column, check=f"{like.check}, all", text=text)]


def _names(found: Scan, failures: Sequence[Failure]) -> Mapping[int, str]:
    """What tells each failing row from the others in an id: its id or name, else its first cell."""
    columns = found.head.columns
    wanted = next((c for c in ("id", "name") if c in columns), next(iter(columns), ""))
    numbers = sorted({failure.row for failure in failures if failure.row != WHOLE})
    if not wanted or not numbers:
        return dict.fromkeys(numbers, "")
    cells = found.rows(numbers, [wanted])
    return {row: "" if cells[row][wanted] is None else str(cells[row][wanted]) for row in numbers}
