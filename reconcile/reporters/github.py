"""The report for GitHub Actions: annotations on stdout, the whole in the step's summary.

GitHub shows ten annotations of a level per step, so the worst ten are made, and the summary has
the rest: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile.kinds import BY_NAME
from reconcile.model import SEVERITIES, Finding, Report, Severity
from reconcile.reporters import markdown
from reconcile.reporters.order import ordered
from reconcile.reporters.safe import visible
from reconcile.reporters.spots import details, headline, spots
from reconcile.reporters.summary import summarise

MOST = 10
SUMMARY_BYTES = 1_000_000  # GitHub refuses a summary of more than 1 MiB
COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_CUT = "\n*The report goes on; it was cut where GitHub's limit for a summary begins.*\n"


def render_all(reports: Sequence[Report], root: str = "") -> str:
    """One annotation for each of the worst ten open findings, then the counts of each report.

    What a baseline holds is no news and makes no annotation.

    Args:
        reports: What to render.
        root: From the top of the repository to the workspace: empty, or ending in `/`.
    """
    return "".join(f"{line}\n" for line in _lines(reports, root))


def step_summary(reports: Sequence[Report]) -> str:
    """The reports as Markdown, below the limit of `$GITHUB_STEP_SUMMARY`, cut at a line's end."""
    whole = markdown.render_all(reports)
    data = whole.encode()
    if len(data) <= SUMMARY_BYTES:
        return whole
    kept = data[: SUMMARY_BYTES - len(_CUT)]
    return kept[: kept.rfind(b"\n") + 1].decode() + _CUT


def _lines(reports: Sequence[Report], root: str) -> Iterator[str]:
    standing = [
        (finding, report)
        for report in reports
        for finding in ordered(report.findings)
        if finding.status == "open" and finding.new is not False
    ]
    standing.sort(key=lambda pair: SEVERITIES.index(pair[0].severity))  # stable: reading order
    for finding, report in standing[:MOST]:
        yield _annotation(finding, report, root)
    for report in reports:
        # Older runners look for "##[" anywhere in a line.
        name = visible(report.name).replace("##[", "## [")
        yield f"reconcile: {name}: {summarise(report.findings).sentence}"
    if len(standing) > MOST:
        yield f"reconcile: {len(standing) - MOST} more findings are open; the report lists them all"


def _annotation(finding: Finding, report: Report, root: str) -> str:
    kind = BY_NAME.get(finding.kind)
    first = spots(finding, report, root)[0]
    options = {
        "file": first.path,
        "line": str(first.line or ""),
        "title": f"{kind.title if kind else finding.kind} ({finding.kind})",
    }
    shown = ",".join(f"{key}={property_text(text)}" for key, text in options.items() if text)
    message = "\n".join([headline(finding), *details(finding), finding.id])
    return f"::{COMMANDS[finding.severity]} {shown}::{message_text(message)}"


def message_text(text: str) -> str:
    r"""The text as the message of a workflow command.

    Example:
        >>> message_text("50%\n::error::x")
        '50%25%0A::error::x'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_text(text: str) -> str:
    """The text as the value of a workflow command's property.

    Example:
        >>> property_text("a,b:c")
        'a%2Cb%3Ac'
    """
    return message_text(visible(text)).replace(":", "%3A").replace(",", "%2C")
