"""Which place a group of entries names: a gazetteer id where it is certain, else a folded name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reconcile.gazetteer import Gazetteer, GazetteerPlace
from reconcile.group import name_key
from reconcile.group.hearing import heard
from reconcile.model import Entry, Partner
from reconcile.names.country import country_codes, parent
from reconcile.names.generic import levels_agree, split_generic
from reconcile.names.text import script


def identify(entries: Sequence[Entry], gazetteer: Gazetteer) -> Partner:
    """The partner that these entries name.

    The place that most entries can name wins; among equals the one that the first entry (the
    most trusted source) names most exactly, then the most populous.

    Returns:
        A partner whose `id` is `geonames:...` or `iso3166-2:...` where the gazetteer knows the
        name, else `country:name`, folded.
    """
    country = country_of(entries)
    votes: Counter[str] = Counter()
    places: dict[str, GazetteerPlace] = {}
    for entry in entries:
        for place in places_named(entry.name, country, gazetteer):
            places.setdefault(place.id, place)
            votes[place.id] += 1
    if not places:
        places = _heard(entries, country, gazetteer)
    chinese = next((e.name for e in entries if script(e.name) == "han"), "")
    if not places:
        name = _best_printing(entries, ()) or entries[0].name
        key = f"{country.lower()}:{name_key(name)}"
        return Partner(id=key, name=name, name_zh=chinese, country=country, geonames=None)
    # `places` is in order of the first entry's candidates, so max() keeps its best among equals.
    best = places[max(places, key=lambda id_: votes[id_])]
    number = best.id.removeprefix("geonames:")
    return Partner(
        id=best.id,
        name=_best_printing(entries, gazetteer.names(best.id)) or best.name,
        name_zh=chinese or best.name_zh or "",
        country=country or best.country,
        geonames=int(number) if number.isdigit() else None,
    )


def _heard(
    entries: Sequence[Entry], country: str, gazetteer: Gazetteer
) -> dict[str, GazetteerPlace]:
    """The place that a Chinese name transcribes, where the gazetteer holds none of the names."""
    for entry in entries:
        if country and script(entry.name) == "han":
            place = heard(entry.name, country, gazetteer)
            if place:
                return {place.id: place}
    return {}


def _best_printing(entries: Sequence[Entry], known: Sequence[str]) -> str:
    """The Latin printing that the gazetteer has too, else the first that is not in capitals."""
    latin = [entry.name for entry in entries if script(entry.name) == "latin"]
    return max(latin, key=lambda name: (name in known, not name.isupper()), default="")


def country_of(entries: Sequence[Entry]) -> str:
    """The country code that most entries can mean, the first entry's first; '' where none tells."""
    votes: Counter[str] = Counter()
    for entry in entries:
        for code in country_codes(entry.country):
            votes[code] += 1
    return max(votes, key=lambda code: votes[code]) if votes else ""


def places_named(name: str, country: str, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """Places in a country that a name can mean, those of its administrative level first.

    Looks the name up as printed, without brackets, without its generic term, and with the 市
    that Chinese lists of cities leave out; a territory is looked up in its parent state too.
    """
    language = "zh" if script(name) == "han" else "en"
    toponym = split_generic(name, language=language)
    forms = dict.fromkeys((name, name.translate(_NO_BRACKETS).strip(), toponym.specific))
    if language == "zh" and not toponym.generic:
        forms[f"{name}市"] = None
    found: dict[str, GazetteerPlace] = {}
    for form in forms:
        for code in _countries_to_ask(country):
            for place in gazetteer.lookup(form, country=code):
                found.setdefault(place.id, place)
    wanted = toponym.generic or "city"
    return tuple(sorted(found.values(), key=lambda place: -levels_agree(wanted, place.level)))


def _countries_to_ask(country: str) -> tuple[str | None, ...]:
    if not country:
        return (None,)
    above = parent(country)
    return (country, above) if above else (country,)


_NO_BRACKETS = str.maketrans("", "", "()（）")
