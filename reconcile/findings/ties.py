"""The level of a tie: sister city, friendship, exchange, memorandum, visit."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.findings.comparison import Comparison
from reconcile.findings.dates import FOUNDING_ACT
from reconcile.findings.wording import at, finding, listed, place_name, where
from reconcile.model import Finding


def relation_types(comparison: Comparison) -> Iterator[Finding]:
    """`relation_type`: sources that disagree, or a source whose own prose tells of less."""
    for relationship in comparison.relationships:
        relations = dict.fromkeys(entry.relation for entry in relationship.entries)
        if len(relations) > 1:
            rows = relationship.entries
            yield finding(
                "relation_type",
                f"{place_name(relationship)} is a tie of another level in each: "
                f"{listed([f'{row.relation} in {at(where(row))}' for row in rows])}",
                subject=relationship.subject,
                partner=relationship.partner.id,
                sources=sorted({row.source for row in rows}),
                field="relation",
                entries=[where(row) for row in rows],
                values={row.source: row.relation for row in rows},
            )
        for entry in relationship.entries:
            view = comparison.by_id[entry.source]
            events = [
                event
                for event in view.events.get(entry.line, ())
                if event.act not in {"suspension", "resumption"}
            ]
            founding = FOUNDING_ACT.get(entry.relation)
            if not events or founding != "agreement" or any(e.act == founding for e in events):
                continue
            told = [f"a {event.act} of {event.date}" for event in events]
            yield finding(
                "relation_type",
                f"{at(where(entry))} lists {place_name(relationship)} as {entry.relation} city; "
                f"the text (line {events[0].line}) tells only of {listed(told)}",
                subject=relationship.subject,
                partner=relationship.partner.id,
                sources=(entry.source,),
                field="relation/events",
                entries=[where(entry), *map(view.where_told, events)],
                values={entry.source: f"{entry.relation}; {', '.join(e.act for e in events)}"},
                possible=("the agreement may have followed; the text does not tell",),
            )
