"""Texts that would do harm if a page took them for more than text, and a report full of them."""

from __future__ import annotations

from dataclasses import replace

from reconcile.model import Report

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "</title><!-- <script>",
    "]]></style></textarea>",
    "${alert(1)}\u2028\u202e\x1b[31m",
)


def with_text(report: Report, text: str) -> Report:
    """The report with a text in every place that a source, a curator or a rule can fill."""
    findings = tuple(
        replace(
            f,
            message=text,
            subject=text,
            values={text: text, **f.values},
            suggestion=text,
            possible_explanations=(text,),
            explanation=f.explanation and replace(f.explanation, text=text),
            decision=f.decision and {"verdict": text, "reason": text, "by": text},
        )
        for f in report.findings
    )
    relationships = tuple(
        replace(
            r,
            id=f"{r.id} {text}",
            subject=text,
            relation=text,
            partner=replace(r.partner, id=text, name=text, name_zh=text, country=text),
            entries=tuple(
                replace(e, name=text, country=text, region=text, date_text=text) for e in r.entries
            ),
            links=tuple(replace(link, reasons=(text,)) for link in r.links),
        )
        for r in report.relationships
    )
    return replace(
        report,
        name=text,
        title=text,
        sources=tuple(
            replace(s, title=text, as_of=text, sha256=text, id=s.id) for s in report.sources
        ),
        relationships=relationships,
        findings=findings,
        bridges=tuple(
            replace(b, subject=text, steps=tuple(replace(s, label=text) for s in b.steps))
            for b in report.bridges
        ),
        unchecked=tuple(replace(u, subject=text, reason=text) for u in report.unchecked),
    )
