from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from reconcile.reporters.waterfall import confidence, render

STEPS = (
    ("prior", -4.2, "two names taken at random", ""),
    ("sound", 6.5, "图 tu, 尔 r, 库 ku", "how well one name spells the other"),
    ("country", 2.2, "Finland = 芬兰", ""),
    ("level", -0.4, "city, none", ""),
)


def test_waterfall_reads_as_the_golden_file(golden: Callable[[str, str], None]) -> None:
    golden("waterfall.txt", render("图尔库 and Turku", STEPS, verbose=1))


@given(st.floats(-1e6, 1e6))
def test_confidence_is_a_probability_and_symmetric(log_odds: float) -> None:
    assert 0 <= confidence(log_odds) <= 1
    assert abs(confidence(log_odds) + confidence(-log_odds) - 1) < 1e-9


@given(st.lists(st.floats(-50, 50), max_size=8))
def test_any_weights_can_be_drawn(weights: list[float]) -> None:
    shown = render("a and b", [("step", weight, "detail", "") for weight in weights])
    assert shown.count("step") == len(weights)
