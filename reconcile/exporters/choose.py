"""One value out of what several sources say, and why that one.

Each function takes the entries of one relationship in order of precedence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from reconcile.exporters.values import Choice, Rule
from reconcile.model import Entry, Partner
from reconcile.names.country import country_codes
from reconcile.names.dates import compare
from reconcile.names.text import script

NOBODY = Choice(value="", rule="none", why="no source states it")
_MOST = 3  # sources of another opinion that are named


def choose_relation(entries: Sequence[Entry]) -> Choice:
    """The level that the first source gives."""
    return _first([(entry, entry.relation) for entry in entries if entry.relation])


def choose_name_en(entries: Sequence[Entry], partner: Partner, known: Collection[str]) -> Choice:
    """The Latin printing that the gazetteer has too; among several, that of the first source.

    Args:
        entries: In order of precedence.
        partner: The place they name.
        known: The gazetteer's names of that place.
    """
    told = _printed(entries, "latin", partner.name)
    if not told:
        return _gazetteers(partner.name if script(partner.name) == "latin" else "", partner)
    value = partner.name if partner.name in (name for _, name in told) else told[0][1]
    others = [(entry, name) for entry, name in told if name != value]
    if value in known and others and not all(name in known for _, name in others):
        return Choice(
            value=value, rule="gazetteer", why=f"the gazetteer's spelling; {_say(others)}"
        )
    return _told(told, value)


def choose_name_zh(entries: Sequence[Entry], partner: Partner) -> Choice:
    """The Chinese name that the first Chinese source prints, else the gazetteer's."""
    told = _printed(entries, "han", partner.name_zh)
    return _first(told) if told else _gazetteers(partner.name_zh, partner)


def choose_country(entries: Sequence[Entry], partner: Partner) -> Choice:
    """The country that the relationship has, and how many sources state it."""
    value = partner.country
    told = [(entry, country_codes(entry.country)) for entry in entries if entry.country]
    if not value or not told:
        return _gazetteers(value, partner)
    agreeing = [entry for entry, codes in told if value in codes]
    others = [(entry, entry.country) for entry, codes in told if value not in codes]
    votes = Counter(codes[0] for _, codes in told if codes and value not in codes)
    if not agreeing:
        return Choice(value=value, rule="gazetteer", why=f"the gazetteer's; {_say(others)}")
    if not votes:  # whoever says something else names no country at all
        chosen = _told([(entry, value) for entry in agreeing], value)
        noted = f"; no country: {_say(others)}" if others else ""
        return Choice(value=value, rule=chosen.rule, why=f"{chosen.why}{noted}")
    most = len(agreeing) > max(votes.values())
    rule: Rule = "majority" if most else "precedence"
    return Choice(value=value, rule=rule, why=f"{_places(agreeing)} state it; {_say(others)}")


def choose_date(entries: Sequence[Entry], relation: str) -> Choice:
    """The first source's date of a relation, or a later source's that says the same more precisely.

    Dates of another relation belong to another act, and are left out.
    """
    told = [(entry, entry.date) for entry in entries if entry.date and entry.relation == relation]
    if not told:
        return NOBODY
    first = told[0][1]
    best = max((date for _, date in told if date == first or date.startswith(f"{first}-")), key=len)
    conflicts = [(entry, date) for entry, date in told if compare(best, date) == "conflict"]
    if best != first:
        teller = next(entry for entry, date in told if date == best)
        less = [(entry, date) for entry, date in told if compare(best, date) == "compatible"]
        why = f"{_place(teller)} is more precise; {_say([*less, *conflicts])}"
        return Choice(value=best, rule="precision", why=why)
    return _told(told, best)


def _printed(entries: Sequence[Entry], wanted: str, partner: str) -> list[tuple[Entry, str]]:
    """The names in one script, or in a mixture that the partner is known by.

    What is in neither script (Cyrillic, digits) goes with the Latin ones, so that it is not lost.
    """
    scripts = ("han",) if wanted == "han" else ("latin", "other", "")
    return [
        (entry, entry.name)
        for entry in entries
        if script(entry.name) in scripts or (entry.name == partner and script(partner) == "mixed")
    ]


def _first(told: Sequence[tuple[Entry, str]]) -> Choice:
    return _told(told, told[0][1]) if told else NOBODY


def _told(told: Sequence[tuple[Entry, str]], value: str) -> Choice:
    """Why a value that sources state was chosen."""
    agreeing = [entry for entry, said in told if said == value]
    others = [(entry, said) for entry, said in told if said != value]
    if others:
        why = f"{agreeing[0].source} comes first; {_say(others)}"
        return Choice(value=value, rule="precedence", why=why)
    if len({entry.source for entry in agreeing}) == 1:
        return Choice(value=value, rule="only", why=f"only {_place(agreeing[0])} states it")
    return Choice(value=value, rule="agreed", why=f"{_places(agreeing)} agree")


def _gazetteers(value: str, partner: Partner) -> Choice:
    if not value:
        return NOBODY
    return Choice(
        value=value, rule="gazetteer", why=f"no source states it; the gazetteer's for {partner.id}"
    )


def _say(others: Sequence[tuple[Entry, str]]) -> str:
    said = [f"{_place(entry)} has {value}" for entry, value in others[:_MOST]]
    if len(others) > _MOST:
        said.append(f"{len(others) - _MOST} more differ")
    return ", ".join(said)


def _places(entries: Sequence[Entry]) -> str:
    return ", ".join(_place(entry) for entry in entries)


def _place(entry: Entry) -> str:
    return f"{entry.source}:{entry.line}"
