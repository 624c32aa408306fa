"""CSV and TSV: one table; a quoted cell may run over several lines."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from reconcile.errors import UnreadableError
from reconcile.reading.formats.blocks import Document, Row, Table, Text, Writer
from reconcile.reading.formats.limits import MAX_CELLS, MAX_COLUMNS, MAX_LINE, too_much
from reconcile.reading.lines import split_lines

DELIMITERS = (",", "\t", ";", "|", "，")


def read_delimited(text: str, where: str, *, delimiter: str = "") -> Document:
    """The rows of a delimited file.

    Args:
        text: The file.
        where: Its name, for messages.
        delimiter: What parts cells; told from the rows where it is empty.

    Raises:
        UnreadableError: A quote is never closed, or it goes beyond a limit.
    """
    lines = split_lines(text)
    delimiter = delimiter or likely_delimiter([line.raw for line in lines])
    csv.field_size_limit(MAX_LINE)
    reader = csv.reader((line.raw.rstrip("\r") + "\n" for line in lines), delimiter=delimiter)
    rows: list[Row] = []
    total, begins = 0, 1
    try:
        for cells in reader:
            total += len(cells)
            if len(cells) > MAX_COLUMNS or total > MAX_CELLS:
                raise too_much(
                    f"a row of {len(cells):,} cells, {total:,} so far; a table may have "
                    f"{MAX_COLUMNS:,} columns and {MAX_CELLS:,} cells",
                    f"{where}:{begins}",
                )
            if any(cell.strip() for cell in cells):
                rows.append(Row(begins, _texts(cells, begins)))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(
            f"no CSV: {error}", where=f"{where}:{begins}",
            hint='Cells with the delimiter, a quote or a line break stand in "..."; a quote is "".',
        ) from None  # fmt: skip
    return Document(format="csv", lines=lines, blocks=(Table(1, tuple(rows)),))


def _texts(cells: Sequence[str], line: int) -> tuple[Text, ...]:
    texts = []
    for cell in cells:
        writer = Writer()
        for number, piece in enumerate(cell.split("\n"), start=line):
            writer.add(piece, number)
            writer.end_line()
        texts.append(writer.text())
        line += cell.count("\n")
    return tuple(texts)


def likely_delimiter(lines: Sequence[str]) -> str:
    """The delimiter that gives most lines the same number of cells, more than one."""
    best, chosen = 0, ","
    sample = [line for line in lines if line.strip()][:200]
    for delimiter in DELIMITERS:
        try:
            widths = [len(cells) for cells in csv.reader(sample, delimiter=delimiter)]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count, default=1)
        score = widths.count(usual) * 100 + usual if usual > 1 else 0
        if score > best:
            best, chosen = score, delimiter
    return chosen
