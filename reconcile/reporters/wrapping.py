"""Text by the columns that it takes on a terminal: a Chinese character takes two."""

from __future__ import annotations

import re

_WORD = re.compile(r"\s*\S+\s*")


def cell_width(text: str) -> int:
    """The columns that the text takes on a terminal."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrapped(text: str, width: int) -> list[str]:
    """A paragraph in lines of at most `width` columns, broken between words.

    Args:
        text: One line without control characters.
        width: Columns; a longer word is cut.

    Returns:
        At least one line; none ends in white space.

    Example:
        >>> wrapped("one two 图尔库", 8)
        ['one two', '图尔库']
    """
    lines: list[str] = []
    line = ""
    for word in _WORD.findall(text) if cell_width(text) > width else [text]:
        size = cell_width(word.rstrip())
        if cell_width(line) + size <= width:
            line += word
            continue
        if line:
            lines.append(line)
        *cut, line = _cut(word, width) if size > width else [word]
        lines += cut
    return [one.rstrip() for one in (*lines, line)]


def _cut(word: str, width: int) -> list[str]:
    from rich.cells import chop_cells

    return chop_cells(word, width)
