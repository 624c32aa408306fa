"""Lines of styled text of a fixed width, in which a Chinese character takes two columns."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reconcile.reporters.safe import visible
from reconcile.reporters.wrapping import cell_width, wrapped

if TYPE_CHECKING:
    from rich.console import Console

Piece = tuple[str, str]
"""Text and its Rich style."""

LEAST_WIDTH, MOST_WIDTH = 40, 200


class Page:
    r"""Text being laid out, line by line.

    Args:
        width: Columns, brought into 40 to 200.
        color: Whether to write terminal colours.

    Example:
        >>> page = Page(width=40, color=False)
        >>> page.line("Turku", right="图尔库")
        >>> page.text
        'Turku                             图尔库\n'
    """

    def __init__(self, *, width: int, color: bool) -> None:
        self.width = max(LEAST_WIDTH, min(width, MOST_WIDTH))
        self._color = color
        self._out = io.StringIO()

    @property
    def text(self) -> str:
        """Everything so far."""
        return self._out.getvalue()

    def blank(self) -> None:
        """An empty line."""
        self._out.write("\n")

    def heading(self, text: str, style: str = "bold") -> None:
        """A heading, with an empty line above it."""
        self.blank()
        self.line(text, style=style)

    def line(
        self,
        text: str,
        *,
        style: str = "",
        indent: int = 0,
        hang: int | None = None,
        right: str = "",
    ) -> None:
        """A paragraph, wrapped; `right` stands at the right edge of its first line, dimmed.

        Args:
            text: What to print; what cannot be seen in it is escaped.
            style: Rich style of the text.
            indent: Columns before the first line.
            hang: Columns before the lines after it (default: `indent`).
            right: A short text such as an id; the paragraph keeps clear of its columns.
        """
        aside = cell_width(right) + 2 if right else 0
        room = self.width - max(indent, hang or 0) - aside
        for number, piece in enumerate(_lines(text, room)):
            piece = " " * (indent if number == 0 or hang is None else hang) + piece
            pieces = [(piece, "")]
            if right and number == 0:
                gap = " " * (self.width - cell_width(piece) - cell_width(right))
                pieces += [(gap, ""), (right, "dim")]
            self._print(pieces, style)

    def table(
        self, rows: Sequence[Sequence[str]], *, indent: int = 0, styles: Sequence[str] = ()
    ) -> None:
        """Rows whose columns are aligned; the last column is wrapped under itself."""
        cells = [[visible(cell) for cell in row] for row in rows]
        if not cells:
            return
        widths = [max(cell_width(row[i]) for row in cells) for i in range(len(cells[0]) - 1)]
        room = self.width - indent - 2 * len(widths)
        widths = _narrowed(widths, room - 12)
        start = indent + sum(widths) + 2 * len(widths)
        for row in cells:
            self._row(row, widths, start, indent, styles)

    def _row(
        self,
        row: Sequence[str],
        widths: Sequence[int],
        start: int,
        indent: int,
        styles: Sequence[str],
    ) -> None:
        style = [*styles, *[""] * len(row)]
        columns = [
            _lines(cell, width)
            for cell, width in zip(row, [*widths, self.width - start], strict=True)
        ]
        for number in range(max(map(len, columns))):
            line: list[Piece] = [(" " * indent, "")]
            for i, column in enumerate(columns):
                piece = column[number] if number < len(column) else ""
                line.append((piece, style[i]))
                if i < len(widths):
                    line.append((" " * (widths[i] - cell_width(piece) + 2), ""))
            self._print(line, "")

    def _print(self, pieces: Sequence[Piece], style: str) -> None:
        """Write a line; `style` is that of all its pieces, besides their own."""
        if not self._color:
            self._out.write("".join(text for text, _ in pieces).rstrip() + "\n")
            return
        from rich.text import Text

        line = Text(style=style, end="")
        for text, own in pieces:
            line.append(text, own or None)
        line.rstrip()
        # Laid out already: Rich must neither wrap nor crop it again.
        self._console.print(line, soft_wrap=True)

    @cached_property
    def _console(self) -> Console:
        """What writes colours; a page without any can do without."""
        from rich.console import Console

        return Console(
            file=self._out,
            width=self.width,
            height=100,
            color_system="standard",
            force_terminal=True,
            force_interactive=False,
            no_color=False,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )


def _lines(text: str, width: int) -> list[str]:
    text = visible(text)
    return [text.rstrip()] if cell_width(text) <= width else wrapped(text, max(width, 8))


def _narrowed(widths: Sequence[int], room: int) -> list[int]:
    """The widths, the widest cut down until all fit into the room."""
    result = list(widths)
    while sum(result) > max(room, 8 * len(result)):
        widest = result.index(max(result))
        result[widest] -= 1
    return result
