"""The report as a folder of related tables, with what describes them to other programs.

relationships.csv   one row per partner and subject: the values chosen, and why
entries.csv         one row per entry of a source, with its line
sources.csv         the documents, in order of precedence
findings.csv        one row per finding
places.csv          one row per finding and place
datapackage.json    Frictionless Data Package (specs.frictionlessdata.io, v1)
csv-metadata.json   CSV on the Web (W3C Recommendation of 17 December 2015)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reconcile.exporters.describe import csv_metadata, data_package
from reconcile.exporters.fields import ENTRIES, FINDINGS, PLACES, RELATIONSHIPS, SOURCES, Table
from reconcile.exporters.table import chosen_cells
from reconcile.exporters.values import MergedList
from reconcile.reporters.csv import csv_text
from reconcile.reporters.finding_rows import decision, explanation
from reconcile.reporters.order import ordered
from reconcile.reporters.workbook import Cell

Rows = Iterator[tuple[Cell, ...]]


def package_files(merged: MergedList) -> Mapping[str, str]:
    """The files of the package by name; the same report gives the same bytes."""
    rows: tuple[tuple[Table, Rows], ...] = (
        (RELATIONSHIPS, (chosen_cells(row) for row in merged.rows)),
        (ENTRIES, _entries(merged)),
        (SOURCES, _sources(merged)),
        (FINDINGS, _findings(merged)),
        (PLACES, _places(merged)),
    )
    files = {
        f"{table.name}.csv": csv_text([field.name for field in table.fields], found)
        for table, found in rows
    }
    tables = tuple(table for table, _ in rows)
    return {
        **files,
        "datapackage.json": data_package(merged, tables, files),
        "csv-metadata.json": csv_metadata(merged, tables),
    }


def _entries(merged: MergedList) -> Rows:
    for row in merged.rows:
        for entry in row.relationship.entries:
            yield (
                row.relationship.id,
                entry.source,
                entry.line,
                entry.row,
                entry.relation,
                entry.ordinal,
                entry.name,
                entry.country,
                entry.region,
                entry.date,
                entry.date_text,
                entry.location,
            )


def _sources(merged: MergedList) -> Rows:
    summaries = {summary.id: summary for summary in merged.report.sources}
    for rank, source in enumerate(merged.sources, start=1):
        summary = summaries.get(source.id)
        yield (
            source.id,
            rank,
            source.title,
            source.language,
            source.publisher,
            source.url,
            source.licence,
            source.as_of.text,
            summary.entries if summary else None,
            summary.sha256 if summary else "",
        )


def _findings(merged: MergedList) -> Rows:
    for finding in ordered(merged.report.findings):
        yield (
            finding.id,
            finding.kind,
            finding.severity,
            finding.status,
            finding.subject,
            finding.message,
            finding.suggestion,
            explanation(finding),
            *decision(finding),
        )


def _places(merged: MergedList) -> Rows:
    """The places of findings in sources of the report; a repeated one is told once."""
    known = {source.id for source in merged.sources}
    for finding in ordered(merged.report.findings):
        spots = dict.fromkeys((place.source, place.line) for place in finding.entries)
        for source, line in spots:
            if source in known:
                yield (finding.id, source, line, finding.values.get(source))
