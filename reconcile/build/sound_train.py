"""Second stage, part two: adjusting the terms so that true pairs win.

Names of one language group are compared in batches with each other's partners and with other
names of their countries; the loss is the cross entropy of the true partner among the Latin
names, and (half) of the true Chinese name among the batch. Gradients are expected counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numba
import numpy as np

from reconcile.build.sound_model import Latin, Model

njit: Any = numba.njit
Array = Any
_BATCH = 24
_OTHERS = 220  # other names of the country that a batch is compared with


@njit(cache=False)
def emissions(  # type: ignore[no-untyped-def]
    rows, g, values, starts, spoken, initial_of, final_of, onset_of, rime_of, onsets, rimes,
    syllable_term, character_term, group_term, group_terms, keep,
):  # fmt: skip
    """Weight (no logarithm) of each chunk with what follows it, one row per character."""
    known = len(onset_of)
    out = np.empty((len(rows), 3 * (8 + known)))
    for r in range(len(rows)):
        c = rows[r]
        s = spoken[c]
        for k in range(8):
            weight = np.exp(values[starts[3] + k])
            for x in range(3):
                out[r, 3 * k + x] = weight
        for k in range(known):
            v = values[starts[0] + initial_of[s] * onsets + onset_of[k]]
            v += values[starts[1] + final_of[s] * rimes + rime_of[k]]
            v += values[starts[2] + k] + values[starts[6] + g * known + k]
            d = character_term[c, k]
            if d >= 0 and keep[starts[9] + d]:
                v += values[starts[9] + d]
            a = syllable_term[s, k]
            if a >= 0 and keep[starts[7] + a]:
                v += values[starts[7] + a]
                q = group_term[s, k]
                if q >= 0 and keep[starts[10] + g * group_terms + q]:
                    v += values[starts[10] + g * group_terms + q]
                for x in range(3):
                    out[r, 3 * (8 + k) + x] = np.exp(v + values[starts[8] + 3 * a + x])
            else:
                weight = np.exp(v)
                for x in range(3):
                    out[r, 3 * (8 + k) + x] = weight
    return out


@njit(cache=False)
def _spread(  # type: ignore[no-untyped-def]
    gradient, by_entry, rows, g, starts, spoken, initial_of, final_of, onset_of, rime_of, onsets,
    rimes, syllable_term, character_term, group_term, group_terms, keep,
):  # fmt: skip
    known = len(onset_of)
    for r in range(len(rows)):
        c = rows[r]
        s = spoken[c]
        for k in range(8):
            for x in range(3):
                gradient[starts[3] + k] += by_entry[r, 3 * k + x]
        for k in range(known):
            at = 3 * (8 + k)
            t = by_entry[r, at] + by_entry[r, at + 1] + by_entry[r, at + 2]
            a = syllable_term[s, k]
            if a >= 0 and keep[starts[7] + a]:
                for x in range(3):
                    gradient[starts[8] + 3 * a + x] += by_entry[r, at + x]
            if t == 0:
                continue
            gradient[starts[0] + initial_of[s] * onsets + onset_of[k]] += t
            gradient[starts[1] + final_of[s] * rimes + rime_of[k]] += t
            gradient[starts[2] + k] += t
            gradient[starts[6] + g * known + k] += t
            d = character_term[c, k]
            if d >= 0 and keep[starts[9] + d]:
                gradient[starts[9] + d] += t
            if a >= 0 and keep[starts[7] + a]:
                gradient[starts[7] + a] += t
                q = group_term[s, k]
                if q >= 0 and keep[starts[10] + g * group_terms + q]:
                    gradient[starts[10] + g * group_terms + q] += t


@njit(cache=False)
def align(  # type: ignore[no-untyped-def]  # noqa: PLR0915
    name, size, chunks, words, skips, weight, values, starts, gradient, by_entry, coefficient
):
    """Log of the summed weight; with a coefficient its gradient is added up as well."""
    m = len(name)
    forward = np.zeros((m + 1, size + 1))
    forward[0, 0] = 1
    letter = np.exp(values[starts[4]])
    cost = np.zeros(len(words))
    for w in range(len(words) - 1):
        if skips[w] >= 0:
            cost[w] = np.exp(values[starts[5] + skips[w]])
        elif skips[w] == -1:
            length = words[w + 1] - words[w]
            cost[w] = np.exp(values[starts[4] + 1] + values[starts[4] + 2] * length)
    for j in range(m + 1):
        w = 0
        for p in range(size + 1):
            here = forward[j, p]
            if w < len(words) - 1 and words[w] == p:
                forward[j, words[w + 1]] += here * cost[w]
                w += 1
            if here == 0:
                continue
            if p < size:
                forward[j, p + 1] += here * letter
            if j < m:
                for k in range(min(7, size - p) + 1):
                    forward[j + 1, p + k] += here * weight[name[j], chunks[p * 8 + k]]
    total = forward[m, size]
    if total <= 1e-300:
        return -690.0
    if coefficient != 0:
        backward = np.zeros((m + 1, size + 1))
        backward[m, size] = 1
        share = coefficient / total
        for j in range(m, -1, -1):
            w = len(words) - 2
            for p in range(size, -1, -1):
                here = backward[j, p]
                if p < size:
                    part = backward[j, p + 1] * letter
                    here += part
                    gradient[starts[4]] += share * forward[j, p] * part
                if w >= 0 and words[w] == p:
                    part = backward[j, words[w + 1]] * cost[w]
                    here += part
                    t = share * forward[j, p] * part
                    if skips[w] >= 0:
                        gradient[starts[5] + skips[w]] += t
                    elif skips[w] == -1:
                        gradient[starts[4] + 1] += t
                        gradient[starts[4] + 2] += t * (words[w + 1] - words[w])
                    w -= 1
                if j < m:
                    for k in range(min(7, size - p) + 1):
                        entry = chunks[p * 8 + k]
                        part = weight[name[j], entry] * backward[j + 1, p + k]
                        here += part
                        t = share * forward[j, p] * part
                        if abs(t) > 1e-5:
                            by_entry[name[j], entry] += t
                backward[j, p] = here
    return np.log(total)


@njit(cache=False)
def _batch(  # type: ignore[no-untyped-def]
    name_at, names, rows, g, gold, allowed, candidates, latin, values, starts, tables, gradient
):
    lengths, at, chunks, word_at, words, skips = latin
    weight = emissions(rows, g, values, starts, *tables)
    by_entry = np.zeros_like(weight)
    count = len(gold)
    scores = np.empty((count, len(candidates)))
    for q in range(count):
        name = names[name_at[q] : name_at[q + 1]]
        for i in range(len(candidates)):
            e = candidates[i]
            scores[q, i] = align(
                name, lengths[e], chunks[at[e] : at[e + 1]], words[word_at[e] : word_at[e + 1]],
                skips[word_at[e] : word_at[e + 1]], weight, values, starts, gradient, by_entry, 0.0,
            )  # fmt: skip
            if not allowed[q, i]:
                scores[q, i] = -800.0
    coefficients = np.zeros_like(scores)
    loss = 0.0
    for q in range(count):
        part = np.exp(scores[q] - scores[q].max())
        part /= part.sum()
        loss -= np.log(part[gold[q]] + 1e-12)
        coefficients[q] += part
        coefficients[q, gold[q]] -= 1
        column = np.exp(scores[:, gold[q]] - scores[:, gold[q]].max())
        column /= column.sum()
        coefficients[:, gold[q]] += 0.5 * column
        coefficients[q, gold[q]] -= 0.5
    for q in range(count):
        name = names[name_at[q] : name_at[q + 1]]
        for i in range(len(candidates)):
            if abs(coefficients[q, i]) > 0.003 and scores[q, i] > -600:
                e = candidates[i]
                align(
                    name, lengths[e], chunks[at[e] : at[e + 1]],
                    words[word_at[e] : word_at[e + 1]], skips[word_at[e] : word_at[e + 1]],
                    weight, values, starts, gradient, by_entry, coefficients[q, i],
                )  # fmt: skip
    _spread(gradient, by_entry, rows, g, starts, *tables)
    return loss


@njit(cache=False)
def _update(values, first, gradient, squares, decay, rate, count):  # type: ignore[no-untyped-def]
    for i in range(len(values)):
        if gradient[i] != 0:
            slope = gradient[i] / count + decay[i] * (values[i] - first[i])
            squares[i] += slope * slope
            values[i] -= rate * slope / (np.sqrt(squares[i]) + 1e-3)
            gradient[i] = 0


def tables(model: Model) -> tuple[Any, ...]:
    """What the compiled loops read of a model, besides its values."""
    return (
        model.syllable_of, model.initial_of, model.final_of, model.onset_of, model.rime_of,
        model.onsets, model.rimes, model.syllable_term, model.character_term, model.group_term,
        int(model.group_term.max()) + 1, np.ones(len(model.values), np.bool_),
    )  # fmt: skip


def starts(model: Model) -> Array:
    """Where each kind of term begins, in the order of `Model.start`."""
    return np.array(list(model.start.values()))


def train(
    model: Model, zh: Sequence[str], gold: Array, countries: Sequence[str],
    group_of: dict[str, int], latin: Latin, others: dict[str, Array], *, epochs: int = 4,
    rate: float = 0.1, decay: float = 1e-4, group_decay: float = 3e-4, dropout: float = 6.0,
    seed: int = 20, log: Any = print,
) -> None:  # fmt: skip
    """Adjust `model.values` in place.

    Args:
        model: The model.
        zh: Chinese names in the model's characters.
        gold: For each the row in `latin` of its partner.
        countries: For each its country.
        group_of: Language group of each country.
        latin: All Latin names.
        others: Rows in `latin` of the names of each country.
        epochs: Passes over the pairs.
        rate: Step of AdaGrad.
        decay: Pull towards the start values.
        group_decay: The same for terms of a language group or of the following letter.
        dropout: How often a term is left out, divided by how often it was seen: a pair must not
            be explained by what was learned from itself.
        seed: Seed of every random choice.
        log: Called with the epoch and its mean loss.
    """
    first = model.values.copy()
    squares = np.full(len(first), 1e-4)
    pull = np.full(len(first), decay)
    for name, end in (("group_chunk", "syllable"), ("follow", "character"), ("group", "end")):
        pull[model.start[name] : model.start[end]] = group_decay
    gradient = np.zeros(len(first))
    total = np.zeros(len(first))  # of all epochs but the first: their mean generalises better
    drop = np.zeros(len(first), np.float32)
    for name, end in (("syllable", "follow"), ("character", "group"), ("group", "end")):
        count = model.counts[name]
        drop[model.start[name] : model.start[end]] = np.minimum(dropout / (count + 0.5), 0.9)
    fixed, begin = tables(model), starts(model)
    flat = (latin.lengths, latin.at, latin.chunks, latin.word_at, latin.words, latin.skips)
    groups = np.array([group_of.get(country, 0) for country in countries])
    country_code = {country: n for n, country in enumerate(sorted(set(countries)))}
    code = np.array([country_code[country] for country in countries])
    known = {name: set[int]() for name in zh}
    for name, row in zip(zh, gold, strict=True):
        known[name].add(int(row))
    everything = np.unique(np.concatenate(list(others.values())))
    for epoch in range(epochs):
        random = np.random.default_rng(seed + epoch)
        order = random.permutation(len(zh))
        order = order[np.argsort(groups[order] * 1000 + code[order], kind="stable")]
        batches = [part for g in np.unique(groups) for part in _split(order[groups[order] == g])]
        loss = 0.0
        for at in random.permutation(len(batches)):
            part = batches[at]
            pools = [others.get(countries[q], everything) for q in part[:: max(1, len(part) // 4)]]
            pool = np.unique(np.concatenate([*pools, random.choice(everything, 40)]))
            chosen = random.choice(pool, min(_OTHERS, len(pool)), replace=False)
            golds = np.unique(gold[part])
            candidates = np.concatenate([golds, np.setdiff1d(chosen, golds)])
            where = np.searchsorted(golds, gold[part])
            allowed = np.ones((len(part), len(candidates)), np.bool_)
            for row, q in enumerate(part):
                if len(known[zh[q]]) > 1:
                    allowed[row] = ~np.isin(candidates, list(known[zh[q]] - {int(gold[q])}))
            rows = sorted({model.characters[c] for q in part for c in zh[q]})
            local = {row: n for n, row in enumerate(rows)}
            sizes = np.cumsum([0, *(len(zh[q]) for q in part)])
            flat_names = np.array([local[model.characters[c]] for q in part for c in zh[q]])
            keep = random.random(len(first), np.float32) >= drop
            loss += _batch(
                sizes, flat_names, np.array(rows), groups[part[0]], where, allowed, candidates,
                flat, model.values, begin, (*fixed[:-1], keep), gradient,
            )  # fmt: skip
            _update(model.values, first, gradient, squares, pull, rate, len(part))
        log(f"epoch {epoch + 1}: loss {loss / len(zh):.4f}")
        if epoch:
            total += model.values
    if epochs > 1:
        model.values[:] = total / (epochs - 1)


def _split(order: Array) -> list[Array]:
    return [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
