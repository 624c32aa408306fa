"""Printed dates become ISO dates of their own precision, or nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from iso_dates import is_iso

from reconcile.names.dates import ambiguous_date, compare, month_number, parse_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1979.5.2", "1979-05-02"),
        ("1979.05.02", "1979-05-02"),
        ("1996.10.25", "1996-10-25"),
        ("2008.12.02", "2008-12-02"),
        ("1979-05-02", "1979-05-02"),
        ("1979/5/2", "1979-05-02"),
        ("2012.7", "2012-07"),
        ("1979年5月2日", "1979-05-02"),
        ("1979 年 5 月", "1979-05"),
        ("１９７９年５月２号", "1979-05-02"),
        ("1979年", "1979"),
        ("2 May 1979", "1979-05-02"),
        ("the 2nd of May, 1979", "1979-05-02"),
        ("May 2, 1979", "1979-05-02"),
        ("Jan 7, 2017", "2017-01-07"),
        ("Sept. 3, 2004", "2004-09-03"),
        ("December 2018", "2018-12"),
        ("OCTOBER, 2011", "2011-10"),
        ("1978", "1978"),
        ("\u00a01978 ", "1978"),
    ],
)
def test_a_notation_is_read_with_its_precision(text: str, iso: str) -> None:
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    "text",
    ["", "May", "5 May", "2018.13.1", "2018-02-30", "2018.5-26", "5/2/1979", "197", "19780",
     "in 1978", "1978 or 1979", "0000", "1900-02-29", "2 Mai 1979", "1979年13月",
     "一九七九年十三月", "民国", "九年",
     "02/05/1979", "31/31/1979"],
)  # fmt: skip
def test_what_is_no_date_of_the_calendar_gives_nothing(text: str) -> None:
    assert parse_date(text) == ""


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_in_every_notation(day: date) -> None:
    month = day.strftime("%B")
    written = (
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month[:3]} {day.day} {day.year}",
    )
    assert {parse_date(text) for text in written} == {day.isoformat()}
    assert is_iso(day.isoformat())


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert parse_date(text) == "" or is_iso(parse_date(text))


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("2018-05-26", "2018-05-26", "equal"),
        ("", "", "equal"),
        ("2018", "2018-05-26", "compatible"),
        ("2018-05-26", "2018-05", "compatible"),
        ("", "2018", "compatible"),
        ("2018", "2019-05", "conflict"),
        ("2018-05", "2018-06", "conflict"),
        ("2018-05-26", "2018-05-27", "conflict"),
    ],
)
def test_two_dates_agree_as_far_as_the_less_precise_goes(a: str, b: str, how: str) -> None:
    assert compare(a, b) == how == compare(b, a)


def test_only_months_have_a_number() -> None:
    assert [month_number(word) for word in ("may", "Sept.", "Mayor", "")] == [5, 9, None, None]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("一九七九年", "1979"),
        ("一九七九年五月二日", "1979-05-02"),
        ("二〇〇八年十二月", "2008-12"),
        ("民国六十八年", "1979"),
        ("中華民國68年5月2日", "1979-05-02"),
        ("民國元年正月廿一日", "1912-01-21"),
        ("１９９３年４月", "1993-04"),
        ("25/12/1979", "1979-12-25"),
        ("12/25/1979", "1979-12-25"),
        ("2-May-1979", "1979-05-02"),
        ("19790502", "1979-05-02"),
    ],
)
def test_a_date_in_another_usual_notation_is_read(text: str, date: str) -> None:
    assert parse_date(text) == date


def test_a_date_that_can_be_read_in_two_ways_gives_both() -> None:
    assert ambiguous_date("02/05/1979") == ("1979-05-02", "1979-02-05")
    assert ambiguous_date("5.5.1979") == ()
    assert ambiguous_date("25/12/1979") == ()
