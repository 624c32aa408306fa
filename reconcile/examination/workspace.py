"""A workspace: whether all of it can be read, and whether what is generated is fresh."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reconcile.api.check import check, report
from reconcile.api.validate import validate
from reconcile.errors import ReconcileError
from reconcile.examination.diagnosis import Diagnosis
from reconcile.reading.columns import TABLES
from reconcile.reporters import stale_files
from reconcile.workspace import Workspace
from reconcile.workspace import find as find_workspace


def examine_workspace(folder: Path | None, *, today: str) -> Iterator[Diagnosis]:
    """Configuration, sources, schemas, reports and decisions, as far as they can be read."""
    try:
        workspace = find_workspace(folder)
    except ReconcileError as error:
        nowhere = error.message.startswith("no workspace here")
        yield _trouble("workspace", error, note=nowhere)
        return
    yield Diagnosis(
        about="workspace",
        state="fine",
        text=f"{workspace.root}: {_number(len(workspace.sources), 'source')}, "
        f"{_number(len(workspace.reports), 'report')}",
    )
    used = {name for report in workspace.reports.values() for name in report.sources}
    for name in workspace.sources:
        yield from _source(workspace, name)
        if workspace.reports and name not in used:
            yield Diagnosis(
                about=f"source {name}",
                state="note",
                text="stands in no report, so it is validated and never compared",
                advice="name it under `sources` in a reports/<name>/report.toml",
            )
    yield from _strays(workspace)
    for name in workspace.reports:
        yield from _report(workspace, name, today)


def _source(workspace: Workspace, name: str) -> Iterator[Diagnosis]:
    try:
        (checked,) = validate(workspace, [name])
    except ReconcileError as error:
        yield _trouble(f"source {name}", error)
        return
    for table, _, _ in TABLES:
        path = workspace.source_folder(name) / f"{table}.csv"
        if path.is_file() and b"\r\n" in path.read_bytes():
            yield Diagnosis(
                about=f"source {name}",
                state="wrong",
                text=f"{table}.csv has Windows line ends, so every row differs from what is "
                "committed",
                advice="add `* text=auto eol=lf` to .gitattributes and check the file out again",
            )
    errors = sum(f.severity == "error" and f.status == "open" for f in checked.findings)
    if errors:
        yield Diagnosis(
            about=f"source {name}",
            state="note",
            text=f"breaks its schema in {_number(errors, 'place')}",
            advice=f"reconcile validate {name}",
        )


def _strays(workspace: Workspace) -> Iterator[Diagnosis]:
    """Folders that look like sources or reports and are none."""
    for kind, file, known in (
        ("sources", "source.toml", workspace.sources),
        ("reports", "report.toml", workspace.reports),
    ):
        parent = workspace.root / kind
        for path in sorted(parent.iterdir()) if parent.is_dir() else ():
            if path.is_dir() and path.name not in known and any(path.iterdir()):
                yield Diagnosis(
                    about=f"{kind}/{path.name}",
                    state="wrong",
                    text=f"has no {file}, so nobody reads it",
                    advice=f"write {kind}/{path.name}/{file}, or delete the folder",
                )


def _report(workspace: Workspace, name: str, today: str) -> Iterator[Diagnosis]:
    try:
        (committed,) = report(workspace, [name])
        (checked,) = check(workspace, [name], today=today)
    except ReconcileError as error:
        yield _trouble(f"report {name}", error)
        return
    stale = stale_files(committed, workspace.report_folder(name))
    if stale:
        yield Diagnosis(
            about=f"report {name}",
            state="wrong",
            text=f"{', '.join(stale)} missing or older than the sources, the decisions or this "
            "program",
            advice="reconcile report",
        )
    expired = sum(f.kind == "stale_decision" and f.status == "open" for f in checked.findings)
    if expired:
        yield Diagnosis(
            about=f"report {name}",
            state="wrong",
            text=f"{_number(expired, 'decision')} expired or covers nothing any more",
            advice="reconcile check --select stale_decision, and mend decisions.toml",
        )
    if not stale and not expired:
        yield Diagnosis(about=f"report {name}", state="fine", text="up to date")


def _trouble(about: str, error: ReconcileError, *, note: bool = False) -> Diagnosis:
    where = f"{error.where}: " if error.where else ""
    return Diagnosis(
        about=about, state="note" if note else "wrong", text=where + error.message,
        advice=error.hint,
    )  # fmt: skip


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
