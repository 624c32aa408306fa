"""The dynamic programme: all ways to share the letters of a name among the characters.

For one Chinese name and a batch of Latin names at once, layer j holds for every position p the
summed weight of all ways in which the first j characters spell the first p letters. Names are
visited in sorted order, so that a common beginning is computed once. Weights are kept as they
are, not as logarithms: a float32 reaches from e^-87 to e^88, which place names rarely exceed,
and what exceeds it is cut off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.sound.batch import EnBatch, ZhBatch
    from reconcile.sound.weights import Weights

    Floats = NDArray[np.float32]

    Rows = NDArray[np.int64]
    Words = dict[int, tuple[Rows, Rows, Floats]]  # position: cells where words begin, end; weights

LOWEST = -60.0
"""Score of a pair that the model cannot align at all."""

HIGHEST = 85.0
REORDERED = -2.0  # weight of taking a translated part from its other end


class Emissions:
    """Weights of all chunks for each character of one language group, computed when needed."""

    def __init__(self, weights: Weights, group: int) -> None:
        import numpy as np

        self.insertion = np.float32(np.exp(weights.insertion))
        self._weights = weights
        self._group = group
        self._tables: dict[str, Floats] = {}

    def table(self, unit: str) -> Floats:
        """Weights (no logarithms) of all chunks with what follows; the last entry is 0."""
        import numpy as np

        found = self._tables.get(unit)
        if found is None:
            logs = self._weights.emission(unit, self._group)
            found = np.zeros(len(logs) + 1, np.float32)
            np.exp(logs.clip(-30, 12), out=found[:-1])
            self._tables[unit] = found
        return found


def log_weights(zh: ZhBatch, en: EnBatch, emissions: Emissions) -> Floats:
    """Log of the summed weight of all alignments, one row per Chinese name.

    Args:
        zh: Chinese names.
        en: A batch of Latin names.
        emissions: What each character emits, for one language group.

    Returns:
        Array [zh.size, len(en.rows)], from `LOWEST` upwards.
    """
    import numpy as np

    forms = np.empty((len(zh.forms), len(en.rows)), np.float32)
    columns = np.arange(len(en.rows))
    words = skippable(en)
    entries = en.chunks.astype(np.intp)
    spread: dict[str, Floats] = {}
    first = np.zeros(en.chunks.shape[1:], np.float32)
    first[0] = 1
    skip(first, words, emissions.insertion)
    layers = [first]
    before: tuple[str, ...] = ()
    for row in sorted(range(len(zh.forms)), key=lambda i: zh.forms[i]):
        form = zh.forms[row]
        same = 0
        while same < min(len(form), len(before)) and form[same] == before[same]:
            same += 1
        del layers[same + 1 :]
        for unit in form[same:]:
            if unit not in spread:
                spread[unit] = emissions.table(unit).take(entries)
            layers.append(step(layers[-1], spread[unit]))
            skip(layers[-1], words, emissions.insertion)
        before = form
        forms[row] = layers[-1][en.lengths, columns]
    with np.errstate(divide="ignore", invalid="ignore"):
        np.log(forms, out=forms)
    forms = np.nan_to_num(forms, nan=LOWEST, posinf=HIGHEST, neginf=LOWEST)
    forms = forms.clip(LOWEST, HIGHEST)
    out = forms[: zh.size]
    for row in range(zh.size, len(zh.forms)):
        owner = zh.owner[row]
        out[owner] = np.logaddexp(out[owner], forms[row] + np.float32(REORDERED))
    return out


def skippable(en: EnBatch) -> Words:
    """Which words may go unspelt, by the position at which they begin."""
    import numpy as np

    found: Words = {}
    for at in np.flatnonzero(en.word_end.any(axis=1)).tolist():
        names = np.flatnonzero(en.word_end[at])
        width = en.word_end.shape[1]
        ends = en.word_end[at, names] * width + names
        found[at] = at * width + names, ends, en.word_weight[at, names]
    return found


def step(layer: Floats, emission: Floats) -> Floats:
    """The layer after one more character, given what it emits at each length and position."""
    import numpy as np

    out: Floats = layer * emission[0]
    extra = np.empty_like(layer)
    positions = len(layer)
    for k in range(1, min(len(emission), positions)):
        product = np.multiply(
            layer[: positions - k], emission[k, : positions - k], out=extra[: positions - k]
        )
        np.add(out[k:], product, out=out[k:])
    return out


def skip(layer: Floats, words: Words, insertion: np.float32) -> None:
    """Let letters and whole words go unspelt, from left to right, in place."""
    import numpy as np

    flat = layer.ravel()  # a view: a layer is contiguous
    extra = np.empty(layer.shape[1], np.float32)
    previous = layer[0]
    for at in range(len(layer) - 1):
        if at in words:
            starts, ends, weight = words[at]
            flat[ends] += flat.take(starts) * weight
        following = layer[at + 1]
        np.multiply(previous, insertion, out=extra)
        np.add(following, extra, out=following)
        previous = following
