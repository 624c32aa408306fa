"""The report as GitLab code quality: open findings, shown in the merge request that brings them.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from reconcile.model import Finding, Report, Severity
from reconcile.reporters.order import ordered
from reconcile.reporters.safe import visible
from reconcile.reporters.spots import headline, spots

SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def render_all(reports: Sequence[Report], root: str = "") -> str:
    """All open findings as one list: same reports, same bytes.

    Those of a baseline are among them, since GitLab compares with the target branch itself;
    accepted and explained ones are not, since the form cannot say that they are settled. A finding
    of several reports stands once.

    Args:
        reports: What to render.
        root: From the top of the repository to the workspace: empty, or ending in `/`.
    """
    issues = {
        finding.id: _issue(finding, report, root)
        for report in reports
        for finding in ordered(report.findings)
        if finding.status == "open"
    }
    return json.dumps(list(issues.values()), ensure_ascii=False, indent=2) + "\n"


def _issue(finding: Finding, report: Report, root: str) -> dict[str, Any]:
    first = spots(finding, report, root)[0]
    return {
        "description": f"{headline(finding)} [{finding.id}]",
        "check_name": finding.kind,
        "fingerprint": hashlib.sha256(finding.id.encode()).hexdigest(),
        "severity": SEVERITIES[finding.severity],
        # GitLab wants a line; the first one stands for the file.
        "location": {"path": visible(first.path), "lines": {"begin": first.line or 1}},
    }
