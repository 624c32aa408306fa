"""What a process computes for a client: tables in, an answer ready to be sent out.

Each function is called in a process of its own, with `tell` to say how far it is; what comes in
is data, except the name of a schema, which must be one of the workspace's.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reconcile.errors import ReconcileError, UsageError
from reconcile.service.work.errors import TooLargeError
from reconcile.service.work.worker import Output, Progress, Tell

if TYPE_CHECKING:
    import polars as pl

    from reconcile.matching import MatchOptions
    from reconcile.tables import Columns

MEDIA_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
_CHUNK = 2_000  # rows resolved between two words of progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A table as it was sent: the bytes of a file and its name, or rows.

    Attributes:
        what: What to call it in messages (`left`).
        name: Name of the file; only its suffix is used, and the whole in messages.
    """

    what: str
    name: str = ""
    data: bytes = b""
    rows: Sequence[Mapping[str, Any]] | None = None


def match(
    left: Upload,
    right: Upload,
    *,
    left_columns: Columns,
    right_columns: Columns,
    by: Sequence[str],
    options: MatchOptions,
    form: str,
    most_rows: int,
    tell: Tell,
) -> Output:
    """Align two tables: `reconcile match`."""
    from reconcile.api import lists

    tell(Progress("reading"))
    first, second = _frame(left, most_rows), _frame(right, most_rows)
    tell(Progress("matching", 0, first.height))
    found = lists.match(
        first, second, left_columns=left_columns, right_columns=right_columns, by=by,
        options=options,
    )  # fmt: skip
    tell(Progress("writing", first.height, first.height))
    return _written(found, form, "match")


def resolve(
    table: Upload,
    *,
    columns: Columns,
    options: MatchOptions,
    form: str,
    most_rows: int,
    tell: Tell,
) -> Output:
    """Link the rows of a table to the gazetteer: `reconcile resolve`."""
    import polars as pl

    from reconcile.api import lists

    tell(Progress("reading"))
    frame = _frame(table, most_rows)
    parts: list[pl.DataFrame] = []
    # Row by row: no row's answer depends on another's, so parts can be told of.
    for start in range(0, max(frame.height, 1), _CHUNK):
        tell(Progress("resolving", start, frame.height))
        part = lists.resolve(frame.slice(start, _CHUNK), columns=columns, options=options)
        parts.append(part.with_columns(pl.col("left_row") + start))
    tell(Progress("writing", frame.height, frame.height))
    return _written(pl.concat(parts), form, "resolve")


def validate(table: Upload, *, schema: str, root: Path, most_rows: int, tell: Tell) -> Output:
    """Hold a table against a schema of the workspace: `reconcile validate FILE --schema ...`."""
    from reconcile.api.validate import validate_file
    from reconcile.workspace import load

    tell(Progress("reading"))
    with tempfile.TemporaryDirectory(prefix="reconcile-") as folder:
        path = Path(folder) / f"table{_suffix(table)}"
        path.write_bytes(table.data)
        with _named(str(path), table.name):
            _few_enough(_read(path), table, most_rows)
            tell(Progress("validating"))
            report = validate_file(path, schema, load(root))
        name = table.name or "table"
        sources = tuple(replace(s, id=name, title=name) for s in report.sources)
        findings = tuple(
            replace(
                f,
                message=f.message.replace(path.name, name),
                entries=tuple(replace(e, source=name) for e in f.entries),
                values={(name if k == path.name else k): v for k, v in f.values.items()},
            )
            for f in report.findings
        )
    return _report(replace(report, sources=sources, findings=findings, title=f"{name} ({schema})"))


def check(
    *,
    root: Path,
    report: str,
    today: str,
    select: Sequence[str],
    ignore: Sequence[str],
    tell: Tell,
) -> Output:
    """Run a report: `reconcile check REPORT`."""
    from reconcile.api.check import check
    from reconcile.workspace import load

    tell(Progress("reading"))
    workspace = load(root)
    tell(Progress("checking"))
    (found,) = check(workspace, [report], today=today, select=select, ignore=ignore)
    return _report(found)


def warm(*, tell: Tell) -> Output:
    """Import and open what the other functions need, so that the next one is quick."""
    from reconcile.matching import MatchOptions
    from reconcile.tables import Columns

    rows = [{"name": "里昂"}], [{"name": "Lyon"}]
    left, right = (Upload(what="table", rows=each) for each in rows)
    return match(
        left, right, left_columns=Columns(), right_columns=Columns(), by=(),
        options=MatchOptions(), form="json", most_rows=1, tell=tell,
    )  # fmt: skip


def _frame(table: Upload, most_rows: int) -> pl.DataFrame:
    import polars as pl

    if table.rows is not None:
        names = dict.fromkeys(name for row in table.rows for name in row)
        columns = {name: [_cell(row.get(name)) for row in table.rows] for name in names}
        frame = pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String))
        return _few_enough(frame, table, most_rows)
    with tempfile.TemporaryDirectory(prefix="reconcile-") as folder:
        path = Path(folder) / f"table{_suffix(table)}"
        path.write_bytes(table.data)
        with _named(str(path), table.name or table.what):
            return _few_enough(_read(path), table, most_rows)


def _read(path: Path) -> pl.DataFrame:
    from reconcile.tables import read_table

    return read_table(path)


def _few_enough(frame: pl.DataFrame, table: Upload, most_rows: int) -> pl.DataFrame:
    if frame.height > most_rows:
        raise TooLargeError(
            f"{frame.height} rows, {most_rows} are taken at most",
            where=table.name or table.what,
            hint="Send parts of it, or use the command line, which has no limit.",
        )
    return frame


def _suffix(table: Upload) -> str:
    from reconcile.tables import SUFFIXES

    suffix = Path(table.name).suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            f'the suffix of "{table.name}" tells no form of tables',
            where=table.what,
            hint=f"Send a file whose name ends in one of {', '.join(SUFFIXES)}.",
        )
    return suffix


class _named:  # noqa: N801 - reads as a word of a `with` statement
    """Errors inside call a file by the client's name for it, not by ours."""

    def __init__(self, path: str, name: str) -> None:
        self._path, self._name = path, name

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        if isinstance(error, ReconcileError):
            error.where = error.where.replace(self._path, self._name)
            error.message = error.message.replace(self._path, self._name)


def _cell(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def _written(frame: pl.DataFrame, form: str, name: str) -> Output:
    from reconcile.tables import write_table

    if form == "json":
        rows = frame.to_dicts()
        outcomes = frame["outcome"].to_list()
        counts = {word: outcomes.count(word) for word in dict.fromkeys(outcomes)}
        value = {"columns": frame.columns, "counts": counts, "rows": rows}
        return Output(body=json.dumps(value, ensure_ascii=False).encode())
    with tempfile.TemporaryDirectory(prefix="reconcile-") as folder:
        path = Path(folder) / f"{name}.{form}"
        write_table(frame, path)
        return Output(body=path.read_bytes(), media_type=MEDIA_TYPES[form], filename=path.name)


def _report(report: Any) -> Output:
    from reconcile.reporters import json as reporter

    return Output(body=reporter.render(report).encode())
