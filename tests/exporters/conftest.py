"""A merged list made by hand: three invented sources about one subject, with one of everything."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from reconcile.exporters import MergedList, merge
from reconcile.model import (
    AsOf,
    Entry,
    Explanation,
    Finding,
    Link,
    Partner,
    Relationship,
    Report,
    Source,
    SourceSummary,
    Where,
    finding_id,
)

LAKE = Source(
    id="lake-en",
    title="Lakeside: Our twins",
    language="en",
    url="https://lake.example/twins",
    retrieved="2024-02-03",
    as_of=AsOf(earliest="2020-03-01", latest="2020-03-01"),
)
HARBOUR = Source(id="harbour-zh", title="湖滨市友好城市", language="zh")
WIKI = Source(id="wiki-en", title='A list, "open"', language="en", url="https://wiki.example/l")
SOURCES = (LAKE, HARBOUR, WIKI)


def entry(source: Source, line: int, name: str, country: str, date: str = "", **more: str) -> Entry:
    return Entry(
        source=source.id,
        row=line - 4,
        line=line,
        subject="Lakeside",
        relation=more.get("relation", "sister"),
        ordinal=line - 4,
        name=name,
        country=country,
        region="",
        date=date,
        date_text=date.replace("-", "."),
        location="",
        references=(),
    )


def tie(partner: Partner, *entries: Entry, confidence: float = 0.999) -> Relationship:
    spots = [Where(e.source, e.line, "entries", e.row) for e in entries]
    links = (
        Link(
            left=spots[0], right=spot, confidence=confidence, margin=0.9, outcome="match",
            reasons=("same place",),
        )
        for spot in spots[1:]
    )  # fmt: skip
    return Relationship(
        id=f"relationship-{partner.id}",
        subject="Lakeside",
        relation=entries[0].relation,
        partner=partner,
        entries=entries,
        links=tuple(links),
    )


def place(number: int, name: str, name_zh: str, country: str) -> Partner:
    return Partner(
        id=f"geonames:{number}", name=name, name_zh=name_zh, country=country, geonames=number
    )


def finding(kind: str, severity: str, *entries: Where, **more: object) -> Finding:
    return Finding(
        id=finding_id(kind, subject="Lakeside", field=str(entries)),
        kind=kind,
        severity=severity,  # type: ignore[arg-type]
        message=f"{kind} of {len(entries)} places",
        subject="Lakeside",
        entries=entries,
        **more,  # type: ignore[arg-type]
    )


NAMES = {
    "geonames:633679": ("Turku", "Åbo", "图尔库"),
    "geonames:3093133": ("Łódź",),
    "geonames:3689147": ("Barranquilla",),
}

RELATIONSHIPS = (
    tie(
        place(633679, "Turku", "图尔库", "FI"),
        entry(LAKE, 5, "Turku", "Finland", "1998"),
        entry(HARBOUR, 7, "图尔库", "芬兰", "1998-05-02"),
        entry(WIKI, 9, "Turku", "Finland"),
    ),
    tie(
        place(3093133, "Łódź", "罗兹", "PL"),
        entry(LAKE, 6, "Lodz", "Poland", "2001-02-03"),
        entry(WIKI, 10, "Łódź", "Poland", "2001-02-04"),
    ),
    tie(
        place(3689147, "Barranquilla", "", "CO"),
        entry(LAKE, 7, "Barranquill", "Columbia", "2003"),
        entry(WIKI, 11, "Barranquilla", "Colombia", "1999", relation="exchange"),
    ),
    tie(
        Partner(id="us:springfield", name="Springfield", name_zh="", country="US", geonames=None),
        entry(LAKE, 8, "Springfield", "USA", "2005-06-07"),
    ),
    tie(
        Partner(id=":=1+1", name="=1+1", name_zh="", country="", geonames=None),
        entry(WIKI, 12, "=1+1", ""),
    ),
)

FINDINGS = (
    finding(
        "missing_entry",
        "error",
        Where(LAKE.id, 8, row=4),
        values={LAKE.id: "Springfield", HARBOUR.id: None},
    ),
    finding(
        "name_spelling",
        "error",
        Where(LAKE.id, 7, row=3),
        Where(WIKI.id, 11, row=7),
        values={LAKE.id: "Barranquill", WIKI.id: "Barranquilla"},
        suggestion="Barranquilla",
    ),
    finding(
        "country_typo",
        "error",
        Where(LAKE.id, 7, row=3),
        values={LAKE.id: "Columbia"},
        suggestion="Colombia",
        status="accepted",
        decision={"verdict": "fixed-upstream", "reason": "they wrote back", "by": "Ada"},
    ),
    finding(
        "date_conflict",
        "error",
        Where(LAKE.id, 6, row=2),
        Where(WIKI.id, 10, row=6),
        values={LAKE.id: "2001.02.03", WIKI.id: "2001.02.04"},
        status="accepted",
        decision={"verdict": "accepted", "reason": "signed twice", "by": "Ada"},
    ),
    finding(
        "total_vs_listed",
        "error",
        Where(HARBOUR.id, 3, "claims", 1),
        values={HARBOUR.id: "12 stated, 1 listed"},
    ),
    finding(
        "name_form",
        "info",
        Where(LAKE.id, 6, row=2),
        status="explained",
        explanation=Explanation(kind="convention", text="the same name without diacritics"),
        values={LAKE.id: "Lodz", WIKI.id: "Łódź"},
    ),
    finding("incomplete_capture", "warning", Where(WIKI.id, 0, "sections"), values={}),
    finding("order_violation", "warning", Where(HARBOUR.id, 20, row=16)),
)

REPORT = Report(
    name="lakes",
    title="Lakeside and its partners",
    date="2024-01-31",
    sources=tuple(
        SourceSummary(id=s.id, title=s.title, sha256="ab" * 32, as_of=s.as_of.text, entries=4)
        for s in SOURCES
    ),
    relationships=RELATIONSHIPS,
    findings=FINDINGS,
    bridges=(),
    unchecked=(),
)


def known_names(partner: str) -> Collection[str]:
    return NAMES.get(partner, ())


@pytest.fixture
def merged() -> MergedList:
    """The merged list made by hand."""
    return merge(REPORT, SOURCES, known_names=known_names)
