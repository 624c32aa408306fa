"""Reads a PDF from stdin and prints its pages as JSON; run by `pdf` as a process of its own."""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any

from reconcile.reading.formats.limits import MAX_DRAWING, MAX_PAGES, PDF_MEMORY, PDF_SECONDS

REFUSED = 9  # the exit code of a file that is refused with a message
_GAP = 1.8  # times the height of the text: a wider gap parts two cells


def pages(data: bytes) -> list[list[dict[str, Any]]]:
    """Per page its lines ({text}) and tables ({rows}) from top to bottom."""
    import pdfplumber

    found = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            refuse(f"has {len(pdf.pages)} pages; a list may have {MAX_PAGES}")
        left = MAX_DRAWING
        for page in pdf.pages:
            left -= _drawing(page)
            if left < 0:
                refuse(f"unpacks to more than {MAX_DRAWING >> 20} MiB of drawing")
            found.append(_page(page))
            page.close()
    return found


def _drawing(page: Any) -> int:
    """How many bytes of operators draw a page: a packed stream of nothing but them is a bomb."""
    from pdfminer.pdftypes import PDFStream, resolve1

    streams = (resolve1(each) for each in page.page_obj.contents)
    return sum(len(each.get_data()) for each in streams if isinstance(each, PDFStream))


def _page(page: Any) -> list[dict[str, Any]]:
    tables = [t for t in page.find_tables() if _is_table(t)]
    parts: list[tuple[float, dict[str, Any]]] = []
    for table in tables:
        rows = [[cell or "" for cell in row] for row in table.extract(x_tolerance=2)]
        parts.append((table.bbox[1], {"rows": [row for row in rows if any(map(str.strip, row))]}))
    boxes = [table.bbox for table in tables]
    words = [
        word
        for word in page.extract_words(x_tolerance=2, y_tolerance=3, keep_blank_chars=False)
        if not any(
            x0 - 1 <= (word["x0"] + word["x1"]) / 2 <= x1 + 1
            and top - 1 <= (word["top"] + word["bottom"]) / 2 <= bottom + 1
            for x0, top, x1, bottom in boxes
        )
    ]
    for line in _lines(words):
        parts.append((line[0]["top"], {"text": _text(line)}))
    return [part for _, part in sorted(parts, key=lambda part: part[0])]


def _is_table(table: Any) -> bool:
    rows = table.rows
    return len(rows) > 1 and max(len([c for c in row.cells if c]) for row in rows) > 1


def _lines(words: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Words of one line together, from left to right."""
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda w: ((w["top"] + w["bottom"]) / 2, w["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if lines and lines[-1][0]["top"] - 1 <= middle <= lines[-1][0]["bottom"] + 1:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w["x0"]) for line in lines]


def _text(line: list[dict[str, Any]]) -> str:
    """The words of a line; a tab stands for a gap that parts cells."""
    out, end = "", 0.0
    for word in line:
        height = word["bottom"] - word["top"]
        if out:
            gap = word["x0"] - end
            close = gap < 0.3 * height and out[-1] > "\u2e80" and word["text"][0] > "\u2e80"
            out += "\t" if gap > _GAP * height else "" if close else " "
        out += word["text"]
        end = word["x1"]
    return out


def refuse(why: str) -> None:
    """End the process with a message for the user."""
    sys.stderr.write(why + "\n")
    raise SystemExit(REFUSED)


def main() -> None:
    """Read stdin under the limits."""
    try:
        import resource
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PDF_SECONDS, PDF_SECONDS + 5))
    logging.disable(logging.CRITICAL)
    data = sys.stdin.buffer.read()
    try:
        found = pages(data)
    except Exception as error:
        if isinstance(error, MemoryError) or "MemoryError" in repr(error):
            refuse(f"needs more than {PDF_MEMORY >> 20} MiB of memory to read")
        name = type(error).__name__
        locked = "Password" in name or "Password" in str(error)
        refuse(
            "is locked with a password" if locked else f"this is no PDF that can be read ({name})"
        )
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
