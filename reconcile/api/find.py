"""One finding by its id, or by the beginning of one."""

from __future__ import annotations

from reconcile.api.check import check
from reconcile.api.inputs import did_you_mean
from reconcile.errors import UsageError
from reconcile.model import Finding, Report
from reconcile.workspace import Workspace


def find_finding(
    workspace: Workspace, finding_id: str, *, report: str = "", today: str = ""
) -> tuple[Report, Finding]:
    """The finding of an id, with its report.

    A beginning of the id, or of its hex digits, is enough where only one finding has it.

    Raises:
        UsageError: No finding, or more than one, has it.
    """
    everything = [
        (checked, finding)
        for checked in check(workspace, [report] if report else [], today=today)
        for finding in checked.findings
    ]
    found = [pair for pair in everything if pair[1].id == finding_id] or [
        pair
        for pair in everything
        if finding_id
        and (
            pair[1].id.startswith(finding_id)
            or pair[1].id.rpartition("-")[2].startswith(finding_id)
        )
    ]
    if len(found) == 1:
        return found[0]
    ids = [finding.id for _, finding in found]
    if len(set(ids)) > 1:
        raise UsageError(
            f'"{finding_id}" begins {len(ids)} findings',
            hint=f"Give more of it: {', '.join(ids[:5])}",
        )
    if found:
        names = ", ".join(checked.name for checked, _ in found)
        raise UsageError(
            f"{ids[0]} is in several reports: {names}", hint="Name one of them with --report."
        )
    hint = did_you_mean(finding_id, [finding.id for _, finding in everything])
    raise UsageError(f'there is no finding "{finding_id}"', hint=hint)
