"""Lines of a width, in columns."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.reporters.wrapping import cell_width, wrapped

_TEXT = st.text("ab 图尔—é.", max_size=80)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("图尔库 图尔库", ["图尔库", "图尔库"]),
        ("abcdefghijkl", ["abcdefgh", "ijkl"]),
        ("a bcdefghijklmn o", ["a", "bcdefghi", "jklmn o"]),
        ("", [""]),
        ("12345678", ["12345678"]),
    ],
)
def test_paragraph_breaks_between_words_and_cuts_a_longer_one(text: str, lines: list[str]) -> None:
    assert wrapped(text, 8) == lines


@given(_TEXT, st.integers(8, 40))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(_TEXT, st.integers(8, 40))
def test_lines_are_those_that_rich_would_write(text: str, width: int) -> None:
    from rich.console import Console
    from rich.text import Text

    by_rich = [line.plain.rstrip() for line in Text(text).wrap(Console(), width, overflow="fold")]
    assert wrapped(text, width) == by_rich


def test_page_without_colours_does_not_load_what_draws_them() -> None:
    program = (
        "import sys; from reconcile.reporters.layout import Page;"
        "page = Page(width=40, color=False);"
        "page.heading('Turku'); page.line('图尔库 ' * 30); sys.exit('rich.console' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
