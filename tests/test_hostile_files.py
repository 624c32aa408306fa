"""No file, however broken, breaks what reads it: it gives a result or a clear message."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hostile_files import SORTS, HostileFile
from hostile_runs import fault

RUNS = Path(__file__).parent / "hostile_runs.py"


def test_a_sample_of_hostile_files_gives_results_or_clear_messages() -> None:
    # Every file against every reader takes minutes: `.ci/slow/run hostile`.
    done = subprocess.run(
        [sys.executable, RUNS, "--part", "8/89", "--without", "zip bombs,templates,huge cells"],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_hostile_files_are_of_thirty_sorts_and_the_same_every_time() -> None:
    assert len(SORTS) >= 30
    for sort in ("numbers", "garbage", "broken zips", "pdfs"):
        assert list(SORTS[sort]()) == list(SORTS[sort]())


def test_what_counts_as_broken_is_noticed() -> None:
    assert not fault(3, "", "error: no such file")
    assert fault(3, "", "")
    assert fault(4, "", "error: ?")
    assert fault(1, "", "Traceback (most recent call last):")
    assert fault(0, "\x1b[2J", "")
    assert str(HostileFile("empty", "empty-1.csv", b"")) == "empty-1.csv"
