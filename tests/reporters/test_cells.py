from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.reporters.cells import guarded, is_formula, unguarded


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "＋1", "\u00a0@x"]
)
def test_formula_becomes_text(text: str) -> None:
    assert guarded(text).startswith("'")
    assert not is_formula(guarded(text))


@pytest.mark.parametrize("text", ["Turku", "图尔库", "'s-Hertogenbosch", "1998-05-02", "a=b", ""])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.text())
def test_no_guarded_text_is_a_formula_or_more_than_a_line(text: str) -> None:
    assert not is_formula(guarded(text))
    assert len(guarded(text).splitlines()) <= 1


@given(st.text().filter(str.isprintable))
def test_guard_comes_off_again(text: str) -> None:
    if not text.startswith("'"):
        assert unguarded(guarded(text)) == text
