"""Dated acts between the subject and an entry, told in the prose of the entry's section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reconcile.reading.acts import Act, find_acts
from reconcile.reading.moments import Moment, find_moments
from reconcile.reading.parties import Names, concerns_tie
from reconcile.reading.passages import Passage, Sentence, sentences

# Sentences that begin so tell of the same day as the one before.
_SAME_DAY: Final = re.compile(
    r"(?:after|following|at|during)\s(?:the|this|that|their|these)\s(?:\w+\s)?(?:meetings?|talks|"
    r"ceremon(?:y|ies)|reception|visit|conference|session|event|occasion|summit|exchange|stay)\b|"
    r"on\s(?:that|this|the\ssame)\s(?:day|occasion)\b|afterwards?\b|then\b|there\b|"
    r"at\sthe\ssame\stime\b",
    re.IGNORECASE,
)
# What parts an act from a date: the date belongs to what comes after.
_PARTED: Final = re.compile(
    r"[;:]|\b(?:which|who|where|when|before|after|until|since\sthen|leading|resulting|while|"
    r"whereas|but)\b",
    re.IGNORECASE,
)
_AND: Final = re.compile(r",?\s(?:and|then)\s")


@dataclass(frozen=True, slots=True)
class Told:
    """An act with its date: where it is told, and whether it is between the two sides."""

    line: int
    date: str
    act: str
    ours: bool
    opens: bool


def told_acts(
    passages: Sequence[Passage], names: Names, *, heading_date: str = ""
) -> tuple[Told, ...]:
    """Dated acts in the order in which the passages tell them, whoever acts.

    Args:
        passages: The prose of one section.
        names: Spellings of the subject and of the entry.
        heading_date: ISO date of the heading: its year completes a day told without one.
    """
    found: list[Told] = []
    for passage in passages:
        known, last = heading_date, ""
        for sentence in sentences(passage.text):
            moments = find_moments(sentence.text, known)
            acts = find_acts(sentence.text, moments)
            inherited = last if _SAME_DAY.match(sentence.text) else ""
            for act in acts:
                date = _date(sentence.text, act, acts, moments) or (
                    inherited if not moments and act.told in {"verb", "passive"} else ""
                )
                if date:
                    ours = concerns_tie(sentence.text, act, names)
                    line = passage.line_at(_place(sentence, act))
                    found.append(Told(line, date, act.act, ours, act.opens))
            if moments:
                known = moments[-1].date
                last = known
            elif not inherited:
                last = ""
    return tuple(found)


def events(told: Sequence[Told]) -> tuple[Told, ...]:
    """Those that change the tie between the two sides themselves, each once."""
    unique = {(act.date, act.act): act for act in reversed(told) if act.ours and act.opens}
    return tuple(act for act in told if unique.get((act.date, act.act)) is act)


def _place(sentence: Sentence, act: Act) -> int:
    return sentence.start + act.start


def _date(text: str, act: Act, acts: Sequence[Act], moments: Sequence[Moment]) -> str:
    """Date of an act: the one that follows it, else the one before it, in its own clause."""
    following = [m for m in moments if m.start >= act.end]
    preceding = [m for m in moments if m.end <= act.start]
    inside = [m for m in moments if act.start <= m.start < act.end]
    others = [other.start for other in acts if other.start > act.start]
    next_act = min(others, default=len(text))
    after = next((m for m in following if m.start < next_act), None)
    if after and after.preposition == "since" and act.told != "state":
        after = None
    if inside and inside[0].points:
        return inside[0].date
    if act.told == "state":
        return after.date if after and after.preposition == "since" else ""
    if act.told == "noun":
        return after.date if after and after.points and _near(text, act, after) else ""
    if after and after.points and _near(text, act, after, weak=True):
        return after.date
    if act.told == "consequence":
        return ""
    before = [m for m in preceding if m.points and m.preposition != "since"]
    if before:
        return before[-1].date
    return after.date if after and after.points and _near(text, act, after) else ""


def _near(text: str, act: Act, moment: Moment, *, weak: bool = False) -> bool:
    between = text[act.end : moment.start]
    return not _PARTED.search(between) and not (weak and _AND.search(between))
