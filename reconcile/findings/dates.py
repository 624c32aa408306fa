"""Dates of one tie, compared: across sources, and against what a source's own prose tells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from reconcile.findings.comparison import Comparison, SourceView
from reconcile.findings.wording import at, counted, finding, place_name, quoted, where
from reconcile.model import Entry, Explanation, Finding, Relationship
from reconcile.names.dates import compare

# The act that begins a tie of a relation; a list dates its entries by this act.
FOUNDING_ACT = {
    "sister": "agreement",
    "friendship": "friendship",
    "exchange": "memorandum",
    "memorandum": "memorandum",
    "visit": "visit",
}
_BEFORE_IT = ("visit", "memorandum", "friendship", "agreement")  # as a story usually goes


def dates_across_sources(comparison: Comparison) -> Iterator[Finding]:
    """`date_conflict`, and per pair of sources one `date_precision` and one `date_format`."""
    grouped: dict[tuple[str, str, str, str], list[tuple[Entry, Entry]]] = {}
    for relationship in comparison.relationships:
        for left, right in combinations(relationship.entries, 2):
            if left.source == right.source or left.relation != right.relation:
                continue
            if not (left.date and right.date):
                continue
            match compare(left.date, right.date):
                case "conflict":
                    yield _conflict(relationship, left, right)
                case "compatible":
                    key = ("date_precision", relationship.subject, left.source, right.source)
                    grouped.setdefault(key, []).append((left, right))
                case _ if left.date_text != right.date_text:
                    key = ("date_format", relationship.subject, left.source, right.source)
                    grouped.setdefault(key, []).append((left, right))
    for (kind, subject, first, second), pairs in grouped.items():
        yield _same_date(kind, subject, first, second, pairs)


def dates_within_source(comparison: Comparison) -> Iterator[Finding]:
    """`date_conflict` (warning): a heading's date that the prose below it does not bear out.

    Explained by `sequence` where the prose tells a story of several acts, and the heading's date
    is that of another act of it.
    """
    for relationship in comparison.relationships:
        for entry in relationship.entries:
            view = comparison.by_id[entry.source]
            if entry.date and entry.line in view.events:
                yield from _against_events(relationship, entry, view)


def _against_events(
    relationship: Relationship, entry: Entry, view: SourceView
) -> Iterator[Finding]:
    events = view.events[entry.line]
    founding = FOUNDING_ACT.get(entry.relation, "agreement")
    own = [event for event in events if event.act == founding]
    earlier = [event for event in events if event.act in _BEFORE_IT and event.act != founding]
    if any(compare(entry.date, event.date) != "conflict" for event in own):
        return
    explanation = None
    if own:
        told, matching = own[0], [e for e in earlier if compare(entry.date, e.date) != "conflict"]
        if matching:
            explanation = Explanation(
                kind="sequence",
                text=f"the heading's {entry.date} is the {matching[0].act} of {matching[0].date}; "
                f"the {told.act} of {told.date} came later",
            )
    elif earlier and all(compare(entry.date, event.date) == "conflict" for event in earlier):
        told = earlier[-1]
        if told.date < entry.date:
            explanation = Explanation(
                kind="sequence",
                text=f"the {told.act} of {told.date} came first; the heading dates the "
                f"{entry.relation} tie {entry.date}",
            )
    else:
        return
    yield finding(
        "date_conflict",
        f"{at(where(entry))} dates {place_name(relationship)} {entry.date}; "
        f"{entry.source}:{told.line} tells of the {told.act} of {told.date}",
        subject=relationship.subject,
        partner=relationship.partner.id,
        sources=(entry.source,),
        field="date/events",
        severity="warning",
        entries=[where(entry), view.where_told(told)],
        values={entry.source: f"{entry.date}; {told.date}"},
        explanation=explanation,
    )


def _conflict(relationship: Relationship, left: Entry, right: Entry) -> Finding:
    return finding(
        "date_conflict",
        f"{place_name(relationship)}: {at(where(left))} has {left.date}, "
        f"{at(where(right))} has {right.date}",
        subject=relationship.subject,
        partner=relationship.partner.id,
        sources=sorted((left.source, right.source)),
        field="date",
        entries=[where(left), where(right)],
        values={left.source: left.date_text, right.source: right.date_text},
    )


def _same_date(
    kind: str, subject: str, first: str, second: str, pairs: list[tuple[Entry, Entry]]
) -> Finding:
    left, right = min(pairs, key=lambda pair: [(e.date, e.date_text) for e in pair])
    example = f"{quoted(left.date_text)} and {quoted(right.date_text)}"
    dates = counted(len(pairs), "date")
    if kind == "date_format":
        message = f"{first} and {second} write {dates} of {subject} in two notations, such as"
        text = f"the same day in two notations ({left.date})"
    else:
        message = f"{first} and {second} give {dates} of {subject} with unequal precision, such as"
        text = "the dates agree as far as the less precise one goes"
    return finding(
        kind,
        f"{message} {example}",
        subject=subject,
        sources=sorted((first, second)),
        field="date",
        entries=[where(entry) for pair in pairs for entry in pair],
        values={first: left.date_text, second: right.date_text},
        explanation=Explanation(kind="convention", text=text),
    )
