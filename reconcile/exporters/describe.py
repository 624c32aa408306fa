"""The package's tables described in the two usual ways: Frictionless and CSV on the Web."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.exporters.fields import Field, Table
from reconcile.exporters.values import MergedList

GUARD = (
    "A text that begins with =, +, - or @ has an apostrophe before it, so that no spreadsheet "
    "takes it for a formula."
)
_LINKS = {"geonames": "https://sws.geonames.org/{geonames}/"}


def data_package(merged: MergedList, tables: Sequence[Table], files: Mapping[str, str]) -> str:
    """`datapackage.json`: a tabular Data Package with types, keys, sizes and hashes."""
    report = merged.report
    document: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": _slug(report.name),
        "title": report.title or report.name,
        "description": GUARD,
        "sources": [
            {"title": source.title} | ({"path": source.url} if source.url else {})
            for source in merged.sources
        ],
        "resources": [_resource(table, files[f"{table.name}.csv"]) for table in tables],
    }
    return _text(document)


def csv_metadata(merged: MergedList, tables: Sequence[Table]) -> str:
    """`csv-metadata.json`: the tables as a CSVW table group."""
    report = merged.report
    return _text(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
            "dc:title": report.title or report.name,
            "dc:description": GUARD,
            "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\n"]},
            "tables": [_table(table) for table in tables],
        }
    )


def _resource(table: Table, text: str) -> dict[str, Any]:
    data = text.encode()
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
            for column, other in table.references
        ]
    return {
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.pattern:
        constraints["pattern"] = f"^{field.pattern}$"
    if field.choices:
        constraints["enum"] = list(field.choices)
    described = {"name": field.name, "type": field.type, "description": field.about}
    return described | ({"constraints": constraints} if constraints else {})


def _table(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_column(field) for field in table.fields],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [
            {
                "columnReference": [column],
                "reference": {"resource": f"{other}.csv", "columnReference": ["id"]},
            }
            for column, other in table.references
        ]
    if table.key == ("id",):
        schema["aboutUrl"] = "#{id}"
    return {"url": f"{table.name}.csv", "dc:title": table.title, "tableSchema": schema}


def _column(field: Field) -> dict[str, Any]:
    column: dict[str, Any] = {
        "name": field.name,
        "titles": field.name,
        "dc:description": field.about,
        "datatype": {"base": field.type, "format": field.pattern} if field.pattern else field.type,
    }
    if field.required:
        column["required"] = True
    if field.property:
        column["propertyUrl"] = field.property
    if field.name in _LINKS:
        column |= {"propertyUrl": "schema:sameAs", "valueUrl": _LINKS[field.name]}
    return column


def _slug(name: str) -> str:
    """A name as Data Packages allow it: lower case, digits, `-`, `_` and `.`."""
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-") or "report"


def _text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
