from __future__ import annotations

import pytest

from reconcile.cli.progress import time_left


@pytest.mark.parametrize(
    ("done", "seconds", "words"),
    [
        (0, 5.0, ""),
        (1000, 5.0, ""),
        (500, 60.0, "about 60 s left"),
        (250, 60.0, "about 3 min left"),
        (100, 3600.0, "about 9.0 h left"),
    ],
)
def test_the_time_left_is_told_from_what_was_done(done: int, seconds: float, words: str) -> None:
    assert time_left(done, 1000, seconds) == words
