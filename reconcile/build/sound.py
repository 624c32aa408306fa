"""Build step `sound`: train the sound model and write `reconcile/sound/data/sound.npz`.

    python -m reconcile.build.sound              train (a few minutes, fixed seed, one thread)
    python -m reconcile.build.sound --exclude D  first take the held-out names of folder D

Stages: `sound_pairs` gathers what to learn from, `sound_em` finds what characters spell,
`sound_model` and `sound_train` adjust the weights so that true pairs win, `sound_pack` writes.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from reconcile.build import sound_em, sound_model, sound_pack, sound_senses, sound_train
from reconcile.build.sound_pairs import (
    GOLD,
    Pair,
    cities,
    names_by_country,
    pairs,
    usable,
    write_excluded,
    write_gold,
)
from reconcile.sound.batch import latin_words, reordered, units
from reconcile.sound.letters import words
from reconcile.sound.model import SoundModel
from reconcile.sound.weights import load

Array = Any
OUT = Path(__file__).parents[1] / "sound" / "data" / "sound.npz"
_OFTEN = 40  # names in which a word must stand to get a weight of its own for being skipped
_WORDS = 400
_NAMES_OF_COUNTRY = 3000
_POOL = 500  # names that calibration compares each name with
_BETTER = 3.0  # log weight by which an alternate name or order must win over the main one
_DOUBTFUL = -1.45  # log likelihood per letter below which a pair is taken for a wrong one


def build(_cache: Path, out: Path = OUT) -> list[str]:
    """Train and write the weights, and the gold pairs; returns lines for the log."""
    found = pairs()
    gold = write_gold(found)
    group_of, groups = sound_senses.groups()
    parts, moves = sound_senses.parts()
    listed = sorted({p for p, _ in parts if len(p) > 1}, key=lambda unit: (-len(unit), unit))
    shortened = {word for _, word in parts if len(word) > 7}

    def zh(name: str) -> str:
        return _coded(units(name, listed), listed)

    moving = {_coded((unit,), listed): end for unit, end in moves.items()}
    train = [pair for pair in found if pair.fold > 1 and usable(pair)]
    data = [(zh(pair.zh), latin_words(pair.en, shortened)) for pair in train]
    translated = [
        (_coded((part,) if part in listed else tuple(part), listed), w) for part, w in parts
    ]
    learned = sound_em.learn(data)
    first = sound_model.assemble(learned, translated, [], len(groups))
    data = _best_forms(first, learned, train, data, moving, shortened)
    learned = sound_em.learn(data)
    letters = np.array([sum(map(len, split)) for _, split in data])
    sure = np.flatnonzero(learned.likelihood / letters > _DOUBTFUL)
    by_country = names_by_country()
    english = [n for c, names in by_country.items() if groups[group_of[c]] == "en" for n in names]
    model = sound_model.assemble(
        learned, translated + sound_senses.senses(english), _skipped(by_country), len(groups)
    )
    rows: dict[tuple[str, ...], int] = {}
    golds = np.array([rows.setdefault(tuple(data[i][1]), len(rows)) for i in sure])
    random = np.random.default_rng(5)
    others = {}
    for country, names in by_country.items():
        if len(names) > _NAMES_OF_COUNTRY:
            names = sorted(random.choice(names, _NAMES_OF_COUNTRY, replace=False).tolist())
        split = [tuple(latin_words(name, shortened)) for name in names]
        others[country] = np.array(sorted({rows.setdefault(s, len(rows)) for s in split}))
    latin = sound_model.encode([list(row) for row in rows], model)
    lines: list[str] = []
    sound_train.train(
        model, [data[i][0] for i in sure], golds, [train[i].country for i in sure], group_of,
        latin, others, log=lines.append,
    )  # fmt: skip
    options: dict[str, Any] = {
        "group_of": group_of, "units": listed, "moves": moves, "shortened": shortened,
    }  # fmt: skip
    sound_pack.pack(model, out, calibration=(1, 0, 0), **options)
    load.cache_clear()
    calibration = calibrate(SoundModel(load(out)), [p for p in found if p.fold == 1 and usable(p)])
    size = sound_pack.pack(model, out, calibration=calibration, **options)
    load.cache_clear()
    return [
        f"{len(sure)} pairs learned from, {gold} written to {GOLD.name}", *lines,
        f"calibration {', '.join(f'{value:.3f}' for value in calibration)}",
        f"{out.name}: {size} bytes, {len(model.chunks)} chunks",
    ]  # fmt: skip


def _coded(form: tuple[str, ...], listed: list[str]) -> str:
    """Units as single characters, so that training can index names by character."""
    return "".join(chr(0xE000 + listed.index(unit)) if len(unit) > 1 else unit for unit in form)


def _skipped(by_country: dict[str, list[str]]) -> list[str]:
    count: Counter[str] = Counter()
    for names in by_country.values():
        for name in names:
            split = name.split()
            if len(split) > 1:
                count.update(dict.fromkeys(split, 1))
    common = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    return [word for word, times in common[:_WORDS] if times >= _OFTEN]


def _best_forms(
    model: sound_model.Model, learned: sound_em.Learned, train: list[Pair],
    data: list[tuple[str, list[str]]], moves: dict[str, str], shortened: set[str],
) -> list[tuple[str, list[str]]]:  # fmt: skip
    """The data with an alternate name or another order of parts where that fits far better."""
    out = list(data)
    for row, (pair, (name, split)) in enumerate(zip(train, data, strict=True)):
        options = [(name, split)]
        options += [("".join(form), split) for form in reordered(tuple(name), moves)]
        if learned.likelihood[row] < -sum(map(len, split)):
            for other in pair.others[:12]:
                spelt = latin_words(other, shortened)
                if spelt and spelt != split and sum(map(len, spelt)) <= 26:
                    options.append((name, spelt))
        if len(options) > 1:
            scores = [_score(model, option) for option in options]
            best = int(np.argmax(scores))
            if scores[best] > scores[0] + _BETTER:
                out[row] = options[best]
    return out


def _score(model: sound_model.Model, pair: tuple[str, list[str]]) -> float:
    name, split = pair
    latin = sound_model.encode([split], model)
    rows = sorted({model.characters[c] for c in name})
    local = np.array([rows.index(model.characters[c]) for c in name])
    begin, fixed = sound_train.starts(model), sound_train.tables(model)
    weight = sound_train.emissions(np.array(rows), 0, model.values, begin, *fixed)
    nothing: Array = np.zeros(1)
    score: Callable[..., float] = sound_train.align
    return score(
        local, int(latin.lengths[0]), latin.chunks, latin.words, latin.skips, weight,
        model.values, begin, nothing, nothing.reshape(1, 1), 0.0,
    )  # fmt: skip


def calibrate(model: SoundModel, held: list[Pair]) -> tuple[float, float, float]:
    """Slope, weight per character and offset that turn scores into log odds.

    Logistic regression on pairs that training did not see, against other names of the country;
    both classes weigh the same, so that the result is a match weight without prior. Letters are
    left out on purpose: one Chinese name's ranking stays what training made it.
    """
    large: dict[str, list[tuple[int, str]]] = {}
    for city in cities():
        large.setdefault(city["countrycode"], []).append((-(city["population"] or 0), city["name"]))
    columns: list[Array] = []
    truth: list[Array] = []
    for country in sorted({pair.country for pair in held}):
        here = [pair for pair in held if pair.country == country]
        names = [pair.en for pair in here] + [n for _, n in sorted(large[country])[:_POOL]]
        names = list({" ".join(words(name)): name for name in reversed(names)}.values())
        folded = np.array([" ".join(words(name)) for name in names])
        raw = model.scores([pair.zh for pair in here], names, country=country)
        same = np.array([" ".join(words(p.en)) for p in here])[:, None] == folded[None, :]
        characters = np.array([len(units(p.zh, model.weights.units)) for p in here])
        wide = np.broadcast_to(characters[:, None], raw.shape)
        columns.append(np.stack([raw.ravel(), wide.ravel(), np.ones(raw.size)]))
        truth.append(same.ravel())
    x, y = np.concatenate(columns, 1).astype(np.float64), np.concatenate(truth)
    share = np.where(y, 0.5 / y.sum(), 0.5 / (~y).sum())
    beta = np.array([0.5, 0.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(beta @ x, -30, 30)))
        gradient = x @ (share * (y - p)) - 1e-4 * beta
        hessian = (x * (share * p * (1 - p))) @ x.T + 1e-4 * np.eye(3)
        beta = beta + np.linalg.solve(hessian, gradient)
    slope, per_character, offset = np.round(beta, 3).tolist()
    return slope, per_character, offset


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m reconcile.build.sound", description=__doc__)
    parser.add_argument("--exclude", type=Path, metavar="DIR", help="take held-out names anew")
    options = parser.parse_args()
    if options.exclude:
        print(f"{write_excluded(options.exclude)} hashes written")
    print(*build(Path()), sep="\n")
