"""Which entries of one subject's lists are one partner: each list against what is known so far.

Lists are taken in order of precedence. Each is aligned with one representative per partner, so n
lists cost n - 1 alignments.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from reconcile.decisions import Key, key_of
from reconcile.group import where
from reconcile.matching import MatchOptions, Side, align
from reconcile.model import Entry, Link, Where
from reconcile.names.text import script


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
    if not (left and right):
        return []
    options = MatchOptions(
        threshold=decided.threshold,
        must_link=_indices(left, right, decided.same),
        cannot_link=_indices(left, right, decided.apart),
    )
    return [
        Link(
            left=where(left[m.left]),
            right=where(right[m.right]),
            confidence=m.confidence,
            margin=m.margin,
            outcome=m.outcome,
            reasons=m.reasons,
        )
        for m in align(side_of(left), side_of(right), options=options)
        if m.left is not None and m.right is not None
    ]


def side_of(rows: Sequence[Entry]) -> Side:
    """Entries in the columns that the matcher works on."""
    return Side(
        names=tuple(row.name for row in rows),
        countries=tuple(row.country for row in rows),
        regions=tuple(row.region for row in rows),
        dates=tuple(row.date for row in rows),
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
