"""Generic terms in the languages of footnotes: which level of a place a running text speaks of.

The terms stand in `data/foreign_generics.tsv`. A list of twin towns cites pages in forty
languages; what they call a place tells whether they mean the city or a county of its name.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "foreign_generics.tsv"
_LINK = r"(?:\s+(?:d[aeiou]l?|d[eu]s|of(?:\sthe)?|van|von|af|av))?\s+"


def level_beside(text: str, name: str) -> tuple[str, str] | None:
    """The generic term that stands beside a name in a text, and its level.

    Args:
        text: A sentence or title in any language.
        name: A place name as it may occur in the text.

    Returns:
        `(term, level)` of the first term directly before the name (with "of" in between), or
        directly behind it; `None` where the name does not occur or stands alone.

    Example:
        >>> level_beside("Gemellaggio con la Contea di Tartu", "Tartu")
        ('Contea', 'county')
        >>> level_beside("Tartu County celebrates", "Tartu"), level_beside("Tartu", "Tartu")
        (('County', 'county'), None)
    """
    if not name or name.casefold() not in text.casefold():
        return None
    levels, terms = _terms()
    quoted = re.escape(name)
    for pattern in (
        rf"(?<!\w)({terms}){_LINK}{quoted}(?!\w)",
        rf"(?<!\w){quoted}[\s-]?({terms})(?!\w)",
    ):
        found = re.search(pattern, text, re.IGNORECASE)
        if found:
            return found[1], levels[found[1].casefold()]
    return None


@cache
def _terms() -> tuple[dict[str, str], str]:
    """Levels by folded term, and all terms as one alternation, longest first."""
    levels: dict[str, str] = {}
    for line in _TABLE.read_text("utf-8").splitlines()[1:]:
        term, _, level, _ = line.split("\t")
        levels.setdefault(term.casefold(), level)
    longest_first = sorted(levels, key=lambda term: (-len(term), term))
    return levels, "|".join(re.escape(term) for term in longest_first)
