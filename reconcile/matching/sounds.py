"""Sound of all forms of the names of a batch, gathered so that each pair of texts is scored once.

A name has several forms: as it stands, its specific part, its parts in another order
(`names.translated`), and what is left without a translated part. One call of the sound model per
language group answers for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reconcile.matching.columns import numbered
from reconcile.names.translated import Rest, han_orders, han_parts, latin_orders, latin_parts

if TYPE_CHECKING:
    from reconcile.matching.batch import Batch, Rows, Values
    from reconcile.matching.side import Names, Prepared
    from reconcile.sound import SoundModel

NONE = -99.0
"""Value of a pair that has no text to compare."""

_SPARSE = 30_000  # more cells than this beyond the pairs wanted are not worth a whole matrix


def best_sounds(batch: Batch) -> tuple[Values, Values]:
    """Two columns: the sound of the best form of each pair, and the sound of what is left where
    both names have the same translated part (`NONE` where they have none).
    """  # noqa: D205
    import numpy as np

    if "sound" not in batch.memo:
        left, right = batch.left, batch.right
        texts = _Numbers(), _Numbers()
        whole = texts[0].column(left.texts), texts[1].column(right.texts)
        bare = texts[0].column(left.specifics), texts[1].column(right.specifics)
        turned = (
            texts[0].column(_orders(left, han_orders)),
            texts[1].column(_orders(right, latin_orders)),
        )
        forms = [whole, bare, (turned[0], bare[1]), (bare[0], turned[1]), turned]
        left_rests, right_rests = _by_part(left, han_parts), _by_part(right, latin_parts)
        rests = [
            (texts[0].column(left_rests[part]), texts[1].column(right_rests[part]))
            for part in sorted(left_rests.keys() & right_rests.keys())
        ]
        scored = _scores(batch, [*forms, *rests], texts)
        found = np.full((2, len(batch)), NONE, np.float32)
        for number, (at, values) in enumerate(scored):
            row = found[0 if number < len(forms) else 1]
            row[at] = np.maximum(row[at], values)
        batch.memo["sound"], batch.memo["rest"] = found[0].clip(-14, 10), found[1]
    return batch.memo["sound"], batch.memo["rest"]


class _Numbers:
    """Distinct texts, numbered as they come; the empty text has the number -1."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def column(self, texts: Sequence[str]) -> Rows:
        import numpy as np

        known = self.numbers
        return np.array(
            [known.setdefault(text, len(known)) if text else -1 for text in texts], np.int64
        )


def _scores(
    batch: Batch, forms: list[tuple[Rows, Rows]], texts: tuple[_Numbers, _Numbers]
) -> list[tuple[Rows, Values]]:
    """For each form: the pairs that have it on both sides, and their scores."""
    import numpy as np

    group, countries = _groups(batch)
    found: list[tuple[Rows, Values]] = []
    wanted: list[tuple[Rows, Rows, Rows]] = []
    for left, right in forms:
        i, j = left[batch.i], right[batch.j]
        at = np.flatnonzero((i >= 0) & (j >= 0))
        wanted.append((i[at], j[at], group[at]))
        found.append((at, np.zeros(len(at), np.float32)))
    for number, country in countries.items():
        mine = [np.flatnonzero(where == number) for _, _, where in wanted]
        i = np.concatenate([rows[at] for (rows, _, _), at in zip(wanted, mine, strict=True)])
        j = np.concatenate([rows[at] for (_, rows, _), at in zip(wanted, mine, strict=True)])
        if not len(i):
            continue
        values = _compare(batch.knowledge.sound, country, texts, i, j)
        ends = np.cumsum([len(at) for at in mine])[:-1]
        for (_, column), at, part in zip(found, mine, np.split(values, ends), strict=True):
            column[at] = part
    return found


def _compare(
    model: SoundModel, country: str | None, texts: tuple[_Numbers, _Numbers], i: Rows, j: Rows
) -> Values:
    """Scores of some pairs of texts: from a whole matrix, or row by row where few are wanted."""
    import numpy as np

    left, right = (list(numbers.numbers) for numbers in texts)
    rows, row_of = _used(i, len(left))
    columns, column_of = _used(j, len(right))
    if len(rows) * len(columns) <= 5 * len(i) + _SPARSE:
        table = model.scores(
            [left[row] for row in rows], [right[column] for column in columns], country=country
        )
        return np.asarray(table[row_of[i], column_of[j]], np.float32)
    keys, number = numbered(row_of[i] * len(columns) + column_of[j])
    found = model.chosen_scores(
        [left[row] for row in rows],
        [right[column] for column in columns],
        keys // len(columns),
        keys % len(columns),
        country=country,
    )
    return np.asarray(found[number], np.float32)


def _used(numbers: Rows, size: int) -> tuple[list[int], Rows]:
    """The numbers that occur, and the place of each among them."""
    import numpy as np

    occurs = np.zeros(size, bool)
    occurs[numbers] = True
    return np.flatnonzero(occurs).tolist(), np.cumsum(occurs) - 1


def _groups(batch: Batch) -> tuple[Rows, dict[int, str | None]]:
    """The language group of each pair's country (the Chinese row's first), and a country of each.

    The number 0 is that of pairs whose country is unknown.
    """
    import numpy as np

    left, right = _codes(batch.left_side), _codes(batch.right_side)
    countries: dict[int, str | None] = {}
    columns = []
    for codes in (left, right):
        numbers = [batch.knowledge.sound.group(code) for code in codes]
        for number, code in zip(numbers, codes, strict=True):
            countries.setdefault(number, code)
        columns.append(np.array(numbers, np.int64))
    told = np.array([code is not None for code in left], bool)[batch.i]
    return np.where(told, columns[0][batch.i], columns[1][batch.j]), countries


def _codes(side: Prepared) -> list[str | None]:
    return [min(codes) if codes else None for codes in side.countries]


def _orders(names: Names, orders: Callable[[str], tuple[str, ...]]) -> list[str]:
    """Another order of each name's specific part, empty where there is none."""
    return [next(iter(orders(name)), "") if name else "" for name in names.specifics]


def _by_part(names: Names, parts: Callable[[str], tuple[Rest, ...]]) -> dict[str, list[str]]:
    """For each translated part that occurs: what is left of each name without it, or nothing."""
    found: dict[str, list[str]] = {}
    for row, (text, specific) in enumerate(zip(names.texts, names.specifics, strict=True)):
        for name in dict.fromkeys((specific, text)) if text else ():
            for part, rest in parts(name):
                column = found.setdefault(part, [""] * len(names.texts))
                column[row] = column[row] or rest
    return found
