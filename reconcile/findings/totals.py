"""Totals: what a source states, what it lists, and the bridge from one total to another.

A bridge is the accountant's reconciliation statement. Its steps count entries of relationships
that the two lists do not share, so they add up whatever the rows are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from reconcile.findings.comparison import Comparison, SourceView
from reconcile.findings.missing import as_of_explanation
from reconcile.findings.wording import at, counted, finding, listed, where
from reconcile.model import Bridge, Claim, Entry, Explanation, Finding, Relationship, Step, Total
from reconcile.names.country import country_codes, country_name, parent


def totals_against_lists(comparison: Comparison) -> Iterator[Finding]:
    """`total_vs_listed`: a claim that the source's own rows do not bear out."""
    for subject in comparison.subjects:
        for view in comparison.views:
            if view.coverage(subject) == "not captured":
                continue
            for claim in view.claims.get(subject, ()):
                rows = view.entries(subject, claim.relation)
                if claim.what == "countries":
                    yield from _countries(view, claim, rows)
                elif claim.value != len(rows):
                    yield _entries(view, claim, rows)


def totals_against_totals(comparison: Comparison) -> Iterator[Finding]:
    """`total_vs_total`: two sources that count the partners of one subject differently."""
    for bridge in bridges(comparison):
        if bridge.start.total == bridge.end.total:
            continue
        start, end = bridge.start, bridge.end
        places = [total.place for total in (start, end) if total.place]
        arithmetic = " ".join(f"{'+' if s.count > 0 else '-'} {abs(s.count)}" for s in bridge.steps)
        yield finding(
            "total_vs_total",
            f"{_says(start)}, {_says(end)}: {start.total} {arithmetic} = {end.total}",
            subject=bridge.subject,
            sources=(start.source, end.source),
            field=start.what,
            entries=places or [place for step in bridge.steps for place in step.entries],
            values={start.source: str(start.total), end.source: str(end.total)},
            explanation=_why(bridge),
        )


def bridges(comparison: Comparison) -> tuple[Bridge, ...]:
    """A bridge for every pair of sources that both list a subject, in order of precedence."""
    return tuple(
        _bridge(comparison, subject, first, second)
        for subject in comparison.subjects
        for first, second in combinations((v for v in comparison.views if v.entries(subject)), 2)
    )


def total_of(view: SourceView, subject: str) -> tuple[Total, tuple[Entry, ...]]:
    """A source's total of partners, and the entries that it counts.

    The widest stated total whose relation the source lists; where it states none, the rows.
    """
    stated = [
        claim
        for claim in view.claims.get(subject, ())
        if claim.what == "entries" and (not claim.relation or view.entries(subject, claim.relation))
    ]
    if not stated:
        rows = view.entries(subject)
        return Total(source=view.id, total=len(rows)), rows
    claim = min(stated, key=lambda c: (c.relation != "", -c.value, c.line))
    total = Total(source=view.id, total=claim.value, stated=True, place=view.where_claimed(claim))
    return total, view.entries(subject, claim.relation)


UNEXPLAINED = "stated, but not listed"


def _bridge(comparison: Comparison, subject: str, first: SourceView, second: SourceView) -> Bridge:
    start, first_rows = total_of(first, subject)
    end, second_rows = total_of(second, subject)
    counted_here, counted_there = (
        {where(row) for row in rows} for rows in (first_rows, second_rows)
    )
    steps: dict[str, tuple[int, list[Entry]]] = {}

    def add(label: str, count: int, rows: Sequence[Entry]) -> None:
        if count:
            before, entries = steps.get(label, (0, []))
            steps[label] = (before + count, [*entries, *rows])

    add(f"{UNEXPLAINED} by {first.id}", len(first_rows) - start.total, ())
    for relationship in comparison.of(subject):
        ours = [
            e for e in relationship.entries if e.source == first.id and where(e) in counted_here
        ]
        theirs = [
            e for e in relationship.entries if e.source == second.id and where(e) in counted_there
        ]
        if ours and not theirs:
            add(_reason(comparison, relationship, second, ours[0]), -len(ours), ours)
        elif theirs and not ours:
            add(_reason(comparison, relationship, first, theirs[0]), len(theirs), theirs)
        else:
            more = second.id if len(theirs) > len(ours) else first.id
            label = f"listed more than once by {more}"
            add(label, len(theirs) - len(ours), [*ours, *theirs])
    add(f"{UNEXPLAINED} by {second.id}", end.total - len(second_rows), ())
    return Bridge(
        subject=subject,
        start=start,
        end=end,
        steps=tuple(_step(label, count, rows) for label, (count, rows) in steps.items() if count),
    )


def _step(label: str, count: int, rows: Sequence[Entry]) -> Step:
    """A step; few entries are named in its label."""
    names = f": {', '.join(row.name for row in rows)}" if 0 < len(rows) <= _FEW else ""
    return Step(label=f"{label}{names}", count=count, entries=tuple(where(row) for row in rows))


_FEW = 5


def _reason(
    comparison: Comparison, relationship: Relationship, lacking: SourceView, entry: Entry
) -> str:
    """Why `lacking` does not count an entry of the other source."""
    other = [row.relation for row in relationship.entries if row.source == lacking.id]
    if other:
        return f"counted by {lacking.id} as {listed(sorted(set(other)))}"
    if lacking.coverage(relationship.subject, entry.relation) != "full":
        return f"{entry.relation} entries of {entry.source}, outside the scope of {lacking.id}"
    if as_of_explanation(comparison, relationship, lacking):
        return f"in {entry.source}, later than {lacking.id}"
    return f"in {entry.source}, missing from {lacking.id}"


def _why(bridge: Bridge) -> Explanation | None:
    """The explanation of two totals' difference: every step must follow from the rows."""
    if any(step.label.startswith(UNEXPLAINED) for step in bridge.steps):
        return None
    scope_only = all("outside the scope" in step.label for step in bridge.steps)
    parts = [f"{step.count:+d} {step.label}" for step in bridge.steps]
    return Explanation(
        kind="scope" if scope_only else "arithmetic",
        text=f"{bridge.start.total} {'; '.join(parts)}; makes {bridge.end.total}",
    )


def _says(total: Total) -> str:
    if total.place:
        return f"{at(total.place)} states {total.total}"
    return f"{total.source} lists {total.total}"


def _entries(view: SourceView, claim: Claim, rows: tuple[Entry, ...]) -> Finding:
    explanation = None
    if not rows and claim.relation and claim.relation not in view.source.relations:
        explanation = Explanation(
            kind="scope",
            text=f"{view.id} lists {listed(view.source.relations)} relations only; it states the "
            f"number of its {claim.relation} relations without listing them",
        )
    return finding(
        "total_vs_listed",
        f"{view.id}:{claim.line} states {claim.value} {claim.relation or 'entries in all'}"
        f"{' entries' if claim.relation else ''}; {len(rows)} are listed",
        subject=view.canonical(claim.subject or view.source.subject),
        sources=(view.id,),
        field=f"entries/{claim.relation}",
        entries=[view.where_claimed(claim)],
        values={view.id: f"{claim.value} stated, {len(rows)} listed"},
        explanation=explanation,
    )


def _countries(view: SourceView, claim: Claim, rows: tuple[Entry, ...]) -> Iterator[Finding]:
    """Compare a stated number of countries with the countries printed, under each usual reading.

    A territory printed as a place of its parent state can be counted either way, so even a total
    that holds rests on a reading, which is told.
    """
    printed = {(country_codes(row.country) or (row.country,))[0] for row in rows}
    territories = {code: row for row in rows if (code := _territory(row))}
    names = listed([country_name(code, "en") for code in sorted(territories)])
    reading = ""
    if claim.value == len(printed):
        if not territories:
            return
        parents = sorted({row.country for row in territories.values()})
        reading = f"the total holds with {names} counted as {listed(parents)}, as printed"
    elif territories and claim.value == len(printed | set(territories)):
        reading = f"the total counts {names} as a country of its own"
    yield finding(
        "total_vs_listed",
        f"{view.id}:{claim.line} states {counted(claim.value, 'country', 'countries')}; "
        f"{len(printed)} are printed in its list",
        subject=view.canonical(claim.subject or view.source.subject),
        sources=(view.id,),
        field=f"countries/{claim.relation}",
        entries=[view.where_claimed(claim), *(where(row) for row in territories.values())],
        values={view.id: f"{claim.value} stated, {len(printed)} printed"},
        explanation=Explanation(kind="convention", text=reading) if reading else None,
    )


def _territory(row: Entry) -> str:
    """The ISO code of a dependent territory that a row lists under its parent state, else ''."""
    for code in country_codes(row.name):
        if parent(code) in country_codes(row.country):
            return code
    return ""
