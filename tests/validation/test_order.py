"""The fewest rows out of order are named, each with the row that it contradicts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reconcile.validation.order import misplaced, order_failures


def rows_out(cells: list[str], column: str) -> list[int]:
    return [fault.row for fault in misplaced(range(len(cells)), cells, column)]


def test_one_wrong_date_is_one_row_not_all_rows_after_it() -> None:
    assert rows_out(["1999", "2091", "2001", "2002", "2003"], "date") == [1]
    assert rows_out(["1999", "2001", "1901", "2002", "2003"], "date") == [2]


def test_a_less_precise_date_is_compared_as_far_as_it_goes() -> None:
    assert rows_out(["2011-05", "2011", "2011-06", "2012-01-01", "2012"], "date") == []
    assert rows_out(["2011-05", "2011", "2011-03", "2012"], "date") == [2]
    assert rows_out(["2012", "2011-12-31", "2012-02"], "date") != []


def test_latest_first_is_the_reverse() -> None:
    assert rows_out(["2018-12", "2018-05", "2017-05", "2016"], "-date") == []
    [fault] = misplaced(range(4), ["2018", "2015", "2017", "2016"], "-date")
    assert (fault.row, fault.beside, fault.before) == (1, 2, True)


def test_names_may_be_sorted_in_any_usual_way() -> None:
    assert rows_out(["Åbo", "Łódź", "Lyon", "Malmö"], "name") == []
    assert rows_out(["Newcastle", "New South Wales", "Oslo"], "name") == []
    assert rows_out(["Oulu", "La Paz", "Quito"], "name") == []
    assert rows_out(["Berlin", "Canton of Bern", "Bonn"], "name") == []
    assert rows_out(["Oulu", "Oslo", "Quito"], "name") != []


def test_all_names_out_of_order_make_one_failure_that_names_them() -> None:
    rows = {
        "subject": ["a"] * 3 + ["b"] * 3,
        "relation": ["sister"] * 6,
        "name": ["Oulu", "Oslo", "Quito", "Bonn", "Turku", "Paris"],
    }
    [failure] = order_failures(rows, ("name",))
    assert failure.text.startswith("2 rows break the alphabetical order of names: ")
    assert '"Oulu" (line {row 0}) before "Oslo" (line {row 1})' in failure.text


def test_each_subject_and_relation_is_a_list_of_its_own() -> None:
    rows = {
        "subject": ["a", "a", "b", "b"],
        "relation": ["sister"] * 4,
        "date": ["2000", "2010", "1990", "1995"],
    }
    assert list(order_failures(rows, ("date",))) == []


def test_a_second_column_orders_what_is_equal_in_the_first() -> None:
    rows = {
        "subject": ["a"] * 4,
        "relation": ["sister"] * 4,
        "date": ["2000", "2000", "2001", "2001"],
        "name": ["Oslo", "Turku", "Bonn", "Paris"],
    }
    assert list(order_failures(rows, ("date", "name"))) == []
    rows["name"] = ["Turku", "Oslo", "Bonn", "Paris"]
    [failure] = order_failures(rows, ("date", "name"))
    assert failure.column == "name"


_DATES = st.dates().map(str).flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]]))


def contradict(earlier: str, later: str) -> bool:
    common = min(len(earlier), len(later))
    return earlier[:common] > later[:common]


@given(st.lists(_DATES, max_size=12))
def test_a_row_is_named_exactly_when_two_dates_contradict(dates: list[str]) -> None:
    pairs = [(i, j) for j in range(len(dates)) for i in range(j)]
    wrong = any(contradict(dates[i], dates[j]) for i, j in pairs)
    out = rows_out(dates, "date")
    assert bool(out) == wrong
    kept = [date for row, date in enumerate(dates) if row not in out]
    assert rows_out(kept, "date") == []


@given(st.lists(_DATES, max_size=12))
def test_turning_a_list_round_turns_its_order_round(dates: list[str]) -> None:
    assert bool(rows_out(dates, "date")) == bool(rows_out(dates[::-1], "-date"))
