"""Chinese names that a source gives to the wrong subdivision, found by their sound.

CLDR translated some countries' subdivisions under codes that ISO has since handed on (Iran in
2020, parts of Uganda): the English names moved, the Chinese ones stayed. Such a name sounds little
like its own subdivision and much like another one of the country that has a Chinese name already.
One may be chance; where a country has several, they are given to the subdivision they sound like,
and where they are many, what else doesn't sound like its own subdivision is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from reconcile.build.subdivisions import Region
from reconcile.names.generic import split_generic
from reconcile.names.han import simplified
from reconcile.names.readings import LANGUAGES
from reconcile.sound import SoundModel

SEVERAL = 3
MANY = 0.25  # share of a country's names of one source
_SOUNDS, _BETTER = 3.0, 5.0  # log-odds of the other subdivision, and its lead over the own one
_READ = {*LANGUAGES, "CN", "TW", "HK", "MO"}  # names there are read, not transcribed


def mended(regions: Sequence[Region]) -> list[Region]:
    """The subdivisions with each Chinese name where it belongs, in the order given."""
    by_country: dict[str, list[Region]] = {}
    for region in regions:
        by_country.setdefault(region.code[:2], []).append(region)
    return [
        region
        for country, rows in by_country.items()
        for region in (rows if country in _READ else _mended(country, rows))
    ]


def _mended(country: str, rows: list[Region]) -> list[Region]:
    names = [list(region.names) for region in rows]
    for source in sorted({letter for region in rows for _, _, letter in region.names}):
        heard = list(_heard(country, rows, source))
        moved = [(row, to, name) for row, to, name, _ in heard if to is not None]
        if len(moved) < SEVERAL:
            continue
        for row, other, name in moved:
            names[row].remove(name)
            names[other].append(name)
        if len(moved) > MANY * len(heard):
            for row, to, name, own in heard:
                if to is None and own < 0:
                    names[row].remove(name)
    return [
        region._replace(names=tuple(dict.fromkeys(known)))
        for region, known in zip(rows, names, strict=True)
    ]


def _heard(
    country: str, rows: list[Region], source: str
) -> Iterator[tuple[int, int | None, tuple[str, str, str], float]]:
    """Each Chinese name of a source: its row, the row it should have, itself, its own sound."""
    latin = [
        (row, split_generic(text, language="en").specific)
        for row, region in enumerate(rows)
        for text, language, _ in region.names
        if language == "en"
    ]
    chinese = [
        (row, name)
        for row, region in enumerate(rows)
        for name in region.names
        if name[1:] == ("zh", source)
    ]
    if not chinese:
        return
    owner = np.array([row for row, _ in latin])
    named = {row for row, _ in chinese}
    sounds = SoundModel.default().scores(
        [split_generic(simplified(name[0]), language="zh").specific for _, name in chinese],
        [text for _, text in latin],
        country=country,
    )
    for (row, name), sound in zip(chinese, sounds, strict=True):
        own = float(sound[owner == row].max())
        best = int(np.where(owner == row, -np.inf, sound).argmax())
        better = sound[best] > max(_SOUNDS, own + _BETTER) and own < 0
        to = int(owner[best])
        yield row, (to if better and to in named else None), name, own
