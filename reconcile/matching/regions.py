"""Regions of rows as the gazetteer knows them: 加利福尼亚, 加利福尼亚州, California, CA are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reconcile.matching.knowledge import Knowledge
from reconcile.names.generic import split_generic
from reconcile.names.text import script

Ids = frozenset[str]

_SUBDIVISION = "iso3166-2:"
_BETWEEN = re.compile(r"\s*[,，、;；/]\s*")
# What Chinese lists leave out and a table of subdivisions prints.
_ENDINGS = ("省", "州", "县", "府", "郡", "道", "邦", "区", "大区", "地区", "自治区", "共和国")


def region_ids(
    regions: Sequence[str], countries: Sequence[frozenset[str]], knowledge: Knowledge
) -> tuple[Ids, ...]:
    """Gazetteer ids of the units that each region may be, in the row's country.

    Args:
        regions: As printed; several (`Greater Manchester, England`) stand for each of them.
        countries: Codes that each row's country may mean; none leaves all.
        knowledge: The gazetteer, or none.

    Returns:
        Ids by row; empty where no region is told, or none is known.
    """
    nothing: Ids = frozenset()
    if knowledge.gazetteer is None or not any(regions):
        return (nothing,) * len(regions)
    cells = {cell for cell in zip(regions, countries, strict=True) if cell[0].strip()}
    known = {cell: _units(*cell, knowledge) for cell in cells}
    return tuple(known.get(cell, nothing) for cell in zip(regions, countries, strict=True))


def _units(region: str, codes: frozenset[str], knowledge: Knowledge) -> Ids:
    found: set[str] = set()
    for part in filter(None, _BETWEEN.split(region.strip())):
        language = "en" if part.isascii() or script(part) != "han" else "zh"
        specific = split_generic(part, language=language).specific
        units = _looked_up(dict.fromkeys((part, specific)), codes, knowledge)
        if codes and language == "zh" and not _subdivisions(units):
            whole = [specific + ending for ending in _ENDINGS]
            units = _subdivisions(_looked_up(whole, codes, knowledge)) or units
        if not units and part.isascii() and part.isupper() and len(part) <= 3:
            coded = (f"{_SUBDIVISION}{code}-{part}" for code in sorted(codes))
            units = {unit for unit in coded if knowledge.names(unit)}
        found |= units
    return frozenset(found)


def _looked_up(names: Iterable[str], codes: Ids, knowledge: Knowledge) -> set[str]:
    """Subdivisions of these names in any of the countries, other places where there is none."""
    places: list[str | None] = [*sorted(codes)] or [None]
    asked = [(name, code) for name in names for code in places]
    found = {unit for ids in knowledge.lookup(asked) for unit in ids}
    # A gazetteer of the user's own may give its subdivisions other ids.
    return _subdivisions(found) or found


def _subdivisions(ids: Iterable[str]) -> set[str]:
    return {unit for unit in ids if unit.startswith(_SUBDIVISION)}
