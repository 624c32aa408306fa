"""What authors of plugins import: readers and checks that other packages add.

A reader is a function from a `reading.plugged.Original` to a mapping of tables to rows. A check is
a function from a `Comparison` to findings, made by `finding`. Both are found by entry points;
docs/how-to/plugins.md shows a whole package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reconcile.extensions import CHECKS, Plugin, plugins
from reconcile.findings import Comparison
from reconcile.group import name_key, where
from reconcile.kinds import BY_NAME, is_own
from reconcile.model import SEVERITIES, Entry, Finding, Severity, finding_id

__all__ = ["Comparison", "Finding", "finding", "plugin_findings"]


def finding(
    kind: str,
    message: str,
    entries: Sequence[Entry],
    *,
    severity: Severity | None = None,
    values: Mapping[str, str | None] | None = None,
    suggestion: str | None = None,
) -> Finding:
    """A finding of a check.

    Args:
        kind: One of `reconcile kinds`, or a word of the plugin's own that begins with `x_`.
        message: What was found, where, and what was expected, in one sentence.
        entries: The rows that it is about; at least one.
        severity: Else that of the kind; `warning` for a kind of the plugin's own.
        values: What each source says, by its id.
        suggestion: What would be right.

    Returns:
        A finding whose id depends on the kind, the subject, the names and the sources, never on
        lines, so that it stays the same when rows are added above.
    """
    usual = BY_NAME[kind].severity if kind in BY_NAME else "warning"
    names = sorted({name_key(entry.name) for entry in entries})
    subject = entries[0].subject if entries else ""
    sources = tuple(sorted({entry.source for entry in entries}))
    return Finding(
        id=finding_id(kind, subject=subject, partner="\x1e".join(names), sources=sources),
        kind=kind,
        severity=severity or usual,
        message=message,
        subject=subject,
        entries=tuple(sorted({where(entry) for entry in entries})),
        values=dict(values or {}),
        suggestion=suggestion,
    )


def plugin_findings(comparison: Comparison) -> tuple[Finding, ...]:
    """The findings of all checks that are installed, by name of the check.

    Raises:
        PluginError: A check broke, or returned anything but findings.
    """
    return tuple(each for check in plugins(CHECKS) for each in _found(check, comparison))


def _found(check: Plugin, comparison: Comparison) -> Iterable[Finding]:
    for each in check.call(comparison, taken=list):
        if not isinstance(each, Finding):
            raise check.problem(f"returned {type(each).__name__}; expected findings")
        if each.kind not in BY_NAME and not is_own(each.kind):
            raise check.problem(
                f'returned the kind "{each.kind}"; expected one of `reconcile kinds`, or a word '
                "that begins with x_"
            )
        if each.severity not in SEVERITIES:
            raise check.problem(
                f'returned the severity "{each.severity}"; expected {", ".join(SEVERITIES)}'
            )
        yield each
