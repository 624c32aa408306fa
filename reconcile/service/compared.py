"""What was compared, kept apart from what was decided.

Comparing the sources takes a second or more and depends on them alone; a decision lies over the
findings and takes milliseconds. Only a verdict on a pair changes what is compared: whoever cannot
wait goes on with the comparison that there is, while a new one is made behind it.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reconcile import pipeline
from reconcile.decisions import Decision
from reconcile.decisions.load import PAIR_VERDICTS
from reconcile.errors import ReconcileError
from reconcile.model import Tables
from reconcile.pipeline import Undecided
from reconcile.service import background
from reconcile.workspace import Workspace

Stamp = tuple[tuple[str, int, int, int], ...]  # path, time of change in ns, size, inode
Files = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """A report without its decisions, and what it was made from."""

    files: Files
    pairs: Files
    made: Undecided
    tables: Mapping[str, Tables]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report as it should be made now.

    Attributes:
        files: The state of all files but the decisions, and the day.
        pairs: What the matcher takes from decisions, in any order.
    """

    workspace: Workspace
    name: str
    today: str
    decisions: Sequence[Decision]
    files: Files
    pairs: Files

    @classmethod
    def of(
        cls,
        workspace: Workspace,
        stamp: Stamp,
        name: str,
        *,
        today: str,
        decisions: Sequence[Decision],
    ) -> Wanted:
        """What should be made for a report of a workspace whose files have this stamp."""
        pairs = sorted(
            (decision.verdict, decision.pair)
            for decision in decisions
            if decision.verdict in PAIR_VERDICTS and decision.holds(today)
        )
        files = (today, *(part for part in stamp if not part[0].endswith("decisions.toml")))
        return cls(workspace, name, today, decisions, files, tuple(pairs))

    def like(self, base: Base | None) -> bool:
        """Whether a base was made from the same files; its pairs may differ."""
        return base is not None and base.files == self.files


@dataclass(slots=True)
class Compared:
    """The latest comparison of each report; every method may be called from any thread."""

    _bases: dict[str, Base] = field(default_factory=dict)
    _making: threading.Lock = field(default_factory=threading.Lock)
    _behind: set[str] = field(default_factory=set)

    def exact(self, wanted: Wanted) -> Base:
        """The comparison that is wanted, made now where there is none.

        Raises:
            ReconcileError: The report cannot be made.
        """
        base = self._bases.get(wanted.name)
        if base and wanted.like(base) and base.pairs == wanted.pairs:
            return base
        with self._making:  # who asks at the same time waits, rather than comparing as well
            base = self._bases.get(wanted.name)
            if not base or not wanted.like(base) or base.pairs != wanted.pairs:
                config = wanted.workspace.reports[wanted.name]
                made = pipeline.undecided(
                    wanted.workspace, config, wanted.decisions, today=wanted.today
                )
                tables = {s: pipeline.load(wanted.workspace, s) for s in config.sources}
                base = Base(wanted.files, wanted.pairs, made, tables)
                self._bases[wanted.name] = base
            return base

    def usable(self, wanted: Wanted) -> Base:
        """The comparison that is wanted, or at once one that lacks the latest verdicts on pairs.

        The one that is wanted is then made behind the caller's back.

        Raises:
            ReconcileError: The report cannot be made.
        """
        base = self._bases.get(wanted.name)
        if base is None or not wanted.like(base):
            return self.exact(wanted)
        if base.pairs != wanted.pairs and wanted.name not in self._behind:
            self._behind.add(wanted.name)
            background.start(self._make_behind, wanted, name=f"compare {wanted.name}")
        return base

    def ready(self, wanted: Wanted) -> bool:
        """Whether `usable` answers at once."""
        return wanted.like(self._bases.get(wanted.name))

    def _make_behind(self, wanted: Wanted) -> None:
        try:
            self.exact(wanted)
        except ReconcileError:
            self._bases.pop(wanted.name, None)  # whoever asks next is told what is wrong
        finally:
            self._behind.discard(wanted.name)
