"""Which entries of one subject's lists are one partner: each list against what is known so far.

Lists are taken in order of precedence. Each is aligned with one representative per partner, so n
lists cost n - 1 alignments. Names printed alike in one country need no scoring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from reconcile.decisions import Key, key_of
from reconcile.group import name_key, where
from reconcile.matching import MatchOptions, Side, align
from reconcile.model import Entry, Link, Where
from reconcile.names.country import country_codes
from reconcile.names.text import script

SURE = 0.999  # of two names printed alike, in one country and unlike all others of both lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Pairs that people decided, and the threshold of a match."""

    same: Collection[frozenset[Key]] = frozenset()
    apart: Collection[frozenset[Key]] = frozenset()
    threshold: float | None = None


def link(
    lists: Sequence[Sequence[Entry]], decided: Decided, known: Callable[[Entry], bool]
) -> list[Link]:
    """All links between the lists of one subject, `match` and `possible`.

    Args:
        lists: Entries of one source each, in order of precedence.
        decided: What people decided.
        known: Whether the gazetteer knows an entry's name, so that it can speak for its partner.

    Returns:
        Links from an entry of a later list to one of an earlier list.
    """
    partners: list[list[Entry]] = []
    links: list[Link] = []
    for rows in lists:
        found = matched(rows, [_representative(p, rows, known) for p in partners], decided)
        links += found
        of = {where(member): partner for partner in partners for member in partner}
        partner_of = {k.left: of[k.right] for k in found if k.outcome == "match"}
        for row in rows:
            if where(row) in partner_of:
                partner_of[where(row)].append(row)
            else:
                partners.append([row])
    return links


def matched(
    left: Sequence[Entry], right: Sequence[Entry], decided: Decided = Decided()
) -> list[Link]:
    """Pairs of two lists that name one place, or may; decided pairs are taken as decided."""
    alike = () if decided.same or decided.apart else _printed_alike(left, right)
    links = [
        Link(
            left=where(left[i]),
            right=where(right[j]),
            confidence=SURE,
            margin=1.0,
            outcome="match",
            reasons=("printed alike, in the same country",),
        )
        for i, j in alike
    ]
    settled, taken = {i for i, _ in alike}, {j for _, j in alike}
    rest = [row for i, row in enumerate(left) if i not in settled]
    if not (rest and right):
        return links
    options = MatchOptions(
        threshold=decided.threshold,
        must_link=_indices(rest, right, decided.same),
        cannot_link=_indices(rest, right, decided.apart),
    )
    # Rows that are taken stay as rivals: nothing is accepted because nothing else was left over.
    return links + [
        Link(
            left=where(rest[m.left]),
            right=where(right[m.right]),
            confidence=m.confidence,
            margin=m.margin,
            outcome=m.outcome,
            reasons=m.reasons,
        )
        for m in align(side_of(rest), side_of(right), options=options)
        if m.left is not None and m.right is not None and m.right not in taken
    ]


def side_of(rows: Sequence[Entry]) -> Side:
    """Entries in the columns that the matcher works on."""
    return Side(
        names=tuple(row.name for row in rows),
        countries=tuple(row.country for row in rows),
        regions=tuple(row.region for row in rows),
        dates=tuple(row.date for row in rows),
        # Each source numbers each of its relations by itself.
        positions=tuple(
            f"{row.source} {row.relation} {row.ordinal}" if row.ordinal is not None else ""
            for row in rows
        ),
    )


def spots(
    entries: Sequence[Entry], pairs: Collection[frozenset[Key]]
) -> frozenset[frozenset[Where]]:
    """The places of the pairs of entries that a decision speaks of."""
    keys = {key for pair in pairs for key in pair}
    named = [entry for entry in entries if key_of(entry) in keys]
    return frozenset(
        frozenset((where(one), where(other)))
        for one, other in combinations(named, 2)
        if frozenset((key_of(one), key_of(other))) in pairs
    )


def _representative(
    partner: Sequence[Entry], rows: Sequence[Entry], known: Callable[[Entry], bool]
) -> Entry:
    """The entry that speaks for a partner: in the script of the list, and known, if one is."""
    wanted = script(rows[0].name) if rows else ""
    return max(partner, key=lambda entry: (script(entry.name) == wanted, known(entry)))


def _printed_alike(left: Sequence[Entry], right: Sequence[Entry]) -> tuple[tuple[int, int], ...]:
    """Pairs of rows with one name and one country, which no other row of either list has."""
    ours, theirs = [_printing(row) for row in left], [_printing(row) for row in right]
    once_here, once_there = Counter(ours), Counter(theirs)
    at = {key: j for j, key in enumerate(theirs)}
    return tuple(
        (i, at[key])
        for i, key in enumerate(ours)
        if key and once_here[key] == once_there[key] == 1 and _may_agree(left[i], right[at[key]])
    )


def _printing(row: Entry) -> tuple[str, str] | None:
    codes = country_codes(row.country)
    key = name_key(row.name)
    return (key, codes[0]) if key and len(codes) == 1 else None


def _may_agree(left: Entry, right: Entry) -> bool:
    """Whether regions leave it open that two rows are one place."""
    return not (left.region and right.region) or name_key(left.region) == name_key(right.region)


def _indices(
    left: Sequence[Entry], right: Sequence[Entry], decided: Collection[frozenset[Key]]
) -> frozenset[tuple[int, int]]:
    if not decided:
        return frozenset()
    return frozenset(
        (i, j)
        for i, ours in enumerate(left)
        for j, theirs in enumerate(right)
        if frozenset((key_of(ours), key_of(theirs))) in decided
    )
