"""Cells that span rows and columns, written out into a plain grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.reading.formats.blocks import Text
from reconcile.reading.formats.limits import MAX_CELLS, MAX_COLUMNS, too_much

Written = tuple[tuple[Text, ...], frozenset[int]]  # cells of a row, and which are copies


@dataclass(frozen=True, slots=True)
class SpanCell:
    """A cell, and how many rows and columns it covers (0 rows: all that follow)."""

    text: Text
    rows: int = 1
    columns: int = 1


def write_out(
    grid: Sequence[Sequence[SpanCell]], *, where: str, lines: Sequence[int]
) -> list[Written]:
    """Rows with as many cells as they cover; a spanning cell is repeated in each place.

    Raises:
        UnreadableError: The cells are more than `MAX_CELLS`, or a row is wider than `MAX_COLUMNS`.
    """
    down: dict[int, tuple[Text, int]] = {}  # column to a cell from above and its rows to come
    written: list[Written] = []
    total = 0
    for at, row in enumerate(grid):
        cells: list[Text] = []
        copies: set[int] = set()

        def fill(cells: list[Text] = cells, copies: set[int] = copies) -> None:
            while (column := len(cells)) in down:
                text, left = down.pop(column)
                if left > 1:
                    down[column] = (text, left - 1)
                copies.add(column)
                cells.append(text)

        for cell in row:
            fill()
            start = len(cells)
            columns = max(cell.columns, 1)
            rows = min(cell.rows or len(grid), len(grid) - at)
            if start + columns > MAX_COLUMNS:
                raise too_much(
                    f"a table row with more than {MAX_COLUMNS:,} columns", f"{where}:{lines[at]}"
                )
            for column in range(start, start + columns):
                cells.append(cell.text)
                if column > start:
                    copies.add(column)
                if rows > 1:
                    down[column] = (cell.text, rows - 1)
        fill()
        total += len(cells)
        if total > MAX_CELLS:
            raise too_much(f"tables with more than {MAX_CELLS:,} cells", f"{where}:{lines[at]}")
        written.append((tuple(cells), frozenset(copies)))
    return written
