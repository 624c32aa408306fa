"""Templates of dated headings: `{name}, {country} ({date})`."""

from __future__ import annotations

import re
from typing import Final

TEMPLATE_FIELDS: Final = ("name", "region", "country", "date")
_REST: Final = r"(?:[^,()（）]|[(（][^()（）]*[)）]){0,80}?"  # brackets may stand in a name
_PART: Final = {
    "name": rf"(?P<name>['’‘ʻ]?[^\W\d_]{_REST})",
    "region": r"(?P<region>[^\W\d_][^()（）]{0,80}?)",
    "country": rf"(?P<country>[^\W\d_]{_REST})",
    "date": r"(?P<date>[^()（）]{0,40}\d[^()（）]{0,40})",
}
_FIELD: Final = re.compile(r"\{(\w+)\}")


def template_pattern(template: str) -> re.Pattern[str] | None:
    """Pattern of a heading that follows the template; white space in it is any white space.

    Returns:
        A pattern for `fullmatch` with a group per field, or `None` where the template names an
        unknown field, one twice, or no name.

    Example:
        >>> template_pattern("{name} ({date})").fullmatch("Turku (May 1998)")["date"]
        'May 1998'
    """
    fields = _FIELD.findall(template)
    if "name" not in fields or len(set(fields)) < len(fields) or set(fields) - set(_PART):
        return None
    pieces = _FIELD.split(template)
    out = []
    for at, piece in enumerate(pieces):
        out.append(_PART[piece] if at % 2 else r"\s*".join(map(re.escape, piece.split(" "))))
    return re.compile("".join(out))
