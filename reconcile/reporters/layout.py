"""Lines of styled text of a fixed width, in which a Chinese character takes two columns."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reconcile.reporters.safe import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

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
        from rich.console import Console

        self.width = max(LEAST_WIDTH, min(width, MOST_WIDTH))
        self._color = color
        self._out = io.StringIO()
        self._console: Console = Console(
            file=self._out,
            width=self.width,
            height=100,
            color_system="standard" if color else None,
            force_terminal=color,
            force_interactive=False,
            no_color=not color,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    @property
    def text(self) -> str:
        """Everything so far."""
        return self._out.getvalue()

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

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
        lines = self._wrapped(text, style, self.width - max(indent, hang or 0) - aside)
        for number, piece in enumerate(lines):
            piece.pad_left(indent if number == 0 or hang is None else hang)
            if right and number == 0:
                piece.append(" " * (self.width - piece.cell_len - cell_width(right)))
                piece.append(right, style="dim")
            self._print(piece)

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
            self._wrapped(cell, style[i], width)
            for i, (cell, width) in enumerate(zip(row, [*widths, self.width - start], strict=True))
        ]
        for number in range(max(map(len, columns))):
            line = self._styled(" " * indent)
            for i, column in enumerate(columns):
                piece = column[number] if number < len(column) else self._styled("")
                line.append_text(piece)
                if i < len(widths):
                    line.append(" " * (widths[i] - piece.cell_len + 2))
            line.rstrip()
            self._print(line)

    def _wrapped(self, text: str, style: str, width: int) -> list[Text]:
        whole = self._styled(visible(text), style)
        if whole.cell_len <= width:
            whole.rstrip()
            return [whole]
        lines = list(whole.wrap(self._console, max(width, 8), overflow="fold"))
        for line in lines:
            line.rstrip()
        return lines

    def _styled(self, text: str, style: str = "") -> Text:
        from rich.text import Text

        return Text(text, style=style, end="")

    def _print(self, piece: Text) -> None:
        if not self._color:
            self._out.write(piece.plain + "\n")
            return
        # Laid out already: Rich must neither wrap nor crop it again.
        self._console.print(piece, soft_wrap=True)


def cell_width(text: str) -> int:
    """The columns that the text takes on a terminal."""
    from rich.cells import cell_len

    return cell_len(text)


def _narrowed(widths: Sequence[int], room: int) -> list[int]:
    """The widths, the widest cut down until all fit into the room."""
    result = list(widths)
    while sum(result) > max(room, 8 * len(result)):
        widest = result.index(max(result))
        result[widest] -= 1
    return result
