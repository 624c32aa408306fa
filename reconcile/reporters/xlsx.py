"""The report as a workbook: findings to decide on, relationships, bridges, what was not checked.

A person fills in `verdict`, `reason` and `until` of the first sheet; `reconcile decide --from FILE`
reads them back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile.decisions.load import VERDICTS
from reconcile.model import Bridge, Finding, Relationship, Report
from reconcile.reporters.bridges import bridge_title, total_text
from reconcile.reporters.finding_rows import ABOUT, DECISION, about, decision, explanation
from reconcile.reporters.order import ordered, ordered_relationships
from reconcile.reporters.places import by_source, places_text
from reconcile.reporters.workbook import Cell, Column, Sheet, workbook

_NOTES = {
    "verdict": "same and not-the-same decide a pair of entries.",
    "reason": "",
    "until": "",
}
ABSENT = "(absent)"
_ABOUT_PARTNER = (
    "report", "id", "subject", "relation", "partner", "中文", "country", "geonames",
)  # fmt: skip


def render_all(reports: Sequence[Report]) -> bytes:
    """All reports as one workbook; the same reports give the same bytes."""
    sources = list(dict.fromkeys(source.id for report in reports for source in report.sources))
    return workbook(
        (
            Sheet("findings", _finding_columns(sources), list(_findings(reports, sources))),
            Sheet("relationships", _matrix_columns(sources), list(_matrix(reports, sources))),
            Sheet("bridges", _BRIDGE_COLUMNS, list(_bridges(reports))),
            Sheet("not checked", _UNCHECKED_COLUMNS, list(_unchecked(reports))),
        ),
        title=", ".join(report.title or report.name for report in reports),
    )


def _finding_columns(sources: Sequence[str]) -> tuple[Column, ...]:
    decide = (
        Column(name, filled=True, choices=VERDICTS if name == "verdict" else (), note=_NOTES[name])
        for name in DECISION
    )
    rest = ("suggestion", "explanation", "possible explanations", "where")
    return (
        *(Column(name) for name in ABOUT),
        *decide,
        *(Column(source) for source in sources),
        *(Column(name) for name in rest),
    )


def _findings(reports: Sequence[Report], sources: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for report in reports:
        for finding in ordered(report.findings):
            yield (
                *about(report.name, finding),
                *decision(finding),
                *(_value(finding, source) for source in sources),
                finding.suggestion or "",
                explanation(finding),
                "; ".join(finding.possible_explanations),
                places_text(finding.entries),
            )


def _value(finding: Finding, source: str) -> str:
    """What a source says, with its lines: `Turku (5, 9)`."""
    lines = by_source(finding.entries).get(source, ())
    where = ", ".join(str(line) for line in lines[:3] if line) + (" ..." if len(lines) > 3 else "")
    if source not in finding.values:
        return f"({where})" if where else ""
    value = finding.values[source]
    if value is None:
        return ABSENT
    return f"{value} ({where})" if where else value


def _matrix_columns(sources: Sequence[str]) -> tuple[Column, ...]:
    return tuple(Column(name) for name in (*_ABOUT_PARTNER, *sources, "confidence"))


def _matrix(reports: Sequence[Report], sources: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for report in reports:
        for relationship in ordered_relationships(report.relationships):
            partner, confidence = relationship.partner, relationship.confidence
            yield (
                report.name,
                relationship.id,
                relationship.subject,
                relationship.relation,
                partner.name,
                partner.name_zh,
                partner.country,
                partner.geonames,
                *(_lines(relationship, source) for source in sources),
                None if confidence is None else round(confidence, 4),
            )


def _lines(relationship: Relationship, source: str) -> Cell:
    """The line of a source's entry; several joined by commas."""
    lines = [entry.line for entry in relationship.entries if entry.source == source]
    return lines[0] if len(lines) == 1 else ", ".join(map(str, lines))


_BRIDGE_COLUMNS = tuple(Column(name) for name in ("report", "bridge", "count", "label", "where"))
_UNCHECKED_COLUMNS = tuple(Column(name) for name in ("report", "source", "subject", "reason"))


def _bridges(reports: Sequence[Report]) -> Iterator[tuple[Cell, ...]]:
    for report in reports:
        for bridge in report.bridges:
            title = bridge_title(bridge)
            for count, label, where in _steps(bridge):
                yield (report.name, title, count, label, where)


def _steps(bridge: Bridge) -> Iterator[tuple[int, str, str]]:
    yield bridge.start.total, total_text(bridge.start), ""
    for step in bridge.steps:
        yield step.count, step.label, places_text(step.entries)
    yield bridge.end.total, total_text(bridge.end), ""


def _unchecked(reports: Sequence[Report]) -> Iterator[tuple[Cell, ...]]:
    for report in reports:
        for part in sorted(report.unchecked, key=lambda p: (p.source, p.subject, p.reason)):
            yield (report.name, part.source, part.subject, part.reason)
