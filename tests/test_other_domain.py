"""Another domain, written nowhere in the program: provinces with their capitals, in two languages.

No dates, no ordinals, a relation of its own, every country a subject, one subject in one source
only, and faults that a curator of such lists would look for.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reconcile.api.check import check
from reconcile.model import Report
from reconcile.workspace import load

ENGLISH = """\
line,subject,relation,ordinal,name,country,region,date,date_text,location,references
2,Poland,capital,,Białystok,Poland,Podlaskie,,,,
3,Poland,capital,,Katowice,Poland,Silesia,,,,
4,Poland,capital,,Opole,Poland,Opole,,,,
5,Poland,capital,,Rzeszow,Poland,Subcarpathia,,,,
7,Finland,capital,,Joensuu,Finland,North Karelia,,,,
8,Finland,capital,,Kuopio,Finland,North Savo,,,,
9,Finland,capital,,Vasaa,Finland,Ostrobothnia,,,,
11,Chile,capital,,Rancagua,Chile,O'Higgins,,,,
"""
CHINESE = """\
line,subject,relation,ordinal,name,country,region,date,date_text,location,references
3,波兰,capital,,奥波莱,波兰,,,,,
4,波兰,capital,,卡托维兹,波兰,,,,,
5,波兰,capital,,热舒夫,波兰,,,,,
6,波兰,capital,,比亚韦斯托克,波兰,,,,,
8,芬兰,capital,,瓦萨,芬兰,,,,,
9,芬兰,capital,,约恩苏,芬兰,,,,,
"""
FILES = {
    "reconcile.toml": "",
    "sources/provinces-en/entries.csv": ENGLISH,
    "sources/provinces-en/source.toml": """\
title = "Capitals of provinces"
language = "en"
relations = ["capital"]
""",
    "sources/provinces-zh/entries.csv": CHINESE,
    "sources/provinces-zh/claims.csv": (
        "line,subject,relation,what,value\n10,芬兰,capital,entries,3\n"
    ),
    "sources/provinces-zh/source.toml": """\
title = "省会"
language = "zh"
relations = ["capital"]
""",
    "reports/capitals/report.toml": """\
title = "Capitals of provinces"
sources = ["provinces-en", "provinces-zh"]
subjects = ["Poland", "Finland", "Chile"]

[subject_names]
Poland = ["波兰"]
Finland = ["芬兰"]
""",
}


@pytest.fixture
def report(tmp_path: Path) -> Report:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (found,) = check(load(tmp_path), today="2026-01-01")
    return found


def told(report: Report, kind: str) -> list[tuple[str, list[int]]]:
    return [
        (finding.status, [spot.line for spot in finding.entries])
        for finding in report.findings
        if finding.kind == kind
    ]


def test_the_capitals_are_aligned(report: Report) -> None:
    pairs = {
        tuple(entry.name for entry in r.entries) for r in report.relationships if len(r.entries) > 1
    }
    assert pairs == {
        ("Białystok", "比亚韦斯托克"),
        ("Katowice", "卡托维兹"),
        ("Opole", "奥波莱"),
        ("Rzeszow", "热舒夫"),
        ("Joensuu", "约恩苏"),
        ("Vasaa", "瓦萨"),
    }


def test_the_capital_that_one_list_lacks_is_open(report: Report) -> None:
    assert told(report, "missing_entry") == [("open", [8])]


def test_the_stated_total_that_the_list_lacks_is_open(report: Report) -> None:
    assert told(report, "total_vs_listed") == [("open", [10])]


def test_the_misspelling_is_found_against_the_gazetteer_alone(report: Report) -> None:
    (found,) = [f for f in report.findings if f.kind == "name_spelling"]
    assert (found.values, found.suggestion) == ({"provinces-en": "Vasaa"}, "Vaasa")


def test_the_left_out_diacritic_is_a_matter_of_form(report: Report) -> None:
    assert told(report, "name_form") == [("explained", [5])]


def test_a_subject_of_one_source_alone_makes_no_finding(report: Report) -> None:
    assert [r.partner.name for r in report.relationships if r.subject == "Chile"] == ["Rancagua"]
    assert not [f for f in report.findings if f.subject == "Chile"]


def test_nothing_else_stands_open(report: Report) -> None:
    kinds = [f.kind for f in report.findings if f.status == "open" and f.severity != "info"]
    assert sorted(kinds) == ["missing_entry", "name_spelling", "total_vs_listed"]


def test_every_bridge_balances(report: Report) -> None:
    for bridge in report.bridges:
        assert bridge.start.total + sum(step.count for step in bridge.steps) == bridge.end.total
