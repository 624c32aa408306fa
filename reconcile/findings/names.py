"""Names of one partner, compared: misspelt, in another form, or of another level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconcile.findings.comparison import Comparison
from reconcile.findings.spelling import compare_names
from reconcile.findings.wording import at, finding, listed, place_name, quoted, where
from reconcile.group.partner import places_named
from reconcile.model import Explanation, Finding, Relationship, Where
from reconcile.names.generic import split_generic
from reconcile.names.han import simplified
from reconcile.names.text import script


@dataclass(frozen=True, slots=True)
class Printing:
    """A spelling and every place that prints it."""

    text: str
    places: tuple[Where, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that print it, sorted."""
        return tuple(sorted({place.source for place in self.places}))


def name_differences(comparison: Comparison) -> Iterator[Finding]:
    """`name_spelling`, `name_form` and `admin_level`: printings of one name, per language.

    Every printing is held against the best one: the gazetteer's own where one is, else the one of
    most sources, else that of the most trusted source.
    """
    for relationship in comparison.relationships:
        known = comparison.gazetteer.names(relationship.partner.id)
        for printings in _printings(comparison, relationship):
            best = max(printings, key=lambda p: _standing(comparison, relationship, p, known))
            for printing in printings:
                if printing is not best:
                    yield from _difference(relationship, printing, best, known)
        yield from _against_gazetteer(comparison, relationship)
    yield from _levels_across_languages(comparison)


def _printings(
    comparison: Comparison, relationship: Relationship
) -> Iterator[tuple[Printing, ...]]:
    """The distinct printings of a partner's name, by script, in order of precedence."""
    places: dict[tuple[bool, str], list[Where]] = {}
    for entry in relationship.entries:
        places.setdefault((_is_han(entry.name), entry.name), []).append(where(entry))
        for mention in comparison.by_id[entry.source].mentions.get(entry.line, ()):
            row = comparison.by_id[entry.source].tables.mentions.index(mention) + 1
            spot = Where(entry.source, mention.line, "mentions", row)
            places.setdefault((_is_han(mention.name), mention.name), []).append(spot)
    for han in (False, True):
        printings = tuple(
            Printing(text, tuple(spots))
            for (is_han, text), spots in places.items()
            if is_han is han
        )
        if len(printings) > 1:
            yield printings


def _standing(
    comparison: Comparison, relationship: Relationship, printing: Printing, known: Sequence[str]
) -> tuple[bool, bool, int]:
    """How far a printing can stand as the right one: known as it is, known folded, usual."""
    country = relationship.partner.country
    return (
        printing.text in known,
        bool(country and comparison.gazetteer.lookup(printing.text, country=country)),
        len(printing.sources),
    )


def _difference(
    relationship: Relationship, printing: Printing, best: Printing, known: Sequence[str]
) -> Iterator[Finding]:
    result = compare_names(printing.text, best.text, known=known)
    places, values = {*printing.places, *best.places}, _values(printing, best)
    ours = f"{quoted(printing.text)} ({listed([at(place) for place in printing.places])})"
    theirs = f"{quoted(best.text)} ({listed([at(place) for place in best.places])})"
    explanation, suggestion = None, None
    match result.difference:
        case "same":
            return
        case "form":
            kind, message = "name_form", f"{ours} and {theirs}: {result.convention}"
            explanation = Explanation(
                kind="convention", text=f"{result.convention}: one name in two usual forms"
            )
        case "level":
            kind = "admin_level"
            message = f"{ours} against {theirs}: {_level_words(printing.text, best.text)}"
            places |= {where(entry) for entry in relationship.entries}
            values = {entry.source: entry.name for entry in relationship.entries}
        case "spelling":
            kind, suggestion = "name_spelling", best.text
            message = f"{ours} is no usual spelling of {theirs}"
        case "other":
            kind, suggestion = "name_spelling", best.text
            message = f"{ours} is no known name of {theirs}"
    yield finding(
        kind,
        message,
        subject=relationship.subject,
        partner=relationship.partner.id,
        sources=sorted(values),
        field=f"name/{printing.text}",
        entries=places,
        values=values,
        explanation=explanation,
        suggestion=suggestion,
    )


def _values(printing: Printing, best: Printing) -> dict[str, str | None]:
    values: dict[str, str | None] = dict.fromkeys(best.sources, best.text)
    for source in printing.sources:
        before = values.get(source)
        values[source] = f"{printing.text}; {before}" if before else printing.text
    return values


def _against_gazetteer(comparison: Comparison, relationship: Relationship) -> Iterator[Finding]:
    """A printing without a rival in its script, against the gazetteer's own names of the place."""
    place = comparison.place(relationship)
    if place is None:
        return
    for han in (False, True):
        entries = [entry for entry in relationship.entries if _is_han(entry.name) is han]
        official = place.name_zh if han else place.name
        if len({entry.name for entry in entries}) != 1 or not official:
            continue
        name = entries[0].name
        known = bool(places_named(name, place.country, comparison.gazetteer))
        result = compare_names(name, official, known=comparison.gazetteer.names(place.id))
        misspelt = not known and not han and result.difference in {"spelling", "other"}
        transcribed = not known and han and result.difference in {"spelling", "other"}
        if not (misspelt or transcribed or result.convention == "diacritics"):
            continue
        spots = [where(entry) for entry in entries]
        yield finding(
            "name_spelling" if misspelt else "name_form",
            f"{quoted(name)} ({listed([at(spot) for spot in spots])}): the gazetteer writes "
            f"{quoted(official)} ({place.id})",
            subject=relationship.subject,
            partner=relationship.partner.id,
            sources=sorted({spot.source for spot in spots}),
            field=f"name/{name}",
            entries=spots,
            values={spot.source: name for spot in spots},
            explanation=None
            if misspelt
            else Explanation(
                kind="convention",
                text="another transcription of the same name"
                if transcribed
                else "diacritics left out",
            ),
            suggestion=official,
        )


def _levels_across_languages(comparison: Comparison) -> Iterator[Finding]:
    """A Chinese and an English name of one partner whose administrative levels contradict."""
    for relationship in comparison.relationships:
        levels = {
            entry: split_generic(entry.name, language="zh" if _is_han(entry.name) else "en").level
            for entry in relationship.entries
        }
        han = [entry for entry in levels if _is_han(entry.name)]
        latin = [entry for entry in levels if not _is_han(entry.name)]
        for entry in han:
            plain = [other for other in latin if not levels[other]]
            agreeing = [other for other in latin if levels[other]]
            if levels[entry] in _CITIES or not plain or agreeing:
                continue  # with an English county beside it, name_differences reports it
            yield finding(
                "admin_level",
                f"{quoted(entry.name)} in {at(where(entry))} against "
                f"{quoted(plain[0].name)} in {listed([at(where(o)) for o in plain])}: "
                f"{_level_words(entry.name, plain[0].name)}",
                subject=relationship.subject,
                partner=relationship.partner.id,
                sources=sorted({entry.source, *(other.source for other in plain)}),
                field=f"name/{entry.name}",
                entries=[where(entry), *(where(other) for other in plain)],
                values={entry.source: entry.name} | {o.source: o.name for o in plain},
            )


_CITIES = {None, "city", "town", "other"}


def non_cities(comparison: Comparison) -> Iterator[Finding]:
    """`admin_level`: provinces and counties that a list counts among its cities."""
    for subject in comparison.subjects:
        for view in comparison.views:
            language = view.source.language
            rows = [
                entry
                for entry in view.entries(subject)
                if split_generic(entry.name, language=language).level not in _CITIES
            ]
            if not rows:
                continue
            names = [entry.name for entry in rows]
            yield finding(
                "admin_level",
                f"{view.id} counts {listed(names, most=8)} among the cities of its list of "
                f"{subject}; by name they are none",
                subject=subject,
                sources=(view.id,),
                field="level",
                entries=[where(entry) for entry in rows],
                values={view.id: "; ".join(names)},
            )


def mixed_characters(comparison: Comparison) -> Iterator[Finding]:
    """`name_form`: names in traditional characters in a list that is written in simplified ones."""
    for view in comparison.views:
        rows = [entry for subject in comparison.subjects for entry in view.entries(subject)]
        han = [entry for entry in rows if _is_han(entry.name)]
        odd = [entry for entry in han if simplified(entry.name) != entry.name]
        if 2 * len(odd) >= len(han):
            continue  # a list in traditional characters has that right throughout
        for entry in odd:
            yield finding(
                "name_form",
                f"{at(where(entry))} name: {quoted(entry.name)} is in traditional characters, "
                "the list in simplified ones",
                subject=view.canonical(entry.subject or view.source.subject),
                partner=simplified(entry.name),
                sources=(view.id,),
                field="name/characters",
                entries=[where(entry)],
                values={view.id: entry.name},
                explanation=Explanation(
                    kind="convention", text="traditional and simplified characters"
                ),
                suggestion=simplified(entry.name),
            )


def repeated_names(comparison: Comparison) -> Iterator[Finding]:
    """`duplicate_name_in_source`: one string that names two partners of one subject."""
    seen: dict[tuple[str, str, str], list[Relationship]] = {}
    for relationship in comparison.relationships:
        for source, name in sorted({(e.source, e.name) for e in relationship.entries}):
            seen.setdefault((relationship.subject, source, name), []).append(relationship)
    for (subject, source, name), relationships in seen.items():
        if len(relationships) < 2:
            continue
        rows = [e for r in relationships for e in r.entries if (e.source, e.name) == (source, name)]
        yield finding(
            "duplicate_name_in_source",
            f"{quoted(name)} names {listed([place_name(r) for r in relationships])} in {source}: "
            f"{listed([f'{at(where(e))} {e.country}' for e in rows])}",
            subject=subject,
            sources=(source,),
            field=f"name/{name}",
            entries=[where(entry) for entry in rows],
            values={source: name},
            explanation=Explanation(
                kind="convention",
                text="two places share this name; the country column tells them apart",
            )
            if len({entry.country for entry in rows}) == len(rows)
            else None,
        )


def _level_words(left: str, right: str) -> str:
    words = [
        split_generic(name, language="zh" if _is_han(name) else "en").level or "city"
        for name in (left, right)
    ]
    return f"a {words[0]} against a {words[1]}"


def _is_han(name: str) -> bool:
    return script(name) == "han"
