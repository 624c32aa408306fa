"""Likely pairs of a group that is too large to compare all with all.

Every row of both lists keeps its likeliest partners: by the letter pairs that the sound model
expects, by spelling within one script, by a shared gazetteer id and by an equal key. Latin names
that stand once in either list of the group settle first: they are paired with each other alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reconcile.matching.block import Group
from reconcile.matching.columns import Members, distinct_keys, sharing
from reconcile.matching.knowledge import Knowledge
from reconcile.matching.side import Names, Prepared

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.matching.batch import Rows
    from reconcile.matching.block import Mask

    Bytes = NDArray[np.uint8]

FULL_SOUND = 800_000
"""Pairs of a Chinese and an English name up to which all of a group are compared."""

TOP_SOUND = 100
"""Partners by sound that each row keeps."""

TOP_READING = 10
"""Partners that are spelt like a reading that each row keeps."""

TOP_LATIN, TOP_HAN = 6, 40
"""Partners by spelling that each row keeps."""

LEAST_LATIN, LEAST_HAN = 60, 34
"""Spellings less alike than this, in per cent, are no partners."""

APART_SOUND = 5
"""Partners by sound that a row keeps across countries: only a clear one is believed there."""

_CELLS = 8_000_000  # of a table of similarities that is held at once
_MOST_SHARED = 50  # rows that may share one id or key before it stops telling anything


Texts = Sequence[str] | Mapping[int, str]
"""Texts by row."""


class Likely:
    """Chooses the pairs of large groups, for the rows that a piece of the work answers for."""

    def __init__(
        self, left: Prepared, right: Prepared, knowledge: Knowledge, mine: Mask, theirs: Mask
    ) -> None:
        self.left, self.right, self.knowledge = left, right, knowledge
        self.mine, self.theirs = mine, theirs

    def pairs(self, group: Group) -> tuple[Rows, Rows]:
        """Pairs worth comparing, each once, by left row, then right row."""
        import numpy as np

        width = len(self.right)
        rows, others = group.rows, group.others
        found: list[Rows] = []
        for swapped in (False, True):
            one, two = (self.right, self.left) if swapped else (self.left, self.right)
            for i, j in self._by_sound(one, two, group, swapped=swapped):
                found.append(j * width + i if swapped else i * width + j)
            for i, j in self._by_reading(one, two, group, swapped=swapped):
                found.append(j * width + i if swapped else i * width + j)
        twins = self._twins(group) if not group.apart else (rows[:0], rows[:0])
        mine = self.mine[twins[0]]
        found.append((twins[0] * width + twins[1])[mine])
        rows, others = _without(rows, twins[0]), _without(others, twins[1])
        for column, least, top in (("latin", LEAST_LATIN, TOP_LATIN), ("han", LEAST_HAN, TOP_HAN)):
            # Across countries only equal keys are believed, which `_shared` finds.
            for texts in self._spelt[column] if not group.apart else ():
                i, j = _by_spelling(*texts, rows[self.mine[rows]], others, least, top)
                found.append(i * width + j)
                texts = texts[1], texts[0]
                j, i = _by_spelling(*texts, others[self.theirs[others]], rows, least, top)
                found.append(i * width + j)
        for here, there in self._shared:
            i, j = sharing(here, there, rows[self.mine[rows]], others, most=_MOST_SHARED)
            found.append(i * width + j)
        keys = distinct_keys(np.concatenate(found))
        return keys // width, keys % width

    def _by_sound(
        self, zh: Prepared, en: Prepared, group: Group, *, swapped: bool
    ) -> list[tuple[Rows, Rows]]:
        """Pairs of Chinese rows and English rows."""
        import numpy as np

        rows, others = (group.others, group.rows) if swapped else (group.rows, group.others)
        mine, theirs = (self.theirs, self.mine) if swapped else (self.mine, self.theirs)
        rows, others = _having(zh.han.texts, rows), _having(en.latin.texts, others)
        if not len(rows) or not len(others):
            return []
        asked, offered = rows[mine[rows]], others[theirs[others]]
        if len(rows) * len(others) <= FULL_SOUND and not group.apart:
            # All pairs, each in the piece that answers for its left row.
            if swapped:
                return [(np.tile(rows, len(offered)), np.repeat(offered, len(rows)))]
            return [(np.repeat(asked, len(others)), np.tile(others, len(asked)))]
        code = group.code or None
        nearest = self.knowledge.sound.nearest_both(
            [zh.han.texts[row] for row in rows], [en.latin.texts[row] for row in others],
            np.searchsorted(rows, asked), np.searchsorted(others, offered),
            top=APART_SOUND if group.apart else TOP_SOUND, country=code,
        )  # fmt: skip
        there, here = others[nearest[0]], rows[nearest[1]]
        return [
            (np.repeat(asked, there.shape[1]), there.ravel()),
            (here.ravel(), np.repeat(offered, here.shape[1])),
        ]

    def _by_reading(
        self, zh: Prepared, en: Prepared, group: Group, *, swapped: bool
    ) -> list[tuple[Rows, Rows]]:
        """Pairs of a Chinese row and an English row that is spelt like its first reading."""
        from reconcile.names.readings import LANGUAGES, readings

        rows, others = (group.others, group.rows) if swapped else (group.rows, group.others)
        mine, theirs = (self.theirs, self.mine) if swapped else (self.mine, self.theirs)
        rows, others = _having(zh.han.texts, rows), _having(en.latin.texts, others)
        codes = [code for code in LANGUAGES if code == group.code or not group.code]
        found: list[tuple[Rows, Rows]] = []
        if not len(rows) or not len(others):
            return found
        written = dict(zip(others.tolist(), (en.latin.bare_keys[n] for n in others), strict=True))
        written = {row: key.replace(" ", "") for row, key in written.items()}
        for code in codes:
            read = {row: readings(zh.han.specifics[row], code)[:1] for row in rows.tolist()}
            spelt = {row: first[0].text for row, first in read.items() if first}
            i, j = _by_spelling(spelt, written, rows[mine[rows]], others, LEAST_LATIN, TOP_READING)
            j2, i2 = _by_spelling(
                written, spelt, others[theirs[others]], rows, LEAST_LATIN, TOP_READING
            )
            found += [(i, j), (i2, j2)]
        return found

    def _twins(self, group: Group) -> tuple[Rows, Rows]:
        """Rows of one Latin key that no other row of either list has that may be compared."""
        import numpy as np

        once: list[dict[str, int]] = []
        for side, some in ((self.left, group.rows), (self.right, group.others)):
            seen: dict[str, int] = {}
            for row in some.tolist():
                key = side.latin.keys[row]
                if key:
                    seen[key] = -1 if key in seen or side.han.keys[row] else row
            once.append(seen)
        there = once[1]
        block = self.left.blocks[group.rows[0]]
        spoilt = self._spoilt[0 if group.code else 1]
        found = [
            (row, there[key])
            for key, row in once[0].items()
            if row >= 0 and there.get(key, -1) >= 0 and (block, key) not in spoilt
        ]
        pairs = np.array(found, np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    @cached_property
    def _spoilt(self) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Blocks and keys: of rows without a country, and those that a list has twice."""
        unknown: set[tuple[str, str]] = set()
        twice: set[tuple[str, str]] = set()
        for side in (self.left, self.right):
            seen: set[tuple[str, str]] = set()
            for key, codes, block in zip(side.latin.keys, side.countries, side.blocks, strict=True):
                if key:
                    (twice if (block, key) in seen else seen).add((block, key))
                    if not codes:
                        unknown.add((block, key))
        return unknown, twice

    @cached_property
    def _spelt(self) -> dict[str, list[tuple[Sequence[str], Sequence[str]]]]:
        """What is compared in each script, by row of either list."""
        return {
            "latin": _spellings(self.left.latin, self.right.latin, "latin"),
            "han": _spellings(self.left.han, self.right.han, "han"),
        }

    @cached_property
    def _shared(self) -> list[tuple[Members, Members]]:
        """Ids and keys of both lists, in either script."""
        numbers: dict[str, int] = {}
        scripts = [
            [
                (Members.of(side.loose_ids, numbers), Members.one(side.bare_keys, numbers))
                for side in (one.han, one.latin)
            ]
            for one in (self.left, self.right)
        ]
        return [
            (here[kind], there[kind])
            for here in scripts[0]
            for there in scripts[1]
            for kind in (0, 1)
            if here[kind].size and there[kind].size
        ]


def _having(texts: Texts, rows: Rows) -> Rows:
    import numpy as np

    if isinstance(texts, Mapping):
        return np.array([row for row in rows.tolist() if texts.get(row)], np.int64)
    return np.array([row for row in rows.tolist() if texts[row]], np.int64)


def _without(rows: Rows, gone: Rows) -> Rows:
    import numpy as np

    return rows[~np.isin(rows, gone)] if len(gone) else rows


def _spellings(one: Names, two: Names, script: str) -> list[tuple[Sequence[str], Sequence[str]]]:
    """What is compared of two lists in one script: keys; and Latin words sorted, or pinyin."""
    if not any(one.keys) or not any(two.keys):
        return []
    turned = _sorted_words if script == "latin" else _pinyin
    return [(one.keys, two.keys), (turned(one), turned(two))]


def _sorted_words(names: Names) -> list[str]:
    """Keys of several words with these in alphabetical order; nothing for a single word."""
    return [" ".join(sorted(key.split(" "))) if " " in key else "" for key in names.keys]


def _pinyin(names: Names) -> list[str]:
    from reconcile.names.pinyin import pinyin

    return [pinyin(text) if text else "" for text in names.specifics]


def _by_spelling(
    left: Texts, right: Texts, rows: Rows, others: Rows, least: int, top: int
) -> tuple[Rows, Rows]:
    """For each of `rows` the `top` most alike of `others`; of equally alike ones the first."""
    import numpy as np
    from rapidfuzz import fuzz, process

    rows, others = _having(left, rows), _having(right, others)
    found = [(rows[:0], rows[:0])]
    texts = [right[row] for row in others.tolist()]
    size = max(1, _CELLS // max(len(others), 1))
    for at in range(0, len(rows) if len(others) else 0, size):
        some = rows[at : at + size]
        table = process.cdist(
            [left[row] for row in some.tolist()], texts,
            scorer=fuzz.ratio, score_cutoff=least, dtype=np.uint8, workers=-1,
        )  # fmt: skip
        cells = np.flatnonzero(table.ravel())
        near, column = np.divmod(cells, len(others))
        key = np.sort((near << 40) | ((100 - table.ravel()[cells].astype(np.int64)) << 32) | column)
        near = key >> 40
        place = np.arange(len(key))
        first = np.diff(near, prepend=-1) > 0
        place -= np.maximum.accumulate(np.where(first, place, 0))
        key = key[place < top]
        found.append((some[key >> 40], others[key & 0xFFFFFFFF]))
    return np.concatenate([i for i, _ in found]), np.concatenate([j for _, j in found])
