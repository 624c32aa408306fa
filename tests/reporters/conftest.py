"""A report made by hand, of two invented sources, that has one of everything a renderer shows."""

from __future__ import annotations

import pytest

from reconcile.model import (
    Bridge,
    Entry,
    Explanation,
    Finding,
    Link,
    Partner,
    Relationship,
    Report,
    SourceSummary,
    Step,
    Total,
    Unchecked,
    Where,
    finding_id,
)

LAKE, HARBOUR = "lakeside-en", "harbour-zh"


def entry(source: str, line: int, name: str, country: str, date: str = "") -> Entry:
    return Entry(
        source=source,
        row=line - 4,
        line=line,
        subject="Lakeside",
        relation="sister",
        ordinal=line - 4,
        name=name,
        country=country,
        region="",
        date=date,
        date_text=date.replace("-", "."),
        location="",
        references=(),
    )


def finding(kind: str, severity: str, message: str, **more: object) -> Finding:
    more.setdefault("subject", "Lakeside")
    return Finding(
        id=finding_id(kind, subject="Lakeside", partner=message),
        kind=kind,
        severity=severity,  # type: ignore[arg-type]
        message=message,
        **more,  # type: ignore[arg-type]
    )


TURKU = (
    entry(LAKE, 5, "Turku", "Finland", "1998-05-02"),
    entry(HARBOUR, 7, "图尔库", "芬兰", "1998-05-03"),
)
NASTY = entry(HARBOUR, 9, "巴\x1b[31m里|<b>*x*</b>\u202e", "意大利")
SPRINGFIELD = entry(LAKE, 8, "Springfield", "the United States of America", "2001-07")

REPORT = Report(
    name="lakes",
    title="Lakeside and its partners",
    date="2024-01-31",
    sources=(
        SourceSummary(
            id=LAKE, title="Lakeside: Our twins", sha256="ab" * 32, as_of="2020-03-01", entries=12
        ),
        SourceSummary(id=HARBOUR, title="湖滨市友好城市", sha256="cd" * 32, as_of="", entries=15),
    ),
    relationships=(
        Relationship(
            id="lakeside/geonames:633679",
            subject="Lakeside",
            relation="sister",
            partner=Partner(
                id="geonames:633679", name="Turku", name_zh="图尔库", country="FI", geonames=633679
            ),
            entries=TURKU,
            links=(
                Link(
                    left=Where(LAKE, 5, row=1),
                    right=Where(HARBOUR, 7, row=3),
                    confidence=0.99961234,
                    margin=0.97,
                    outcome="match",
                    reasons=("same gazetteer id geonames:633679 (+9.1)", "Finland = 芬兰 (+3.0)"),
                ),
            ),
        ),
        Relationship(
            id="lakeside/bali",
            subject="Lakeside",
            relation="sister",
            partner=Partner(id="bali", name="", name_zh=NASTY.name, country="IT", geonames=None),
            entries=(NASTY,),
        ),
        Relationship(
            id="lakeside/springfield",
            subject="Lakeside",
            relation="sister",
            partner=Partner(
                id="springfield", name="Springfield", name_zh="", country="US", geonames=None
            ),
            entries=(SPRINGFIELD,),
        ),
    ),
    findings=(
        finding(
            "date_format",
            "info",
            "21 dates are written without a leading zero",
            entries=tuple(Where(LAKE, line) for line in range(5, 47, 2)),
        ),
        finding(
            "missing_entry",
            "error",
            "巴\x1b[31m里|<b>*x*</b>\u202e is missing from lakeside-en",
            entries=(Where(HARBOUR, 9),),
            values={LAKE: None, HARBOUR: NASTY.name},
            suggestion="add the entry to lakeside-en, or decide why it is not there",
            possible_explanations=(
                "the tie is newer than lakeside-en (2020-03-01), whose date is not stated in "
                "harbour-zh, so that nothing says which of the two is right",
            ),
        ),
        finding(
            "date_conflict",
            "error",
            "Turku: lakeside-en:5 says 1998-05-02, harbour-zh:7 says 1998-05-03",
            entries=(Where(LAKE, 5), Where(HARBOUR, 7)),
            values={LAKE: "1998-05-02", HARBOUR: "1998-05-03"},
        ),
        finding(
            "admin_level",
            "warning",
            "Uppsala is a county in lakeside-en and a city in harbour-zh",
            entries=(Where(LAKE, 11), Where(HARBOUR, 12)),
            values={LAKE: "Uppsala County", HARBOUR: "乌普萨拉"},
            new=True,
        ),
        finding(
            "possible_match",
            "warning",
            "诺夫哥罗德 may be Belgorod, or another place of a like name: the evidence is too thin",
            entries=(Where(LAKE, 14), Where(HARBOUR, 15)),
            values={
                LAKE: "Belgorod, the regional centre on the upper Seversky Donets",
                HARBOUR: "诺夫哥罗德",
            },
            new=False,
        ),
        finding(
            "name_form",
            "info",
            "Malmo is written Malmö elsewhere",
            status="explained",
            explanation=Explanation(kind="convention", text="the same name without diacritics"),
            entries=(Where(LAKE, 6),),
        ),
        finding(
            "missing_entry",
            "error",
            "3 exchange ties are missing from lakeside-en",
            status="explained",
            explanation=Explanation(kind="scope", text="lakeside-en lists sister ties only"),
            entries=tuple(Where(HARBOUR, line) for line in (22, 23, 24)),
            values={LAKE: None, HARBOUR: "3 entries"},
        ),
        finding(
            "country_typo",
            "error",
            "Finnland is no country",
            status="accepted",
            entries=(Where(LAKE, 13),),
            values={LAKE: "Finnland"},
            suggestion="Finland",
            decision={
                "verdict": "accept",
                "reason": "old spelling",
                "by": "Ada",
                "until": "2030-01-01",
            },
        ),
    ),
    bridges=(
        Bridge(
            subject="Lakeside",
            start=Total(source=LAKE, total=12, stated=True, place=Where(LAKE, 3, "claims", 1)),
            end=Total(source=HARBOUR, total=14, stated=False),
            steps=(
                Step(
                    label="exchange ties, outside the scope of lakeside-en",
                    count=3,
                    entries=tuple(Where(HARBOUR, line) for line in (22, 23, 24)),
                ),
                Step(label="Springfield, not in harbour-zh", count=-1, entries=(Where(LAKE, 8),)),
            ),
        ),
    ),
    unchecked=(
        Unchecked(
            source=HARBOUR, subject="Hilltop", reason="the heading stands, its entries do not"
        ),
    ),
)


@pytest.fixture
def report() -> Report:
    """The report made by hand."""
    return REPORT
