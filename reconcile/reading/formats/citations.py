"""Footnotes that a document defines, from their printed text."""

from __future__ import annotations

import re
from typing import Final

from reconcile.model import Source
from reconcile.names.dates import parse_date
from reconcile.reading.footnotes import footnote
from reconcile.reading.formats.blocks import Note, Text
from reconcile.reading.lines import Line

_NOBODY: Final = Source(id="", title="", language="en")
_BACK: Final = re.compile(r"^\s*(?:[\^↑]\s*)?(?:(?:[a-z]|\d{1,2}\.\d{1,2})\s+)*(?:跳转[至到]：?)?")
# 《Title》. site. or: Title. site. [2020-05-09].
_CHINESE: Final = re.compile(
    r"(?:《(?P<quoted>[^》]+)》|(?P<title>[^.。\[［]{2,80}))\s*[.。，,]?\s*(?P<rest>.*)"
)
_SEEN: Final = re.compile(r"[\[［【(（](?P<date>\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?)[\]］】)）]")
_HAN: Final = re.compile("[\u4e00-\u9fff]")


def note_of_text(text: Text, number: int) -> Note:
    """The footnote that a text prints, with its running number."""
    plain = _BACK.sub("", text.flat())
    read = footnote(Line(0, f"^ {plain}", ""), _NOBODY, number=number)
    if not read.title and _HAN.search(plain) and (match := _CHINESE.match(plain)):
        seen = _SEEN.search(plain)
        rest = _SEEN.sub("", match["rest"]).strip(" .。，,")
        parts = [part.strip() for part in re.split(r"[.。]\s+|[，,]\s*", rest) if part.strip()]
        dates = [parse_date(part.strip("()（） ")) for part in parts]
        return Note(
            number,
            text.lines,
            site=next((p for p, d in zip(parts, dates, strict=True) if not d), ""),
            title=(match["quoted"] or match["title"]).strip(),
            published=next(filter(None, dates), ""),
            retrieved=parse_date(seen["date"]) if seen else "",
        )
    return Note(number, text.lines, read.site, read.title, read.published, read.retrieved)
