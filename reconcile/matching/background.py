"""Sound of a Chinese name beside all that a country has: the places that a list doesn't name.

A look-alike whose true partner is absent (洛斯安第斯 drawn to Los Laureles) has no rival in the
list. The gazetteer has one: Los Andes sounds better. Asked only for Chinese names that the
gazetteer lacks, since for the others it says itself which place they mean.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reconcile.matching.side import latin_key
from reconcile.matching.sounds import best_sounds
from reconcile.names.generic import split_generic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.matching.batch import Batch, Rows, Values
    from reconcile.matching.knowledge import Knowledge
    from reconcile.sound.batch import EnBatch

    Mask = NDArray[np.bool_]

LARGEST, LARGEST_ANYWHERE = 600, 1500
"""Cities of a country that a sound is compared with; of the world where no country is told."""

MOST = 8.0
"""Log-odds beyond which a lead or an arrear says no more."""

_ALIKE = 0.75  # similarity from which two spellings may be one place's
_AUDIBLE = -4.0  # sound from which a pair is worth the question


class Known(NamedTuple):
    """A place that the gazetteer holds, by its main name without generic part."""

    id: str
    text: str
    key: str


def beside_others(batch: Batch) -> Values:
    """Sound of each pair less that of the country's best-sounding other place.

    Returns:
        Log-odds in [-MOST, MOST]; 0 where the gazetteer knows the Chinese name, is not used, or
        where country or sound tell nothing.
    """
    import numpy as np

    if "beside" not in batch.memo:
        sound = best_sounds(batch)[0]
        out = np.zeros(len(batch), np.float32)
        unknown = np.array([not ids for ids in batch.left.loose_ids], bool)[batch.i]
        asked = np.flatnonzero(unknown & (sound > _AUDIBLE))
        for country, at in _by_country(batch, asked).items():
            known, encoded = _largest(batch.knowledge, country)
            if known:
                best = _best_others(batch, at, known, encoded, country)
                out[at] = np.where(best > -MOST, (sound[at] - best).clip(-MOST, MOST), 0)
        batch.memo["beside"] = out
    return batch.memo["beside"]


@lru_cache(maxsize=256)
def _largest(
    knowledge: Knowledge, country: str | None
) -> tuple[tuple[Known, ...], tuple[EnBatch, ...]]:
    """The best known places of a country, and their names made ready for the sound model."""
    most = LARGEST if country else LARGEST_ANYWHERE
    known = tuple(
        Known(id, short, latin_key(short))
        for id, name in knowledge.largest(country, most=most)
        if (short := split_generic(name, language="en").specific)
    )
    return known, knowledge.sound.encoded([place.text for place in known])


def _by_country(batch: Batch, asked: Rows) -> dict[str | None, Rows]:
    """The pairs by the country that their rows tell, the Chinese row's first; `None` for none."""
    import numpy as np

    left, right = batch.left_side.countries, batch.right_side.countries
    groups: dict[str | None, list[int]] = {}
    for at in asked.tolist():
        codes = left[batch.i[at]] or right[batch.j[at]]
        groups.setdefault(min(codes, default=None), []).append(at)
    return {country: np.array(rows, np.int64) for country, rows in groups.items()}


def _best_others(
    batch: Batch,
    at: Rows,
    known: tuple[Known, ...],
    encoded: tuple[EnBatch, ...],
    country: str | None,
) -> Values:
    """For each pair the sound of the place, other than the right row's, that sounds best."""
    import numpy as np

    lefts, row = np.unique(batch.i[at], return_inverse=True)
    rights, column = np.unique(batch.j[at], return_inverse=True)
    sounds = batch.knowledge.sound.scores_of(
        [batch.left.specifics[left] for left in lefts.tolist()], encoded, country=country
    )
    same = _one_place(batch, rights, known)
    best = np.full(len(at), -np.inf, np.float32)
    for place in range(len(rights)):
        mine = np.flatnonzero(column == place)
        best[mine] = sounds[:, ~same[place]].max(axis=1, initial=-np.inf)[row[mine]]
    return best


def _one_place(batch: Batch, rights: Rows, known: tuple[Known, ...]) -> Mask:
    """Which of the known places may be that of each right row: by id, or spelt nearly alike."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    same = process.cdist(
        [batch.right.bare_keys[right] for right in rights.tolist()],
        [place.key for place in known],
        scorer=Indel.normalized_similarity, dtype=np.float32,
    ) >= _ALIKE  # fmt: skip
    number = {one.id: place for place, one in enumerate(known)}
    for row, right in enumerate(rights.tolist()):
        at = [number[id] for id in batch.right.loose_ids[right] if id in number]
        same[row, at] = True
    return np.asarray(same, bool)


def nearest_other(batch: Batch, n: int) -> Known | None:
    """The place that `beside_others` compared one pair with."""
    import numpy as np

    for country, at in _by_country(batch, np.array([n], np.int64)).items():
        known, encoded = _largest(batch.knowledge, country)
        if known:
            left, rights = batch.left.specifics[int(batch.i[n])], batch.j[at]
            sounds = batch.knowledge.sound.scores_of([left], encoded, country=country)
            sounds[_one_place(batch, rights, known)] = -np.inf
            return known[int(sounds[0].argmax())]
    return None
