"""Places that one list has and another lacks, and why."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.findings.comparison import Comparison, SourceView
from reconcile.findings.wording import (
    at,
    counted,
    finding,
    listed,
    names_by_source,
    place_name,
    where,
)
from reconcile.model import AsOf, Explanation, Finding, Relationship, Unchecked


def missing_entries(comparison: Comparison) -> Iterator[Finding]:
    """`missing_entry`: one for each partner and each list that should hold it.

    Partners that another list leaves out because its scope is narrower are one finding per list
    and relation, explained by `scope`.
    """
    for subject in comparison.subjects:
        for view in comparison.speaking(subject):
            outside: dict[str, list[Relationship]] = {}
            for relationship in comparison.of(subject):
                if any(entry.source == view.id for entry in relationship.entries):
                    continue
                relations = {entry.relation: None for entry in relationship.entries}
                coverages = {view.coverage(subject, relation) for relation in relations}
                if "full" in coverages:
                    yield _missing(comparison, relationship, view)
                elif "outside scope" in coverages:
                    outside.setdefault(relationship.relation, []).append(relationship)
            for relation, relationships in outside.items():
                yield _outside(subject, relation, relationships, view)


def unchecked(comparison: Comparison) -> tuple[Unchecked, ...]:
    """What could not be compared: lists that were lost, and sources that nothing stands against."""
    return (*_alone(comparison), *_lost(comparison))


def _alone(comparison: Comparison) -> Iterator[Unchecked]:
    """Sources that speak of no subject that another one speaks of: a slip in a spelling, mostly."""
    heard = {view.id: set(_heard(view, comparison.subjects)) for view in comparison.views}
    for view in comparison.views if len(comparison.views) > 1 else ():
        others = {subject for other in heard if other != view.id for subject in heard[other]}
        if not heard[view.id] & others:
            told = sorted({row.subject or view.source.subject for row in view.tables.entries})
            subjects = ", ".join(told[:3]) or "nobody"
            yield Unchecked(
                source=view.id,
                subject="",
                reason=f"it speaks of {subjects}, and no other source of the report does; if that "
                "is another spelling of a subject, name it in [subject_names] of report.toml",
            )


def _heard(view: SourceView, subjects: tuple[str, ...]) -> Iterator[str]:
    return (subject for subject in subjects if view.coverage(subject) != "silent")


def _lost(comparison: Comparison) -> tuple[Unchecked, ...]:
    return tuple(
        Unchecked(
            source=view.id,
            subject=subject,
            reason=f"not captured: the heading at line {view.sections[subject][0].line} has lost "
            "its entries, so nothing can be said of what it listed",
        )
        for subject in comparison.subjects
        for view in comparison.views
        if view.coverage(subject) == "not captured"
    )


def newer_than(as_of: AsOf, date: str) -> bool:
    """Whether a date is certainly later than a source's own date.

    Example:
        >>> newer_than(AsOf(earliest="2019-03-10", latest="2019-03-10"), "2019-04")
        True
        >>> newer_than(AsOf(earliest="2019-03-10", latest="2019-03-10"), "2019-03")
        False
    """
    if not (date and as_of.latest):
        return False
    precision = min(len(date), len(as_of.latest))
    return date[:precision] > as_of.latest[:precision]


def tie_dates(comparison: Comparison, relationship: Relationship) -> list[tuple[str, str]]:
    """The dates told of a tie, each with the place that tells it, oldest first."""
    dates: list[tuple[str, str]] = []
    for entry in relationship.entries:
        if entry.date:
            dates.append((entry.date, at(where(entry))))
        for event in comparison.by_id[entry.source].events.get(entry.line, ()):
            if event.act not in {"suspension", "resumption"}:
                dates.append((event.date, f"{event.source}:{event.line}"))
    return sorted(set(dates))


def as_of_explanation(
    comparison: Comparison, relationship: Relationship, view: SourceView
) -> Explanation | None:
    """Why a source cannot hold a partner yet: every date told of the tie is later than it."""
    dates = tie_dates(comparison, relationship)
    if not dates or not all(newer_than(view.source.as_of, date) for date, _ in dates):
        return None
    date, teller = dates[0]
    return Explanation(
        kind="as_of",
        text=f"{teller} dates the tie {date}; {view.id} speaks as of {view.source.as_of.text}",
    )


def _missing(comparison: Comparison, relationship: Relationship, view: SourceView) -> Finding:
    covering = comparison.speaking(relationship.subject)
    holders = [at(where(entry)) for entry in relationship.entries]
    return finding(
        "missing_entry",
        f"{place_name(relationship)} is not in {view.id}'s list of {relationship.subject}; "
        f"{listed(holders)} {'has' if len(holders) == 1 else 'have'} it",
        subject=relationship.subject,
        partner=relationship.partner.id,
        sources=(view.id,),
        field=relationship.relation,
        entries=[where(entry) for entry in relationship.entries],
        values=names_by_source(relationship, covering),
        explanation=as_of_explanation(comparison, relationship, view),
        possible=tuple(_guesses(comparison, relationship, view)),
    )


def _outside(
    subject: str, relation: str, relationships: list[Relationship], view: SourceView
) -> Finding:
    entries = [entry for r in relationships for entry in r.entries]
    holders = list(dict.fromkeys(entry.source for entry in entries))
    scope = listed(view.source.relations) or "no relation"
    return finding(
        "missing_entry",
        f"{counted(len(relationships), f'{relation} entry', f'{relation} entries')} of "
        f"{listed(holders)} about {subject} {'is' if len(relationships) == 1 else 'are'} not in "
        f"{view.id}",
        subject=subject,
        sources=(view.id, *sorted(holders)),
        field=relation,
        entries=[where(entry) for entry in entries],
        values={view.id: None} | {s: str(sum(e.source == s for e in entries)) for s in holders},
        explanation=Explanation(
            kind="scope", text=f"{view.id} lists {scope} in full, and no {relation} relation"
        ),
    )


def _guesses(comparison: Comparison, relationship: Relationship, view: SourceView) -> Iterator[str]:
    """What might explain an absence without following from the sources."""
    if not tie_dates(comparison, relationship):
        for entry in relationship.entries:
            other = comparison.by_id[entry.source].source.as_of
            if view.source.as_of.latest and other.earliest > view.source.as_of.latest:
                yield (
                    f"newer than {view.id} ({view.source.as_of.text}); {entry.source} dates no tie"
                )
    for entry in relationship.entries:
        holder = comparison.by_id[entry.source]
        for reference in holder.tables.references:
            if reference.number in entry.references and newer_than(
                view.source.as_of, reference.published
            ):
                yield (
                    f"footnote {reference.number} of {entry.source} (line {reference.line}) was "
                    f"published on {reference.published}, after {view.id}"
                )
        events = holder.events.get(entry.line, ())
        for event in events:
            if event.act == "suspension":
                yield f"{event.source}:{event.line} tells of a suspension on {event.date}"
        acts = {event.act for event in events}
        if acts and acts <= {"memorandum", "visit"} and entry.relation == "sister":
            yield (
                f"{entry.source} tells of a memorandum only; {view.id} may not count it as a "
                f"{entry.relation} tie"
            )
