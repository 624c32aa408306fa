"""Markdown tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence


def table_lines(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[int] = ()
) -> Iterator[str]:
    """The lines of a table; `right` holds the columns to align to the right.

    Cells are Markdown already: whoever makes them escapes what comes from a source.
    """
    yield f"| {' | '.join(header)} |"
    yield f"| {' | '.join('---:' if i in right else '---' for i in range(len(header)))} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"
