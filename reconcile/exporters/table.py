"""The merged list as a table (CSV, XLSX) and as JSON (`reconcile-merged/1`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from reconcile.exporters.values import FIELDS, Choice, Merged, MergedList
from reconcile.model import Entry
from reconcile.names.country import country_name
from reconcile.reporters.csv import csv_text
from reconcile.reporters.workbook import Cell, Column, Sheet, workbook

SCHEMA = "reconcile-merged/1"
CHOSEN = (
    "id", "subject", "relation", "partner", "geonames", "name_en", "name_zh", "country",
    "country_en", "country_zh", "date", "confidence",
)  # fmt: skip
WHY = tuple(f"{field}_why" for field in FIELDS)
ABOUT = ("open_findings", "decided_findings")
PER_SOURCE = ("line", "name", "country", "date", "relation")


def header(merged: MergedList) -> tuple[str, ...]:
    """The columns: what was chosen, why, then what each source says (`guangzhou-en_name`)."""
    said = (f"{source.id}_{what}" for source in merged.sources for what in PER_SOURCE)
    return (*CHOSEN, *WHY, *ABOUT, *said)


def chosen_cells(row: Merged) -> tuple[Cell, ...]:
    """The chosen values, the reasons and the findings, in the order of `CHOSEN + WHY + ABOUT`."""
    relationship, partner = row.relationship, row.relationship.partner
    code = row.country.value
    return (
        relationship.id,
        relationship.subject,
        row.relation.value,
        partner.id,
        partner.geonames,
        row.name_en.value,
        row.name_zh.value,
        code,
        country_name(code, "en") if code else "",
        country_name(code, "zh") if code else "",
        row.date.value,
        confidence(row),
        *(_choice(row, field).why for field in FIELDS),
        "; ".join(row.findings),
        "; ".join(row.decided),
    )


def confidence(row: Merged) -> float | None:
    """The weakest link's confidence, to four digits; none for a single entry."""
    found = row.relationship.confidence
    return None if found is None else round(found, 4)


def as_csv(merged: MergedList) -> str:
    """The merged list as CSV."""
    return csv_text(header(merged), (_cells(row, merged) for row in merged.rows))


def as_xlsx(merged: MergedList) -> bytes:
    """The merged list as a workbook, the sources on a second sheet."""
    about = ("id", "title", "language", "publisher", "url", "licence", "as of", "entries")
    texts = {source.id: source for source in merged.sources}
    sources = [
        (
            summary.id,
            summary.title,
            texts[summary.id].language,
            texts[summary.id].publisher,
            texts[summary.id].url,
            texts[summary.id].licence,
            summary.as_of,
            summary.entries,
        )
        for summary in merged.report.sources
        if summary.id in texts
    ]
    return workbook(
        (
            Sheet(
                "merged list",
                tuple(Column(name) for name in header(merged)),
                [_cells(row, merged) for row in merged.rows],
            ),
            Sheet("sources", tuple(Column(name) for name in about), sources),
        ),
        title=merged.report.title or merged.report.name,
    )


def as_json(merged: MergedList) -> str:
    """The merged list as JSON; `merged.schema.json` beside this file describes it."""
    document = {
        "schema": SCHEMA,
        "report": merged.report.name,
        "title": merged.report.title,
        "date": merged.report.date,
        "sources": [source.id for source in merged.sources],
        "relationships": [_as_dict(row, merged) for row in merged.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _cells(row: Merged, merged: MergedList) -> tuple[Cell, ...]:
    said: list[Cell] = []
    for source in merged.sources:
        entries = row.entries_of(source.id)
        said.append(entries[0].line if len(entries) == 1 else _joined(entries, "line"))
        said += [_joined(entries, what) for what in PER_SOURCE[1:]]
    return (*chosen_cells(row), *said)


def _joined(entries: Sequence[Entry], what: str) -> str:
    """Several entries of one source in one cell, joined as the sources' own tables do."""
    return ";".join(str(getattr(entry, what)) for entry in entries)


def _choice(row: Merged, field: str) -> Choice:
    choice: Choice = getattr(row, field)
    return choice


def _as_dict(row: Merged, merged: MergedList) -> dict[str, Any]:
    partner = row.relationship.partner
    chosen = {field: _choice(row, field) for field in FIELDS}
    return {
        "id": row.relationship.id,
        "subject": row.relationship.subject,
        "partner": {"id": partner.id, "geonames": partner.geonames},
        **{
            field: {"value": choice.value or None, "rule": choice.rule, "why": choice.why}
            for field, choice in chosen.items()
        },
        "confidence": confidence(row),
        "open_findings": list(row.findings),
        "decided_findings": list(row.decided),
        "sources": {
            source.id: [
                {what: getattr(entry, what) or None for what in PER_SOURCE}
                for entry in row.entries_of(source.id)
            ]
            for source in merged.sources
        },
    }
