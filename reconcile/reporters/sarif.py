"""The report as SARIF 2.1.0, which code scanning of GitHub, GitLab, Azure and editors read.

How statuses are told, so that no reader takes a settled finding for a fault:

* open: `kind` is `fail`, `level` follows the severity (error, warning, note);
* accepted: the same, with a suppression that carries the decision's reason;
* explained: `kind` is `informational`, `level` is `none`, the property `status` is `explained`.

With a baseline every result has a `baselineState`: open ones are `new` or `unchanged`, settled
ones always `unchanged`, since they are never news. Those that are gone are not in a report;
`reconcile diff` tells them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from reconcile import __version__
from reconcile.baseline import said
from reconcile.model import Finding, Report
from reconcile.reporters.order import ordered
from reconcile.reporters.safe import visible
from reconcile.reporters.sarif_rules import LEVELS, rule_index, rules
from reconcile.reporters.spots import Spot, details, headline, spots

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def render_all(reports: Sequence[Report], root: str = "") -> str:
    """All reports as one log with a run each: same reports, same bytes.

    Args:
        reports: What to render.
        root: From the top of the repository to the workspace: empty, or ending in `/`.
    """
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(each, root) for each in reports]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(report: Report, root: str) -> dict[str, Any]:
    found = ordered(report.findings)
    compared = any(finding.new is not None for finding in found)
    kinds = [finding.kind for finding in found]
    return {
        "tool": {
            "driver": {
                "name": "reconcile",
                "fullName": "reconcile: lists of places, held against each other",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": rules(kinds),
            }
        },
        # A run of its own for each report, so that a reader keeps their results apart.
        "automationDetails": {"id": f"reconcile/{visible(report.name)}/"},
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {
            "%SRCROOT%": {"description": {"text": "The top of the repository."}}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, report, root, compared, kinds) for finding in found],
    }


def _invocation(report: Report) -> dict[str, Any]:
    """What could not be compared, which is no agreement, as notifications of the run."""
    parts = sorted(report.unchecked, key=lambda part: (part.source, part.subject, part.reason))
    notes = [
        {
            "level": "note",
            "message": {
                "text": _plain(
                    f"not checked: {part.source}{', ' if part.subject else ''}{part.subject}: "
                    f"{part.reason}"
                )
            },
        }
        for part in parts
    ]
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def _result(
    finding: Finding, report: Report, root: str, compared: bool, kinds: Sequence[str]
) -> dict[str, Any]:
    explained = finding.status == "explained"
    first, *rest = spots(finding, report, root)
    text = "\n".join([headline(finding), *details(finding)])
    result: dict[str, Any] = {
        "ruleId": finding.kind,
        "ruleIndex": rule_index(finding.kind, kinds),
        "kind": "informational" if explained else "fail",
        "level": "none" if explained else LEVELS[finding.severity],
        "message": {"text": _plain(text, one_line=False)},
        "locations": [_location(first)],
        "partialFingerprints": _fingerprints(finding),
        "suppressions": [_suppression(finding)] if finding.status == "accepted" else [],
        "properties": _properties(finding),
    }
    if rest:
        result["relatedLocations"] = [{"id": n, **_location(s)} for n, s in enumerate(rest, 1)]
    if compared:
        news = finding.status == "open" and finding.new
        result["baselineState"] = "new" if news else "unchanged"
    return result


def _fingerprints(finding: Finding) -> dict[str, str]:
    """The finding's id, and what it says: with another value it is another result.

    GitHub's code scanning follows `primaryLocationLineHash` alone and else hashes the line, which
    would tie a finding to one of the rows that it speaks of.
    """
    digits = finding.id.rpartition("-")[2]
    return {
        "findingId/v1": finding.id,
        "says/v1": said(finding),
        "primaryLocationLineHash": f"{digits}:1",
    }


def _location(spot: Spot) -> dict[str, Any]:
    artifact = {"uri": quote(visible(spot.path), safe="/"), "uriBaseId": "%SRCROOT%"}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if spot.line:
        physical["region"] = {"startLine": spot.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if spot.original and spot.source != spot.path:
        text = f"{spot.source}, line {spot.original} of the original"
        location["message"] = {"text": _plain(text)}
        location["properties"] = {"source": visible(spot.source), "originalLine": spot.original}
    return location


def _suppression(finding: Finding) -> dict[str, Any]:
    decision = finding.decision or {}
    more = {key: visible(value) for key, value in decision.items() if key != "reason"}
    return {
        "kind": "external",  # the decision stands in reports/<name>/decisions.toml, not in the row
        "status": "accepted",
        "justification": visible(decision.get("reason", "")),
        "properties": more,
    }


def _properties(finding: Finding) -> dict[str, Any]:
    why = finding.explanation
    told: dict[str, Any] = {
        "status": finding.status,
        "severity": finding.severity,
        "subject": visible(finding.subject),
        "values": {
            visible(source): None if value is None else visible(value)
            for source, value in finding.values.items()
        },
        "explanation": None if why is None else {"kind": why.kind, "text": visible(why.text)},
        "possibleExplanations": [visible(text) for text in finding.possible_explanations],
        "suggestion": None if finding.suggestion is None else visible(finding.suggestion),
    }
    return {key: value for key, value in told.items() if value}


def _plain(text: str, *, one_line: bool = True) -> str:
    """Text that no viewer takes for a placeholder or a link (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    shown = visible(text) if one_line else text
    return _LINK.sub(r"\\[", shown.replace("{", "{{").replace("}", "}}"))
