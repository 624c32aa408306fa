"""What a finding's row says in every table of findings: CSV and XLSX have the same words."""

from __future__ import annotations

from reconcile.model import Finding

ABOUT = ("report", "id", "kind", "severity", "status", "new", "subject", "message")
DECISION = ("verdict", "reason", "until")
_NEW = {None: "", True: "yes", False: "no"}


def about(report: str, finding: Finding) -> tuple[str, ...]:
    """What the finding is, in the order of `ABOUT`."""
    return (
        report,
        finding.id,
        finding.kind,
        finding.severity,
        finding.status,
        _NEW[finding.new],
        finding.subject,
        finding.message,
    )


def explanation(finding: Finding) -> str:
    """`scope: lake-en lists sister ties only`, or ''."""
    why = finding.explanation
    return f"{why.kind}: {why.text}" if why else ""


def decision(finding: Finding) -> tuple[str, ...]:
    """The decision that covers it, in the order of `DECISION`; empty texts where none does."""
    told = finding.decision or {}
    return tuple(told.get(key, "") for key in DECISION)
