"""Which finding speaks of which relationship: looked up once, for a report of any size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from reconcile.model import Entry, Finding, Link, Relationship, Report

State = Literal["s_error", "s_warning", "unchecked", "settled", "agrees", "alone"]
STATES: tuple[State, ...] = ("s_error", "s_warning", "unchecked", "settled", "agrees", "alone")
Spot = tuple[str, int]  # source and line of the original
_NO_VERDICT = ("format_anomaly", "outdated", "date_format", "total_vs_listed", "total_vs_total")


def _tells_apart(finding: Finding) -> bool:
    """Whether a settled finding is a difference between sources about this very relationship.

    Layout and totals say nothing about one row, and a source whose scope ends elsewhere does not
    differ.
    """
    scope = finding.explanation is not None and finding.explanation.kind == "scope"
    return finding.status != "open" and not scope and finding.kind not in _NO_VERDICT


@dataclass(frozen=True)
class Index:
    """A report with its look-ups."""

    report: Report

    @cached_property
    def entries(self) -> Mapping[Spot, Entry]:
        """Every entry by its place."""
        return {(e.source, e.line): e for r in self.report.relationships for e in r.entries}

    @cached_property
    def relationship_at(self) -> Mapping[Spot, Relationship]:
        """The relationship that an entry belongs to, by the entry's place."""
        return {(e.source, e.line): r for r in self.report.relationships for e in r.entries}

    @cached_property
    def findings_at(self) -> Mapping[Spot, Sequence[Finding]]:
        """The findings that name a place."""
        found: dict[Spot, list[Finding]] = {}
        for finding in self.report.findings:
            for place in finding.entries:
                if place.table == "entries":
                    found.setdefault((place.source, place.line), []).append(finding)
        return found

    @cached_property
    def unchecked(self) -> frozenset[Spot | tuple[str, str]]:
        """Source and subject of every part that could not be checked."""
        return frozenset((part.source, part.subject) for part in self.report.unchecked)

    @cached_property
    def speaking(self) -> Mapping[str, Sequence[str]]:
        """The sources that list partners of a subject, or should, in the report's order."""
        told: dict[str, set[str]] = {}
        for relationship in self.report.relationships:
            told.setdefault(relationship.subject, set()).update(
                entry.source for entry in relationship.entries
            )
        for part in self.report.unchecked:
            if part.subject in told:
                told[part.subject].add(part.source)
        order = [source.id for source in self.report.sources]
        return {subject: [s for s in order if s in told[subject]] for subject in told}

    def about(self, relationship: Relationship) -> list[Finding]:
        """The findings that name an entry of the relationship, each once."""
        found: dict[str, Finding] = {}
        for entry in relationship.entries:
            for finding in self.findings_at.get((entry.source, entry.line), ()):
                found.setdefault(finding.id, finding)
        return list(found.values())

    def state(self, relationship: Relationship) -> State:
        """How a relationship stands: the worst that is open, else whether sources agree."""
        about = self.about(relationship)
        worst = {f.severity for f in about if f.status == "open"}
        if "error" in worst:
            return "s_error"
        if "warning" in worst:
            return "s_warning"
        listing = {entry.source for entry in relationship.entries}
        others = [s for s in self.speaking[relationship.subject] if s not in listing]
        if len(listing) == 1 and any((s, relationship.subject) in self.unchecked for s in others):
            return "unchecked"
        if any(_tells_apart(f) for f in about):
            return "settled"
        return "agrees" if len(listing) > 1 else "alone"

    def links(self, finding: Finding) -> list[Link]:
        """The links between the places of a finding: why they are held to be one."""
        spots = {(place.source, place.line) for place in finding.entries}
        links: dict[tuple[Spot, Spot], Link] = {}
        for place in finding.entries[:8]:
            relationship = self.relationship_at.get((place.source, place.line))
            for link in relationship.links if relationship else ():
                left = (link.left.source, link.left.line)
                right = (link.right.source, link.right.line)
                if spots >= {left, right}:
                    links.setdefault((left, right), link)
        return list(links.values())
