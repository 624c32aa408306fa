"""HTML text as a tree of elements, each text with its line: linear, and bounded.

Python's own parser gives every token with its line. It works in linear time on all text that is
closed, so what is never closed is cut off first (CVE-2025-6069 and its like in older releases).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from reconcile.reading.formats.limits import MAX_DEPTH, MAX_ELEMENTS, too_much

_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
     "track", "wbr"}
)  # fmt: skip
_BLOCK: Final = frozenset(
    {"address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div", "dl",
     "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"}
)  # fmt: skip
# What a start tag closes, up to the element that bounds it.
_CLOSES: Final = {
    "li": ({"li"}, {"ul", "ol", "dir", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "caption", "colgroup"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "thead": ({"thead", "tbody", "tfoot", "caption", "colgroup"}, {"table"}),
    "tbody": ({"thead", "tbody", "tfoot", "caption", "colgroup"}, {"table"}),
    "tfoot": ({"thead", "tbody", "tfoot", "caption", "colgroup"}, {"table"}),
    "option": ({"option"}, {"select"}),
    "rt": ({"rt", "rp"}, {"ruby"}),
    "rp": ({"rt", "rp"}, {"ruby"}),
    **{tag: ({"p"}, {"td", "th", "li", "table", "div"}) for tag in _BLOCK},
}
_DECLARED: Final = re.compile(r"<!\[")


@dataclass(slots=True)
class Node:
    """An element; its children are elements and (text, line)."""

    tag: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | tuple[str, int]] = field(default_factory=list)


def parse_html(text: str, where: str) -> Node:
    """The tree of an HTML text, however broken.

    Raises:
        UnreadableError: It has more elements than `MAX_ELEMENTS`.
    """
    builder = _Builder(where)
    builder.feed(_closed(text))
    builder.close()
    return builder.root


def _closed(text: str) -> str:
    """The text without what is never closed: a comment, a declaration, a tag."""
    text = _DECLARED.sub("<! [", text)  # marked sections of old word processors: declarations
    at = text.rfind("<!--")
    if at >= 0 and text.find("-->", at) < 0:
        start = at
        closed = text.rfind("-->")
        start = text.find("<!--", closed + 3 if closed >= 0 else 0)
        text = text[: start if start >= 0 else at]
    end = text.rfind(">")
    first = text.find("<", end + 1)
    return text if first < 0 else text[:first]


class _Builder(HTMLParser):
    def __init__(self, where: str) -> None:
        super().__init__(convert_charrefs=True)
        self.where = where
        self.root = Node("document", 1)
        self.stack = [self.root]
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise too_much(
                f"more than {MAX_ELEMENTS:,} elements", f"{self.where}:{self.getpos()[0]}"
            )
        closes, bounds = _CLOSES.get(tag, (set(), set()))
        if closes:
            self._close(closes, bounds)
        node = Node(tag, self.getpos()[0], {k: v or "" for k, v in attrs})
        self.stack[-1].children.append(node)
        if tag not in _VOID and len(self.stack) < MAX_DEPTH:
            self.stack.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self.stack[-1].tag == tag and tag not in {"p", "div", "span"}:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.stack) - 1, 0, -1):
            if self.stack[at].tag == tag:
                del self.stack[at:]
                return
            if self.stack[at].tag in {"table", "td", "th"} and tag not in {
                "table", "tr", "tbody", "thead", "tfoot", "div", "body", "html", "section",
            }:  # fmt: skip
                return

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append((data, self.getpos()[0]))

    def _close(self, closes: set[str], bounds: set[str]) -> None:
        for at in range(len(self.stack) - 1, 0, -1):
            if self.stack[at].tag in bounds:
                return
            if self.stack[at].tag in closes:
                del self.stack[at:]
                return
