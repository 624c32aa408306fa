"""What an element of a page is: content, around the content, hidden, a frame, references."""

from __future__ import annotations

import re
from typing import Final

from reconcile.reading.formats.html_tree import Node

INLINE: Final = frozenset(
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


def around(node: Node) -> str | None:
    """Why an element is set aside, `None` where it is content."""
    if node.tag in _HIDDEN:
        return "not shown"
    if node.tag in _AROUND and not (node.tag in {"form", "aside"} and _holds_table(node)):
        return _AROUND[node.tag]
    if invisible(node):
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


def invisible(node: Node) -> bool:
    """Whether an element says that it is not to be shown."""
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


def has_blocks(node: Node) -> bool:
    """Whether an element holds more than text in a line."""
    return any(c.tag not in INLINE and c.tag not in _HIDDEN for c in _descendants(node))


def lines_of(node: Node) -> list[int]:
    """Lines on which an element has text to see."""
    found: list[int] = []
    for child in [node, *_descendants(node)]:
        for piece in child.children:
            if isinstance(piece, tuple):
                found += [
                    n for n, text in enumerate(piece[0].split("\n"), start=piece[1]) if text.strip()
                ]
    return found


def is_references(node: Node) -> bool:
    """Whether an element is a list of footnotes."""
    return bool(_REFERENCES.search(node.attributes.get("class", "")))


def rows_of(table: Node) -> list[tuple[Node, bool]]:
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


def cells_of(table: Node) -> list[Node]:
    """The cells of a table itself, its caption last."""
    return [
        cell
        for row, _ in rows_of(table)
        for cell in row.children
        if isinstance(cell, Node) and cell.tag in {"td", "th"}
    ] + [c for c in table.children if isinstance(c, Node) and c.tag == "caption"]


def is_frame(table: Node, rows: list[tuple[Node, bool]]) -> bool:
    """Whether a table only arranges the page: it holds tables, lists or headings."""
    inner = {node.tag for node in _descendants(table)}
    if "table" in inner:
        return True
    first = [c for c in rows[0][0].children if isinstance(c, Node)] if rows else []
    headed = len(first) > 1 and all(c.tag == "th" for c in first)
    return bool(inner & {"ul", "ol", "dl", "h2", "h3", "h4"}) and not headed
