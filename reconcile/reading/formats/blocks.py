"""What every format becomes before a layout reads it: headings, items, paragraphs, tables, notes.

Each text knows the lines of the original that print it. `line` of a text format is its 1-based
line (lines end at LF); of a workbook the row, from the second sheet on with 10,000,000 for each
sheet before it; of a PDF 1000 * page + the line on that page, both from 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from reconcile.reading.lines import Line

_SPACE = re.compile(r"[^\S\n]+")
# Soft hyphens, zero-width and bidirectional marks: nothing that a reader sees.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


@dataclass(frozen=True, slots=True)
class Text:
    r"""Running text as a reader sees it; a line break that was meant stays as \n.

    `spots` are (offset, line) of its fragments, `flags` the countries that flag images name.
    """

    text: str = ""
    spots: tuple[tuple[int, int], ...] = ()
    references: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()
    strong: bool = False  # all of it is bold

    @property
    def line(self) -> int:
        """The line of its first character; 0 where it is empty."""
        return self.spots[0][1] if self.spots else 0

    @property
    def lines(self) -> tuple[int, ...]:
        """All lines that print a part of it."""
        return tuple(dict.fromkeys(line for _, line in self.spots))

    def line_at(self, offset: int) -> int:
        """The line that prints the character at the offset."""
        at = bisect_right(self.spots, (offset, 1 << 60)) - 1
        return self.spots[max(at, 0)][1] if self.spots else 0

    def flat(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the title, 7 a bold line that stands for one."""

    text: Text
    level: int


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; `depth` from 0."""

    text: Text
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Any other running text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, spans written out: `copies` are the columns that repeat another cell."""

    line: int
    cells: tuple[Text, ...]
    header: bool = False
    copies: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the document."""

    line: int
    rows: tuple[Row, ...]
    caption: Text = Text()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote that a document defines."""

    number: int
    lines: tuple[int, ...]
    site: str = ""
    title: str = ""
    published: str = ""
    retrieved: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Text that holds nothing of interest wherever it stands, and why."""

    lines: tuple[int, ...]
    why: str


Block = Heading | Item | Paragraph | Table | Note | Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An original as blocks. `lines` are all its lines, `format` its kind."""

    format: str
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    title: str = ""


@dataclass(slots=True)
class Writer:
    """Gathers fragments into a `Text`."""

    pieces: list[str] = field(default_factory=list)
    spots: list[tuple[int, int]] = field(default_factory=list)
    references: list[int] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    size: int = 0
    plain: bool = False  # whether a part of it is not bold

    def add(self, fragment: str, line: int, *, strong: bool = False) -> None:
        """Add text that begins on `line`; white space and line ends become single spaces."""
        for number, piece in enumerate(fragment.split("\n"), start=line):
            if number > line:
                self._append(" ", 0)
            text = _SPACE.sub(" ", _INVISIBLE.sub("", piece))
            if text.strip():
                self.plain = self.plain or not strong
                self._append(text, number)
            elif text:
                self._append(" ", 0)

    def end_line(self) -> None:
        """A line break that was meant."""
        if self.pieces and self.pieces[-1] != "\n":
            self._trim()
            self.pieces.append("\n")
            self.size += 1

    def _append(self, text: str, line: int) -> None:
        ends = self.pieces[-1][-1:] if self.pieces else " "
        if ends in " \n":
            text = text.lstrip(" ")
        if not text:
            return
        if line:
            blank = len(text) - len(text.lstrip(" "))
            self.spots.append((self.size + blank, line))
        self.pieces.append(text)
        self.size += len(text)

    def _trim(self) -> None:
        while self.pieces and self.pieces[-1].endswith(" "):
            kept = self.pieces.pop().rstrip(" ")
            self.size -= 1
            if kept:
                self.pieces.append(kept)

    def text(self) -> Text:
        """The text so far; line breaks at its end are dropped."""
        for flag in FLAG.findall(whole := "".join(self.pieces).rstrip()):
            self.flags.append("".join(chr(ord(c) - 0x1F1E6 + 65) for c in flag))
        return Text(
            whole,
            tuple(self.spots),
            tuple(dict.fromkeys(self.references)),
            tuple(dict.fromkeys(self.flags)),
            bool(whole) and not self.plain,
        )


def text_of(text: str, line: int) -> Text:
    """A text that stands on one line."""
    writer = Writer()
    writer.add(" ".join(text.split()), line)
    return writer.text()
