"""PDF files: ruled tables as tables, all other text as lines, page by page.

A PDF can unpack into any amount of data, so it is read in a process of its own that may take so
much memory and processor time and no more. What comes back is text and cells alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, Final

from reconcile.errors import UnreadableError
from reconcile.reading.formats.blocks import Block, Document, Row, Table, text_of
from reconcile.reading.formats.limits import MAX_PAGES, PDF_MEMORY, PDF_SECONDS, too_much
from reconcile.reading.formats.plain import plain_blocks
from reconcile.reading.lines import Line

PAGE_STEP: Final = 1000  # a line is 1000 * page + line on the page
_HINT: Final = "Export the list from it as a spreadsheet or text, and read that."


def read_pdf(data: bytes, where: str) -> Document:
    """The text and tables of a PDF; a table that runs over pages is one.

    Raises:
        UnreadableError: It is no PDF, is locked, holds no text (a scan), or goes beyond a limit.
    """
    pages = _extracted(data, where)
    lines: list[Line] = []
    blocks: list[Block] = []
    run: list[Line] = []
    for page, parts in enumerate(pages, start=1):
        number = page * PAGE_STEP
        for part in parts:
            if "text" in part:
                number += 1
                run.append(Line(number, part["text"].strip(), part["text"]))
                lines.append(run[-1])
                continue
            blocks += plain_blocks(run)
            run = []
            rows = []
            for cells in part["rows"]:
                number += 1
                text = "\t".join(cell.replace("\n", " ") for cell in cells).strip()
                lines.append(Line(number, text, text))
                rows.append(Row(number, tuple(text_of(_joined(c), number) for c in cells)))
            if rows:
                _add_table(blocks, rows)
    blocks += plain_blocks(run)
    if not any(line.text for line in lines):
        raise UnreadableError(
            "holds no text; its pages are images (a scan)", where=where,
            hint="Run it through text recognition, or type the list into a spreadsheet.",
        )  # fmt: skip
    return Document(format="pdf", lines=tuple(lines), blocks=tuple(blocks))


def _add_table(blocks: list[Block], rows: list[Row]) -> None:
    """Add a table; one that goes on from the page before continues that one."""
    last = blocks[-1] if blocks else None
    if isinstance(last, Table) and last.rows and len(last.rows[-1].cells) == len(rows[0].cells):
        head = [cell.text for cell in last.rows[0].cells]
        again = [cell.text for cell in rows[0].cells] == head
        del again  # a header that is printed again is told by the layout
        blocks[-1] = Table(last.line, (*last.rows, *rows))
    else:
        blocks.append(Table(rows[0].line, tuple(rows)))


def _joined(cell: str) -> str:
    """A wrapped cell on one line: Chinese is joined without a space."""
    out = ""
    for piece in cell.split("\n"):
        piece = piece.strip()
        glue = "" if not out or not piece or (out[-1] > "\u2e80" and piece[0] > "\u2e80") else " "
        if out.endswith(("-", ".", "/")) and piece[:1].isdigit():
            glue = ""
        out += glue + piece
    return out


def _extracted(data: bytes, where: str) -> list[list[dict[str, Any]]]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reconcile.reading.formats.pdf_worker"],
            input=data,
            capture_output=True,
            timeout=PDF_SECONDS * 5,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise too_much("takes too long to read", where, _HINT) from None
    if done.returncode == 0:
        return json.loads(done.stdout)  # type: ignore[no-any-return]
    told = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    if done.returncode == 9 and told:
        raise UnreadableError(told, where=where, hint=_HINT)
    raise too_much(
        f"takes more than {PDF_MEMORY >> 20} MiB or {PDF_SECONDS} seconds of work to read "
        f"(or more than {MAX_PAGES} pages)",
        where,
        _HINT,
    )
