"""Originals in real formats to blocks: web pages, wikitext, workbooks, CSV, JSON, PDF, text.

    bytes --sniff--> format --decode, parse--> Document (blocks with their lines)

The registry is `FORMATS`; each format is a module that is imported when it is first needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from reconcile.errors import UnreadableError
from reconcile.reading.decode import decode
from reconcile.reading.formats.blocks import Document
from reconcile.reading.formats.limits import check_lines, check_size

FORMATS: Final = ("text", "html", "wikitext", "csv", "xlsx", "pdf", "json")
_SUFFIXES: Final = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".mht": "html",
    ".wiki": "wikitext", ".wikitext": "wikitext", ".mediawiki": "wikitext", ".mw": "wikitext",
    ".csv": "csv", ".tsv": "csv", ".tab": "csv",
    ".json": "json", ".jsonl": "json", ".ndjson": "json",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".pdf": "pdf",
}  # fmt: skip
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?"
    r"<(?:!doctype html|html|head|body|table|ul|ol|div|h[1-6]|section|article|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON: Final = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*(?:[{\"]|\[\s*[\"\d]|-?\d+\s*,))")
_WIKI: Final = re.compile(r"^\{\||^\|-|^==+[^=\n]+==+\s*$|^\s*[*#]+\s*(?:\{\{|\[\[)", re.MULTILINE)
_OLD: Final = b"\xd0\xcf\x11\xe0"


def sniff(data: bytes, name: str) -> str:
    """The format of an original: what its bytes say, else its suffix, else what its text says.

    Raises:
        UnreadableError: It is a file that no reader reads, such as an old .xls or .doc.
    """
    suffix = PurePath(name).suffix.lower()
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        if b"xl/" in data or suffix in {".xlsx", ".xlsm"}:
            return "xlsx"
        raise UnreadableError(
            "is a zip file but no workbook", where=name,
            hint="Save a document as HTML or text; unpack an archive first.",
        )  # fmt: skip
    if data.startswith(_OLD):
        raise UnreadableError(
            "is an old binary Office file (.xls or .doc)", where=name,
            hint="Save it as .xlsx, or as HTML or text.",
        )  # fmt: skip
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    head = data[:200_000].decode("utf-8", errors="replace").lstrip("\ufeff")
    if _HTML.match(head):
        return "html"
    if _JSON.match(head):
        return "json"
    if len(_WIKI.findall(head)) > 1 and re.search(r"\[\[|\{\{|\{\|", head):
        return "wikitext"
    return "text"


def open_document(
    data: bytes, *, where: str, format: str = "", encoding: str = "", delimiter: str = ""
) -> Document:
    """An original as blocks.

    Args:
        data: Its bytes.
        where: Its name; its suffix helps to tell the format.
        format: One of `FORMATS`; told from the bytes where it is empty.
        encoding: A codec's name for text formats; told from the bytes where it is empty.
        delimiter: What parts the cells of a CSV file; told from the rows where it is empty.

    Raises:
        UnreadableError: It cannot be read, or goes beyond a limit (`limits`).
    """
    check_size(data, where)
    format = format or sniff(data, where)
    if format == "xlsx":
        from reconcile.reading.formats.workbook import read_workbook

        return read_workbook(data, where)
    if format == "pdf":
        from reconcile.reading.formats.pdf import read_pdf

        return read_pdf(data, where)
    return parse_text(decode(data, where=where, encoding=encoding), format, where, delimiter)


def parse_text(text: str, format: str, where: str, delimiter: str = "") -> Document:
    """A text of a text format as blocks."""
    if format == "csv":
        from reconcile.reading.formats.delimited import read_delimited

        check_lines(text, where)
        return read_delimited(text, where, delimiter=delimiter)
    if format not in {"html", "json"}:
        check_lines(text, where)
    return _parser(format)(text, where)


def _parser(format: str) -> Callable[[str, str], Document]:
    if format == "html":
        from reconcile.reading.formats.html import read_html

        return read_html
    if format == "wikitext":
        from reconcile.reading.formats.wikitext import read_wikitext

        return read_wikitext
    if format == "json":
        from reconcile.reading.formats.json_text import read_json

        return read_json
    from reconcile.reading.formats.plain import read_plain

    return read_plain
