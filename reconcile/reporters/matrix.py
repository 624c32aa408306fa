"""All relationships of a report, one table per subject: who lists which partner, on which line."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.model import Relationship, Report
from reconcile.reporters.order import ordered_relationships
from reconcile.reporters.places import confidence_text
from reconcile.reporters.safe import markdown as safe
from reconcile.reporters.tables import table_lines


def matrix_lines(report: Report) -> Iterator[str]:
    """The section as lines of Markdown; nothing where the report has no relationships."""
    if not report.relationships:
        return
    relationships = ordered_relationships(report.relationships)
    yield from ("## Relationships", "")
    yield from ("Numbers are lines of the original; a dot: the source does not list it.", "")
    subjects = list(dict.fromkeys(r.subject for r in relationships))
    for subject in subjects:
        own = [r for r in relationships if r.subject == subject]
        speaking = {entry.source for r in own for entry in r.entries}
        sources = [source.id for source in report.sources if source.id in speaking]
        yield from (f"### {safe(subject) or 'No subject'}: {len(own)}", "")
        lists = [f"`{source}`" for source in sources]
        header = ("partner", "中文", "country", "relation", *lists, "confidence")
        yield from table_lines(header, [_row(r, sources) for r in own], right=(len(header) - 1,))
        yield ""


def _row(relationship: Relationship, sources: list[str]) -> tuple[str, ...]:
    partner, confidence = relationship.partner, relationship.confidence
    cells = (
        ", ".join(str(entry.line) for entry in relationship.entries if entry.source == source)
        for source in sources
    )
    return (
        safe(partner.name),
        safe(partner.name_zh),
        safe(partner.country),
        relationship.relation,
        *(cell or "·" for cell in cells),
        "" if confidence is None else confidence_text(confidence),
    )
