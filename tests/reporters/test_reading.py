from __future__ import annotations

from dataclasses import replace

from reconcile.model import Claim, Entry, Report, Tables
from reconcile.reading.difference import difference
from reconcile.reading.lines import UnreadLine
from reconcile.reporters.reading import render


def _entries(report: Report) -> tuple[Entry, ...]:
    return tuple(r.entries[0] for r in report.relationships[:1] + report.relationships[2:])


def test_difference_reads_as_a_table_with_the_lines_that_were_not_read(report: Report) -> None:
    turku, springfield = _entries(report)
    added = replace(turku, line=30, name="Lima", country="Peru")
    claim = Claim(source="a", line=3, subject="", relation="", what="entries", value=2)
    old = Tables(entries=(turku, springfield), claims=(claim,))
    new = Tables(entries=(replace(turku, country="芬兰"), added), claims=())
    shown = render("lake", new, difference(old, new), (UnreadLine(12, "See also:", "no rule"),))
    assert shown.splitlines() == [
        "entries.csv: 1 row added, 1 row removed, 1 row changed",
        '      5  changed  country "Finland" -> "芬兰"',
        "      8  removed  Lakeside, sister, 4, Springfield, the United States of",
        "                  America, 2001-07, 2001.07",
        "     30  added    Lakeside, sister, 1, Lima, Peru, 1998-05-02, 1998.05.02",
        "",
        "claims.csv: 1 row removed",
        "      3  removed  entries, 2",
        "",
        "NOT READ, 1 line",
        "     12  no rule: See also:",
        "",
        "lake: differs from the committed tables (1 row added, 2 rows removed, 1 row",
        "changed); 1 line not read; 2 entries",
    ]


def test_rows_that_only_moved_are_counted_not_listed(report: Report) -> None:
    old = Tables(entries=_entries(report))
    new = Tables(entries=tuple(replace(entry, line=entry.line + 1) for entry in old.entries))
    shown = render("lake", new, difference(old, new))
    assert shown.splitlines()[0] == "entries.csv: 2 rows on another line of the original"
    assert "changed" not in shown


def test_no_difference_is_one_line(report: Report) -> None:
    tables = Tables(entries=_entries(report))
    shown = render("lake", tables, difference(tables, tables))
    assert shown == "lake: no difference; every line read; 2 entries\n"


def test_long_lists_are_cut_unless_all_is_asked_for(report: Report) -> None:
    turku, _ = _entries(report)
    new = Tables(entries=tuple(replace(turku, line=n, name=f"Place {n}") for n in range(1, 41)))
    assert "and 10 more (-v lists them)" in render("lake", new, difference(Tables(), new))
    assert "Place 40" in render("lake", new, difference(Tables(), new), verbose=1)
    quiet = render("lake", new, difference(Tables(), new), verbose=-1, width=120)
    assert len(quiet.splitlines()) == 1
