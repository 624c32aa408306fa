"""The one order in which findings are read: what a person must act on comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reconcile.kinds import KINDS
from reconcile.model import SEVERITIES, Explanation, Finding, Relationship, Severity

STATUSES = ("open", "accepted", "explained")

# The reasons of an explanation, in reading order, with what each says.
REASONS: tuple[tuple[str, str], ...] = (
    ("scope", "the other source does not list this relation or subject"),
    ("as_of", "newer than the other source"),
    ("convention", "another usual name, spelling or notation"),
    ("arithmetic", "a total follows from other findings"),
    ("capture", "that part of the source was not captured"),
    ("sequence", "two acts of one story"),
)

_KIND_RANK = {kind.name: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind, in reading order."""

    kind: str
    findings: tuple[Finding, ...]


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by status, severity, kind, subject, place and id."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                STATUSES.index(f.status),
                SEVERITIES.index(f.severity),
                _KIND_RANK.get(f.kind, len(KINDS)),
                f.kind,
                f.subject,
                f.entries,
                f.id,
            ),
        )
    )


def ordered_relationships(relationships: Iterable[Relationship]) -> tuple[Relationship, ...]:
    """The relationships by subject, partner and id; never by line numbers."""
    return tuple(sorted(relationships, key=lambda r: (r.subject, _sort_name(r), r.id)))


def open_groups(findings: Sequence[Finding], severity: Severity) -> tuple[Group, ...]:
    """The open findings of one severity by kind, in the order of `KINDS`."""
    return _groups(f for f in findings if f.status == "open" and f.severity == severity)


def explained(findings: Sequence[Finding]) -> tuple[tuple[str, str, tuple[Finding, ...]], ...]:
    """The explained findings as (reason, what the reason says, findings), in reading order."""
    by_reason: dict[str, list[Finding]] = {}
    for finding in ordered(findings):
        if finding.status == "explained":
            reason = finding.explanation or Explanation(kind="convention", text="")
            by_reason.setdefault(reason.kind, []).append(finding)
    return tuple(
        (reason, text, tuple(by_reason[reason])) for reason, text in REASONS if reason in by_reason
    )


def kind_counts(findings: Iterable[Finding]) -> Mapping[str, int]:
    """How many findings there are of each kind, in the order of `KINDS`."""
    return {group.kind: len(group.findings) for group in _groups(findings)}


def _groups(findings: Iterable[Finding]) -> tuple[Group, ...]:
    by_kind: dict[str, list[Finding]] = {}
    for finding in ordered(findings):
        by_kind.setdefault(finding.kind, []).append(finding)
    kinds = sorted(by_kind, key=lambda kind: (_KIND_RANK.get(kind, len(KINDS)), kind))
    return tuple(Group(kind, tuple(by_kind[kind])) for kind in kinds)


def _sort_name(relationship: Relationship) -> str:
    return (relationship.partner.name or relationship.partner.name_zh).casefold()
