"""Web pages: headings, lists and tables, with the line of every text.

What a page shows only on demand (a collapsed box) is read; what stands around the content
(navigation, forms, edit links) is set aside with its reason. Of ruby text the base is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
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
from reconcile.reading.formats.html_tree import Node, parse_html
from reconcile.reading.formats.spans import SpanCell, write_out
from reconcile.reading.lines import split_lines

_INLINE: Final = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "em",
     "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s",
     "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)  # fmt: skip
_HIDDEN: Final = frozenset({"style", "script", "template", "noscript", "object", "svg", "iframe"})
_AROUND: Final = {
    "nav": "navigation",
    "footer": "foot of the page",
    "form": "a form",
    "button": "a button",
    "select": "a choice",
    "textarea": "a form",
    "aside": "beside the content",
}
_CLASSES: Final = (
    (re.compile(r"\b(?:navbox|vertical-navbox|sidebar|catlinks|toc|menu|nav|navbar|breadcrumbs?|"
                r"crumbs?|mw-jump-link|mw-indicators|navigation)\b"), "navigation"),
    (re.compile(r"\bmw-editsection\b"), "an edit link"),
    (re.compile(r"\b(?:infobox|ambox|metadata|sistersitebox|shortdescription|printfooter|"
                r"authority-control|noprint|thumbcaption)\b"), "a box of the site"),
    (re.compile(r"\bhatnote\b"), "a pointer to another page"),
    (re.compile(r"\b(?:footer|copyright|foot)\b"), "foot of the page"),
    (re.compile(r"(?<![\w-])(?:header|topbar|banner|site-header|page-header)(?![\w-])"),
     "head of the page"),
)  # fmt: skip
_INVISIBLE_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_REFERENCES: Final = re.compile(r"\b(?:references|reflist|references-small|mw-references)\b")
_HEADINGS: Final = {f"h{n}": n for n in range(1, 7)}
_MARK: Final = re.compile(r"\[\s*(\d{1,4})\s*\]")
_FLAGGED: Final = re.compile(r"\b(?:flagicon|flag)\b|[Ff]lag[_ ]of|国旗|國旗")
_FLAG_WORDS: Final = re.compile(
    r"^(?:flag of|flagge von)\s+|\s+flag$|^File:|Flag_of_|\.(?:svg|png|gif).*$|(?:的)?[国國]旗$",
    re.IGNORECASE,
)


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
            elif (why := _around(child)) is not None:
                self._skip(child, why)
            elif child.tag == "title":
                writer = Writer()
                _inline(child, writer)
                self.title = self.title or writer.text().flat()
                self._skip(child, "title of the page")
            elif child.tag == "br":
                self._break()
            elif child.tag in _INLINE and not _has_blocks(child):
                _inline_node(child, self.writer, skipped=self.blocks)
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
        lines = tuple(dict.fromkeys(_lines(node)))
        if lines:
            self.blocks.append(Skipped(lines, why))

    def _heading(self, node: Node) -> None:
        self.flush()
        writer = Writer()
        _inline(node, writer, skipped=self.blocks)
        text = writer.text()
        if text.text.strip():
            self.blocks.append(Heading(text, _HEADINGS[node.tag]))

    def _list(self, node: Node) -> None:
        self.flush()
        notes, self.notes = self.notes, self.notes or _is_references(node)
        self.depth += 1
        for child in node.children:
            if isinstance(child, tuple):
                self.writer.add(*child)
            elif child.tag in {"li", "dt", "dd"}:
                self._item(child)
            elif (why := _around(child)) is not None:
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
            _inline(node, writer)
            number = 1 + sum(isinstance(block, Note) for block in self.blocks)
            self.blocks.append(note_of_text(writer.text(), number))
            return
        if (why := _around(node)) is not None:
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
        rows = _rows(node)
        if _is_frame(node, rows):
            depth, self.depth = self.depth, -1
            for child in _cells_of(node):
                self.blocks_of(child)
                self.flush()
            self.depth = depth
            return
        caption = Writer()
        for part in node.children:
            if isinstance(part, Node) and part.tag == "caption":
                _inline(part, caption)
        grid: list[list[SpanCell]] = []
        headers: list[bool] = []
        lines: list[int] = []
        for row, in_head in rows:
            cells = [c for c in row.children if isinstance(c, Node) and c.tag in {"td", "th"}]
            if not cells or _invisible(row):
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
    _inline(node, writer, skipped=skipped)
    spans = [_number(node.attributes.get(name, "")) for name in ("rowspan", "colspan")]
    text = writer.text()
    return SpanCell(replace(text, strong=text.strong or node.tag == "th"), spans[0], spans[1])


def _number(text: str) -> int:
    match = re.match(r"\s*(\d{1,9})", text)
    return int(match[1]) if match else 1


def _inline(
    node: Node, writer: Writer, *, skipped: list[Block] | None = None, strong: bool = False
) -> None:
    for child in node.children:
        if isinstance(child, tuple):
            writer.add(child[0], child[1], strong=strong)
        else:
            _inline_node(child, writer, skipped=skipped, strong=strong)


def _inline_node(
    node: Node, writer: Writer, *, skipped: list[Block] | None = None, strong: bool = False
) -> None:
    if (why := _around(node)) is not None or node.tag in {"rt", "rp"}:
        _note_lines(node, why or "the reading beside a word", skipped)
    elif node.tag == "img":
        _image(node, writer)
    elif node.tag == "sup" and (marks := _marks(node)):
        writer.references.extend(marks)
        _note_lines(node, "a footnote mark", skipped)
    else:
        own_line = node.tag in {"br", "li", "p", "div", "tr", "dt", "dd"}
        if own_line:
            writer.end_line()
        _flag_title(node, writer)
        _inline(node, writer, skipped=skipped, strong=strong or node.tag in {"b", "strong"})
        if own_line and node.tag != "br":
            writer.end_line()


def _note_lines(node: Node, why: str, skipped: list[Block] | None) -> None:
    lines = tuple(dict.fromkeys(_lines(node)))
    if lines and skipped is not None:
        skipped.append(Skipped(lines, why))


def _image(node: Node, writer: Writer) -> None:
    for name in ("alt", "title", "src"):
        value = node.attributes.get(name, "")
        if value and (_FLAGGED.search(value) or name == "alt"):
            country = _FLAG_WORDS.sub("", value.rpartition("/")[2]).replace("_", " ").strip()
            if country:
                writer.flags.append(country)
                return


def _flag_title(node: Node, writer: Writer) -> None:
    """A flag without an image: its title names the country."""
    title = node.attributes.get("title", "")
    if title and "flag" in node.attributes.get("class", "") and not any(_lines(node)):
        writer.flags.append(_FLAG_WORDS.sub("", title))


def _marks(node: Node) -> list[int]:
    """Footnote numbers of a raised mark; [0] stands for one that is no number."""
    # Not by `_inline`, which asks for the marks of each mark inside: twice as long per level.
    text = " ".join("".join(islice(_texts(node), _MARK_PIECES)).split())
    numbers = [int(mark) for mark in _MARK.findall(text)]
    if numbers or re.fullmatch(r"[\[(（【][^\]]{1,20}[\])）】]|[a-z*†‡]", text):
        return numbers or [0]
    return []


_MARK_PIECES: Final = 200  # texts and elements that are looked at in a footnote mark


def _texts(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, tuple):
            yield child[0]
        else:
            yield ""
            yield from _texts(child)


def _around(node: Node) -> str | None:
    """Why an element is set aside, `None` where it is content."""
    if node.tag in _HIDDEN:
        return "not shown"
    if node.tag in _AROUND and not (node.tag in {"form", "aside"} and _holds_table(node)):
        return _AROUND[node.tag]
    if _invisible(node):
        return "hidden"
    names = f"{node.attributes.get('class', '')} {node.attributes.get('id', '')}".lower()
    if node.attributes.get("role") in {"navigation", "search"}:
        return "navigation"
    if names.strip() and node.tag not in {"body", "html", "main"}:
        for pattern, why in _CLASSES:
            if pattern.search(names) and not (node.tag == "div" and _holds_table(node)):
                if why == "head of the page" and _holds(node, "h1"):
                    continue
                return why
    return None


def _invisible(node: Node) -> bool:
    style = node.attributes.get("style", "")
    return "hidden" in node.attributes or bool(style and _INVISIBLE_STYLE.search(style))


def _holds_table(node: Node) -> bool:
    return _holds(node, "table")


def _holds(node: Node, tag: str) -> bool:
    return any(child.tag == tag for child in _descendants(node))


def _descendants(node: Node) -> list[Node]:
    found: list[Node] = []
    waiting = [node]
    while waiting:
        for child in waiting.pop().children:
            if isinstance(child, Node):
                found.append(child)
                waiting.append(child)
    return found


def _has_blocks(node: Node) -> bool:
    return any(c.tag not in _INLINE and c.tag not in _HIDDEN for c in _descendants(node))


def _lines(node: Node) -> list[int]:
    """Lines on which an element has text to see."""
    found: list[int] = []
    for child in [node, *_descendants(node)]:
        for piece in child.children:
            if isinstance(piece, tuple):
                found += [
                    n for n, text in enumerate(piece[0].split("\n"), start=piece[1]) if text.strip()
                ]
    return found


def _is_references(node: Node) -> bool:
    return bool(_REFERENCES.search(node.attributes.get("class", "")))


def _rows(table: Node) -> list[tuple[Node, bool]]:
    """Rows of a table itself, and whether each stands in its head."""
    rows: list[tuple[Node, bool]] = []
    for child in table.children:
        if isinstance(child, Node) and child.tag == "tr":
            rows.append((child, False))
        elif isinstance(child, Node) and child.tag in {"thead", "tbody", "tfoot"}:
            rows += [
                (row, child.tag == "thead")
                for row in child.children
                if isinstance(row, Node) and row.tag == "tr"
            ]
    return rows


def _cells_of(table: Node) -> list[Node]:
    return [
        cell
        for row, _ in _rows(table)
        for cell in row.children
        if isinstance(cell, Node) and cell.tag in {"td", "th"}
    ] + [c for c in table.children if isinstance(c, Node) and c.tag == "caption"]


def _is_frame(table: Node, rows: list[tuple[Node, bool]]) -> bool:
    """Whether a table only arranges the page: it holds tables, lists or headings."""
    inner = {node.tag for node in _descendants(table)}
    if "table" in inner:
        return True
    first = [c for c in rows[0][0].children if isinstance(c, Node)] if rows else []
    headed = len(first) > 1 and all(c.tag == "th" for c in first)
    return bool(inner & {"ul", "ol", "dl", "h2", "h3", "h4"}) and not headed
