from __future__ import annotations

from ci_reports import finding_of, report_of

from reconcile.model import SourceSummary, Where
from reconcile.reporters.spots import Spot, details, headline, spot, spots


def test_row_of_a_table_is_one_line_below_the_header() -> None:
    found = spot(Where("lake-en", 12, "claims", 1), "data/")
    assert found == Spot(
        path="data/sources/lake-en/claims.csv", line=2, source="lake-en", original=12
    )


def test_header_of_a_table_is_its_first_line_and_an_unknown_row_none() -> None:
    assert spot(Where("lake-en", 0, "entries", 0)).line == 1
    assert spot(Where("lake-en", 12, "events", 0)).line is None


def test_file_of_its_own_and_file_of_decisions_are_named_as_they_are() -> None:
    file = spot(Where("places.csv", 7, "", 6), "data/")
    assert (file.path, file.line) == ("data/places.csv", 7)
    decision = spot(Where("reports/lakes/decisions.toml", 4, "decisions", 1), "data/")
    assert (decision.path, decision.line) == ("data/reports/lakes/decisions.toml", 4)


def test_finding_without_a_place_stands_at_a_table_all_the_same() -> None:
    lake = SourceSummary(id="lake-en", title="", sha256="", as_of="", entries=1)
    finding = finding_of(entries=())
    assert spots(finding, report_of(finding, sources=(lake,)))[0].path == (
        "sources/lake-en/entries.csv"
    )
    assert spots(finding, report_of(finding))[0].path == "reports/lakes/report.toml"


def test_headline_tells_the_lines_of_the_original_once() -> None:
    assert headline(finding_of(0)) == "place 0 is missing (lake-en:10)"
    assert headline(finding_of(0, message="lake-en:10 is odd")) == "lake-en:10 is odd"


def test_details_leave_out_what_the_headline_tells() -> None:
    told = finding_of(message="lake-en:10 has 1998", values={"lake-en": "1998"})
    assert list(details(told)) == []
    more = finding_of(values={"lake-en": "1998", "lake-zh": None}, suggestion="ask")
    assert list(details(more)) == ["lake-en:10: 1998", "lake-zh: absent", "Suggestion: ask"]
