"""Text from a source, made harmless for where it is printed: a terminal, or Markdown.

What a source says is data. An escape character in a name must not colour the terminal, a
direction override must not turn a line around, a pipe must not break a table.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, format characters, lone surrogates, breaks
_MARKDOWN = re.compile(r"([\\`*_\[\]|~$])")
_BLOCK_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))")


def visible(text: str) -> str:
    r"""The text on one line, with every character that cannot be seen written as its escape.

    Example:
        >>> print(visible("Tur\x1b[31mku\u200b"))
        Tur\x1b[31mku\u200b
    """
    if text.isprintable():
        return text
    return "".join(_escape(c) if unicodedata.category(c) in _UNSEEN else c for c in text)


def markdown(text: str) -> str:
    r"""The text as Markdown that shows it as it is: no markup, no HTML, no new table cell.

    Example:
        >>> print(markdown("a|b <i>c</i> *d*"))
        a\|b &lt;i&gt;c&lt;/i&gt; \*d\*
    """
    shown = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _BLOCK_START.sub(_block_start, _MARKDOWN.sub(r"\\\1", shown))


def _escape(character: str) -> str:
    if character == "\t":
        return " "
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def _block_start(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}&#{ord(mark[0])};{mark[1:]}" if mark[0].isdigit() else f"{space}\\{mark}"
