"""Running a Pandera model over a frame so that no failure is lost.

`Model.validate(frame, lazy=True)` loses some (measured with Pandera 0.35): the first cell that
cannot be cast hides every other column's; only the first unexpected column and the first set of
unique columns are reported; one check that raises hides the rows that it would have rejected; a
lazy frame, or an environment variable, turns the checks off. So the parts of a schema are run
here one by one, each over the whole frame, and each row that fails is one `Failure`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reconcile.validation.cast import from_strings
from reconcile.validation.evaluate import check_failures, said
from reconcile.validation.failure import WHOLE, Failure, shown
from reconcile.validation.phrase import type_name

if TYPE_CHECKING:
    import pandera.polars as pa
    import polars as pl


@dataclass(slots=True)
class Run:
    """A frame on its way through a schema."""

    schema: Any
    frame: pl.DataFrame
    failures: list[Failure] = field(default_factory=list)
    uncast: dict[str, set[int]] = field(default_factory=dict)  # rows already reported, by column


def run(frame: pl.DataFrame, model: type[pa.DataFrameModel]) -> tuple[Failure, ...]:
    """All faults of a frame under a model, column by column in the model's order.

    Args:
        frame: Any frame; a column of strings is cast to the model's type first, and a cell that
            cannot be cast is a fault of that cell.
        model: Any model of `pandera.polars`.

    Returns:
        One failure per row and check. A check of the whole column (a single true or false) fails
        as a whole, with `row` `WHOLE`.
    """
    with validating():
        work = Run(model.to_schema(), frame)
        columns = columns_of(work)
        for name, column in columns:
            _cast(work, name, column)
        for name, column in columns:
            _empty_or_repeated(work, name, column)
        _unique_together(work)
        jobs = [(name, check) for name, column in columns for check in column.checks]
        jobs += [("", check) for check in work.schema.checks]
        incomplete = any(failure.check == "present" for failure in work.failures)
        failed = list(check_failures(work.frame, jobs, incomplete=incomplete))
    work.failures += [f for f in failed if f.row not in work.uncast.get(f.column, ())]
    return tuple(work.failures)


@contextmanager
def validating() -> Iterator[None]:
    """Pandera as it is by default: environment variables can switch it off, or to Narwhals."""
    from pandera import config

    if getattr(config.CONFIG, "use_narwhals_backend", False):
        config.set_config(use_narwhals_backend=False)  # that backend tells no row numbers
    depth = config.ValidationDepth.SCHEMA_AND_DATA
    with config.config_context(validation_enabled=True, validation_depth=depth):
        yield


def cast(frame: pl.DataFrame, model: type[pa.DataFrameModel]) -> pl.DataFrame:
    """The frame in the model's types; a cell that cannot be cast is empty."""
    work = Run(model.to_schema(), frame)
    for name, column in columns_of(work):
        _cast(work, name, column)
    return work.frame


def cast_columns(frame: pl.DataFrame, model: type[pa.DataFrameModel]) -> dict[str, list[Any]]:
    """The columns of a frame as lists, in the model's types."""
    return {cells.name: cells.to_list() for cells in cast(frame, model)}


def columns_of(work: Run) -> list[tuple[str, Any]]:
    """The columns that are there, each with its schema; what is missing or too much is a fault."""
    schema, present = work.schema, work.frame.columns
    found: list[tuple[str, Any]] = []
    explicit = {name for name, column in schema.columns.items() if not column.regex}
    for name, column in schema.columns.items():
        if column.regex:
            names = [n for n in _matching(work.frame, column) if n not in explicit]
        else:
            names = [name] if name in present else []
        found.extend((n, column) for n in names)
        may_add = schema.add_missing_columns and (column.nullable or column.default is not None)
        if not names and column.required and not may_add:
            text = f"is missing; expected a column of {type_name(column)}"
            text += f": {column.description}" if column.description else ""
            work.failures.append(Failure(column=name, check="present", row=WHOLE, text=text))
    known = {name for name, _ in found}
    if schema.strict is True:
        for name in present:
            if name not in known:
                text = f"is not expected; expected only {', '.join(schema.columns)}"
                work.failures.append(Failure(column=name, check="strict", row=WHOLE, text=text))
    if schema.ordered:
        _ordered(work, [name for name, _ in found], [name for name in present if name in known])
    return found


def _ordered(work: Run, expected: list[str], present: list[str]) -> None:
    for name, instead in zip(present, expected, strict=True):
        if name != instead:
            text = f"stands out of order; expected {instead} here"
            work.failures.append(Failure(column=name, check="ordered", row=WHOLE, text=text))


def _matching(frame: pl.DataFrame, column: Any) -> list[str]:
    import polars as pl

    return frame.select(pl.col(column.selector)).columns


def _cast(work: Run, name: str, column: Any) -> None:
    """Cast a column to its type; cells that cannot be are faults and go on as empty."""
    import polars as pl

    dtype = work.schema.dtype or column.dtype
    cells = work.frame[name]
    if column.default is not None:
        cells = cells.fill_null(column.default)
        work.frame = work.frame.with_columns(cells.alias(name))
    if dtype is None or is_of(dtype, cells.dtype):
        return
    from_text = cells.dtype == pl.String
    if not (from_text or cells.dtype == pl.Null or column.coerce or work.schema.coerce):
        text = f"holds {cells.dtype}; expected {type_name(column)}"
        work.failures.append(Failure(column=name, check="type", row=WHOLE, text=text))
    source = cells.replace("", None) if from_text else cells
    try:
        cast = (
            from_strings(source, dtype.type) if from_text else source.cast(dtype.type, strict=False)
        )
    except (pl.exceptions.PolarsError, AttributeError, TypeError, ValueError) as error:
        text = f"cannot become {type_name(column)} ({said(error)})"
        work.failures.append(Failure(column=name, check="type", row=WHOLE, text=text))
        return
    lost = (source.is_not_null() & cast.is_null()).arg_true().to_list()
    text = f"is no {type_name(column)}; expected {column.description or type_name(column)}"
    for row in lost:
        value = shown(source[row])
        work.failures.append(Failure(column=name, check="type", row=row, text=text, value=value))
    work.uncast[name] = set(lost)
    work.frame = work.frame.with_columns(cast.alias(name))


def is_of(dtype: Any, actual: Any) -> bool:
    """Whether a column of Polars' type `actual` is of Pandera's type `dtype`."""
    from pandera.engines import polars_engine

    if getattr(dtype, "type", None) == actual:
        return True
    try:
        return bool(dtype.check(polars_engine.Engine.dtype(actual)))
    except (TypeError, ValueError, AttributeError):
        return False


def _empty_or_repeated(work: Run, name: str, column: Any) -> None:
    cells = work.frame[name]
    if not column.nullable and (cells.null_count() or cells.dtype.is_float()):
        empty = cells.is_null()
        if cells.dtype.is_float():
            empty = empty | cells.is_nan()
        text = f"is empty; expected {column.description or 'a value'}"
        for row in empty.arg_true().to_list():
            if row not in work.uncast.get(name, ()):
                work.failures.append(Failure(column=name, check="filled", row=row, text=text))
    if column.unique:
        _repeated(work, [name], name)


def _unique_together(work: Run) -> None:
    for names in unique_groups(work):
        _repeated(work, names, names[0] if len(names) == 1 else "")


def unique_groups(work: Run) -> list[list[str]]:
    """The columns that a model wants to be unique together, as far as the frame has them."""
    wanted = work.schema.unique or []
    groups = [wanted] if all(isinstance(name, str) for name in wanted) else wanted
    present = [[name for name in group if name in work.frame.columns] for group in groups]
    return [names for names in present if names]


def _repeated(work: Run, names: list[str], column: str) -> None:
    """One failure per repetition; it names the row where the value stands first."""
    rows = work.frame.select(names)
    if not rows.is_duplicated().any():
        return
    first: dict[tuple[object, ...], int] = {}
    what = column or ", ".join(names)
    for row, values in enumerate(rows.rows()):
        values = tuple(str(v) if isinstance(v, list | dict) else v for v in values)
        if any(row in work.uncast.get(name, ()) for name in names):
            continue
        if values in first:
            value = shown(values[0] if column else ", ".join(str(v) for v in values))
            text = f"stands there before; expected {what} only once"
            work.failures.append(
                Failure(
                    column=column,
                    check=f"unique {what}",
                    row=row,
                    text=text,
                    value=value,
                    others=(first[values],),
                )
            )
        first.setdefault(values, row)
