"""Each source by itself: its schema, its rows against what it claims, what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reconcile.model import SEVERITIES, Finding, Report, SourceSummary, Unchecked
from reconcile.reporters.html.index import Index

_ELSEWHERE = ("schema", "incomplete_capture")  # they have a row of their own


@dataclass(frozen=True, slots=True)
class Claimed:
    """A total that the source states, against its own rows."""

    line: int
    total: int
    counted: int
    subject: str

    @property
    def holds(self) -> bool:
        """Whether as many rows were counted."""
        return self.total == self.counted


@dataclass(frozen=True, slots=True)
class Card:
    """A source with what the report knows of it alone."""

    source: SourceSummary
    compared: int  # of its entries
    schema: tuple[Finding, ...]
    claims: tuple[Claimed, ...]
    own: tuple[Finding, ...]  # open findings that speak of no other source, worst first
    lost: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]


def cards(index: Index) -> list[Card]:
    """One card per source, in the report's order."""
    report = index.report
    return [
        Card(
            source,
            sum(e.source == source.id for r in report.relationships for e in r.entries),
            tuple(f for f in report.findings if f.kind == "schema" and _speaks(f) == {source.id}),
            tuple(dict.fromkeys(_claims(report, source.id))),
            tuple(_own(report, source.id)),
            tuple(
                f
                for f in report.findings
                if f.kind == "incomplete_capture" and _speaks(f) == {source.id}
            ),
            tuple(part for part in report.unchecked if part.source == source.id),
        )
        for source in report.sources
    ]


def _own(report: Report, source: str) -> list[Finding]:
    own = [
        f
        for f in report.findings
        if f.status == "open" and f.kind not in _ELSEWHERE and _speaks(f) == {source}
    ]
    return sorted(own, key=lambda f: SEVERITIES.index(f.severity))


def _claims(report: Report, source: str) -> Iterator[Claimed]:
    for bridge in report.bridges:
        for total in (bridge.start, bridge.end):
            if total.source == source and total.stated and total.place and total.what == "entries":
                counted = sum(
                    entry.source == source
                    for relationship in report.relationships
                    if relationship.subject == bridge.subject
                    for entry in relationship.entries
                )
                yield Claimed(total.place.line, total.total, counted, bridge.subject)


def _speaks(finding: Finding) -> set[str]:
    return {place.source for place in finding.entries} | set(finding.values)
