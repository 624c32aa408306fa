"""How much an original may hold. Beyond it a reader stops with a message: no input hangs it."""

from __future__ import annotations

from typing import Final

from reconcile.errors import UnreadableError

MAX_BYTES: Final = 32 << 20  # of a file: the longest list page of Wikipedia has 2 MB
MAX_UNPACKED: Final = 128 << 20  # of a workbook's parts together
MAX_ELEMENTS: Final = 200_000  # elements of a web page, values of a JSON file
MAX_CELLS: Final = 500_000  # cells of all tables, spans written out
MAX_COLUMNS: Final = 1_000
MAX_DEPTH: Final = 100  # of what stands inside one another; deeper nesting is read as flat
MAX_LINE: Final = 200_000  # characters of one line or cell in a text format
MAX_PROSE: Final = 400_000  # characters that are searched for dated acts: a book has no more
MAX_TEMPLATE: Final = 50_000  # characters of wikitext that are parsed as one piece
MAX_PAGES: Final = 300
MAX_DRAWING: Final = 8 << 20  # bytes of operators that draw the pages of a PDF
PDF_MEMORY: Final = 1 << 30  # bytes that the process which reads a PDF may take
PDF_SECONDS: Final = 40  # of processor time


def too_much(what: str, where: str, hint: str = "") -> UnreadableError:
    """The error for an original that goes beyond a limit."""
    return UnreadableError(
        what,
        where=where,
        hint=hint or "Take the part that holds the list into a file of its own, and read that.",
    )


def check_size(data: bytes, where: str) -> None:
    """Refuse a file that is too large to be a list.

    Raises:
        UnreadableError: It has more than `MAX_BYTES`.
    """
    if len(data) > MAX_BYTES:
        raise too_much(
            f"has {len(data):,} bytes; an original may have {MAX_BYTES:,} ({MAX_BYTES >> 20} MiB)",
            where,
        )


def check_lines(text: str, where: str) -> None:
    """Refuse a text with a line that no list has.

    Raises:
        UnreadableError: A line has more than `MAX_LINE` characters.
    """
    start, number = 0, 1
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > MAX_LINE:
            raise too_much(
                f"a line of {end - start:,} characters; a line may have {MAX_LINE:,}",
                f"{where}:{number}",
            )
        start, number = end + 1, number + 1
