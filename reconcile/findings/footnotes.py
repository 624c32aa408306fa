"""Footnotes that speak of another place than the entry that cites them."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.findings.comparison import Comparison
from reconcile.findings.wording import at, finding, place_name, quoted, where
from reconcile.model import Finding, Where
from reconcile.names.foreign import level_beside


def footnotes_about_another_place(comparison: Comparison) -> Iterator[Finding]:
    """`ambiguous_name`: a city's entry whose footnote tells of a county or province of its name."""
    for relationship in comparison.relationships:
        for entry in relationship.entries:
            view = comparison.by_id[entry.source]
            for number, reference in enumerate(view.tables.references, start=1):
                if reference.number not in entry.references:
                    continue
                found = level_beside(reference.title, entry.subject)
                if found is None or level_beside(entry.subject, relationship.subject):
                    continue
                term, level = found
                yield finding(
                    "ambiguous_name",
                    f"{at(where(entry))} lists {place_name(relationship)} under "
                    f"{relationship.subject}; its footnote {reference.number} (line "
                    f"{reference.line}) speaks of {quoted(term)} {relationship.subject}, "
                    f"a {level} of that name",
                    subject=relationship.subject,
                    partner=relationship.partner.id,
                    sources=(entry.source,),
                    field=f"reference/{reference.number}",
                    entries=[
                        where(entry),
                        Where(entry.source, reference.line, "references", number),
                    ],
                    values={entry.source: f"{relationship.subject}; {term} {relationship.subject}"},
                    possible=(
                        f"{entry.source} may have taken the {level} of that name for the city",
                    ),
                )
