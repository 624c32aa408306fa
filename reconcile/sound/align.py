"""The single best alignment of two names, to show why they match."""

from __future__ import annotations

from reconcile.sound.batch import collapse, follows, latin_words, units
from reconcile.sound.weights import FOLLOWS, UNLISTED, Weights


def best(zh: str, en: str, weights: Weights, group: int) -> tuple[tuple[str, str], ...]:
    """Which character spells which letters, in the order of the Latin name.

    Args:
        zh: Chinese name.
        en: Latin name.
        weights: The learned tables.
        group: Language group of the country; 0 when unknown.

    Returns:
        Pairs of character and letters. Letters that no character spells stand with an empty
        character, silent characters with empty letters. Empty when a side has nothing to align.
    """
    characters, split = units(zh, weights.units), latin_words(en, weights.shortened)
    text = "".join(split)
    if not characters or not text:
        return ()
    size = len(text)
    ends: dict[int, tuple[int, float]] = {}  # of each word, with the weight of skipping it
    edges = {0}
    at = 0
    for word in split:
        fixed, per_letter = weights.skip
        weight = weights.skips.get(word, fixed + per_letter * len(word))
        if len(split) > 1:
            ends[at] = at + len(word), weight
        at += len(word)
        edges.add(at)
    layers = [[(-1e9, 0, 0)] * (size + 1) for _ in range(len(characters) + 1)]
    layers[0][0] = (0.0, 0, 0)  # weight, position before, 1 when a character was used
    for row in range(len(characters) + 1):
        layer = layers[row]
        for at in range(size):
            score = layer[at][0]
            if at in ends:
                end, weight = ends[at]
                layer[end] = max(layer[end], (score + weight, at, 0))
            layer[at + 1] = max(layer[at + 1], (score + weights.insertion, at, 0))
        if row == len(characters):
            break
        emission = weights.emission(characters[row], group)
        following = layers[row + 1]
        for at in range(size + 1):
            for k in range(min(7, size - at) + 1):
                known = weights.chunks.get(collapse(text[at : at + k]), -1)
                entry = k if known < 0 else UNLISTED + known
                weight = float(emission[FOLLOWS * entry + follows(text, at + k, edges)])
                state = (layer[at][0] + weight, at, 1)
                following[at + k] = max(following[at + k], state)
    out: list[tuple[str, str]] = []
    row, at = len(characters), size
    while row or at:
        _, previous, used = layers[row][at]
        letters = text[previous:at]
        row -= used
        out.append((characters[row] if used else "", letters))
        at = previous
    return _joined(out[::-1])


def _joined(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    out: list[tuple[str, str]] = []
    for character, letters in pairs:
        if not character and out and not out[-1][0]:
            letters = out.pop()[1] + letters
        out.append((character, letters))
    return tuple(out)
