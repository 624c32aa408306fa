"""Whole processes are timed in turn; what fails or is missing is told, not counted."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.bench.measure import Contender, Cost, growth, in_turn, python, ratio
from reconcile.bench.rows import Row, page


def test_every_contender_runs_as_often_as_asked_and_once_before(tmp_path: Path) -> None:
    script = "from pathlib import Path; p = Path('{0}'); p.open('a').write('{0}')"
    one, other = (
        Contender(name=name, arguments=python("-c", script.format(name))) for name in ("a", "b")
    )
    costs = in_turn((one, other), tmp_path, runs=2)
    assert [len(cost.seconds) for cost in costs] == [2, 2]
    assert (tmp_path / "a").read_text() == "aaa"
    assert all(cost.memory > 1 for cost in costs)


def test_what_is_missing_or_breaks_has_no_figures_but_a_reason(tmp_path: Path) -> None:
    missing = "import sys; print('splink is not installed', file=sys.stderr); sys.exit(69)"
    costs = in_turn(
        (
            Contender(name="missing", arguments=python("-c", missing)),
            Contender(name="broken", arguments=python("-c", "raise ValueError('no such thing')")),
        ),
        tmp_path,
        runs=1,
    )
    assert [cost.seconds for cost in costs] == [(), ()]
    assert costs[0].trouble == "splink is not installed"
    assert "no such thing" in costs[1].trouble
    assert math.isnan(ratio(costs[0], costs[1]))


def test_the_ratio_is_the_median_of_the_ratios_of_the_runs() -> None:
    ours = Cost(name="a", seconds=(1.0, 4.0, 9.0))
    theirs = Cost(name="b", seconds=(1.0, 2.0, 3.0))
    assert ratio(ours, theirs) == 2.0


@given(st.floats(min_value=0.2, max_value=2.5), st.floats(min_value=1e-6, max_value=10.0))
def test_the_growth_exponent_of_a_power_is_its_exponent(exponent: float, factor: float) -> None:
    sizes = (1_000, 10_000, 100_000)
    assert growth(sizes, [factor * n**exponent for n in sizes]) == pytest.approx(exponent)


def test_a_row_fails_only_where_a_ratio_passes_its_limit() -> None:
    assert not Row(what="w", who="p", ratio=1.5, limit=1.3).passed
    assert Row(what="w", who="p", ratio=1.2, limit=1.3).passed
    assert Row(what="w", who="p", ratio=1.2).passed
    assert Row(what="w", who="p", limit=1.2).passed


def test_the_page_fits_a_hundred_columns_and_leaves_unknown_figures_empty() -> None:
    row = Row(what="match zh-en", who="growth exponent", rows=1_000_000, ratio=1.04, limit=1.2)
    text = page([row])
    assert all(len(line) <= 100 for line in text.splitlines())
    assert "1,000,000" in text
    assert "nan" not in text


def test_memory_of_a_process_counts_what_it_starts(tmp_path: Path) -> None:
    hold = "b = bytearray(40_000_000); import time; time.sleep(1.2)"
    both = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}"
    (cost,) = in_turn(
        (Contender(name="two", arguments=python("-c", both + "; p.wait()")),), tmp_path, runs=1
    )
    assert cost.memory > 80
    assert len(cost.processor) == 1
    assert cost.processor[0] < 60
