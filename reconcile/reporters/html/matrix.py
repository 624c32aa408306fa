"""Who lists which partner: one table per subject, one column per source that speaks of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reconcile.model import Finding, Relationship
from reconcile.names.pinyin import pinyin
from reconcile.reporters.html.index import Index, State
from reconcile.reporters.order import ordered_relationships
from reconcile.reporters.places import confidence_text


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source does: lists it, lacks it, could not be asked, or does not cover it."""

    what: Literal["listed", "open", "explained", "accepted", "scope", "unchecked", "outside"]
    lines: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One relationship."""

    relationship: Relationship
    pinyin: str
    state: State
    cells: tuple[Cell, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """All relationships of one subject."""

    subject: str
    sources: Sequence[str]
    lines: tuple[Line, ...]


def matrices(index: Index) -> list[Matrix]:
    """One matrix per subject, by name."""
    by_subject: dict[str, list[Relationship]] = {}
    for relationship in ordered_relationships(index.report.relationships):
        by_subject.setdefault(relationship.subject, []).append(relationship)
    return [
        Matrix(
            subject,
            index.speaking[subject],
            tuple(_line(r, index.speaking[subject], index) for r in own),
        )
        for subject, own in by_subject.items()
    ]


def _line(relationship: Relationship, sources: Sequence[str], index: Index) -> Line:
    missing = [f for f in index.about(relationship) if f.kind == "missing_entry"]
    confidence = relationship.confidence
    return Line(
        relationship,
        pinyin(relationship.partner.name_zh) if relationship.partner.name_zh else "",
        index.state(relationship),
        tuple(_cell(relationship, source, missing, index) for source in sources),
        "" if confidence is None else confidence_text(confidence),
    )


def _cell(
    relationship: Relationship, source: str, missing: Sequence[Finding], index: Index
) -> Cell:
    lines = [str(e.line) for e in relationship.entries if e.source == source]
    if lines:
        return Cell("listed", ", ".join(lines))
    for finding in missing:
        if source in finding.values and finding.values[source] is None:
            scope = finding.explanation is not None and finding.explanation.kind == "scope"
            return Cell("scope" if scope else finding.status, finding=finding.id)
    if (source, relationship.subject) in index.unchecked:
        return Cell("unchecked")
    return Cell("outside")
