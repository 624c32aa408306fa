"""What the template asks about one report, answered in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from reconcile.model import SEVERITIES, Finding, Link, Report
from reconcile.reporters.html import actions, bridges, matrix, pairs, sources, world
from reconcile.reporters.html.index import Index
from reconcile.reporters.html.words import WORDS, both
from reconcile.reporters.order import ordered
from reconcile.reporters.summary import counted, summarise

REASONS = 3  # shown for a pair; more of them do not convince anybody more


@dataclass(frozen=True, slots=True)
class Page:
    """A report with everything that the template asks it for."""

    report: Report
    index: Index
    taken: set[str] = field(default_factory=set)  # anchors of reports further up

    @property
    def answer(self) -> list[bridges.Drawn]:
        """The totals."""
        return bridges.drawn(self.report)

    @property
    def baseline(self) -> dict[str, list[Finding]] | None:
        """Open findings as new and still open; `None` without a baseline."""
        if all(finding.new is None for finding in self.report.findings):
            return None
        open_ones = [f for f in ordered(self.report.findings) if f.status == "open"]
        return {
            "new": [f for f in open_ones if f.new],
            "still_open": [f for f in open_ones if not f.new],
        }

    @property
    def counts(self) -> list[tuple[Markup, str]]:
        """How many findings there are, with the filters that show them."""
        told = summarise(self.report.findings)
        rows = [
            (
                both(f"{counted(told.open[s], s)} open", f"{told.open[s]} 个{WORDS[s][1]}未解决"),
                f"severity={s}&status=open",
            )
            for s in SEVERITIES
            if told.open[s] or s == "error"
        ]
        for status, number in (("explained", told.explained), ("accepted", told.accepted)):
            if number:
                text = both(f"{number} {status}", f"{number} 个{WORDS[status][1]}")
                rows.append((text, f"status={status}"))
        return rows

    @property
    def actions(self) -> list[tuple[actions.Action, dict[str, list[Finding]]]]:
        """What to do."""
        return actions.by_action(self.report.findings)

    @property
    def matrices(self) -> list[matrix.Matrix]:
        """Who lists whom."""
        return matrix.matrices(self.index)

    @property
    def world(self) -> world.World:
        """The map."""
        from reconcile.gazetteer import Gazetteer

        return world.world(self.index, Gazetteer.default())

    @property
    def cards(self) -> list[sources.Card]:
        """The sources."""
        return sources.cards(self.index)

    def table(self, finding: Finding) -> pairs.Table:
        """A finding's places."""
        return pairs.table(finding, self.index)

    def reasons(self, finding: Finding) -> tuple[Link, tuple[str, ...]] | None:
        """The link behind a finding with at most three reasons."""
        links = self.index.links(finding)
        return (links[0], links[0].reasons[:REASONS]) if links and links[0].reasons else None

    def anchor(self, id_: str) -> str:
        """The id of an element: the finding's own, unless a report further up has the same."""
        return f"{self.report.name}-{id_}" if id_ in self.taken else id_
