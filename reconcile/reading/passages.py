"""Paragraphs and sentences of prose, each place in them with its line in the original."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from reconcile.reading.lines import Line

# A full stop after these ends no sentence; nor does one after a single capital (J. F. Kennedy).
_SHORTENED: Final = re.compile(
    r"(?:\b(?:St|Ste|Mt|Ft|Mr|Mrs|Ms|Dr|Prof|Gen|Gov|Sen|Rep|Hon|Rev|Jr|Sr|No|vs|Inc|Co|Corp|Ltd|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|approx|ca?|i\.e|e\.g|etc)|\b[A-Z])\.$"
)
_END: Final = re.compile(r"[.!?…][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[^\W_a-z])|[。！？]+[”’」』）]*")

_LONGEST: Final = 700  # characters


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: consecutive lines, joined by spaces."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def line_at(self, offset: int) -> int:
        """Line of the original that prints the character at the offset."""
        return self.lines[bisect_right(self.starts, offset) - 1]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and where in its passage it begins."""

    text: str
    start: int


def passages(lines: Iterable[Line]) -> tuple[Passage, ...]:
    """Paragraphs of the lines; a blank line parts two."""
    found: list[Passage] = []
    block: list[Line] = []
    for line in [*lines, Line(0, "", "")]:
        if line.text:
            block.append(line)
        elif block:
            found.append(_passage(block))
            block = []
    return tuple(found)


def _passage(block: Sequence[Line]) -> Passage:
    starts, at = [], 0
    for line in block:
        starts.append(at)
        at += len(line.text) + 1
    text = " ".join(line.text for line in block)
    return Passage(text, tuple(starts), tuple(line.number for line in block))


def sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences of a paragraph, in order; together they hold all of its text.

    Example:
        >>> [sentence.text for sentence in sentences("St. Ives grew. Dr. Ek came in 1999. So?")]
        ['St. Ives grew.', 'Dr. Ek came in 1999.', 'So?']
    """
    found: list[Sentence] = []
    start = 0
    for end in _END.finditer(text):
        if _SHORTENED.search(text, max(0, end.start() - 12), end.start() + 1):
            continue
        found += _pieces(text, start, end.end())
        start = end.end()
    found += _pieces(text, start, len(text))
    return tuple(sentence for sentence in found if sentence.text)


def _pieces(text: str, start: int, end: int) -> list[Sentence]:
    """The sentence; an endless one in pieces, so that no text takes endless time."""
    pieces = []
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST) + 1 or start + _LONGEST
        pieces.append(_trimmed(text, start, cut))
        start = cut
    return [*pieces, _trimmed(text, start, end)]


def _trimmed(text: str, start: int, end: int) -> Sentence:
    piece = text[start:end]
    return Sentence(piece.strip(), start + len(piece) - len(piece.lstrip()))
