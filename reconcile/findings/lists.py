"""What concerns a list as a whole: lost parts, its age, pairs left to a person."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.findings.comparison import Comparison
from reconcile.findings.missing import newer_than
from reconcile.findings.wording import at, counted, finding, listed, place_name, where
from reconcile.model import UNREAD, Entry, Explanation, Finding, Where


def lost_parts(comparison: Comparison) -> Iterator[Finding]:
    """`incomplete_capture`: headings without entries in a source whose headings hold entries."""
    for view in comparison.views:
        rows = [
            (number, section)
            for number, section in enumerate(view.tables.sections, start=1)
            if section.entries == 0
        ]
        if not rows or len(rows) == len(view.tables.sections):
            continue
        concerned = [s for s in comparison.subjects if view.coverage(s) == "not captured"]
        also = f", {listed(concerned)} among them" if concerned else ""
        yield finding(
            "incomplete_capture",
            f"{view.id}: {counted(len(rows), 'heading')} of {len(view.tables.sections)} "
            f"{'has lost its' if len(rows) == 1 else 'have lost their'} entries{also}; "
            "that they list nothing does not follow",
            sources=(view.id,),
            entries=[Where(view.id, row.line, "sections", number) for number, row in rows],
            values={view.id: f"{len(rows)} of {len(view.tables.sections)}"},
        )


def layout_oddities(comparison: Comparison) -> Iterator[Finding]:
    """`format_anomaly`: layout that a plain reader would trip over, one finding per cause.

    Lines that our own reader could not place are `incomplete_capture`, and stand open.
    """
    for view in comparison.views:
        causes: dict[str, list[Where]] = {}
        for number, row in enumerate(view.tables.anomalies, start=1):
            causes.setdefault(row.what, []).append(Where(view.id, row.line, "anomalies", number))
        for what, places in causes.items():
            lines = listed([str(place.line) for place in places], most=4)
            word = "line" if len(places) == 1 else "lines"
            unread = what.startswith(UNREAD)
            yield finding(
                "incomplete_capture" if unread else "format_anomaly",
                f"{view.id}: {what} ({word} {lines})",
                sources=(view.id,),
                field=what,
                entries=places,
                values={view.id: what},
                explanation=None
                if unread
                else Explanation(
                    kind="convention", text="a matter of layout; the row was read all the same"
                ),
            )


def outdated_sources(comparison: Comparison) -> Iterator[Finding]:
    """`outdated`: a source that speaks of an earlier day than a tie that another one tells."""
    for subject in comparison.subjects:
        for view in comparison.views:
            if not view.entries(subject):
                continue
            newer = [
                entry
                for relationship in comparison.of(subject)
                for entry in relationship.entries
                if newer_than(view.source.as_of, entry.date)
            ]
            if newer:
                yield _outdated(comparison, subject, view.id, newer)


def _outdated(comparison: Comparison, subject: str, source: str, newer: list[Entry]) -> Finding:
    view = comparison.by_id[source]
    latest = max(newer, key=lambda entry: entry.date)
    inside = [e for e in newer if view.coverage(subject, e.relation) == "full"]
    explanation = None
    if not inside:
        relations = listed(sorted({entry.relation for entry in newer}))
        explanation = Explanation(
            kind="scope", text=f"all of them are {relations} ties, which {source} does not list"
        )
    return finding(
        "outdated",
        f"{source} speaks as of {view.source.as_of.text}; {counted(len(newer), 'tie')} of "
        f"{subject} told by {listed(sorted({e.source for e in newer}))} "
        f"{'is' if len(newer) == 1 else 'are'} newer, up to {latest.date} ({at(where(latest))})",
        subject=subject,
        sources=(source,),
        entries=[where(entry) for entry in newer],
        values={source: view.source.as_of.text, latest.source: latest.date},
        explanation=explanation,
    )


def undecided_pairs(comparison: Comparison) -> Iterator[Finding]:
    """`possible_match`: pairs whose evidence is too thin, or whose rival is too near."""
    entries = {
        where(entry): (relationship, entry)
        for relationship in comparison.relationships
        for entry in relationship.entries
    }
    for link in comparison.possible:
        left_in, left = entries[link.left]
        right_in, right = entries[link.right]
        if left_in is right_in:
            continue
        yield finding(
            "possible_match",
            f'{at(link.left)} "{left.name}" may be {at(link.right)} "{right.name}" '
            f"(confidence {link.confidence:.2f}): {'; '.join(link.reasons[:2])}",
            subject=left_in.subject,
            partner=f"{left_in.partner.id}|{right_in.partner.id}",
            sources=sorted((left.source, right.source)),
            entries=[link.left, link.right],
            values={left.source: left.name, right.source: right.name},
        )


def listed_twice(comparison: Comparison) -> Iterator[Finding]:
    """`duplicate_entry`: two rows of one list that name one place in two printings."""
    for relationship in comparison.relationships:
        rows: dict[tuple[str, str], list[Entry]] = {}
        for entry in relationship.entries:
            rows.setdefault((entry.source, entry.relation), []).append(entry)
        for (source, relation), same in rows.items():
            printings = {(e.name, e.country, e.region) for e in same}
            if len(same) > 1 and len(printings) > 1:  # equal rows are the schema's to report
                yield finding(
                    "duplicate_entry",
                    f"{place_name(relationship)} stands twice in {source}'s list of "
                    f"{relationship.subject}: {listed([f'{at(where(e))} {e.name}' for e in same])}",
                    subject=relationship.subject,
                    partner=relationship.partner.id,
                    sources=(source,),
                    field=relation,
                    entries=[where(entry) for entry in same],
                    values={source: "; ".join(entry.name for entry in same)},
                )
