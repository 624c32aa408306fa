"""Evidence in plain English: what each comparison looked at, and the strongest of it as reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from reconcile.matching.background import nearest_other
from reconcile.matching.batch import Batch
from reconcile.matching.policy import LISTS, POLICY, Model
from reconcile.matching.score import Scored, batch_of
from reconcile.names.country import country_name
from reconcile.names.readings import LANGUAGES, reading_score, readings
from reconcile.names.translated import han_parts, latin_parts

if TYPE_CHECKING:
    from reconcile.matching.batch import Values
    from reconcile.matching.knowledge import Knowledge
    from reconcile.matching.side import Prepared

TITLES: Mapping[str, str] = {
    "same_place": "gazetteer",
    "same_stem": "gazetteer",
    "other_place": "gazetteer",
    "half_known": "gazetteer",
    "left_spelling": "gazetteer spelling",
    "right_spelling": "gazetteer spelling",
    "reading": "reading",
    "sound": "sound",
    "outdone": "other places",
    "outstanding": "other places",
    "translated": "translated part",
    "spelling": "spelling",
    "pronunciation": "pronunciation",
    "contained": "long and short form",
    "level": "type",
    "one_level": "type",
    "same_country": "country",
    "other_country": "country",
    "region": "region",
    "date": "date",
    "position": "position",
}
MOST = 4
"""Reasons given for one pair."""

_LEAST = 0.3  # log-odds under which evidence is no reason


def reasons_of(
    left: Prepared,
    right: Prepared,
    scored: Scored,
    knowledge: Knowledge,
    learned: Model,
    *,
    brief: bool = False,
    wholes: Values | None = None,
) -> list[tuple[str, ...]]:
    """The strongest evidence of each pair in words, strongest first, at most `MOST`.

    `brief` is for large blocks: letters are not shared out among the characters then, and places
    are told by id alone. `wholes` is what `policy.LISTS` found of each pair.
    """
    import numpy as np

    found: list[tuple[str, ...]] = [()] * len(scored.i)
    told = _BRIEFLY if brief else {}
    for view in sorted(set(scored.view.tolist())):  # np.unique would import masked arrays
        at = np.flatnonzero(scored.view == view)
        batch = batch_of(view, left, right, scored.i[at], scored.j[at], knowledge)
        names = [comparison.__name__ for comparison in POLICY[batch.view]]
        said = scored.said[at, : len(names)]
        weights = said * learned.row(batch.view)
        if wholes is not None:
            names += [comparison.__name__ for comparison, _ in LISTS]
            said = np.concatenate([said, wholes[at]], axis=1)
            more = wholes[at] * np.array([by for _, by in LISTS], np.float32)
            weights = np.concatenate([weights, more], axis=1)
        order = np.argsort(-np.abs(weights), axis=1, kind="stable")[:, :MOST]
        for n, pair in enumerate(at.tolist()):
            strong = [k for k in order[n].tolist() if abs(weights[n, k]) >= _LEAST]
            words = [
                f"{TITLES[names[k]]}: "
                + told.get(names[k], partial(detail, names[k]))(batch, n, float(said[n, k]))
                for k in strong
            ]
            found[pair] = tuple(dict.fromkeys(words))
    return found


def detail(name: str, batch: Batch, n: int, value: float) -> str:
    """What one comparison found for one pair of a batch, in words."""
    left, right = _texts(batch, n)
    return _DETAILS.get(name, _plain)(batch, n, value) or f"{left} against {right}"


def meaning(name: str) -> str:
    """What a comparison looks at: the first paragraph of its docstring."""
    for comparison in chain(*POLICY.values(), (each for each, _ in LISTS)):
        if comparison.__name__ == name:
            return " ".join((comparison.__doc__ or "").split("\n\n")[0].split())
    return ""


def _texts(batch: Batch, n: int) -> tuple[str, str]:
    return batch.left.texts[int(batch.i[n])], batch.right.texts[int(batch.j[n])]


def _plain(batch: Batch, n: int, value: float) -> str:
    left, right = _texts(batch, n)
    return f"{left} against {right} ({value:+.2f})"


def _one_place_briefly(batch: Batch, n: int, _value: float) -> str:
    left, right = int(batch.i[n]), int(batch.j[n])
    both = batch.left.ids[left] & batch.right.ids[right]
    return f"both name {min(both or batch.left.loose_ids[left] & batch.right.loose_ids[right])}"


def _known_briefly(batch: Batch, n: int, _value: float) -> str:
    left, right = _texts(batch, n)
    here, there = batch.left.loose_ids[int(batch.i[n])], batch.right.loose_ids[int(batch.j[n])]
    known = (f"{name} is {min(ids)}" for name, ids in ((left, here), (right, there)) if ids)
    return ", ".join(known)


def _near_briefly(batch: Batch, n: int, value: float) -> str:
    left, right = _texts(batch, n)
    return f"{left} and {right}: {'near a' if value > 0 else 'no'} name of the other's place"


def _one_place(batch: Batch, n: int, _value: float) -> str:
    left, right = int(batch.i[n]), int(batch.j[n])
    both = batch.left.ids[left] & batch.right.ids[right]
    both = both or batch.left.loose_ids[left] & batch.right.loose_ids[right]
    return f"both name {_place(sorted(both), batch)}"


def _two_places(batch: Batch, n: int, _value: float) -> str:
    left, right = _texts(batch, n)
    here = _place(sorted(batch.left.loose_ids[int(batch.i[n])]), batch)
    there = _place(sorted(batch.right.loose_ids[int(batch.j[n])]), batch)
    return f"{left} is known as {here}, {right} as {there}"


def _one_known(batch: Batch, n: int, _value: float) -> str:
    left, right = _texts(batch, n)
    here, there = batch.left.loose_ids[int(batch.i[n])], batch.right.loose_ids[int(batch.j[n])]
    known, other, ids = (left, right, here) if here else (right, left, there)
    return f"knows {known} as {_place(sorted(ids), batch)}, but not {other}"


def _near_names(*, left: bool) -> Callable[[Batch, int, float], str]:
    def words(batch: Batch, n: int, value: float) -> str:
        texts = _texts(batch, n)
        side, row = (batch.left, batch.i) if left else (batch.right, batch.j)
        place = _place(sorted(side.ids[int(row[n])]), batch)
        asked = texts[1] if left else texts[0]
        how = "spelt like" if value > 0 else "not spelt like"
        return f"{asked} is {how} a name of {place}"

    return words


def _place(ids: list[str], batch: Batch) -> str:
    if not ids:
        return "no place"
    name = next(iter(batch.knowledge.names(ids[0])), "")
    more = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
    return f"{name} ({ids[0]}){more}"


def _sound(batch: Batch, n: int, _value: float) -> str:
    left, right = _texts(batch, n)
    code = _code(batch, n)
    aligned = batch.knowledge.sound.align(left, right, country=code)
    return ", ".join(f"{han or '-'} {latin or '-'}" for han, latin in aligned)


def _heard(batch: Batch, n: int, value: float) -> str:
    left, right = _texts(batch, n)
    return f"{left} {'fits' if value > 0 else 'does not fit'} {right} ({value:+.1f})"


def _reading(batch: Batch, n: int, _value: float) -> str:
    left, right = _texts(batch, n)
    of_left = batch.left_side.countries[int(batch.i[n])]
    of_right = batch.right_side.countries[int(batch.j[n])]
    codes = of_left & of_right or of_left | of_right  # "Korea" alone may be either
    best = max(
        sorted(codes & LANGUAGES.keys()) or list(LANGUAGES),
        key=lambda code: reading_score(left, right, code),
    )
    known = readings(left, best)
    if not known:
        return ""
    nearest = max(known, key=lambda reading: _alike(reading.text, right))
    where = country_name(best, "en")
    return f"{left} reads {nearest.text} in {where} ({nearest.system}); the other is {right}"


def _alike(reading: str, latin: str) -> float:
    from rapidfuzz.distance import Indel

    from reconcile.fold import fold

    return Indel.normalized_similarity(reading, fold(latin).replace(" ", ""))


def _beside(batch: Batch, n: int, _value: float, *, better: bool) -> str:
    left, right = _texts(batch, n)
    other = nearest_other(batch, n)
    if other is None:
        return ""
    code = _code(batch, n)
    where = country_name(code, "en") if code else "the world"
    if better:
        return f"{right} sounds more like {left} than {other.text} and any other place of {where}"
    return f"{other.text} in {where} ({other.id}) sounds more like {left} than {right} does"


def _translated(batch: Batch, n: int, _value: float) -> str:
    left, right = _texts(batch, n)
    there = {rest.part: rest.rest for rest in latin_parts(right)}
    for part, rest in han_parts(left):
        if part in there:
            return f"both say '{part.replace('_', ' ')}'; {rest} is left, and {there[part]}"
    return ""


def _spelling(batch: Batch, n: int, value: float) -> str:
    left, right = _texts(batch, n)
    return "equal" if left == right else f"{left} / {right}, {50 + value * 50:.0f} % in common"


def _level(batch: Batch, n: int, _value: float) -> str:
    left = batch.left.generics[int(batch.i[n])] or "none"
    right = batch.right.generics[int(batch.j[n])] or "none"
    return f"{left} against {right}"


def _country(batch: Batch, n: int, _value: float) -> str:
    left = batch.left_side.countries[int(batch.i[n])]
    right = batch.right_side.countries[int(batch.j[n])]
    if left & right:
        return f"both {country_name(min(left & right), 'en')}"
    return f"{country_name(min(left), 'en')} against {country_name(min(right), 'en')}"


def _date(batch: Batch, n: int, _value: float) -> str:
    left = batch.left_side.dates[int(batch.i[n])]
    right = batch.right_side.dates[int(batch.j[n])]
    return f"both {left}" if left == right else f"{left} against {right}"


def _region(batch: Batch, n: int, _value: float) -> str:
    left = batch.left_side.regions[int(batch.i[n])]
    right = batch.right_side.regions[int(batch.j[n])]
    return f"both {left}" if left == right else f"{left} is {right}"


def _position(batch: Batch, n: int, value: float) -> str:
    left = batch.left_side.positions[int(batch.i[n])]
    right = batch.right_side.positions[int(batch.j[n])]
    how = "near" if value > 0 else "far"
    return f"{left} against {right}, {how} in the order that the lists share"


def _code(batch: Batch, n: int) -> str | None:
    left = batch.left_side.countries[int(batch.i[n])]
    right = batch.right_side.countries[int(batch.j[n])]
    return min(left, default=None) or min(right, default=None)


_DETAILS: Mapping[str, Callable[[Batch, int, float], str]] = {
    "same_place": _one_place,
    "same_stem": _one_place,
    "other_place": _two_places,
    "half_known": _one_known,
    "left_spelling": _near_names(left=True),
    "right_spelling": _near_names(left=False),
    "reading": _reading,
    "sound": _sound,
    "outdone": partial(_beside, better=False),
    "outstanding": partial(_beside, better=True),
    "translated": _translated,
    "spelling": _spelling,
    "contained": _spelling,
    "pronunciation": _spelling,
    "level": _level,
    "one_level": _level,
    "same_country": _country,
    "other_country": _country,
    "date": _date,
    "region": _region,
    "position": _position,
}

_BRIEFLY: Mapping[str, Callable[[Batch, int, float], str]] = {
    "sound": _heard,
    "reading": _heard,
    "same_place": _one_place_briefly,
    "same_stem": _one_place_briefly,
    "other_place": _known_briefly,
    "half_known": _known_briefly,
    "left_spelling": _near_briefly,
    "right_spelling": _near_briefly,
}
