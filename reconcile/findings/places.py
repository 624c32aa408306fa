"""Names held against the gazetteer: unknown, misspelt, in another country, or no place at all.

A partner that the gazetteer knows, or that two sources name in two languages, needs none of this:
these rules speak where one name stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.findings.comparison import Comparison
from reconcile.findings.wording import at, counted, finding, listed, quoted, where
from reconcile.gazetteer import Gazetteer, GazetteerPlace
from reconcile.model import Entry, Finding, Relationship
from reconcile.names.country import country_codes, country_name, parent
from reconcile.names.generic import split_generic
from reconcile.names.text import script

NEAR = 0.85  # similarity from which an unknown name is taken for a misspelling of a known one
RIVAL = 0.5  # a place of the same name with half the population is a rival


def places_unknown(comparison: Comparison) -> Iterator[Finding]:
    """`unknown_place`, `non_place_entry`, `place_country_mismatch` and misspellings."""
    for relationship in comparison.relationships:
        entry = relationship.entries[0]
        country = relationship.partner.country
        territory = _territory(entry)
        if territory:
            yield _non_place(
                relationship,
                f"{quoted(entry.name)} is a territory of its own "
                f"({country_name(territory, 'en')}, ISO 3166-1 {territory}), no city of "
                f"{entry.country}",
            )
        elif not country or comparison.place(relationship) is not None:
            continue
        elif _languages(relationship) > 1:
            continue  # the two names confirm each other
        else:
            yield from _unknown(comparison.gazetteer, relationship, entry, country)


def _unknown(
    gazetteer: Gazetteer, relationship: Relationship, entry: Entry, country: str
) -> Iterator[Finding]:
    near = gazetteer.similar(entry.name, country=country, limit=1, least=NEAR)
    elsewhere = _elsewhere(gazetteer, entry.name, country)
    generic = split_generic(entry.name, language="zh" if script(entry.name) == "han" else "en")
    if near:
        place = near[0][0]
        known = (place.name_zh if script(entry.name) == "han" else place.name) or place.name
        yield _named(
            "name_spelling",
            relationship,
            f"{at(where(entry))} name: the gazetteer knows no {quoted(entry.name)} in "
            f"{country_name(country, 'en')}, and {quoted(known)} ({place.id}) is near",
            suggestion=known,
        )
    elif generic.level == "other":
        yield _non_place(
            relationship, f"{quoted(entry.name)} is no city or region: the gazetteer knows none"
        )
    elif elsewhere:
        countries = [
            country_name(code, "en") for code in dict.fromkeys(p.country for p in elsewhere)
        ]
        yield _named(
            "place_country_mismatch",
            relationship,
            f"{at(where(entry))} name: the gazetteer knows {quoted(entry.name)} in "
            f"{listed(countries, most=3)}, not in {country_name(country, 'en')}",
        )
    else:
        yield _named(
            "unknown_place",
            relationship,
            f"{at(where(entry))} name: the gazetteer knows no {quoted(entry.name)} in "
            f"{country_name(country, 'en')}",
        )


def names_ambiguous(comparison: Comparison) -> Iterator[Finding]:
    """`ambiguous_name`: two places of the name and of like size in the country."""
    for relationship in comparison.relationships:
        entry = relationship.entries[0]
        if entry.region or len(relationship.entries) > 1:
            continue
        places = comparison.gazetteer.lookup(entry.name, country=relationship.partner.country)
        cities = [place for place in places if place.level == "city"]
        if len(cities) < 2 or cities[1].population < RIVAL * max(cities[0].population, 1):
            continue
        rivals = [place for place in cities if place.population >= RIVAL * cities[0].population]
        yield _named(
            "ambiguous_name",
            relationship,
            f"{at(where(entry))} name: {quoted(entry.name)} fits {counted(len(rivals), 'place')} "
            f"of {country_name(relationship.partner.country, 'en')}: {listed(_described(rivals))}",
        )


def _described(places: list[GazetteerPlace]) -> list[str]:
    return [f"{place.name} ({place.admin1}, {place.id})" for place in places]


def _elsewhere(gazetteer: Gazetteer, name: str, country: str) -> tuple[GazetteerPlace, ...]:
    family = {country, parent(country)}
    return tuple(p for p in gazetteer.lookup(name) if p.country not in family)


def _territory(entry: Entry) -> str:
    """The territory with an ISO code of its own that a row lists as a place of its parent state."""
    above = country_codes(entry.country)
    return next((c for c in country_codes(entry.name) if parent(c) and parent(c) in above), "")


def _languages(relationship: Relationship) -> int:
    return len({script(entry.name) for entry in relationship.entries})


def _non_place(relationship: Relationship, message: str) -> Finding:
    entry = relationship.entries[0]
    return _named("non_place_entry", relationship, f"{at(where(entry))} name: {message}")


def _named(
    kind: str, relationship: Relationship, message: str, *, suggestion: str | None = None
) -> Finding:
    return finding(
        kind,
        message,
        subject=relationship.subject,
        partner=relationship.partner.id,
        sources=sorted({entry.source for entry in relationship.entries}),
        field="name",
        entries=[where(entry) for entry in relationship.entries],
        values={entry.source: entry.name for entry in relationship.entries},
        suggestion=suggestion,
    )
