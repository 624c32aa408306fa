"""MediaWiki wikitext: headings, lists, tables and footnotes, with the line of every text.

The structure of lines is read here, in one pass; what stands in a line is parsed by
`wikitext_inline`, piece by piece and bounded, so no page makes the parser of templates hang.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from reconcile.reading.formats.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Paragraph,
    Row,
    Table,
    Text,
)
from reconcile.reading.formats.spans import SpanCell, write_out
from reconcile.reading.formats.wikitext_inline import Inliner
from reconcile.reading.lines import split_lines

_OPENINGS: Final = re.compile(
    r"\{\{|\}\}|<!--|-->|<ref\b[^<>]*?/>|<ref\b[^<>]*>|</ref\s*>|<nowiki>|</nowiki>|\n",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(r"(={1,6})\s*(.+?)\s*\1\s*(?:<!--.*?-->)?\s*")
_LIST: Final = re.compile(r"([*#:;]+)\s*(.*)", re.DOTALL)
# Templates whose content is content of the page.
_CLEAR: Final = re.compile(
    r"\{\{\s*(?:columns-list|div col|plainlist|flatlist|hidden|col-list|columns|collapse|multicol|"
    r"hidden begin|折叠|隐藏|refimprove section)\s*(?=\|)",
    re.IGNORECASE,
)
_CLEAR_HEAD: Final = re.compile(r"(?:\|\s*[\w-]+\s*=[^|\n]*)*\|?")
_MARKUP: Final = re.compile(
    r"\s*(?:\}\}|</?(?:div|center|small|div|br|onlyinclude|includeonly|noinclude|section|hr)\b[^<>]*>"
    r"|__[A-Z]+__|-{4,}|\{\{\s*[^{}|]*\s*\}\})+\s*",
    re.IGNORECASE,
)
_ATTRIBUTES: Final = re.compile(r"\s*((?:[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s|\"'\[{]+)\s*)+)$")
_SPAN: Final = re.compile(r"\b(rowspan|colspan)\s*=\s*[\"']?\s*(\d{1,9})", re.IGNORECASE)
_DEEPEST: Final = 8  # tables in tables


@dataclass(frozen=True, slots=True)
class _Unit:
    """A line, or several that a template or footnote holds together."""

    text: str
    line: int


def read_wikitext(text: str, where: str) -> Document:
    """A page of wikitext as blocks.

    Raises:
        UnreadableError: It goes beyond a limit.
    """
    inliner = Inliner(where)
    reader = _Reader(inliner, where)
    reader.read(list(_units(text)), 0)
    return Document(
        format="wikitext",
        lines=split_lines(text),
        blocks=(*reader.blocks, *inliner.skipped, *inliner.notes()),
        title=inliner.title,
    )


def _units(text: str) -> Iterator[_Unit]:
    """Lines, joined where a template, footnote or comment runs over several.

    What is never closed joins nothing: its line ends where it ends.
    """
    ends = _closings(text)
    start, line = 0, 1
    while start <= len(text):
        clear = _CLEAR.match(text, start)
        if clear:  # its content is read as lines of the page
            head = _CLEAR_HEAD.match(text, clear.end())
            start_of_content = head.end() if head else clear.end()
            if text[start_of_content : start_of_content + 1] == "\n":
                yield _Unit("", line)
                start, line = start_of_content + 1, line + 1
                continue
            start = start_of_content
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        at = start
        while (token := _OPENINGS.search(text, at, end)) is not None:
            close = ends.get(token.start(), 0)
            at = max(token.end(), close)
            if close > end:
                end = text.find("\n", close)
                end = len(text) if end < 0 else end
        yield _Unit(text[start:end], line)
        line += text.count("\n", start, end) + 1
        start = end + 1


def _closings(text: str) -> dict[int, int]:
    """Where each template, footnote and comment that opens at an offset ends."""
    ends: dict[int, int] = {}
    open_: list[tuple[str, int]] = []
    hidden: tuple[str, int] | None = None
    pairs = {"}}": "{{", "</ref": "<ref", "-->": "<!--", "</now": "<nowi"}
    for token in _OPENINGS.finditer(text):
        word = token[0].lower()
        kind = word if word in {"{{", "}}", "<!--", "-->"} else word[:5].rstrip(" >/")
        if kind in {"<ref", "</ref"} or word.startswith(("<ref", "</ref")):
            kind = "</ref" if word.startswith("</ref") else "<ref"
        if hidden:
            if pairs.get(kind) == hidden[0]:
                ends[hidden[1]] = token.end()
                hidden = None
            continue
        if kind in {"<!--", "<nowi"}:
            hidden = (kind, token.start())
        elif kind == "{{" or (kind == "<ref" and not word.endswith("/>")):
            open_.append((kind, token.start()))
        elif kind in {"}}", "</ref"} and any(o[0] == pairs[kind] for o in open_[-50:]):
            while open_:
                what, at = open_.pop()
                if what == pairs[kind]:
                    ends[at] = token.end()
                    break
    return ends


@dataclass(slots=True)
class _Reader:
    inliner: Inliner
    where: str
    blocks: list[Block] = field(default_factory=list)

    def read(self, units: Sequence[_Unit], depth: int) -> None:
        """Blocks of consecutive lines."""
        at = 0
        while at < len(units):
            unit = units[at]
            text = unit.text.lstrip(" \t:")
            if text.startswith("{|"):
                at = self._table(units, at, depth)
                continue
            self._line(unit)
            at += 1

    def _line(self, unit: _Unit) -> None:
        text = unit.text
        if not text.strip() or _MARKUP.fullmatch(text):
            return
        if heading := _HEADING.fullmatch(text.strip()):
            inner = self.inliner.text(heading[2], unit.line)
            if inner.text:
                self.blocks.append(Heading(inner, len(heading[1])))
            return
        if (item := _LIST.fullmatch(text)) and not item[1].startswith(";"):
            inner = self.inliner.text(item[2], unit.line)
            if not inner.text and not inner.flags:
                return
            indented = set(item[1]) == {":"}
            block = Paragraph(inner) if indented else Item(inner, len(item[1]) - 1)
            self.blocks.append(block)
            return
        inner = self.inliner.text(text.lstrip(";"), unit.line)
        if not inner.text and not inner.flags:
            return
        if text.startswith(";") or (inner.strong and len(inner.text) <= 80):
            self.blocks.append(Heading(inner, 7))
            return
        offset = 0
        for part in inner.text.split("\n"):
            if part.strip():
                spots = [(max(o - offset, 0), n) for o, n in inner.spots
                         if offset <= o < offset + len(part)]  # fmt: skip
                line = spots or [(0, inner.line_at(offset))]
                self.blocks.append(
                    Paragraph(Text(part.strip(), tuple(line), inner.references, inner.flags))
                )
            offset += len(part) + 1

    def _table(self, units: Sequence[_Unit], at: int, depth: int) -> int:
        """Read a table that begins at a unit; returns where what follows it begins."""
        start = at
        rows: list[list[tuple[list[_Unit], str, bool]]] = [[]]
        caption: list[_Unit] = []
        lines = [units[at].line]
        frame, level = False, 0
        at += 1
        while at < len(units):
            unit = units[at]
            text = unit.text.lstrip(" \t:")
            if level or text.startswith("{|"):
                level += text.startswith("{|") - text.startswith("|}")
                frame = True
                if rows[-1]:
                    rows[-1][-1][0].append(unit)
            elif text.startswith("|}"):
                at += 1
                break
            elif text.startswith("|+"):
                caption.append(_Unit(_cell_text(text[2:])[0], unit.line))
            elif text.startswith("|-"):
                rows.append([])
                lines.append(unit.line)
            elif text.startswith(("|", "!")):
                if not rows[-1]:
                    lines[-1] = unit.line
                for piece, line in _cells(text, unit.line):
                    content, attributes = _cell_text(piece)
                    rows[-1].append(([_Unit(content, line)], attributes, text.startswith("!")))
            elif rows[-1]:
                rows[-1][-1][0].append(unit)
                frame = frame or bool(re.match(r"\s*[*#]|==", unit.text))
            elif text.strip():
                self._line(unit)
            at += 1
        if frame and depth < _DEEPEST:
            for row in rows:
                for units_of_cell, _, _ in row:
                    self.read(units_of_cell, depth + 1)
            return at
        self._written(units[start].line, rows, lines, caption)
        return at

    def _written(
        self,
        line: int,
        rows: list[list[tuple[list[_Unit], str, bool]]],
        lines: list[int],
        caption: list[_Unit],
    ) -> None:
        kept = [(row, n) for row, n in zip(rows, lines, strict=True) if row]
        grid = []
        for row, _ in kept:
            cells = []
            for content, attributes, _ in row:
                spans = {name.lower(): int(n) for name, n in _SPAN.findall(attributes)}
                text = self.inliner.text("\n".join(u.text for u in content), content[0].line)
                cells.append(SpanCell(text, spans.get("rowspan", 1), spans.get("colspan", 1)))
            grid.append(cells)
        numbers = [n for _, n in kept]
        written = write_out(grid, where=self.where, lines=numbers)
        title = [self.inliner.text(unit.text, unit.line) for unit in caption]
        self.blocks.append(
            Table(
                line,
                tuple(
                    Row(n, cells, all(header for _, _, header in row), copies)
                    for (row, n), (cells, copies) in zip(kept, written, strict=True)
                ),
                title[0] if title else Text(),
            )
        )


def _cells(text: str, line: int) -> Iterator[tuple[str, int]]:
    """Cells of a table line, with the line on which each begins."""
    header = text.startswith("!")
    at, start, depth = 1, 1, 0
    while at < len(text):
        pair = text[at : at + 2]
        if pair in {"[[", "{{"}:
            depth += 1
            at += 2
        elif pair in {"]]", "}}"}:
            depth = max(0, depth - 1)
            at += 2
        elif not depth and (pair == "||" or (header and pair == "!!")):
            yield text[start:at], line + text.count("\n", 0, start)
            at += 2
            start = at
        else:
            at += 1
    yield text[start:], line + text.count("\n", 0, start)


def _cell_text(piece: str) -> tuple[str, str]:
    """Content and attributes of a cell."""
    head, mark, rest = piece.partition("|")
    if mark and len(head) < 500 and _ATTRIBUTES.match(head):
        return rest, head
    return piece, ""
