"""The report as Markdown that reads well on GitHub and changes only where the findings change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile.kinds import BY_NAME
from reconcile.model import Bridge, Finding, Report, Severity
from reconcile.reporters.bridges import bridge_title, total_text
from reconcile.reporters.matrix import matrix_lines
from reconcile.reporters.order import explained, open_groups, ordered
from reconcile.reporters.places import places_text
from reconcile.reporters.safe import markdown as safe
from reconcile.reporters.summary import counted, summarise
from reconcile.reporters.tables import table_lines
from reconcile.reporters.text_finding import ABSENT, decision_text, value_pairs


def render(report: Report) -> str:
    """One report as Markdown, with a newline at its end."""
    return "\n".join(_lines(report)).rstrip("\n") + "\n"


def render_all(reports: Sequence[Report]) -> str:
    """Several reports, one after the other."""
    return "\n".join(render(report) for report in reports)


def _lines(report: Report) -> Iterator[str]:
    yield f"# {safe(report.title or report.name)}"
    yield ""
    yield _answer(report)
    yield ""
    if report.bridges:
        yield from ("## Bridges between totals", "")
        for bridge in report.bridges:
            yield from _bridge(bridge)
    for severity, advice in ADVICE.items():
        groups = open_groups(report.findings, severity)
        if groups:
            total = sum(len(group.findings) for group in groups)
            yield from (f"## {counted(total, severity).capitalize()} open", "", advice, "")
            for group in groups:
                kind = BY_NAME.get(group.kind)
                title = kind.title if kind else group.kind
                yield from (f"### {title} (`{group.kind}`, {len(group.findings)})", "")
                for finding in group.findings:
                    yield from _finding(finding)
                yield ""
    yield from _accepted(report.findings)
    yield from _explained(report.findings)
    yield from _unchecked(report)
    yield from _sources(report)
    yield from matrix_lines(report)


ADVICE: dict[Severity, str] = {
    "error": "Something in a source is wrong, or a source lacks something: to be settled.",
    "warning": "A person should look at these.",
    "info": "Good to know; nothing needs to be done.",
}


def _answer(report: Report) -> str:
    summary = summarise(report.findings)
    lists = f"{len(report.sources)} source{'' if len(report.sources) == 1 else 's'}"
    if report.relationships:
        lists += f" with {len(report.relationships)} relationships"
    day = f" As of {report.date}." if report.date else ""
    return f"**{lists}: {summary.sentence}.**{day}"


def _bridge(bridge: Bridge) -> Iterator[str]:
    rows = [(str(bridge.start.total), safe(total_text(bridge.start)), "")]
    rows += [
        (f"{step.count:+d}", safe(step.label), safe(places_text(step.entries, most=3)))
        for step in bridge.steps
    ]
    rows.append((f"**{bridge.end.total}**", f"**{safe(total_text(bridge.end))}**", ""))
    yield from (f"### {safe(bridge_title(bridge))}", "")
    yield from table_lines(("count", "what it counts", "where"), rows, right=(0,))
    yield ""


def _finding(finding: Finding) -> Iterator[str]:
    mark = "**new** " if finding.new else ""
    yield f"- {mark}{safe(finding.message)} `{finding.id}`"
    pairs = [(place, value) for place, value in value_pairs(finding)]
    if pairs:
        yield "  - " + " · ".join(
            safe(place) if not value else f"{safe(place)}: {_value(value)}"
            for place, value in pairs
        )
    if finding.suggestion:
        yield f"  - Suggestion: {safe(finding.suggestion)}"
    for possible in finding.possible_explanations:
        yield f"  - Perhaps: {safe(possible)}"


def _value(value: str) -> str:
    return "absent" if value == ABSENT else f"**{safe(value)}**"


def _accepted(findings: Sequence[Finding]) -> Iterator[str]:
    accepted = [f for f in ordered(findings) if f.status == "accepted"]
    if accepted:
        yield from (f"## {len(accepted)} accepted by a decision", "")
        for finding in accepted:
            yield f"- {safe(finding.message)} `{finding.id}`"
            yield f"  - {safe(decision_text(finding))}"
        yield ""


def _explained(findings: Sequence[Finding]) -> Iterator[str]:
    reasons = explained(findings)
    if reasons:
        yield from (f"## {sum(len(found) for _, _, found in reasons)} explained", "")
        yield from ("Differences that follow from the sources, the gazetteer or a convention.", "")
        for reason, text, found in reasons:
            yield from (f"### {text.capitalize()} (`{reason}`, {len(found)})", "")
            rows = [
                (
                    f"`{f.kind}`",
                    safe(f.message),
                    safe(f.explanation.text if f.explanation else ""),
                    safe(places_text(f.entries)),
                )
                for f in found
            ]
            yield from table_lines(("kind", "difference", "explanation", "where"), rows)
            yield ""


def _unchecked(report: Report) -> Iterator[str]:
    if report.unchecked:
        yield from (f"## {len(report.unchecked)} not checked", "")
        yield from ("These parts could not be compared, which is no agreement.", "")
        parts = sorted(report.unchecked, key=lambda part: (part.source, part.subject, part.reason))
        rows = [(f"`{part.source}`", safe(part.subject), safe(part.reason)) for part in parts]
        yield from table_lines(("source", "subject", "why"), rows)
        yield ""


def _sources(report: Report) -> Iterator[str]:
    if report.sources:
        yield from ("## Sources", "")
        rows = [
            (
                f"`{source.id}`",
                safe(source.title),
                safe(source.as_of) or "not stated",
                str(source.entries),
                ", ".join(f"`{cited}`" for cited in source.cites),
                f"`{source.sha256[:12]}`" if source.sha256 else "",
            )
            for source in report.sources
        ]
        yield from table_lines(
            ("source", "title", "as of", "entries", "rests on", "sha256"), rows, right=(3,)
        )
        yield ""
