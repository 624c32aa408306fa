"""Findings as CSV: one row per finding and place, UTF-8, LF, no cell that is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from reconcile.model import Finding, Report
from reconcile.reporters.cells import guarded
from reconcile.reporters.finding_rows import ABOUT, DECISION, about, decision, explanation
from reconcile.reporters.order import ordered

HEADER = (
    *ABOUT,
    "source",
    "line",
    "value",
    "suggestion",
    "explanation",
    "possible_explanations",
    *DECISION,
)


def render_all(reports: Sequence[Report]) -> str:
    """All findings of the reports; a source that lacks a value has a row without a line.

    The order is that of every report: what a person must act on comes first.
    """
    return csv_text(HEADER, (row for report in reports for row in _rows(report)))


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str | int | float | None]]) -> str:
    """A table as CSV; texts are guarded, so that no spreadsheet takes one for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def _rows(report: Report) -> Iterator[tuple[str | int | None, ...]]:
    for finding in ordered(report.findings):
        for source, line in _places(finding):
            yield (
                *about(report.name, finding),
                source,
                line,
                finding.values.get(source) or "",
                finding.suggestion or "",
                explanation(finding),
                "; ".join(finding.possible_explanations),
                *decision(finding),
            )


def _places(finding: Finding) -> list[tuple[str, int | None]]:
    places: list[tuple[str, int | None]] = [
        (place.source, place.line or None) for place in finding.entries
    ]
    told = {source for source, _ in places}
    places += [(source, None) for source in finding.values if source not in told]
    return places or [("", None)]
