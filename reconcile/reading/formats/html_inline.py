"""The text of a page's elements on one line: flags, footnote marks, line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from reconcile.reading.formats.blocks import Block, Skipped, Writer
from reconcile.reading.formats.html_shape import around, lines_of
from reconcile.reading.formats.html_tree import Node

_MARK: Final = re.compile(r"\[\s*(\d{1,4})\s*\]")
_FLAGGED: Final = re.compile(r"\b(?:flagicon|flag)\b|[Ff]lag[_ ]of|国旗|國旗")
_FLAG_WORDS: Final = re.compile(
    r"^(?:flag of|flagge von)\s+|\s+flag$|^File:|Flag_of_|\.(?:svg|png|gif).*$|(?:的)?[国國]旗$",
    re.IGNORECASE,
)
_MARK_PIECES: Final = 200  # texts and elements that are looked at in a footnote mark


def write_inline(
    node: Node, writer: Writer, *, skipped: list[Block] | None = None, strong: bool = False
) -> None:
    """Write what stands in an element; what is no content goes to `skipped`."""
    for child in node.children:
        if isinstance(child, tuple):
            writer.add(child[0], child[1], strong=strong)
        else:
            write_node(child, writer, skipped=skipped, strong=strong)


def write_node(
    node: Node, writer: Writer, *, skipped: list[Block] | None = None, strong: bool = False
) -> None:
    """Write an element itself, as `write_inline` does each one inside."""
    if (why := around(node)) is not None or node.tag in {"rt", "rp"}:
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
        write_inline(node, writer, skipped=skipped, strong=strong or node.tag in {"b", "strong"})
        if own_line and node.tag != "br":
            writer.end_line()


def _note_lines(node: Node, why: str, skipped: list[Block] | None) -> None:
    lines = tuple(dict.fromkeys(lines_of(node)))
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
    if title and "flag" in node.attributes.get("class", "") and not any(lines_of(node)):
        writer.flags.append(_FLAG_WORDS.sub("", title))


def _marks(node: Node) -> list[int]:
    """Footnote numbers of a raised mark; [0] stands for one that is no number."""
    # Not by `write_inline`, which asks for the marks of each mark inside: twice as long per level.
    text = " ".join("".join(islice(_texts(node), _MARK_PIECES)).split())
    numbers = [int(mark) for mark in _MARK.findall(text)]
    if numbers or re.fullmatch(r"[\[(（【][^\]]{1,20}[\])）】]|[a-z*†‡]", text):
        return numbers or [0]
    return []


def _texts(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, tuple):
            yield child[0]
        else:
            yield ""
            yield from _texts(child)
