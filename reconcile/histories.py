"""When each source began and ceased to list a partner, over all states that are kept.

Every state of every source is aligned as a list of its own, so the partner is found under any of
its names, in either language, and a new name is no end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.findings import SourceView
from reconcile.fold import fold
from reconcile.gazetteer import Gazetteer
from reconcile.group import name_key
from reconcile.group.partner import country_of, places_named
from reconcile.linking import Decided
from reconcile.matching import MatchOptions, Side, align
from reconcile.model import Entry, Partner, Relationship, Tables
from reconcile.names.country import country_codes
from reconcile.pipeline import aligned
from reconcile.reading.lines import split_place
from reconcile.states import State

SEPARATOR = "\x1f"  # between a source's id and the number of its state; no id holds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What one state of a source says of a partner.

    Attributes:
        as_of: When the state spoke, for a person.
        since: The day from which it speaks, ISO; '' where none is known.
        folder: Of its tables, relative to the workspace.
        listed: Whether it lists the partner; `None` where it says nothing of the subject at all,
            which is no absence.
        entries: Its rows of the partner, in the original's order.
    """

    as_of: str
    since: str
    folder: str
    listed: bool | None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHistory:
    """What one source said of a partner, state by state, oldest first."""

    source: str
    moments: tuple[Moment, ...]

    @property
    def turns(self) -> tuple[tuple[str, Moment | None, Moment], ...]:
        """`began` and `ceased`, each with the last state before it and the first one after it.

        The state before is `None` where the earliest state kept lists the partner already.
        States that say nothing of the subject decide nothing.
        """
        found: list[tuple[str, Moment | None, Moment]] = []
        before: Moment | None = None
        for moment in self.moments:
            if moment.listed is None:
                continue
            if moment.listed and not (before and before.listed):
                found.append(("began", before, moment))
            elif not moment.listed and before and before.listed:
                found.append(("ceased", before, moment))
            before = moment
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerHistory:
    """What all sources said of one partner of one subject."""

    subject: str
    partner: Partner
    sources: tuple[SourceHistory, ...]


def partner_histories(
    name: str,
    states: Mapping[str, Sequence[State]],
    *,
    canonical: Callable[[str], str],
    subject: str = "",
    folder_of: Callable[[State], str],
) -> tuple[PartnerHistory, ...]:
    """The histories of the partners that a name may mean, by subject and then by name.

    Args:
        name: In either language and any spelling; `Toledo, Spain` leaves out other Toledos.
        states: Of each source, oldest first, sources in order of precedence.
        canonical: From any spelling of a subject to the one to show.
        subject: Only this one's partners; '' for all.
        folder_of: How a state's folder is shown.
    """
    loaded = {
        f"{source}{SEPARATOR}{n}": (state, _owned(f"{source}{SEPARATOR}{n}", state.tables()))
        for source, known in states.items()
        for n, state in enumerate(known)
    }
    subjects = _subjects(loaded, canonical)
    views = {
        key: SourceView(replace(state.source, id=key), tables, subjects, canonical)
        for key, (state, tables) in loaded.items()
    }
    wanted = [s for s in subjects if not subject or s == canonical(subject)]
    meant = _meant(name, views, wanted)
    found = []
    for each in wanted:
        lists = tuple(view.entries(each) for view in views.values())
        if not any((row.name, row.country) in meant for rows in lists for row in rows):
            continue
        relationships, _ = aligned((each, lists), decided=Decided())
        found += [
            _history(relationship, states, views, folder_of)
            for relationship in relationships
            if any((row.name, row.country) in meant for row in relationship.entries)
        ]
    return tuple(sorted(found, key=lambda one: (one.subject, one.partner.name)))


def _owned(key: str, tables: Tables) -> Tables:
    """The tables as those of a source of their own."""
    return replace(
        tables,
        **{
            part: tuple(replace(row, source=key) for row in getattr(tables, part))
            for part in ("entries", "claims", "sections", "mentions", "events")
        },
    )


def _subjects(
    loaded: Mapping[str, tuple[State, Tables]], canonical: Callable[[str], str]
) -> tuple[str, ...]:
    told = {
        canonical(subject or state.source.subject)
        for state, tables in loaded.values()
        for subject in (
            *(row.subject for row in tables.entries),
            *(row.subject for row in tables.sections),
        )
    }
    return tuple(sorted(told - {""}))


def _meant(
    name: str, views: Mapping[str, SourceView], subjects: Sequence[str]
) -> frozenset[tuple[str, str]]:
    """Names and countries, as printed, that may mean the place that a person asks for."""
    asked, _, country = split_place(name)
    codes = country_codes(country) if country else ()
    rows = [row for view in views.values() for s in subjects for row in view.entries(s)]
    if country:
        rows = [row for row in rows if _in_country(row, country, codes)]
    printed = list(dict.fromkeys((row.name, row.country) for row in rows))
    key = name_key(asked)
    exact = {each for each in printed if name_key(each[0]) == key} | _mentioned(views, key)
    known = _named_in_gazetteer(asked, codes, rows)
    if exact or known:
        return frozenset(exact | known)
    return frozenset(_sounding(asked, country, printed))


def _in_country(row: Entry, country: str, codes: Sequence[str]) -> bool:
    if not row.country:
        return True
    return bool(set(codes) & set(country_codes(row.country))) or fold(row.country) == fold(country)


def _mentioned(views: Mapping[str, SourceView], key: str) -> set[tuple[str, str]]:
    """Entries that their own source's prose calls by the name."""
    found = set()
    for view in views.values():
        lines = {row.entry_line for row in view.tables.mentions if name_key(row.name) == key}
        found |= {(row.name, row.country) for row in view.tables.entries if row.line in lines}
    return found


def _named_in_gazetteer(
    name: str, codes: Sequence[str], rows: Iterable[Entry]
) -> set[tuple[str, str]]:
    """Entries whose name may mean a place that the gazetteer knows by the name asked for."""
    gazetteer = Gazetteer.default()
    asked = {
        place.id: place.country
        for code in (codes or ("",))
        for place in places_named(name, code, gazetteer)
    }
    if not asked:
        return set()
    found = set()
    for row in {(row.name, row.country): row for row in rows}.values():
        country = country_of([row])
        if country and country not in asked.values():
            continue
        # The first place is the likeliest, and lists name places that people know.
        best = places_named(row.name, country, gazetteer)[:1]
        if any(place.id in asked for place in best):
            found.add((row.name, row.country))
    return found


def _sounding(
    name: str, country: str, printed: Sequence[tuple[str, str]]
) -> Iterable[tuple[str, str]]:
    """Entries that the matcher holds to be the place asked for."""
    if not printed:
        return
    left = Side(names=(name,), countries=(country,), regions=("",), dates=("",))
    right = Side(
        names=tuple(each for each, _ in printed),
        countries=tuple(each for _, each in printed),
        regions=("",) * len(printed),
        dates=("",) * len(printed),
    )
    for match in align(left, right, options=MatchOptions()):
        if match.left is not None and match.right is not None and match.outcome == "match":
            yield printed[match.right]


def _history(
    relationship: Relationship,
    states: Mapping[str, Sequence[State]],
    views: Mapping[str, SourceView],
    folder_of: Callable[[State], str],
) -> PartnerHistory:
    sources = []
    for source, known in states.items():
        moments = []
        for n, state in enumerate(known):
            key = f"{source}{SEPARATOR}{n}"
            rows = tuple(row for row in relationship.entries if row.source == key)
            speaks = bool(views[key].entries(relationship.subject))
            moments.append(
                Moment(
                    as_of=state.text,
                    since=state.since,
                    folder=folder_of(state),
                    listed=True if rows else False if speaks else None,
                    entries=tuple(replace(row, source=source) for row in rows),
                )
            )
        if any(moment.listed is not None for moment in moments):
            sources.append(SourceHistory(source=source, moments=tuple(moments)))
    return PartnerHistory(
        subject=relationship.subject, partner=relationship.partner, sources=tuple(sources)
    )
