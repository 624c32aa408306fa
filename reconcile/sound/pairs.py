"""The dynamic programme over chosen pairs: one column per pair, whatever names meet in it.

`forward.log_weights` compares each Chinese name with all Latin ones, which is the fastest way to
fill a whole matrix. In a large block only some pairs are worth comparing; here a few hundred of
them, of names about equally long, go through the same steps side by side, and come to the same
values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconcile.sound.forward import HIGHEST, LOWEST, REORDERED, skip, skippable, step

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.sound.batch import EnBatch, Unit, ZhBatch
    from reconcile.sound.forward import Emissions

    Floats = NDArray[np.float32]
    Rows = NDArray[np.int64]

_SIDE_BY_SIDE = 768  # pairs: what a step reads and writes then stays in the processor's cache
_LENGTHS = (5, 7, 9, 11, 14, 18, 24, 32, 49)  # letters; names up to each are padded to the longest


def pair_weights(
    zh: ZhBatch, en: EnBatch, rows: Rows, columns: Rows, emissions: Emissions
) -> Floats:
    """Log of the summed weight of all alignments of each pair.

    Args:
        zh: Chinese names.
        en: Latin names.
        rows: Row of `zh` of each pair.
        columns: Column of `en` of each pair.
        emissions: What each character emits, for one language group.

    Returns:
        One value per pair, from `forward.LOWEST` upwards.
    """
    import numpy as np

    more: list[list[int]] = [[] for _ in range(zh.size)]  # reordered forms of each name
    for form in range(zh.size, len(zh.forms)):
        more[zh.owner[form]].append(form)
    counts = np.array([len(forms) for forms in more], np.int64)
    out = _form_weights(zh.forms, en, rows, columns, emissions)
    for number in range(int(counts[rows].max(initial=0))):
        at = np.flatnonzero(counts[rows] > number)
        forms = np.array([forms[number] if len(forms) > number else -1 for forms in more], np.int64)
        turned = _form_weights(zh.forms, en, forms[rows[at]], columns[at], emissions)
        out[at] = np.logaddexp(out[at], turned + np.float32(REORDERED))
    return out


def _form_weights(
    forms: tuple[tuple[Unit, ...], ...],
    en: EnBatch,
    rows: Rows,
    columns: Rows,
    emissions: Emissions,
) -> Floats:
    import numpy as np

    used = np.zeros(len(forms), bool)
    used[rows] = True
    units: dict[Unit, int] = {}
    lengths = np.array([len(form) for form in forms], np.int64)
    spelt = np.zeros((len(forms), int(lengths.max(initial=0))), np.int64)
    for form in np.flatnonzero(used).tolist():
        for at, unit in enumerate(forms[form]):
            spelt[form, at] = units.setdefault(unit, len(units))
    tables = [emissions.table(unit) for unit in units]
    size = len(tables[0]) if tables else 0
    emitted = np.concatenate([np.zeros(0, np.float32), *tables])
    spelt *= size
    bucket = np.searchsorted(_LENGTHS, en.lengths)
    kind = lengths[rows] * len(_LENGTHS) + bucket[columns]
    order = np.lexsort((columns, rows, kind))
    edges = np.flatnonzero(np.diff(kind[order], prepend=-1)).tolist()
    out = np.empty(len(rows), np.float32)
    for start, stop in zip(edges, [*edges[1:], len(order)], strict=True):
        for at in range(start, stop, _SIDE_BY_SIDE):
            some = order[at : min(at + _SIDE_BY_SIDE, stop)]
            count = int(lengths[rows[some[0]]])
            out[some] = _kernel(
                spelt[rows[some], :count], en.take(columns[some]), emitted, emissions
            )
    with np.errstate(divide="ignore", invalid="ignore"):
        np.log(out, out=out)
    return np.nan_to_num(out, nan=LOWEST, posinf=HIGHEST, neginf=LOWEST).clip(LOWEST, HIGHEST)


def _kernel(spelt: Rows, en: EnBatch, emitted: Floats, emissions: Emissions) -> Floats:
    """Summed weights of some pairs of equally many characters."""
    import numpy as np

    words = skippable(en)
    layer = np.zeros(en.chunks.shape[1:], np.float32)
    layer[0] = 1
    skip(layer, words, emissions.insertion)
    for at in range(spelt.shape[1]):
        layer = step(layer, emitted.take(en.chunks + spelt[:, at]))
        skip(layer, words, emissions.insertion)
    return np.asarray(layer[en.lengths, np.arange(len(en.rows))])
