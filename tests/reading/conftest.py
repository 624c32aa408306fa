"""Small documents of our own, in the four layouts, about other cities than the bundled sources."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reconcile.model import Source
from reconcile.reading import Reading, read

Reads = Callable[..., Reading]


@pytest.fixture
def reads() -> Reads:
    """Reads a text about Tartu in a layout, with the given options of `[reader]`."""

    def read_text(layout: str, text: str, *, subject: str = "Tartu", **options: object) -> Reading:
        source = Source(
            id="own",
            title="Own",
            language="en",
            subject=subject,
            reader={"layout": layout, "relation": "sister", **options},
        )
        reading = read(text, source)
        lines = text.split("\n")
        placed = set(reading.account) | {line.line for line in reading.unread}
        assert placed == {n for n, line in enumerate(lines, start=1) if line.strip()}
        assert all(lines[line.line - 1].strip() == line.text for line in reading.unread)
        return reading

    return read_text
