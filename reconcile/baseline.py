"""Baselines: what was open once, told by fingerprint, so that CI speaks of what is new only.

A finding is in a baseline when its id and what it says are: the same fault with another value is
new. Line numbers count for neither.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reconcile.errors import UnreadableError
from reconcile.files import file_bytes
from reconcile.model import Finding, Fixed, Report

SCHEMA = "reconcile-baseline/1"
REPORT_SCHEMAS = ("reconcile-report/1", "reconcile-reports/1")


def baseline_text(reports: Sequence[Report]) -> str:
    """The baseline of all findings that stand open."""
    rows = {
        finding.id: {
            "id": finding.id,
            "report": report.name,
            "says": said(finding),
            "message": finding.message,
        }
        for report in reports
        for finding in report.findings
        if finding.status == "open"
    }
    document = {"schema": SCHEMA, "findings": [rows[id_] for id_ in sorted(rows)]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Held:
    """What a baseline holds of a finding."""

    report: str
    says: str
    message: str


def load_baseline(path: Path) -> Mapping[str, Held]:
    """Finding id to what the baseline holds of it.

    Raises:
        UnreadableError: The file is missing or no baseline.
    """
    document = _json(path)
    if document.get("schema") != SCHEMA:
        raise UnreadableError(
            f'is no baseline: its schema is {document.get("schema")!r}, expected "{SCHEMA}"',
            where=str(path),
            hint="Write one with `reconcile check --write-baseline FILE`.",
        )
    try:
        return {
            row["id"]: Held(row.get("report", ""), row["says"], row["message"])
            for row in document["findings"]
        }
    except (KeyError, TypeError, AttributeError):
        raise UnreadableError(
            "is a broken baseline: every finding needs an id and what it says",
            where=str(path),
            hint="Write it anew with `reconcile check --write-baseline FILE`.",
        ) from None


def against(report: Report, baseline: Mapping[str, Held]) -> Report:
    """The report with every finding marked as new or not, and with what was fixed since."""
    still = {finding.id for finding in report.findings if finding.status == "open"}
    return replace(
        report,
        fixed=tuple(
            Fixed(id=id_, message=held.message)
            for id_, held in sorted(baseline.items())
            if held.report in {"", report.name} and id_ not in still
        ),
        findings=tuple(
            replace(finding, new=_is_new(finding, baseline)) for finding in report.findings
        ),
    )


def _is_new(finding: Finding, baseline: Mapping[str, Held]) -> bool:
    """Only what stands open is news; an explained or accepted finding asks nothing of anyone."""
    held = baseline.get(finding.id)
    return finding.status == "open" and (held is None or held.says != said(finding))


def said(finding: Finding) -> str:
    """A digest over what a finding says, without its line numbers."""
    values = json.dumps(dict(finding.values), sort_keys=True, ensure_ascii=False)
    text = f"{finding.kind}\x1f{len(finding.entries)}\x1f{values}\x1f{finding.suggestion}"
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two JSON reports, compared: open findings only."""

    new: tuple[Mapping[str, Any], ...]
    fixed: tuple[Mapping[str, Any], ...]
    still_open: tuple[Mapping[str, Any], ...]


def difference(old: Path, new: Path) -> Difference:
    """What is new, fixed and still open between two files of `check --format json`.

    A finding that stays under its id but says something else is both fixed and new.

    Raises:
        UnreadableError: One of them is no such file.
    """
    before, after = _open_findings(old), _open_findings(new)
    same = {id_ for id_ in before.keys() & after.keys() if _says(before[id_]) == _says(after[id_])}
    return Difference(
        new=tuple(row for id_, row in after.items() if id_ not in same),
        fixed=tuple(row for id_, row in before.items() if id_ not in same),
        still_open=tuple(row for id_, row in after.items() if id_ in same),
    )


def _says(row: Mapping[str, Any]) -> object:
    return (len(row["entries"]), row["values"], row["suggestion"])


def _open_findings(path: Path) -> dict[str, Mapping[str, Any]]:
    document = _json(path)
    if document.get("schema") not in REPORT_SCHEMAS:
        raise UnreadableError(
            f"is no report: its schema is {document.get('schema')!r}, expected "
            f"{' or '.join(REPORT_SCHEMAS)}",
            where=str(path),
            hint="Write one with `reconcile check --format json=FILE`.",
        )
    try:
        reports = document.get("reports", [document])
        rows = [row for report in reports for row in report["findings"]]
        return {row["id"]: row for row in rows if row["status"] == "open" and _says(row)}
    except (KeyError, TypeError):
        raise UnreadableError(
            "is a broken report: findings need id, status, entries, values and suggestion",
            where=str(path),
            hint="Write it anew with `reconcile check --format json=FILE`.",
        ) from None


def _json(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(file_bytes(path))
    except OSError as error:
        raise UnreadableError(
            f"cannot be read: {error.strerror}", where=str(path), hint="Check the path."
        ) from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            f"is no JSON: {error}", where=str(path), hint="Was it cut off, or edited by hand?"
        ) from None
    if not isinstance(document, dict):
        raise UnreadableError(
            f"holds a {type(document).__name__} at its top; expected an object", where=str(path)
        )
    return document
