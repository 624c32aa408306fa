"""The comparisons of names: what two names say for or against being one place.

Each takes a `Batch` of candidate pairs and returns one value per pair, 0 where it has nothing to
say. The weights are in `policy`, what goes beside the names in `context`. The docstrings are
shown to users by `reconcile explain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from reconcile.fold import fold_han
from reconcile.matching.background import beside_others
from reconcile.matching.columns import compare_cells, compare_texts, filled, shared, similarity
from reconcile.matching.nearest import Nearest
from reconcile.matching.side import Names, latin_key
from reconcile.matching.sounds import NONE, best_sounds
from reconcile.names.han import simplified
from reconcile.names.text import script

if TYPE_CHECKING:
    from reconcile.matching.batch import Batch, Rows, Values
    from reconcile.matching.knowledge import Knowledge

_ALIKE = 0.65  # similarity of spellings at which two names are as likely one as not
_CONSONANTS = 2.0  # log-odds of consonants all alike; what ranked our own gold best
_MOST_NAMES = 40  # names of a place that are compared; the first are the usual ones


def same_place(batch: Batch) -> Values:
    """The gazetteer holds one place that bears both names (1)."""
    import numpy as np

    return np.asarray(shared(batch.left.ids, batch.right.ids, batch.i, batch.j), np.float32)


def same_stem(batch: Batch) -> Values:
    """The gazetteer holds one place that bears both names without 省, County and the like (1)."""
    import numpy as np

    loose = shared(batch.left.loose_ids, batch.right.loose_ids, batch.i, batch.j)
    return np.asarray(loose & (same_place(batch) == 0), np.float32)


def other_place(batch: Batch) -> Values:
    """The gazetteer knows both names, and never for one place (1): two places, however alike."""
    import numpy as np

    known = filled(batch.left.loose_ids, batch.i) & filled(batch.right.loose_ids, batch.j)
    one = shared(batch.left.loose_ids, batch.right.loose_ids, batch.i, batch.j)
    return np.asarray(known & ~one, np.float32)


def half_known(batch: Batch) -> Values:
    """The gazetteer knows one of the two names, and not the other (1)."""
    import numpy as np

    left, right = filled(batch.left.loose_ids, batch.i), filled(batch.right.loose_ids, batch.j)
    return np.asarray(left ^ right, np.float32)


def left_spelling(batch: Batch) -> Values:
    """How near the right name is to a name of the left one's place (1 equal, -1 far, 0 unknown)."""
    return _unless_same_place(batch, batch.left, batch.right, batch.i, batch.j)


def right_spelling(batch: Batch) -> Values:
    """How near the left name is to a name of the right one's place (1 equal, -1 far, 0 unknown)."""
    return _unless_same_place(batch, batch.right, batch.left, batch.j, batch.i)


def reading(batch: Batch) -> Values:
    """How well the letters fit a reading of the characters in Japan, Korea or Vietnam.

    1 is a known reading of the whole name, -1 nothing alike, 0 another country. Where no country
    is given, only a good fit counts.
    """
    import numpy as np

    from reconcile.names.readings import LANGUAGES

    left, right = batch.left_side.countries, batch.right_side.countries
    told = filled(left, batch.i) | filled(right, batch.j)
    few = batch.few
    best = np.zeros(len(batch), np.float32)
    gated = np.zeros(len(batch), bool)
    for code in LANGUAGES:
        here = filled([code in codes for codes in left], batch.i)
        here |= filled([code in codes for codes in right], batch.j)
        gated |= here
        at = np.flatnonzero(here | (~told & few & (code != "KP")))  # Korea has one language
        if len(at):
            scores = compare_texts(
                batch.left.texts, batch.right.texts, batch.i[at], batch.j[at],
                matrix=partial(_readings, code=code), pairs=partial(_paired_readings, code=code),
            )  # fmt: skip
            best[at] = np.maximum(best[at], scores)
    if not few and not told.all():
        best = np.maximum(best, np.where(told, 0, _exact_readings(batch)))
    value = np.where(gated, (best * 2 - 1).clip(-1, 1), ((best - 0.75) / 0.25).clip(0, 1))
    return np.asarray(np.where(gated | ~told, value, 0), np.float32)


def sound(batch: Batch) -> Values:
    """How well the letters spell the sound of the characters (log-odds of the sound model).

    The consonants of the pinyin beside those of the letters count with it. 0 in Japan, Korea and
    Vietnam, whose names are read (see `reading`) rather than spelt by sound.
    """
    import numpy as np

    from reconcile.sound.consonants import consonants

    alike = similarity(
        [consonants(text) for text in batch.left.specifics],
        [consonants(text) for text in batch.right.bare_keys],
        batch.i, batch.j,
    )  # fmt: skip
    value = best_sounds(batch)[0] + _CONSONANTS * (alike - 0.5)
    return np.asarray(np.where(_reads_characters(batch), 0, value), np.float32)


def outdone(batch: Batch) -> Values:
    """How much better another place of the country sounds, one that no list names (log-odds).

    0 where none does, and where the gazetteer knows the Chinese name.
    """
    import numpy as np

    value = -beside_others(batch).clip(max=0)
    return np.asarray(np.where(_reads_characters(batch), 0, value), np.float32)


def outstanding(batch: Batch) -> Values:
    """How much better this pair sounds than any other place of the country (log-odds).

    0 where one sounds better, and where the gazetteer knows the Chinese name.
    """
    import numpy as np

    value = beside_others(batch).clip(min=0)
    return np.asarray(np.where(_reads_characters(batch), 0, value), np.float32)


def translated(batch: Batch) -> Values:
    """Both names have the same translated part (港 and Port); how well the rest sounds alike."""
    import numpy as np

    rest = best_sounds(batch)[1]
    return np.asarray(np.where(rest > NONE, ((rest + 8) / 8).clip(0, 2), 0), np.float32)


def spelling(batch: Batch) -> Values:
    """How much of the two spellings is equal, in order (1 all, 0 half or less)."""
    import numpy as np

    whole = similarity(batch.left.keys, batch.right.keys, batch.i, batch.j)
    bare = similarity(batch.left.bare_keys, batch.right.bare_keys, batch.i, batch.j)
    return np.asarray((np.maximum(whole, bare - 0.03) * 2 - 1).clip(0, 1), np.float32)


def contained(batch: Batch) -> Values:
    """One name is the beginning of the other: Frankfurt and Frankfurt am Main (1)."""
    import numpy as np

    # Only names of one first letter can be; most pairs need no closer look.
    letters: dict[str, int] = {}
    left, right = (
        np.array([letters.setdefault(key[:1], len(letters)) for key in keys], np.int64)[rows]
        for keys, rows in ((batch.left.keys, batch.i), (batch.right.keys, batch.j))
    )
    out = np.zeros(len(batch), np.float32)
    at = np.flatnonzero(left == right)
    out[at] = compare_cells(batch.left.keys, batch.right.keys, batch.i[at], batch.j[at], _begins)
    return out


def pronunciation(batch: Batch) -> Values:
    """How alike two Chinese spellings of a foreign name are pronounced (1 alike, 0 half or less).

    Pinyin without tones: 圣何西 and 圣荷西 are pronounced alike, 悉尼 and 雪梨 are not.
    """
    import numpy as np

    from reconcile.names.pinyin import pinyin

    left = [pinyin(text) if text else "" for text in batch.left.specifics]
    right = [pinyin(text) if text else "" for text in batch.right.specifics]
    alike = similarity(left, right, batch.i, batch.j)
    return np.asarray((alike * 2 - 1).clip(0, 1), np.float32)


def _begins(left: str, right: str) -> float:
    short, long = sorted((left, right), key=len)
    if not short or short == long or not long.startswith(short):
        return 0.0
    # Within Latin text a word must end there: York begins neither Yorkshire nor Yorktown.
    return 1.0 if not short.isascii() or long[len(short)] == " " else 0.0


def _reads_characters(batch: Batch) -> Any:
    """Whether a pair's country reads Chinese characters in its own way."""
    import numpy as np

    from reconcile.names.readings import LANGUAGES

    sides = ((batch.left_side.countries, batch.i), (batch.right_side.countries, batch.j))
    left, right = (
        np.array([not codes.isdisjoint(LANGUAGES) for codes in column], bool)[rows]
        for column, rows in sides
    )
    return left | right


def _exact_readings(batch: Batch) -> Values:
    """1 where the letters are one of the readings of the characters, for batches of any size."""
    import numpy as np

    spelt = [_all_readings(name) for name in batch.left.texts]
    written = [
        frozenset((key.replace(" ", ""), bare.replace(" ", ""))) - {""}
        for key, bare in zip(batch.right.keys, batch.right.bare_keys, strict=True)
    ]
    return np.asarray(shared(spelt, written, batch.i, batch.j), np.float32)


@lru_cache(1 << 16)
def _all_readings(name: str) -> frozenset[str]:
    from reconcile.names.readings import LANGUAGES, readings

    return frozenset(
        reading.text for code in LANGUAGES if code != "KP" for reading in readings(name, code)
    )


def _readings(zh: Sequence[str], en: Sequence[str], *, code: str) -> Values:
    from reconcile.names.readings import reading_scores

    return reading_scores(zh, en, code)


def _paired_readings(zh: Sequence[str], en: Sequence[str], *, code: str) -> Values:
    """Reading scores of aligned pairs, one Chinese name at a time."""
    import numpy as np

    rows: dict[str, list[int]] = {}
    for row, name in enumerate(zh):
        rows.setdefault(name, []).append(row)
    out = np.zeros(len(zh), np.float32)
    for name, at in rows.items():
        out[at] = _readings([name], [en[row] for row in at], code=code)[0]
    return out


def _unless_same_place(batch: Batch, known: Names, asked: Names, i: Rows, j: Rows) -> Values:
    """What `_nearest_name` gives for the pairs of which `same_place` says nothing."""
    import numpy as np

    out = np.zeros(len(i), np.float32)
    at = np.flatnonzero(same_place(batch) == 0)
    out[at] = _nearest_name(known, asked, i[at], j[at], batch.knowledge)
    return out


def _nearest_name(known: Names, asked: Names, i: Rows, j: Rows, knowledge: Knowledge) -> Values:
    """Similarity of `asked[j]` to the nearest name of `known[i]`'s places in its own script."""
    import numpy as np

    out = np.zeros(len(i), np.float32)
    if not len(i):
        return out
    order = np.argsort(i, kind="stable")
    ends = np.flatnonzero(np.diff(i[order])) + 1
    nearest = Nearest(len(i))
    # Where some of the places have no name in this script, being unlike the others is no news.
    least = np.full(len(i), np.nan, np.float32)
    for at in np.split(order, ends):
        ids = known.ids[int(i[at[0]])]
        if not ids:
            continue
        rows = j[at].tolist()
        han = script(asked.texts[rows[0]]) == "han"
        names, every = _place_names(ids, knowledge, han=han)
        if not names:
            continue
        least[at] = -1 if every else 0
        nearest.add(at.tolist(), [asked.keys[row] for row in rows], names)
        short = [
            (place, asked.bare_keys[row])
            for place, row in zip(at.tolist(), rows, strict=True)
            if asked.bare_keys[row] != asked.keys[row]
        ]
        if short:
            nearest.add([place for place, _ in short], [key for _, key in short], names)
    told = np.flatnonzero(~np.isnan(least))
    values = (nearest.values()[told] - _ALIKE) / (1 - _ALIKE)
    out[told] = values.clip(least[told], 1)
    return out


@lru_cache(maxsize=1 << 14)  # a running service asks for those of one list again and again
def _place_names(
    ids: frozenset[str], knowledge: Knowledge, *, han: bool
) -> tuple[tuple[str, ...], bool]:
    """Keys of the names of some places in one script, and whether every place has one."""
    found: dict[str, None] = {}
    every = True
    for id in sorted(ids):
        names = [name for name in knowledge.names(id) if (script(name) == "han") == han]
        every = every and bool(names)
        for name in names[:_MOST_NAMES]:
            found[fold_han(simplified(name)) if han else latin_key(name)] = None
    return tuple(found), every
