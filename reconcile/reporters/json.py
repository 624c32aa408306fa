"""The report as JSON (`reconcile-report/1`); `report.schema.json` beside this file describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from reconcile.model import Bridge, Finding, Relationship, Report, Total, Where
from reconcile.reporters.order import ordered, ordered_relationships
from reconcile.reporters.summary import summarise

REPORT_SCHEMA = "reconcile-report/1"
REPORTS_SCHEMA = "reconcile-reports/1"


def render(report: Report) -> str:
    """One report as JSON text: same report, same bytes, with a newline at the end."""
    return _text(as_dict(report))


def render_all(reports: Sequence[Report]) -> str:
    """One report as itself, several wrapped in `reconcile-reports/1`."""
    if len(reports) == 1:
        return render(reports[0])
    return _text({"schema": REPORTS_SCHEMA, "reports": [as_dict(report) for report in reports]})


def as_dict(report: Report) -> dict[str, Any]:
    """The report as plain values, in the order in which they are printed."""
    summary = summarise(report.findings)
    return {
        "schema": REPORT_SCHEMA,
        "report": report.name,
        "title": report.title,
        "date": report.date,
        "sources": [
            {
                "id": source.id,
                "title": source.title,
                "sha256": source.sha256,
                "as_of": source.as_of or None,
                "entries": source.entries,
                "cites": list(source.cites),
            }
            for source in report.sources
        ],
        "relationships": [
            _relationship(item) for item in ordered_relationships(report.relationships)
        ],
        "findings": [finding_as_dict(finding) for finding in ordered(report.findings)],
        "bridges": [_bridge(bridge) for bridge in report.bridges],
        "unchecked": [
            {"source": part.source, "subject": part.subject, "reason": part.reason}
            for part in report.unchecked
        ],
        "fixed": None
        if report.fixed is None
        else [{"id": gone.id, "message": gone.message} for gone in report.fixed],
        "summary": {
            "open": dict(summary.open),
            "explained": summary.explained,
            "accepted": summary.accepted,
            "baselined": summary.baselined,
        },
    }


def _relationship(relationship: Relationship) -> dict[str, Any]:
    partner = relationship.partner
    confidence = relationship.confidence
    return {
        "id": relationship.id,
        "subject": relationship.subject,
        "relation": relationship.relation,
        "partner": {
            "id": partner.id,
            "name": partner.name,
            "name_zh": partner.name_zh,
            "country": partner.country,
            "geonames": partner.geonames,
        },
        "entries": [{"source": e.source, "line": e.line} for e in relationship.entries],
        # Four digits: what lies beyond is arithmetic, and differs from one machine to the next.
        "confidence": None if confidence is None else round(confidence, 4),
    }


def finding_as_dict(finding: Finding) -> dict[str, Any]:
    """A finding as plain values."""
    why = finding.explanation
    return {
        "id": finding.id,
        "kind": finding.kind,
        "severity": finding.severity,
        "status": finding.status,
        "subject": finding.subject,
        "message": finding.message,
        "entries": _places(finding.entries),
        "values": dict(finding.values),
        "explanation": None if why is None else {"kind": why.kind, "text": why.text},
        "possible_explanations": list(finding.possible_explanations),
        "suggestion": finding.suggestion,
        "decision": None if finding.decision is None else dict(finding.decision),
        "new": finding.new,
    }


def _bridge(bridge: Bridge) -> dict[str, Any]:
    return {
        "subject": bridge.subject,
        "from": _total(bridge.start),
        "to": _total(bridge.end),
        "steps": [
            {"label": step.label, "count": step.count, "entries": _places(step.entries)}
            for step in bridge.steps
        ],
    }


def _total(total: Total) -> dict[str, Any]:
    return {
        "source": total.source,
        "total": total.total,
        "what": total.what,
        "stated": total.stated,
        "line": total.place.line if total.place else None,
    }


def _places(places: Iterable[Where]) -> list[dict[str, Any]]:
    return [{"source": place.source, "line": place.line} for place in places]


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
