"""What a finding rests on, for the page: rows, neighbours, evidence, closest rows, places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from reconcile.linking import side_of
from reconcile.matching import Evidence, MatchOptions, explain, rank, total_confidence
from reconcile.model import Entry, Finding, Relationship
from reconcile.names.pinyin import pinyin
from reconcile.names.text import script
from reconcile.reporters.html import pairs, world
from reconcile.reporters.places import confidence_text
from reconcile.service.review.live import State

AROUND = 2  # rows before and after one in its list
FEW = 6  # rows that are looked at closely; what many lines share is shown by its first ones
_SCORE = re.compile(r",? ?\d+ ?%.*")  # "Lyon / Lyons, 96 % in common"
CLOSEST = 3  # candidates in a list that lacks a place


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of evidence, drawn: the bar runs from `start` to `end`, both in [0, 100]."""

    name: str
    weight: str
    detail: str
    meaning: str
    blind: str  # the detail without what amounts to a score
    start: float
    width: float
    zero: float
    tone: str  # for, against


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows and why they are held to be one place, or not."""

    left: Entry
    right: Entry
    confidence: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Rows of one source around the ones that a finding names (`here`)."""

    source: str
    title: str
    rows: tuple[tuple[Entry, bool], ...]


@dataclass(frozen=True, slots=True)
class Closest:
    """The rows of a list that lacks a place which come closest to it and are not paired."""

    source: str
    unpaired: tuple[Entry, ...]
    rows: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map, in units of its drawing."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Map:
    """The part of the world around some places."""

    box: str
    dots: tuple[Dot, ...]
    radius: float


@dataclass(frozen=True, slots=True)
class Case:
    """A finding with everything that it rests on."""

    finding: Finding
    table: pairs.Table
    entries: tuple[Entry, ...]
    pairs: tuple[Pair, ...]
    near: tuple[Near, ...]
    closest: tuple[Closest, ...]
    map: Map | None
    is_pair: bool  # whether "same" and "not the same" can be decided


def case(state: State, finding: Finding) -> Case:
    """Everything about one finding."""
    entries = tuple(_entries(state, finding))
    about = _relationships(state, entries)
    return Case(
        finding,
        pairs.table(finding, state.index),
        entries,
        tuple(_pairs(finding, entries, about)),
        tuple(_near(state, entries)),
        tuple(_closest(state, finding, entries)),
        _map(about),
        is_pair=len({entry.source for entry in entries}) > 1 and len(entries) <= FEW,
    )


def _entries(state: State, finding: Finding) -> Iterator[Entry]:
    for place in finding.entries:
        entry = state.index.entries.get((place.source, place.line))
        if place.table == "entries" and entry:
            yield entry


def _relationships(state: State, entries: Sequence[Entry]) -> list[Relationship]:
    found = {}
    for entry in entries[:FEW]:
        relationship = state.index.relationship_at.get((entry.source, entry.line))
        if relationship:
            found[relationship.id] = relationship
    return list(found.values())


def _pairs(
    finding: Finding, entries: Sequence[Entry], about: Sequence[Relationship]
) -> Iterator[Pair]:
    """The pairs to weigh: of the finding's own rows, else of the relationship they belong to."""
    if len(entries) > FEW:
        return
    rows = list(entries)
    if len({row.source for row in rows}) < 2 and len(about) == 1:
        rows += [row for row in about[0].entries if row not in rows]
    couples = [
        (one, other)
        for one, other in combinations(rows, 2)
        if one.source != other.source and (one in entries or other in entries)
    ]
    # Two scripts tell more than one name printed twice.
    couples.sort(key=lambda couple: script(couple[0].name) == script(couple[1].name))
    for one, other in couples[: 1 if finding.kind == "possible_match" else 3]:
        yield weighed(one, other)


def weighed(left: Entry, right: Entry) -> Pair:
    """Two rows with the evidence for and against their being one place."""
    steps = _explained(*_said(left), *_said(right))
    return Pair(left, right, confidence_text(total_confidence(steps)), tuple(_bars(steps)))


@lru_cache(maxsize=4096)
def _explained(  # what the matcher says depends on what the rows print, and on nothing else
    left: str, left_country: str, left_region: str, left_date: str,
    right: str, right_country: str, right_region: str, right_date: str,
) -> tuple[Evidence, ...]:  # fmt: skip
    return explain(
        left, right,
        left_country=left_country, right_country=right_country,
        left_region=left_region, right_region=right_region,
        left_date=left_date, right_date=right_date,
    )  # fmt: skip


def _said(entry: Entry) -> tuple[str, str, str, str]:
    return entry.name, entry.country, entry.region, entry.date


def _bars(steps: Sequence[Evidence]) -> Iterator[Bar]:
    sums = [0.0]
    for step in steps:
        sums.append(sums[-1] + step.weight)
    low, high = min(sums), max(sums)
    scale = 100 / (high - low) if high > low else 0.0
    for step, before, after in zip(steps, sums, sums[1:], strict=False):
        start, end = sorted(((before - low) * scale, (after - low) * scale))
        tone = "for" if step.weight >= 0 else "against"
        yield Bar(
            step.name, f"{step.weight:+.2f}", step.detail, step.meaning,
            _SCORE.sub("", step.detail), round(start, 2), round(max(end - start, 0.6), 2),
            round(-low * scale, 2), tone,
        )  # fmt: skip


def _near(state: State, entries: Sequence[Entry]) -> Iterator[Near]:
    """The rows of each list around those that the finding names."""
    titles = {source.id: source.title for source in state.report.sources}
    for source in dict.fromkeys(entry.source for entry in entries):
        own = [entry for entry in entries if entry.source == source][:3]
        here = {entry.row for entry in own}
        shown = sorted({row + step for row in here for step in range(-AROUND, AROUND + 1)})
        rows = [found for row in shown if (found := state.entry(source, row))]
        subjects = {entry.subject for entry in own}
        yield Near(
            source, titles.get(source, source),
            tuple((row, row.row in here) for row in rows if row.subject in subjects),
        )  # fmt: skip


def _closest(state: State, finding: Finding, entries: Sequence[Entry]) -> Iterator[Closest]:
    """For a place that a list lacks: the rows of that list that nothing was paired with."""
    if finding.kind != "missing_entry" or not entries:
        return
    listed = {entry.source for entry in entries}
    for source in (s for s, value in finding.values.items() if value is None and s not in listed):
        free = [
            row
            for relationship in state.report.relationships
            if relationship.subject == finding.subject
            and all(entry.source not in listed for entry in relationship.entries)
            for row in relationship.entries
            if row.source == source
        ]
        yield Closest(source, tuple(free), tuple(_ranked(entries, free)))


def _ranked(entries: Sequence[Entry], free: Sequence[Entry]) -> Iterator[Pair]:
    """The candidates of the entry that is told in the other script, else of the first."""
    if not free:
        return
    other = [entry for entry in entries if script(entry.name) != script(free[0].name)]
    wanted = (other or list(entries))[0]
    for found in rank(side_of([wanted]), side_of(free), options=MatchOptions(top=CLOSEST)):
        if found.right is not None:
            yield weighed(wanted, free[found.right])


def _map(about: Sequence[Relationship]) -> Map | None:
    from reconcile.gazetteer import Gazetteer

    dots = []
    for relationship in about:
        place = Gazetteer.default().get(relationship.partner.id)
        if place and place.latitude is not None and place.longitude is not None:
            x, y = world.on_page(place.longitude, place.latitude)
            dots.append(Dot(relationship.partner.name or relationship.partner.name_zh, x, y))
    if not dots:
        return None
    width, height = world.size()
    wide = max(260.0, 1.6 * max(d.x for d in dots) - 1.6 * min(d.x for d in dots))
    high = wide * 0.6
    left = _inside(sum(d.x for d in dots) / len(dots) - wide / 2, width - wide)
    top = _inside(sum(d.y for d in dots) / len(dots) - high / 2, height - high)
    return Map(f"{left:.0f} {top:.0f} {wide:.0f} {high:.0f}", tuple(dots), round(wide / 60, 1))


def _inside(value: float, most: float) -> float:
    return max(0.0, min(value, max(most, 0.0)))


def reading(name: str) -> str:
    """The pinyin of a Chinese name; '' for others."""
    return pinyin(name) if script(name) == "han" else ""
