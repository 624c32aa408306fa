"""The report for a terminal: first what a person must act on, then all that is settled.

Open errors, open warnings, open infos (counted), accepted, explained (counted), unchecked,
bridges, and one line with the counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile.kinds import BY_NAME
from reconcile.model import Finding, Report, Severity
from reconcile.reporters.bridges import bridge_lines
from reconcile.reporters.layout import Page
from reconcile.reporters.order import explained, kind_counts, open_groups, ordered
from reconcile.reporters.summary import counted, summarise
from reconcile.reporters.text_finding import short_ids, write_finding

SEVERITY_STYLES: dict[Severity, str] = {
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
}


def render(report: Report, width: int = 80, color: bool = False, verbose: int = 0) -> str:
    """The report as text.

    Args:
        report: What a run found.
        width: Columns of the terminal; brought into 40 to 200.
        color: Whether to write terminal colours.
        verbose: -1 for the line with the counts alone; 1 to list infos and explained findings too.
    """
    page = Page(width=width, color=color)
    if verbose >= 0:
        _write_head(page, report)
        names = short_ids(report.findings)
        _write_open(page, report.findings, "error", names)
        _write_open(page, report.findings, "warning", names)
        _write_open(page, report.findings, "info", names, count_only=not verbose)
        _write_accepted(page, report.findings, names)
        _write_explained(page, report.findings, names, verbose=verbose > 0)
        _write_unchecked(page, report, verbose=verbose > 0)
        _write_bridges(page, report)
        page.blank()
        _write_hint(page, report, names)
    _write_summary(page, report)
    return page.text


def render_all(
    reports: Sequence[Report], width: int = 80, color: bool = False, verbose: int = 0
) -> str:
    """Several reports, one after the other."""
    texts = [render(report, width, color, verbose) for report in reports]
    return "\n\n".join(text.rstrip("\n") for text in texts) + "\n" if texts else ""


def _write_head(page: Page, report: Report) -> None:
    page.line(report.title or report.name, style="bold", right=report.date)
    parts = [f"{source.id} ({source.entries})" for source in report.sources]
    if parts:
        page.line(f"Sources, with their entries: {', '.join(parts)}", style="dim")


def _write_open(
    page: Page,
    findings: Sequence[Finding],
    severity: Severity,
    names: Mapping[str, str],
    *,
    count_only: bool = False,
) -> None:
    groups = open_groups(findings, severity)
    if not groups:
        return
    style = SEVERITY_STYLES[severity]
    total = sum(len(group.findings) for group in groups)
    page.heading(f"{counted(total, severity)} open".upper(), style)
    if count_only:
        page.line(
            ", ".join(f"{group.kind} {len(group.findings)}" for group in groups)
            + "  (-v lists them)",
            indent=2,
        )
        return
    for group in groups:
        kind = BY_NAME.get(group.kind)
        title = kind.title if kind else group.kind
        page.line(f"{title}: {len(group.findings)}", style="bold", indent=2, right=group.kind)
        for finding in group.findings:
            write_finding(page, finding, name=names[finding.id], indent=4)


def _write_accepted(page: Page, findings: Sequence[Finding], names: Mapping[str, str]) -> None:
    accepted = [f for f in ordered(findings) if f.status == "accepted"]
    if not accepted:
        return
    page.heading(f"{len(accepted)} ACCEPTED by a decision")
    for finding in accepted:
        write_finding(page, finding, name=names[finding.id], indent=2, brief=True)


def _write_explained(
    page: Page, findings: Sequence[Finding], names: Mapping[str, str], *, verbose: bool
) -> None:
    reasons = explained(findings)
    if not reasons:
        return
    page.heading(f"{sum(len(found) for _, _, found in reasons)} EXPLAINED, nothing to do", "bold")
    if verbose:
        for reason, text, found in reasons:
            page.line(f"{text}: {len(found)}", style="bold", indent=2, right=reason)
            for finding in found:
                write_finding(page, finding, name=names[finding.id], indent=4, brief=True)
        return
    rows = [
        (
            f"{len(found):>4}",
            reason,
            f"{text} ({', '.join(f'{k} {n}' for k, n in kind_counts(found).items())})",
        )
        for reason, text, found in reasons
    ]
    page.table(rows)


def _write_unchecked(page: Page, report: Report, *, verbose: bool) -> None:
    if not report.unchecked:
        return
    parts = sorted(report.unchecked, key=lambda part: (part.source, part.subject, part.reason))
    page.heading(f"{len(parts)} NOT CHECKED, which is no agreement", "bold magenta")
    shown = parts if verbose else parts[:MOST_UNCHECKED]
    page.table([(part.source, part.subject, part.reason) for part in shown], indent=2)
    if len(shown) < len(parts):
        page.line(f"and {len(parts) - len(shown)} more (-v lists them)", indent=2)


def _write_bridges(page: Page, report: Report) -> None:
    if not report.bridges:
        return
    page.heading("BRIDGES from one total to the other")
    for number, bridge in enumerate(report.bridges):
        if number:
            page.blank()
        title, rows, end = bridge_lines(bridge)
        page.line(title, style="bold", indent=2)
        page.table(rows, indent=2)
        page.line("-" * max(len(row[0]) for row in (*rows, end)), indent=2)
        page.table([end], indent=2)


def _write_hint(page: Page, report: Report, names: Mapping[str, str]) -> None:
    first = next((f for f in ordered(report.findings) if f.status == "open"), None)
    if first and report.relationships:  # a mere validation is no report that `show` looks into
        page.line(f"All that a finding rests on: reconcile show {names[first.id]}", style="dim")


def _write_summary(page: Page, report: Report) -> None:
    summary = summarise(report.findings)
    style = "green" if summary.clean else "yellow"
    if summary.open["error"]:
        style = "red"
    page.line(f"{report.name}: {summary.sentence}", style=f"bold {style}")


MOST_UNCHECKED = 8
