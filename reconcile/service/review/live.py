"""A report as it stands now, with every decision laid over it at once, and its look-ups."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reconcile import pipeline
from reconcile.api.inputs import known
from reconcile.decisions import Act, Decision, load_decisions, load_history, noticed
from reconcile.model import Entry, Finding, Report, Tables
from reconcile.reporters.html.index import Index
from reconcile.service.compared import Base, Wanted
from reconcile.service.context import Context
from reconcile.workspace import Workspace


@dataclass(frozen=True)
class State:
    """A report at one moment, with its look-ups.

    Attributes:
        acts: The history, oldest first.
        version: Differs whenever a page made from this state would.
        comparing: Whether a new comparison is being made, since pairs were decided.
        standing: The latest decision on each finding.
        findings: By id.
        unsure: By finding: the latest note on what nobody decided since.
    """

    workspace: Workspace
    report: Report
    index: Index
    tables: Mapping[str, Tables]
    decisions: tuple[Decision, ...]
    acts: tuple[Act, ...]
    version: str
    comparing: bool
    standing: Mapping[str, Decision]
    findings: Mapping[str, Finding]
    unsure: Mapping[str, Act]

    @property
    def path(self) -> Path:
        """The file that decisions are written to."""
        return self.workspace.report_folder(self.report.name) / "decisions.toml"

    def entry(self, source: str, row: int) -> Entry | None:
        """A row of a source, from 1."""
        rows = self.tables[source].entries if source in self.tables else ()
        return rows[row - 1] if 0 < row <= len(rows) else None


@dataclass(slots=True)
class Live:
    """The reports of a service as they stand; every method may be called from any thread."""

    context: Context
    _states: dict[str, tuple[object, State]] = field(default_factory=dict)

    def state(self, name: str = "") -> State:
        """A report with all decisions that stand in its file by now.

        Args:
            name: Of the report; '' for the first.

        Raises:
            UsageError: There is no such report.
            ReconcileError: The report cannot be made.
        """
        wanted = self._wanted(name)
        base = self.context.compared.usable(wanted)
        folder = wanted.workspace.report_folder(wanted.name)
        key = (id(base), wanted.decisions, wanted.pairs, _stat(folder / "history.jsonl"))
        made = self._states.get(wanted.name)
        if made and made[0] == key:
            return made[1]
        state = _laid(wanted, base)
        self._states[wanted.name] = (key, state)
        return state

    def ready(self, name: str = "") -> bool:
        """Whether `state` answers at once."""
        return self.context.compared.ready(self._wanted(name))

    def _wanted(self, name: str) -> Wanted:
        workspace, stamp = self.context.current()
        name = known(name or min(workspace.reports, default=""), tuple(workspace.reports), "report")
        return Wanted.of(
            workspace,
            stamp,
            name,
            today=self.context.today(),
            decisions=load_decisions(workspace.report_folder(name) / "decisions.toml"),
        )


def _laid(wanted: Wanted, base: Base) -> State:
    decisions = tuple(wanted.decisions)
    report = pipeline.decided(wanted.workspace, base.made, decisions)
    acts = load_history(wanted.workspace.report_folder(report.name))
    acts += noticed(acts, decisions, at=report.date)
    comparing = base.pairs != wanted.pairs
    told = hashlib.blake2b(digest_size=6)
    for value in (report.date, id(base), comparing, decisions, acts[-50:]):
        told.update(repr(value).encode())
    standing = {decision.finding: decision for decision in decisions}
    return State(
        workspace=wanted.workspace,
        report=report,
        index=Index(report),
        tables=base.tables,
        decisions=decisions,
        acts=acts,
        version=told.hexdigest(),
        comparing=comparing,
        standing=standing,
        findings={finding.id: finding for finding in report.findings},
        unsure=_unsure(acts, standing),
    )


def _unsure(acts: Sequence[Act], standing: Mapping[str, Decision]) -> dict[str, Act]:
    notes = {act.finding: act for act in acts if act.did == "unsure"}
    return {finding: act for finding, act in notes.items() if finding not in standing}


def _stat(path: Path) -> object:
    try:
        told = path.stat()
    except OSError:
        return ()
    return told.st_mtime_ns, told.st_size, told.st_ino
