"""`read`: an original into the tables of its source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from reconcile import pipeline
from reconcile.api.inputs import known
from reconcile.errors import ConfigurationError, UnreadableError
from reconcile.files import read_bytes
from reconcile.model import Source, Tables
from reconcile.reading import Reading, read_original
from reconcile.reading.tables import Difference, difference, write_tables
from reconcile.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What reading an original gave, beside what the workspace holds."""

    source: str
    old: Tables
    new: Tables
    reading: Reading
    differences: tuple[Difference, ...]


def read(workspace: Workspace, source_id: str, original: Path) -> ReadResult:
    """Read an original into a source's tables, without writing them.

    Raises:
        UsageError: There is no such source.
        UnreadableError: The original is missing, in another encoding, or no such document.
    """
    known(source_id, tuple(workspace.sources), "source")
    return read_data(workspace, source_id, read_bytes(original), where=str(original))


def read_data(
    workspace: Workspace, source_id: str, data: bytes, *, where: str, charset: str = ""
) -> ReadResult:
    """Read the bytes of an original, as `read` does.

    Args:
        workspace: The workspace.
        source_id: Whose original it is.
        data: Its bytes.
        where: Its name, for messages.
        charset: The encoding that whoever sent it named; asked where the bytes leave it open.
    """
    from reconcile.reading.plugged import Original, read_with, reader_plugin

    source = workspace.sources[known(source_id, tuple(workspace.sources), "source")]
    if not source.reader:
        raise ConfigurationError(
            "has no [reader], so nothing tells how its original is laid out",
            where=f"sources/{source_id}/source.toml",
            hint="Add a [reader] table; `layout` names one of the layouts that reconcile reads.",
        )
    plugin = reader_plugin(source)
    reading = (
        read_with(plugin, Original(data=data, where=where, source=source))
        if plugin
        else _reading(data, source, where, charset)
    )
    folder = workspace.source_folder(source_id)
    old = pipeline.load(workspace, source_id) if (folder / "entries.csv").exists() else Tables()
    return ReadResult(
        source=source_id,
        old=old,
        new=reading.tables,
        reading=reading,
        differences=difference(old, reading.tables),
    )


def _reading(data: bytes, source: Source, where: str, charset: str) -> Reading:
    """What our readers make of an original; `charset` counts where its bytes leave it open."""
    try:
        return read_original(data, source, where=where)
    except UnreadableError as first:
        if not charset or "encoding" in source.reader:
            raise
        try:
            named = replace(source, reader={**source.reader, "encoding": charset})
            return read_original(data, named, where=where)
        except (ConfigurationError, UnreadableError):
            raise first from None  # what the bytes themselves tell is the better message


def write(workspace: Workspace, result: ReadResult) -> None:
    """Put the tables of a reading in place of the source's tables, each file atomically."""
    write_tables(workspace.source_folder(result.source), result.new)
