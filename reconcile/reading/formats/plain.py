"""Plain text: headings, numbered or bulleted items, delimited rows, paragraphs, line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reconcile.reading.formats.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Paragraph,
    Row,
    Skipped,
    Table,
    Text,
    text_of,
)
from reconcile.reading.lines import Line, split_lines, without_marks

_RULE: Final = re.compile(r"(?=.*[-=─━—*_+~])[\s|:+\-=─━—*_~]{3,}")
_MARKDOWN: Final = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_BULLET: Final = re.compile(r"(\s*)(?:[-*+•●○▪■◆·–—]|[oO](?=\t))\s+(\S.*)")
_NUMBERED: Final = re.compile(
    r"(\s*)[(（]?(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s?[.．、)）:：]\s*(?!\d)(\S.*)"
)
_WIDE: Final = re.compile(r"\s{2,}|\u3000+")


def read_plain(text: str, where: str) -> Document:
    """A plain text as blocks."""
    del where
    lines = split_lines(text)
    return Document(format="text", lines=lines, blocks=tuple(plain_blocks(lines)))


def plain_blocks(lines: Sequence[Line]) -> list[Block]:
    """Blocks of lines of plain text, in order."""
    blocks: list[Block] = []
    rows: list[Row] = []
    split = [_cells(line) for line in lines]
    for at, line in enumerate(lines):
        if not line.text:
            continue
        cells = split[at]
        if _RULE.fullmatch(line.text):
            blocks.append(Skipped((line.number,), "a ruled line"))
            continue
        if len(cells) > 1 and (rows or _has_neighbour(split, at)):
            rows.append(_row(line, cells))
            continue
        if rows and _goes_on(split, at, len(rows[-1].cells)):
            rows.append(_row(line, [line.text]))
            continue
        if rows:
            blocks.append(Table(rows[0].line, tuple(rows)))
            rows = []
        blocks.append(_block(line))
    if rows:
        blocks.append(Table(rows[0].line, tuple(rows)))
    return blocks


def _block(line: Line) -> Block:
    if match := _MARKDOWN.fullmatch(line.text):
        return Heading(text_of(match[2], line.number), len(match[1]))
    raw = line.raw.rstrip()
    if match := _BULLET.fullmatch(raw):
        return Item(_marked(match[2], line.number), len(match[1].expandtabs(4)) // 2)
    if _NUMBERED.fullmatch(raw):
        return Item(_marked(line.text, line.number))
    return Paragraph(_marked(line.text, line.number))


def _marked(text: str, line: int) -> Text:
    plain, marks = without_marks(text)
    return replace(text_of(plain.replace("**", ""), line), references=marks)


def _cells(line: Line) -> list[str]:
    """Cells of a line, by the first of these that parts it: tabs, bars, wide gaps."""
    text = line.raw.strip(" \u00a0\r")
    if not text or text.count("\t") > 500 or len(text) > 5_000:
        return [text]
    if "\t" in text.strip():
        return [cell.strip() for cell in text.split("\t")]
    if text.count("|") > 1 or " | " in text:
        return [cell.strip() for cell in text.strip("|").split("|")]
    wide = [cell for cell in _WIDE.split(line.text) if cell]
    if len(wide) > 1 and not re.match(r"[(（]?\d{1,4}\s?[.．、)）]$|[-*•]$", wide[0]):
        return wide
    return wide if len(wide) > 2 else [text]


def _has_neighbour(split: Sequence[list[str]], at: int) -> bool:
    """Whether a line near this one has as many cells: one alone is no table."""
    width = len(split[at])
    near = [*split[max(0, at - 3) : at], *split[at + 1 : at + 4]]
    return any(len(cells) == width for cells in near)


def _goes_on(split: Sequence[list[str]], at: int, width: int) -> bool:
    """Whether a table goes on below a line of one cell: the next line with text is a row."""
    following = [cells for cells in split[at + 1 : at + 3] if cells != [""]]
    return bool(following) and width > 1 and abs(len(following[0]) - width) <= (width > 2)


def _row(line: Line, cells: list[str]) -> Row:
    return Row(line.number, tuple(_marked(cell, line.number) for cell in cells))
