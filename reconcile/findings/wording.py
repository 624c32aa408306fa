"""Sentences and values that several rules share, so that they speak with one voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reconcile.findings.comparison import SourceView
from reconcile.kinds import BY_NAME
from reconcile.model import Entry, Explanation, Finding, Relationship, Severity, Where, finding_id


def where(row: Entry) -> Where:
    """Where an entry stands."""
    return Where(row.source, row.line, "entries", row.row)


def finding(
    kind: str,
    message: str,
    *,
    subject: str = "",
    partner: str = "",
    sources: Iterable[str] = (),
    field: str = "",
    severity: Severity | None = None,
    entries: Iterable[Where] = (),
    values: Mapping[str, str | None] | None = None,
    explanation: Explanation | None = None,
    possible: Sequence[str] = (),
    suggestion: str | None = None,
) -> Finding:
    """A finding with its fingerprint; explained where an explanation is given, else open."""
    names = tuple(sources)
    return Finding(
        id=finding_id(kind, subject=subject, partner=partner, sources=names, field=field),
        kind=kind,
        severity=severity or BY_NAME[kind].severity,
        message=message,
        status="explained" if explanation else "open",
        subject=subject,
        entries=tuple(sorted(set(entries))),
        values=dict(values or {}),
        explanation=explanation,
        possible_explanations=tuple(possible),
        suggestion=suggestion,
    )


def quoted(text: str) -> str:
    """A value as printed, in quotes."""
    return f'"{text}"'


def at(place: Where) -> str:
    """A place as a person cites it: `guangzhou-en:9`."""
    return f"{place.source}:{place.line}"


def listed(items: Sequence[str], *, most: int = 6) -> str:
    """A list in prose: `a, b and c`; long ones end in `and 7 more`.

    Example:
        >>> listed(["a", "b", "c"]), listed(["a", "b", "c"], most=1)
        ('a, b and c', 'a and 2 more')
    """
    if len(items) > most:
        return f"{', '.join(items[:most])} and {len(items) - most} more"
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: `1 entry`, `3 entries`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def names_by_source(
    relationship: Relationship, views: Iterable[SourceView]
) -> dict[str, str | None]:
    """What each source calls the partner; `None` where it does not list it."""
    values: dict[str, str | None] = {view.id: None for view in views}
    for entry in reversed(relationship.entries):
        values[entry.source] = entry.name
    return values


def place_name(relationship: Relationship) -> str:
    """A partner for a sentence: `Lodz (罗兹)`."""
    partner = relationship.partner
    if partner.name_zh and partner.name_zh != partner.name:
        return f"{partner.name} ({partner.name_zh})"
    return partner.name
