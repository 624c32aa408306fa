"""Reports for the formats that CI reads: small ones, ones with rows, ones made of any text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from reconcile.model import (
    Explanation,
    Finding,
    Report,
    SourceSummary,
    Unchecked,
    Where,
    finding_id,
)

HOSTILE = "Tur\x1b[31mku\x00\u202e\ufffe]]><b>&amp;\r\n::error::x ##[add-mask]y {0} [a](b) 50%,:|"


def report_of(*findings: Finding, name: str = "lakes", **more: Any) -> Report:
    """A report of these findings and of nothing else."""
    parts: dict[str, Any] = {
        "title": "", "date": "", "sources": (), "relationships": (), "bridges": (), "unchecked": (),
    }  # fmt: skip
    return Report(name=name, findings=findings, **{**parts, **more})


def finding_of(number: int = 0, kind: str = "missing_entry", **more: Any) -> Finding:
    """A finding of a number: open, an error, at row `number + 1` and line `number + 10`."""
    parts: dict[str, Any] = {
        "severity": "error",
        "message": f"place {number} is missing",
        "entries": (Where("lake-en", number + 10, "entries", number + 1),),
    }
    return Finding(id=finding_id(kind, partner=str(number)), kind=kind, **{**parts, **more})


def with_rows(report: Report) -> Report:
    """The report with a row for every line: row 1 is line 5."""
    return replace(
        report,
        findings=tuple(
            replace(f, entries=tuple(replace(w, row=w.line - 4) for w in f.entries))
            for f in report.findings
        ),
    )


def without_baseline(report: Report) -> Report:
    """The report as a run without a baseline gives it."""
    return replace(report, findings=tuple(replace(f, new=None) for f in report.findings))


_text = st.text(max_size=20) | st.just(HOSTILE)
_places = st.builds(
    Where,
    _text,
    st.integers(0, 9),
    st.sampled_from(("entries", "claims", "decisions", "")),
    st.integers(0, 9),
)
_findings = st.builds(
    Finding,
    id=st.integers(0, 16**6).map(lambda n: f"schema-{n:012x}"),
    kind=st.sampled_from(("schema", "missing_entry", "kind_of_tomorrow")),
    severity=st.sampled_from(("error", "warning", "info")),
    status=st.sampled_from(("open", "explained", "accepted")),
    message=_text,
    subject=_text,
    entries=st.lists(_places, max_size=3).map(tuple),
    values=st.dictionaries(_text, st.none() | _text, max_size=2),
    explanation=st.none() | st.builds(Explanation, kind=st.just("scope"), text=_text),
    possible_explanations=st.lists(_text, max_size=2).map(tuple),
    suggestion=st.none() | _text,
    decision=st.none() | st.fixed_dictionaries({"reason": _text, "by": _text}),
    new=st.sampled_from((None, True, False)),
)
any_report = st.builds(
    Report,
    name=_text,
    title=_text,
    date=st.just("2024-01-31"),
    sources=st.lists(
        st.builds(
            SourceSummary, id=_text, title=_text, sha256=st.just(""), as_of=_text,
            entries=st.integers(0, 9),
        ),
        max_size=2,
    ).map(tuple),
    relationships=st.just(()),
    findings=st.lists(_findings, max_size=4, unique_by=lambda f: f.id).map(tuple),
    bridges=st.just(()),
    unchecked=st.lists(
        st.builds(Unchecked, source=_text, subject=_text, reason=_text), max_size=2
    ).map(tuple),
)  # fmt: skip
