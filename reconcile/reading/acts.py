"""Acts told in a sentence that begin, change, suspend or resume a tie between places.

An act is a verb with its object (signed a friendship agreement), in the active or the passive
voice, a noun with its object (the signing of ...), or a verb that says it all (was twinned with).
What is planned, refused or denied is no act. The words stand in `vocabulary`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from reconcile.reading.moments import Moment
from reconcile.reading.vocabulary import (
    AGAIN,
    ANNIVERSARY,
    BASE,
    ELLIPSIS,
    FIRST,
    LASTING,
    LIFT,
    LINK,
    LINKED,
    MAKE,
    MAKING,
    NEW_SUBJECT,
    OBJECTS,
    PARTING,
    PASSIVE,
    RESUME,
    STATE,
    SUSPEND,
    THEM,
    THEY,
    UNREAL,
    UNREAL_OBJECT,
    VISIT,
    WHOLE,
)

_TOKEN: Final = re.compile(r"§+|[\w’'&.-]*\w|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Act:
    """An act in a sentence.

    `verb` and `start` to `end` are places in the sentence; `told` says how: `verb`, `noun`
    (the signing of ...), `state` (has been ... since) or `consequence` (..., becoming ...).
    """

    act: str
    start: int
    end: int
    verb: int
    told: str = "verb"
    opens: bool = True  # False for a visit that begins nothing


def find_acts(text: str, moments: tuple[Moment, ...] = ()) -> tuple[Act, ...]:
    """Acts of a sentence, in order.

    Args:
        text: A sentence in English.
        moments: Its date phrases, which may stand between a verb and its object.

    Example:
        >>> [act.act for act in find_acts("They signed a letter of intent and became twin towns.")]
        ['memorandum', 'agreement']
    """
    text = _masked(text, moments)
    found = [*_made(text), *_whole(text), *_link_acts(text), *_visits(text)]
    real = [act for act in found if not _is_unreal(text, act)]
    return tuple(_without_overlaps(sorted(real, key=lambda act: (act.start, -act.end))))


def _masked(text: str, moments: tuple[Moment, ...]) -> str:
    pieces, at = [], 0
    for moment in moments:
        pieces += [text[at : moment.start], "§" * (moment.end - moment.start)]
        at = moment.end
    return "".join([*pieces, text[at:]])


def _without_overlaps(acts: list[Act]) -> list[Act]:
    kept: list[Act] = []
    for act in acts:
        if not any(act.start < other.end and other.start < act.end for other in kept):
            kept.append(act)
    return kept


def _objects(text: str) -> list[tuple[int, int, str]]:
    """Objects with their class; one that another one explains is part of it."""
    found: list[tuple[int, int, str]] = []
    for name, pattern in OBJECTS:
        for match in re.finditer(rf"(?<![\w-])(?:{pattern})", text, re.IGNORECASE):
            if all(match.end() <= start or match.start() >= end for start, end, _ in found):
                found.append((*match.span(), name))
    merged: list[tuple[int, int, str]] = []
    for start, end, name in sorted(found):
        if merged and LINKED.fullmatch(text[merged[-1][1] : start]):
            first, before, head = merged[-1]
            # "sister city memorandum": the last noun is the head; "memorandum on sister city
            # relations": the first.
            merged[-1] = (first, end, name if not text[before:start].strip() else head)
        else:
            merged.append((start, end, name))
    return merged


def _made(text: str) -> list[Act]:
    acts = []
    for start, end, name in _objects(text):
        if UNREAL_OBJECT.search(text[:start]):
            continue
        verbs = [
            m
            for m in re.finditer(rf"(?<![\w-])(?:{MAKE}|{MAKING})\b", text[:start], re.IGNORECASE)
            if _reaches(m[0], text[m.end() : start])
        ]
        if verbs:
            verb = verbs[-1]
            acts.append(Act(name, verb.start(), end, verb.start(), _how(text, verb, start)))
            continue
        if acts and ELLIPSIS.fullmatch(text, acts[-1].end, start):
            acts.append(Act(name, start, end, start))
            continue
        state = STATE.search(text[:start])
        if state and _reaches("", state[1]):
            acts.append(Act(name, start, end, state.start(), "state"))
            continue
        passive = re.compile(
            rf"(?:(?!{NEW_SUBJECT})[^;.]){{0,200}}?\b{PASSIVE}(?P<verb>{MAKE})\b", re.IGNORECASE
        )
        if match := passive.match(text, end):
            acts.append(Act(name, start, match.end(), match.start("verb"), "passive"))
    return acts


def _how(text: str, verb: re.Match[str], object_start: int) -> str:
    word = verb[0].lower()
    of = re.match(r"\s+of\b", text[verb.end() : object_start])
    if of and re.fullmatch(MAKING, word):
        return "noun"
    if word in {"becoming", "establishing", "forming", "forging", "creating"}:
        return "consequence"
    return "verb"


def _reaches(verb: str, between: str) -> bool:
    """Whether a verb governs an object across these words."""
    tokens = _TOKEN.findall(between)
    if re.fullmatch(LIFT, verb, re.IGNORECASE):  # upgraded their ties to a ...
        tokens = [token for token in tokens if token not in {"to", "into", "as"}]
    of = re.fullmatch(rf"{MAKING}|{SUSPEND}|{RESUME}", verb, re.IGNORECASE) and tokens[:1] == ["of"]
    if of or tokens[:1] in (["into"], ["on"]):  # the signing of, entered into, agreed on
        tokens = tokens[1:]
    if "of" in tokens:
        return False
    if len(tokens) > 12:
        return False
    while tokens and tokens[-1].lower() in {"a", "an", "the", "and"}:  # a protocol and a ...
        tokens = tokens[:-1]
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        if token.lower() in PARTING and not (following[:1].isupper() or following[:1] == "§"):
            return False
        if token in {",", ";", ":", "(", ")"} and following[:1] != "§" and tokens[at - 1][0] != "§":
            return False
        if re.fullmatch(MAKE, token, re.IGNORECASE):
            return False
    return True


def _whole(text: str) -> list[Act]:
    return [
        Act(
            "agreement",
            m.start(),
            m.end(),
            m.start(),
            "state" if LASTING.search(text[: m.end()]) else "verb",
        )
        for m in re.finditer(rf"(?<![\w-])(?:{WHOLE})", text, re.IGNORECASE)
    ]


def _link_acts(text: str) -> list[Act]:
    acts = []
    for name, words in (("suspension", SUSPEND), ("resumption", RESUME)):
        for verb in re.finditer(rf"(?<![\w-])(?:{words})\b", text, re.IGNORECASE):
            link = re.compile(rf"\s(?:of\s)?(?:[\w’'-]+\s){{0,5}}?(?:{LINK})", re.IGNORECASE)
            if (match := link.match(text, verb.end())) and _reaches(
                verb[0], match[0][: match[0].rstrip().rfind(" ") + 1]
            ):
                acts.append(Act(name, verb.start(), match.end(), verb.start()))
                continue
            subject = re.compile(
                rf"(?:{LINK})[^;.,]{{0,80}}?\b{PASSIVE}(?:[^;.,]{{0,60}}\band\s)?"
                r"(?:\w+\s){0,2}$",
                re.IGNORECASE,
            )
            if before := subject.search(text, 0, verb.start()):
                if " and " in before[0]:  # were suspended in ... and resumed in ...
                    acts.append(Act(name, verb.start(), verb.end(), verb.start()))
                else:
                    acts.append(Act(name, before.start(), verb.end(), verb.start(), "passive"))
            elif acts and name == "resumption" and acts[0].start < verb.start():
                # what was suspended: resumed them, they were restored
                it = THEM.match(text, verb.end()) or THEY.search(text, acts[0].end, verb.start())
                if it:
                    acts.append(Act(name, verb.start(), verb.end(), verb.start()))
    again = rf"(?:{LINK})[^;.,]{{0,60}}?\b(?P<verb>is|are|was|were|has\sbeen|came|got)\s(?:{AGAIN})"
    acts += [
        Act("resumption", m.start(), m.end(), m.start("verb"))
        for m in re.finditer(again, text, re.IGNORECASE)
    ]
    return acts


def _visits(text: str) -> list[Act]:
    return [
        Act("visit", m.start(), m.end(), m.start(), opens=bool(FIRST.search(text)))
        for m in re.finditer(rf"\b(?:{VISIT})\b", text, re.IGNORECASE)
    ]


def _is_unreal(text: str, act: Act) -> bool:
    parts = r"[,;:]" if BASE.match(text, act.verb) else r"[,;:]|\b(?:and|but)\b"
    clause = re.split(parts, text[: act.verb])[-1]  # "will come and sign": not parted at "and"
    near = " ".join(clause.split()[-8:])
    return bool(UNREAL.search(near) or ANNIVERSARY.search(text[: act.start]))
