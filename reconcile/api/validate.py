"""`validate`: sources, or any one table file, against their schemas."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.api.inputs import known
from reconcile.errors import NothingCheckedError
from reconcile.model import Finding, Report, SourceSummary
from reconcile.validation import load_schema, validate_frame

if TYPE_CHECKING:
    import pandera.polars as pa

    from reconcile.workspace import Workspace


def validate(workspace: Workspace, sources: Sequence[str] = ()) -> tuple[Report, ...]:
    """Hold sources against their schemas only: what `reconcile validate` does.

    Returns:
        One report named `validate` with the findings of all sources and nothing else.
    """
    names = [known(name, tuple(workspace.sources), "source") for name in sources]
    names = names or sorted(workspace.sources)
    if not names:
        raise NothingCheckedError(
            "this workspace has no source",
            where=str(workspace.root / "sources"),
            hint="Write sources/<id>/source.toml and entries.csv.",
        )
    from reconcile import pipeline

    tables = {name: pipeline.load(workspace, name) for name in names}
    found = [f for name in names for f in pipeline.validated(workspace, name, tables[name])]
    return (
        Report(
            name="validate",
            title="Schemas",
            date="",
            sources=tuple(pipeline.summary(workspace, name, tables[name]) for name in names),
            relationships=(),
            findings=pipeline.settled(workspace, found),
            bridges=(),
            unchecked=(),
        ),
    )


def validate_file(
    path: Path, schema: str, workspace: Workspace | None = None, *, first: int = 100
) -> Report:
    """Hold any table file against any Pandera model: `reconcile validate FILE --schema ...`.

    Args:
        path: CSV, TSV, XLSX, JSON lines or Parquet. A large CSV, TSV or Parquet file is not read
            into memory.
        schema: `package.module:Model`, or `path/to/file.py:Model` relative to the workspace (to
            the current folder where there is none).
        workspace: Where relative paths of schemas start.
        first: Of a large file, how many failures of each check are listed; all are counted.

    Returns:
        A report named `validate`, each finding with its line in the file.
    """
    from reconcile.validation.bulk import validate_large

    model = load_schema(schema, workspace.root if workspace else Path.cwd())
    large = validate_large(path, model, first=first)
    rows, found = (large.rows, large.findings) if large else _validated_in_memory(path, model)
    about = SourceSummary(
        id=path.name, title=path.name, sha256=_sha256(path), as_of="", entries=rows, schema=schema
    )
    return Report(
        name="validate",
        title=f"{path.name} under {schema}",
        date="",
        sources=(about,),
        relationships=(),
        findings=found,
        bridges=(),
        unchecked=(),
    )


def _validated_in_memory(
    path: Path, model: type[pa.DataFrameModel]
) -> tuple[int, tuple[Finding, ...]]:
    import polars as pl

    from reconcile.tables import read_table

    frame = read_table(path, line=_LINE).with_columns(pl.col(pl.String).replace("", None))
    lines = [1, *(int(line) for line in frame[_LINE])]
    found = validate_frame(
        frame.drop(_LINE),
        model,
        name=path.name,
        line_of_row=lambda row: lines[row] if 0 <= row < len(lines) else 1,
    )
    return frame.height, found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_LINE = "\x00line"  # no file has a column of this name
