from __future__ import annotations

import pytest
from builders import claim, compared, rows, source, tables
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.findings.totals import bridges, totals_against_lists, totals_against_totals
from reconcile.model import Entry

PLACES = (
    "Turku | Finland", "Uppsala | Sweden", "Lyon | France", "Bari | Italy", "Riga | Latvia",
    "Gdynia | Poland", "Rostock | Germany", "Bergen | Norway", "Aarhus | Denmark",
    "Porto | Portugal",
)  # fmt: skip


def test_a_stated_total_that_the_rows_bear_out_is_no_finding() -> None:
    stated = tables(rows("\n".join(PLACES)), claims=(claim(10), claim(10, what="countries")))
    assert not list(totals_against_lists(compared((source("a"), stated))))


def test_a_stated_total_that_the_rows_do_not_bear_out_is_found_on_its_line() -> None:
    stated = tables(rows("\n".join(PLACES[:9])), claims=(claim(10), claim(10, what="countries")))
    found = list(totals_against_lists(compared((source("a"), stated))))
    assert [f.status for f in found] == ["open", "open"]
    assert found[0].values == {"a": "10 stated, 9 listed"}
    assert found[1].values == {"a": "10 stated, 9 printed"}
    assert [spot.line for f in found for spot in f.entries] == [3, 3]


def test_a_relation_that_is_counted_but_not_listed_is_explained_by_scope() -> None:
    stated = tables(rows("Turku | Finland"), claims=(claim(1), claim(61, relation="exchange")))
    (found,) = totals_against_lists(compared((source("a"), stated)))
    assert found.explanation is not None
    assert found.explanation.kind == "scope"


@pytest.mark.parametrize(("stated", "reading"), [(2, "as printed"), (3, "of its own")])
def test_a_total_of_countries_that_holds_under_one_reading_tells_which(
    stated: int, reading: str
) -> None:
    listed = rows("Turku | Finland\nGreenland | Denmark")
    (found,) = totals_against_lists(
        compared((source("a"), tables(listed, claims=(claim(stated, what="countries"),))))
    )
    assert found.explanation is not None
    assert found.explanation.kind == "convention"
    assert reading in found.explanation.text
    assert [spot.line for spot in found.entries] == [3, 11]


def test_two_totals_that_differ_follow_from_the_missing_entries() -> None:
    comparison = compared(
        (source("a"), tables(rows("\n".join(PLACES)), claims=(claim(10),))),
        (source("b"), tables(rows("\n".join(PLACES[2:])))),
    )
    (found,) = totals_against_totals(comparison)
    assert found.explanation is not None
    assert found.explanation.kind == "arithmetic"
    assert found.values == {"a": "10", "b": "8"}
    (bridge,) = bridges(comparison)
    assert [(step.label, step.count, len(step.entries)) for step in bridge.steps] == [
        ("in a, missing from b: Turku, Uppsala", -2, 2)
    ]


def test_a_wider_relation_is_one_step_of_the_bridge() -> None:
    wide = source("b", relations=("sister", "exchange"))
    others = rows("\n".join(PLACES[4:]), relation="exchange")
    comparison = compared(
        (source("a"), tables(rows("\n".join(PLACES[:4])), claims=(claim(4),))),
        (wide, tables((*rows("\n".join(PLACES[:4])), *others), claims=(claim(10, relation=""),))),
    )
    (found,) = totals_against_totals(comparison)
    assert found.explanation is not None
    assert found.explanation.kind == "scope"
    assert [step.count for step in bridges(comparison)[0].steps] == [6]


def test_a_total_that_its_own_list_does_not_reach_leaves_the_difference_open() -> None:
    comparison = compared(
        (source("a"), tables(rows("\n".join(PLACES)), claims=(claim(12),))),
        (source("b"), tables(rows("\n".join(PLACES)), claims=(claim(10),))),
    )
    (found,) = totals_against_totals(comparison)
    assert found.status == "open"


@st.composite
def any_rows(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Some of the places, in any order, any of them twice, in any relation."""
    chosen = draw(st.lists(st.sampled_from(PLACES), max_size=14))
    relation = st.sampled_from(("sister", "exchange"))
    found = rows("\n".join(chosen)) if chosen else ()
    from dataclasses import replace

    return tuple(replace(row, relation=draw(relation)) for row in found)


@settings(max_examples=60, deadline=None)
@given(any_rows(), any_rows(), any_rows(), st.none() | st.integers(0, 20), st.booleans())
def test_every_bridge_balances_whatever_rows_there_are(
    first: tuple[Entry, ...],
    second: tuple[Entry, ...],
    third: tuple[Entry, ...],
    stated: int | None,
    wide: bool,
) -> None:
    claims = () if stated is None else (claim(stated, relation="" if wide else "sister"),)
    lists = (
        (source("a"), tables(first, claims=claims)),
        (source("b", relations=("sister", "exchange")), tables(second)),
        (source("c", relations=()), tables(third)),
    )
    if not (first or second or third):
        return
    for bridge in bridges(compared(*lists)):
        assert bridge.start.total + sum(step.count for step in bridge.steps) == bridge.end.total
        for step in bridge.steps:
            assert step.entries or "stated, but not listed" in step.label


def test_a_relation_that_is_listed_in_full_and_holds_nothing_is_not_explained_by_scope() -> None:
    wide = source("a", subject="", relations=("sister", "exchange"))
    stated = tables(rows("Turku | Finland"), claims=(claim(3, relation="exchange"),))
    (found,) = totals_against_lists(compared((wide, stated)))
    assert (found.status, found.subject) == ("open", "Tartu")
    assert found.values == {"a": "3 stated, 0 listed"}
