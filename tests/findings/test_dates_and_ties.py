from __future__ import annotations

from dataclasses import replace

from builders import compared, event, rows, source, tables

from reconcile.findings.dates import dates_across_sources, dates_within_source
from reconcile.findings.ties import relation_types
from reconcile.model import Entry, Event, Finding


def across(left: str, right: str) -> list[Finding]:
    return list(
        dates_across_sources(
            compared((source("a"), tables(rows(left))), (source("b"), tables(rows(right))))
        )
    )


def test_two_days_for_one_event_conflict() -> None:
    (found,) = across("Turku | Finland | 1998-05-02", "Turku | Finland | 1998-05-03")
    assert (found.kind, found.severity, found.status) == ("date_conflict", "error", "open")
    assert found.values == {"a": "1998-05-02", "b": "1998-05-03"}


def test_a_year_against_a_day_is_a_matter_of_precision() -> None:
    (found,) = across("Turku | Finland | 1998", "Turku | Finland | 1998-05-03")
    assert (found.kind, found.status) == ("date_precision", "explained")


def test_many_dates_in_another_notation_are_one_finding() -> None:
    plain = rows("Turku | Finland | 1998-05-02\nUppsala | Sweden | 1999-01-03")
    dotted = tuple(replace(row, date_text=row.date.replace("-", ".")) for row in plain)
    (found,) = dates_across_sources(
        compared((source("a"), tables(plain)), (source("b"), tables(dotted)))
    )
    assert (found.kind, found.status, len(found.entries)) == ("date_format", "explained", 4)


def test_dates_of_ties_of_two_levels_are_not_compared() -> None:
    memo = rows("Turku | Finland | 1996", relation="memorandum")
    assert not list(
        dates_across_sources(
            compared(
                (source("a"), tables(rows("Turku | Finland | 1998"))), (source("b"), tables(memo))
            )
        )
    )


def within(date: str, *events: tuple[str, str], relation: str = "sister") -> list[Finding]:
    told: tuple[Event, ...] = tuple(event(10, when, act) for when, act in events)
    listed: tuple[Entry, ...] = rows(f"Turku | Finland | {date}", relation=relation)
    return list(dates_within_source(compared((source("a"), tables(listed, events=told)))))


def test_a_heading_that_the_agreement_bears_out_is_no_finding() -> None:
    assert not within("1998", ("1997", "memorandum"), ("1998-05", "agreement"))


def test_a_heading_with_the_memorandum_s_year_is_explained_by_the_sequence() -> None:
    (found,) = within("1997", ("1997-01", "memorandum"), ("1998-05", "agreement"))
    assert (found.kind, found.severity) == ("date_conflict", "warning")
    assert found.explanation is not None
    assert found.explanation.kind == "sequence"


def test_a_heading_that_no_act_bears_out_stands_open() -> None:
    (found,) = within("1995", ("1997-01", "memorandum"), ("1998-05", "agreement"))
    assert found.status == "open"


def test_a_heading_later_than_its_only_memorandum_is_explained_by_the_sequence() -> None:
    (found,) = within("2001", ("2000", "memorandum"))
    assert found.explanation is not None
    assert found.explanation.kind == "sequence"


def test_a_memorandum_after_the_heading_stands_open() -> None:
    (found,) = within("1999", ("2000", "memorandum"))
    assert found.status == "open"


def test_a_friendship_is_dated_by_its_friendship_agreement() -> None:
    told = (("2017-01-07", "memorandum"), ("2017-05-28", "friendship"))
    assert not within("2017-05", *told, relation="friendship")


def test_a_sister_city_whose_text_tells_only_of_a_memorandum_is_another_level() -> None:
    told = (event(10, "2000", "memorandum"),)
    comparison = compared((source("a"), tables(rows("Turku | Finland | 2001"), events=told)))
    (found,) = relation_types(comparison)
    assert [(spot.line, spot.table) for spot in found.entries] == [(10, "entries"), (12, "events")]
    assert found.status == "open"


def test_a_sister_city_with_its_agreement_or_without_any_act_is_no_finding() -> None:
    for told in ((), (event(10, "2000", "memorandum"), event(10, "2001", "agreement"))):
        comparison = compared((source("a"), tables(rows("Turku | Finland | 2001"), events=told)))
        assert not list(relation_types(comparison))


def test_one_partner_at_two_levels_is_found_across_sources() -> None:
    other = rows("Turku | Finland", relation="friendship")
    (found,) = relation_types(
        compared((source("a"), tables(rows("Turku | Finland"))), (source("b"), tables(other)))
    )
    assert found.values == {"a": "sister", "b": "friendship"}
