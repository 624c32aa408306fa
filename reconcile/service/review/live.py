"""A report as it stands now: computed once, with every decision laid over it at once.

Comparing the sources takes a second or more and depends on them alone; a decision lies over the
findings and takes milliseconds. Only a verdict on a pair changes what is compared: then the page
goes on with the comparison it has, and a new one is made behind it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reconcile import pipeline
from reconcile.api import known
from reconcile.decisions import Act, Decision, load_decisions, load_history, noticed
from reconcile.decisions.load import PAIR_VERDICTS
from reconcile.errors import ReconcileError
from reconcile.model import Entry, Finding, Report, Tables
from reconcile.pipeline import Undecided
from reconcile.reporters.html.index import Index
from reconcile.service.context import Context
from reconcile.workspace import Workspace

Seen = tuple[object, ...]  # the state of files


@dataclass(frozen=True)
class State:
    """A report at one moment, with its look-ups.

    Attributes:
        version: Differs whenever a page made from this state would.
        comparing: Whether a new comparison is being made, since pairs were decided.
        standing: The decision in force on each finding.
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
    unsure: Mapping[str, Act]  # by finding: the latest note on what nobody decided since

    @property
    def path(self) -> Path:
        """The file that decisions are written to."""
        return self.workspace.report_folder(self.report.name) / "decisions.toml"

    def entry(self, source: str, row: int) -> Entry | None:
        """A row of a source, from 1."""
        rows = self.tables[source].entries if source in self.tables else ()
        return rows[row - 1] if 0 < row <= len(rows) else None


@dataclass(slots=True)
class _Base:
    """What was compared, and from what."""

    sources: Seen
    pairs: Seen
    made: Undecided
    tables: Mapping[str, Tables]


@dataclass(slots=True)
class Live:
    """The reports of a service as they stand; every method may be called from any thread."""

    context: Context
    _bases: dict[str, _Base] = field(default_factory=dict)
    _states: dict[str, tuple[Seen, State]] = field(default_factory=dict)
    _making: threading.Lock = field(default_factory=threading.Lock)
    _behind: set[str] = field(default_factory=set)

    def state(self, name: str = "") -> State:
        """A report with all decisions that stand in its file by now.

        Args:
            name: Of the report; '' for the first.

        Raises:
            UsageError: There is no such report.
            ReconcileError: The report cannot be made.
        """
        workspace, stamp = self.context.current()
        name = known(name or min(workspace.reports, default=""), tuple(workspace.reports), "report")
        folder = workspace.report_folder(name)
        today = self.context.today()
        sources = (today, *(part for part in stamp if not part[0].endswith("decisions.toml")))
        files = tuple(_stat(folder / file) for file in ("decisions.toml", "history.jsonl"))
        base = self._bases.get(name)
        made = self._states.get(name)
        if made and base and made[0] == (sources, files, id(base)):
            return made[1]
        decisions = load_decisions(folder / "decisions.toml")
        wanted = _pairs(decisions, today)
        if base is None or base.sources != sources:
            base = self._compare(name, workspace, sources, decisions, wanted)
        elif base.pairs != wanted:
            self._compare_behind(name, workspace, sources, decisions, wanted)
        state = self._laid(workspace, base, decisions, comparing=base.pairs != wanted)
        if not state.comparing:
            self._states[name] = ((sources, files, id(base)), state)
        return state

    def _compare(
        self,
        name: str,
        workspace: Workspace,
        sources: Seen,
        decisions: Sequence[Decision],
        wanted: Seen,
    ) -> _Base:
        with self._making:  # who asks at the same time waits, rather than comparing as well
            base = self._bases.get(name)
            if base is None or base.sources != sources or base.pairs != wanted:
                config = workspace.reports[name]
                made = pipeline.undecided(workspace, config, decisions, today=self.context.today())
                tables = {s: pipeline.load(workspace, s) for s in config.sources}
                base = _Base(sources, wanted, made, tables)
                self._bases[name] = base
            return base

    def _compare_behind(
        self,
        name: str,
        workspace: Workspace,
        sources: Seen,
        decisions: Sequence[Decision],
        wanted: Seen,
    ) -> None:
        if name in self._behind:
            return
        self._behind.add(name)

        def compare() -> None:
            try:
                self._compare(name, workspace, sources, decisions, wanted)
            except ReconcileError:
                self._bases.pop(name, None)  # whoever asks next is told what is wrong
            finally:
                self._behind.discard(name)

        threading.Thread(target=compare, name=f"compare {name}", daemon=True).start()

    def _laid(
        self, workspace: Workspace, base: _Base, decisions: tuple[Decision, ...], *, comparing: bool
    ) -> State:
        report = pipeline.decided(workspace, base.made, decisions)
        folder = workspace.report_folder(report.name)
        acts = load_history(folder)
        acts += noticed(acts, decisions, at=report.date)
        told = hashlib.blake2b(digest_size=6)
        for value in (report.date, id(base), comparing, decisions, acts[-50:]):
            told.update(repr(value).encode())
        findings = {finding.id: finding for finding in report.findings}
        standing = {decision.finding: decision for decision in decisions}
        return State(
            workspace=workspace,
            report=report,
            index=Index(report),
            tables=base.tables,
            decisions=decisions,
            acts=acts,
            version=told.hexdigest(),
            comparing=comparing,
            standing=standing,
            findings=findings,
            unsure=_unsure(acts, standing),
        )


def _unsure(acts: Sequence[Act], standing: Mapping[str, Decision]) -> dict[str, Act]:
    notes = {act.finding: act for act in acts if act.did == "unsure"}
    return {finding: act for finding, act in notes.items() if finding not in standing}


def _pairs(decisions: Sequence[Decision], today: str) -> Seen:
    """What the matcher takes from decisions, in any order."""
    return tuple(
        sorted((d.verdict, d.pair) for d in decisions if d.verdict in PAIR_VERDICTS
               and d.holds(today))
    )  # fmt: skip


def _stat(path: Path) -> Seen:
    try:
        told = path.stat()
    except OSError:
        return ()
    return told.st_mtime_ns, told.st_size, told.st_ino
