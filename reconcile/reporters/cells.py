"""Text from a source as a cell of a spreadsheet: what a source says never becomes a formula.

A spreadsheet that opens CSV takes a cell that begins with `=`, `+`, `-` or `@` for a formula,
which can call programs and web addresses. OWASP's advice ("CSV Injection") is an apostrophe before
it; some programs fold full-width forms to the same signs, so these are guarded as well.
"""

from __future__ import annotations

from reconcile.reporters.safe import visible

FORMULA_STARTS = tuple("=+-@＝＋－＠")
MOST_CHARACTERS = 32_767  # that a cell of Excel can hold


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, white space before it or not."""
    return text.lstrip().startswith(FORMULA_STARTS)


def guarded(text: str) -> str:
    r"""The text as a cell of CSV: on one line, all visible, never a formula.

    Example:
        >>> guarded("=1+1"), guarded("\t@SUM(A1)"), guarded("Turku")
        ("'=1+1", "' @SUM(A1)", 'Turku')
    """
    shown = visible(text)
    return f"'{shown}" if is_formula(shown) else shown


def unguarded(text: str) -> str:
    """What `guarded` was given, for any text that can be seen.

    Example:
        >>> unguarded("'=1+1"), unguarded("'s-Hertogenbosch")
        ('=1+1', "'s-Hertogenbosch")
    """
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text
