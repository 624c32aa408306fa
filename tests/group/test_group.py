from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builders import rows
from hypothesis import given
from hypothesis import strategies as st

from reconcile.group import group, where
from reconcile.model import Entry, Link, Partner, Relationship

LISTS = {
    source: tuple(
        replace(row, source=source)
        for row in rows("Turku | Finland\nUppsala | Sweden\nLyon | France\nBari | Italy")
    )
    for source in "abcd"
}
ENTRIES = tuple(entry for entries in LISTS.values() for entry in entries)


def named_by_first(entries: Sequence[Entry]) -> Partner:
    return Partner(id=entries[0].name, name=entries[0].name, name_zh="", country="", geonames=None)


def link(left: Entry, right: Entry, confidence: float = 0.9, outcome: str = "match") -> Link:
    return Link(
        left=where(left),
        right=where(right),
        confidence=confidence,
        margin=1.0,
        outcome=outcome,  # type: ignore[arg-type]
        reasons=(),
    )


def grouped(*links: Link, entries: Sequence[Entry] = ENTRIES) -> list[set[str]]:
    found = group("Tartu", entries, links, named_by_first)
    return [{f"{e.source}{e.row}" for e in relationship.entries} for relationship in found]


def test_links_join_any_number_of_sources() -> None:
    a, b, c, d = (LISTS[source][0] for source in "abcd")
    assert {"a1", "b1", "c1", "d1"} in grouped(link(a, b), link(b, c), link(c, d))


def test_entries_without_a_link_are_relationships_of_their_own() -> None:
    assert len(grouped()) == len(ENTRIES)


def test_a_possible_link_joins_nothing() -> None:
    a, b = LISTS["a"][0], LISTS["b"][0]
    assert len(grouped(link(a, b, outcome="possible"))) == len(ENTRIES)


def test_the_weaker_link_that_would_join_two_places_of_one_source_is_refused() -> None:
    a, b, c = LISTS["a"], LISTS["b"], LISTS["c"]
    found = grouped(link(a[0], b[0], 0.99), link(b[0], c[0], 0.95), link(a[1], c[0], 0.7))
    assert {"a1", "b1", "c1"} in found
    assert {"a2"} in found


def test_the_same_printing_twice_in_one_source_is_one_partner() -> None:
    again = replace(LISTS["a"][0], row=9, line=99, relation="friendship")
    assert {"a1", "a9"} in grouped(entries=(*LISTS["a"], again))


def test_a_relationship_is_as_sure_as_its_weakest_link() -> None:
    a, b, c = (LISTS[source][0] for source in "abc")
    found = group("Tartu", ENTRIES, [link(a, b, 0.9), link(b, c, 0.6)], named_by_first)
    assert [r.confidence for r in found if len(r.entries) == 3] == [0.6]
    assert [r.confidence for r in found if len(r.entries) == 1] == [None] * 13


@st.composite
def any_links(draw: st.DrawFn) -> list[Link]:
    """Links between entries of different sources, of any strength."""
    pairs = st.tuples(st.sampled_from(ENTRIES), st.sampled_from(ENTRIES)).filter(
        lambda pair: pair[0].source != pair[1].source
    )
    strengths = st.floats(0, 1)
    return [link(*draw(pairs), draw(strengths)) for _ in range(draw(st.integers(0, 20)))]


@given(any_links())
def test_every_entry_is_in_one_relationship_and_no_source_has_two_places_in_one(
    links: list[Link],
) -> None:
    found: tuple[Relationship, ...] = group("Tartu", ENTRIES, links, named_by_first)
    members = [entry for relationship in found for entry in relationship.entries]
    assert sorted(map(where, members)) == sorted(map(where, ENTRIES))
    for relationship in found:
        sources = [entry.source for entry in relationship.entries]
        assert len(sources) == len(set(sources))


@given(any_links(), st.randoms())
def test_the_order_of_the_links_changes_nothing(links: list[Link], chance: object) -> None:
    shuffled = list(links)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert grouped(*links) == grouped(*shuffled)
