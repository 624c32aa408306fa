"""Web pages: headings, lists and tables, with the line of every text.

What a page shows only on demand (a collapsed box) is read; what stands around the content
(navigation, forms, edit links) is set aside with its reason. Of ruby text the base is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from reconcile.reading.formats.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Note,
    Paragraph,
    Row,
    Skipped,
    Table,
    Writer,
)
from reconcile.reading.formats.citations import note_of_text
from reconcile.reading.formats.html_inline import write_inline, write_node
from reconcile.reading.formats.html_shape import (
    INLINE,
    around,
    cells_of,
    has_blocks,
    invisible,
    is_frame,
    is_references,
    lines_of,
    rows_of,
)
from reconcile.reading.formats.html_tree import Node, parse_html
from reconcile.reading.formats.spans import SpanCell, write_out
from reconcile.reading.lines import split_lines

_HEADINGS: Final = {f"h{n}": n for n in range(1, 7)}


def read_html(text: str, where: str) -> Document:
    """A web page as blocks.

    Raises:
        UnreadableError: It goes beyond a limit.
    """
    walker = _Walker(where)
    walker.blocks_of(parse_html(text, where))
    walker.flush()
    return Document(
        format="html",
        lines=split_lines(text),
        blocks=tuple(walker.blocks),
        title=walker.title,
    )


@dataclass(slots=True)
class _Walker:
    where: str
    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    writer: Writer = field(default_factory=Writer)
    depth: int = -1  # of lists
    in_item: bool = False
    notes: bool = False

    def blocks_of(self, node: Node) -> None:
        """Blocks of all that stands in an element."""
        for child in node.children:
            if isinstance(child, tuple):
                self.writer.add(child[0], child[1])
            elif (why := around(child)) is not None:
                self._skip(child, why)
            elif child.tag == "title":
                writer = Writer()
                write_inline(child, writer)
                self.title = self.title or writer.text().flat()
                self._skip(child, "title of the page")
            elif child.tag == "br":
                self._break()
            elif child.tag in INLINE and not has_blocks(child):
                write_node(child, self.writer, skipped=self.blocks)
            elif child.tag in _HEADINGS:
                self._heading(child)
            elif child.tag in {"ul", "ol", "dl", "dir", "menu"}:
                self._list(child)
            elif child.tag == "table":
                self.flush()
                self._table(child)
            else:
                self.flush()
                self.blocks_of(child)
                self.flush()

    def flush(self) -> None:
        """End the running paragraph."""
        text, self.writer = self.writer.text(), Writer()
        if not text.text.strip() and not text.flags:
            return
        if self.in_item:
            self.blocks.append(Item(text, max(self.depth, 0)))
            self.in_item = False
        elif text.strong and len(text.text) <= 80:
            self.blocks.append(Heading(text, 7))
        else:
            self.blocks.append(Paragraph(text))

    def _break(self) -> None:
        if self.in_item:
            self.writer.add(" ", 0)
        else:
            self.flush()

    def _skip(self, node: Node, why: str) -> None:
        lines = tuple(dict.fromkeys(lines_of(node)))
        if lines:
            self.blocks.append(Skipped(lines, why))

    def _heading(self, node: Node) -> None:
        self.flush()
        writer = Writer()
        write_inline(node, writer, skipped=self.blocks)
        text = writer.text()
        if text.text.strip():
            self.blocks.append(Heading(text, _HEADINGS[node.tag]))

    def _list(self, node: Node) -> None:
        self.flush()
        notes, self.notes = self.notes, self.notes or is_references(node)
        self.depth += 1
        for child in node.children:
            if isinstance(child, tuple):
                self.writer.add(*child)
            elif child.tag in {"li", "dt", "dd"}:
                self._item(child)
            elif (why := around(child)) is not None:
                self._skip(child, why)
            else:
                self.blocks_of(child)
        self.flush()
        self.depth -= 1
        self.notes = notes

    def _item(self, node: Node) -> None:
        self.flush()
        if self.notes or node.attributes.get("id", "").startswith("cite_note"):
            writer = Writer()
            write_inline(node, writer)
            number = 1 + sum(isinstance(block, Note) for block in self.blocks)
            self.blocks.append(note_of_text(writer.text(), number))
            return
        if (why := around(node)) is not None:
            self._skip(node, why)
            return
        deeper = node.tag == "dd"
        self.depth += deeper
        self.in_item = True
        self.blocks_of(node)
        self.flush()
        self.in_item = False
        self.depth -= deeper

    def _table(self, node: Node) -> None:
        rows = rows_of(node)
        if is_frame(node, rows):
            depth, self.depth = self.depth, -1
            for child in cells_of(node):
                self.blocks_of(child)
                self.flush()
            self.depth = depth
            return
        caption = Writer()
        for part in node.children:
            if isinstance(part, Node) and part.tag == "caption":
                write_inline(part, caption)
        grid: list[list[SpanCell]] = []
        headers: list[bool] = []
        lines: list[int] = []
        for row, in_head in rows:
            cells = [c for c in row.children if isinstance(c, Node) and c.tag in {"td", "th"}]
            if not cells or invisible(row):
                self._skip(row, "hidden")
                continue
            grid.append([_cell(cell, self.blocks) for cell in cells])
            headers.append(in_head or all(cell.tag == "th" for cell in cells))
            lines.append(row.line)
        written = write_out(grid, where=self.where, lines=lines)
        self.blocks.append(
            Table(
                node.line,
                tuple(
                    Row(line, cells, header, copies)
                    for line, (cells, copies), header in zip(lines, written, headers, strict=True)
                ),
                caption.text(),
            )
        )


def _cell(node: Node, skipped: list[Block]) -> SpanCell:
    writer = Writer()
    write_inline(node, writer, skipped=skipped)
    spans = [_number(node.attributes.get(name, "")) for name in ("rowspan", "colspan")]
    text = writer.text()
    return SpanCell(replace(text, strong=text.strong or node.tag == "th"), spans[0], spans[1])


def _number(text: str) -> int:
    match = re.match(r"\s*(\d{1,9})", text)
    return int(match[1]) if match else 1
