"""Date phrases and sentences in prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.names.dates import is_iso
from reconcile.reading.lines import split_lines
from reconcile.reading.moments import find_moments
from reconcile.reading.passages import passages, sentences


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On 31 October, 2008, they met", ["2008-10-31"]),
        ("on the 3rd of May 1999 and on May 4th, 2000", ["1999-05-03", "2000-05-04"]),
        ("in March, 2000, or in Sept. 2001", ["2000-03", "2001-09"]),
        ("In 1994, and as of 2019", ["1994", "2019"]),
        ("on 1999-05-03 and on 2000.6.7", ["1999-05-03", "2000-06-07"]),
        ("from 1865 to 1871 and between 1990 and 1992", []),
        ("the 2018 to 2020 goal", []),
        ("with 2,000 groups, 1999 people and 419,045 souls", []),
        ("she may march in august company", []),
        ("on the 21 February", []),
        ("in the same year", []),
        ("in May 2018-19", []),
        ("on 31 February 2001", []),
    ],
)
def test_dates_of_a_sentence_are_found(text: str, dates: list[str]) -> None:
    assert [moment.date for moment in find_moments(text) if moment.points] == dates


def test_a_day_without_a_year_takes_the_one_told_before() -> None:
    assert [m.date for m in find_moments("on the 21 February", "2012")] == ["2012-02-21"]
    assert [m.date for m in find_moments("in April of the same year", "2012-02")] == ["2012-04"]
    assert [m.date for m in find_moments("the following year", "2012-02")] == ["2013"]
    assert [m.date for m in find_moments("on that day", "2012-02-21")] == ["2012-02-21"]
    assert [m.date for m in find_moments("on that day", "2012")] == []


def test_a_bound_says_not_when_something_happened() -> None:
    (moment,) = find_moments("until early 1999")
    assert (moment.date, moment.points) == ("1999", False)


@given(st.text(alphabet="InMay of the 1234,.-年2019to and since", max_size=60), st.just("1999"))
def test_every_date_found_is_one(text: str, known: str) -> None:
    for moment in find_moments(text, known):
        assert is_iso(moment.date)
        assert text[moment.start : moment.end].strip()


def test_a_shortened_word_ends_no_sentence() -> None:
    text = "Mr. J. F. Ek of St. Ives came. “Good!” he said. In Jan. 1999 it snowed. 友好。好"
    assert [sentence.text for sentence in sentences(text)] == [
        "Mr. J. F. Ek of St. Ives came.",
        "“Good!” he said.",
        "In Jan. 1999 it snowed.",
        "友好。",
        "好",
    ]


def test_a_paragraph_knows_the_line_of_every_character() -> None:
    first, second = passages(split_lines("One two\nthree\n\n four"))
    assert (first.text, second.text) == ("One two three", "four")
    assert [first.line_at(first.text.index(word)) for word in ("One", "two", "three")] == [1, 1, 2]
    assert second.line_at(0) == 4
