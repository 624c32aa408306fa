"""Who acts in a sentence: whether an act is one between the subject itself and the entry.

A section tells of its entry and the source's subject, but also of provinces, countries and other
cities. An act is theirs when both act in it, when words stand for the pair (the two cities, the
relationship), or when nobody else is named to act.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from reconcile.reading.acts import Act

_CAPITAL: Final = r"[^\W\d_a-z][\w'’.&]*(?:-[^\W\d_][\w'’]*)*"
_SPAN: Final = re.compile(rf"{_CAPITAL}(?:\s(?:(?:of|de|del|la|le|al|and the)\s)?{_CAPITAL})*")
_KIND: Final = (
    r"provinces?|prefectures?|count(?:y|ies)|states?|regions?|districts?|oblasts?|cantons?|"
    r"republics?|voivodeships?|departments?|municipalit(?:y|ies)|cit(?:y|ies)|towns?|"
    r"governments?|ports?|islands?|territor(?:y|ies)"
)
_KIND_WORD: Final = re.compile(rf"(?:{_KIND})", re.IGNORECASE)
_TITLES: Final = (
    r"mayors?|vice-mayor|deputy|presidents?|governors?|secretar(?:y|ies)|chairman|chairwoman|"
    r"chair|directors?|director-general|ambassadors?|consul|ministers?|premier|councill?ors?|"
    r"members?|leaders?|heads?|mr|mrs|ms|dr|prof|professor|sir|lord|lady|king|queen|prince|"
    r"princess|general|commissioners?|delegate|representatives?|officials?|founder|judge"
)
_TITLE_BEFORE: Final = re.compile(rf"\b(?:{_TITLES})\b\.?,?\s*(?:the\s)?$", re.IGNORECASE)
_TITLE_IN: Final = re.compile(rf"\b(?:{_TITLES})\b", re.IGNORECASE)
_TITLE_AFTER: Final = re.compile(
    rf"^,?\s(?:the\s|its\s|then\s|former\s|who\s)*(?:{_TITLES})\b", re.IGNORECASE
)
_PAIR: Final = re.compile(
    r"\b(?:the\stwo|both|these\stwo|the\spair\sof)\s(?:sister\s|twin\s)?"
    r"(?:cities|towns|sides|parties|municipalities|places|communities|mayors|councils)\b|"
    r"\beach\sother\b|\bthe\stwo\b(?=\s(?:\w+ed|went|became|are|were|have|had|met|also|then)\b)|"
    r"\b(?:the|this|their|that)\s(?:\w+\s)?"
    r"(?:relations?(?:hips?)?|ties|partnership|friendship|twinning|bond|link)\b",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(
    r"\b(?:two|both|our|these)\s(?:countr\w+|nations|provinces|states|regions|counties|peoples|"
    r"national\sgovernments|universit\w+|companies|schools|ports|hospitals)\b",
    re.IGNORECASE,
)
# A clause that only says what a place is, and a place where something happens.
_ASIDE: Final = re.compile(
    r",\s(?:whose|which|where|who|home|once|(?:the\s|its\s)?(?:capital|seat|hometown))\b[^,;]*(?=,)",
    re.IGNORECASE,
)
_SCENE: Final = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Vv]ia)\s(?:(?:the\s)?(?:city|town)\sof\s)?{_SPAN.pattern}"
    rf"(?=[,.]|\s[a-z]|$)"
)
_CLAUSE: Final = re.compile(
    r"[;:]|,\s(?:while|whereas|but)\s|\s(?:and|but)\s(?=(?:the|this|their)\s(?:\w+\s)?"
    r"(?:relation|ties|partnership|twinning|two\scities))",
    re.IGNORECASE,
)
_SLOT: Final = re.compile(
    r"\b(?:[Ww]ith|[Bb]etween|[Bb]y|[Aa]mong)\s"
    r"(?!(?:the\s)?(?:[a-z]+ing|approval|support|help|assistance|aim|presence|agreement)\b)"
)
_SLOT_ENDS: Final = re.compile(
    r"\s(?:in|on|at|during|for|to|as|after|before|under|which|that|covering|aimed)\s|[;:]|\.(?:\s|$)"
)
# Bodies that carry a place's name and are not the place, and other places that hold it.
_BODY: Final = (
    r"universit(?:y|ies)|colleges?|schools?|academ(?:y|ies)|institutes?|hospitals?|airports?|"
    r"airlines?|banks?|museums?|compan(?:y|ies)|corporation|clubs?|orchestra|philharmonic|zoo|"
    r"librar(?:y|ies)|chambers?|press|guilds?|opera|theatres?|railways?|metro|harbou?r|shipyards?"
)
_BODY_AFTER: Final = re.compile(rf"(?:['’]s)?(?:\s{_CAPITAL}){{0,2}}\s(?i:{_BODY})\b")
_OTHER_BEFORE: Final = re.compile(
    rf"(?:\b(?i:{_BODY})\s(?:of|in)|\b(?:New|North|South|East|West|Upper|Lower|Greater|San|Fort))\s$"
)
_PAIRED: Final = re.compile(r"(?<!\w)([^\W\d_a-z]\w+)[-–—]([^\W\d_a-z]\w+)")
# Words with a capital that name nobody.
_PLAIN: Final = re.compile(
    r"(?:(?:The|A|An|In|On|At|As|By|For|From|With|After|Before|During|Since|When|While|It|Its|They|He|She|We|Our|His|Her|All|Each|Both|"
    r"Two|Their|This|That|These|Those|Then|Later|There|However|Consequently|Subsequently|Finally|"
    r"Meanwhile|Moreover|Officials|Delegates|Representatives|Relations|Ties|Links|Exchanges|Contacts|Talks|"
    r"Partnership|Cooperation|Official|Formal|Close|Sister|Twin|Friendship|Friendly|City|Cities|"
    r"Town|Towns|Municipality|Council|Mayors?|Today|January|February|March|April|May|June|July|"
    r"August|September|October|November|December)(?:\s|$))+"
)
_AND: Final = re.compile(r"\s*(?:,\s*)?(?:and|&|with)\s(?:the\s|its\s)?\s*")


@dataclass(frozen=True, slots=True)
class Names:
    """Spellings of the two sides of a tie, as a text may print them."""

    subject: tuple[str, ...]
    entry: tuple[str, ...]


def concerns_tie(text: str, act: Act, names: Names) -> bool:
    """Whether an act of a sentence is one between the subject itself and the entry.

    Args:
        text: The sentence.
        act: One of its acts.
        names: Both sides.

    Example:
        >>> from reconcile.reading.acts import find_acts
        >>> names = Names(("Oulu",), ("Leverkusen",))
        >>> text = "Finland and Germany signed a friendship treaty in 1994 in Oulu."
        >>> concerns_tie(text, find_acts(text)[0], names)
        False
    """
    before, slot = _before(text, act), _slots(text, act)
    told = f"{before} | {slot}"
    if _OTHERS.search(told):
        return False
    ours, theirs = _names(told, names.subject), _names(told, names.entry)
    if ours and theirs:
        return True
    if _PAIR.search(slot):
        return True
    pair = list(_PAIR.finditer(before))
    if pair:
        before = before[pair[-1].end() :]
        return not any(_others(part, names) for part in (before, slot))
    return not any(_others(part, names) for part in (before, slot))


def _before(text: str, act: Act) -> str:
    """Who stands before the verb: the clause up to it, without asides and scenes."""
    head = text[: act.verb]
    breaks = list(_CLAUSE.finditer(head))
    if breaks:
        head = head[breaks[-1].end() :]
    return _SCENE.sub(" ", _ASIDE.sub("", head))


def _slots(text: str, act: Act) -> str:
    """Who is named with, between or by: after the object, and inside a passive."""
    tail = text[act.start if act.told == "passive" else act.verb :]
    if clause := _CLAUSE.search(tail, max(0, act.end - (len(text) - len(tail)))):
        tail = tail[: clause.start()]
    found = []
    for match in _SLOT.finditer(tail):
        who = tail[match.end() :]
        end = _SLOT_ENDS.search(who)
        found.append(who[: end.start()] if end else who)
    return " | ".join(found)


def _names(text: str, spellings: Iterable[str]) -> list[tuple[int, int]]:
    """Where a side itself is named, not a body or another place that carries its name."""
    return [
        match.span()
        for name in spellings
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        if not _BODY_AFTER.match(text, match.end())
        and not _OTHER_BEFORE.search(text[: match.start()])
    ]


def _others(text: str, names: Names) -> bool:
    """Whether somebody else acts: another place, a country, or an unknown partner."""
    known = _names(text, (*names.subject, *names.entry))
    strangers: list[tuple[int, int]] = []
    for start, end in _spans(text):
        if any(first < end and start < last for first, last in known):
            continue
        if _is_person(text, start, end) or _is_apposed(text, start, end):
            continue
        if _is_polity(text, start, end):
            return True
        strangers.append((start, end))
    if not known:
        return bool(strangers)
    return any(_AND.fullmatch(text[min(a, b)[1] : max(a, b)[0]]) for a in known for b in strangers)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Capitalised spans that may name somebody; the two of `Japan-China` apart."""
    text = _PAIRED.sub(lambda m: f"{m[1]}|{m[2]}" if _is_country(m[1]) else m[0], text)
    for match in _SPAN.finditer(text):
        plain = _PLAIN.match(match[0])
        if plain is None or plain.end() < len(match[0]):
            yield match.start() + (plain.end() if plain else 0), match.end()


def _is_person(text: str, start: int, end: int) -> bool:
    return bool(
        _TITLE_BEFORE.search(text[:start])
        or _TITLE_IN.search(text[start:end])
        or _TITLE_AFTER.match(text[end:])
    )


def _is_apposed(text: str, start: int, end: int) -> bool:
    """A country that only says where the place before the comma lies."""
    return bool(re.search(r"\w\s?,\s(?:the\s)?$", text[:start])) and _is_country(text[start:end])


def _is_polity(text: str, start: int, end: int) -> bool:
    before = re.search(r"(\w+)\sof\s(?:the\s)?$", text[:start])
    after = re.match(r"\s(\w+)", text[end:])
    return bool(
        (before and _KIND_WORD.fullmatch(before[1]))
        or (after and _KIND_WORD.fullmatch(after[1]))
        or _KIND_WORD.search(text[start:end])
        or _is_country(text[start:end])
    )


@cache
def _is_country(text: str) -> bool:
    from reconcile.names.country import country_form

    return country_form(re.sub(r"['’]s$", "", text)) is not None
