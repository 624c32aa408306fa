"""From pairwise links to relationships: all entries of all sources that speak of one partner.

Links are taken from the strongest down, and one that would put two different places of one
source into a relationship is refused: any number of sources, not pairs alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from reconcile.fold import fold, fold_han
from reconcile.model import Entry, Link, Partner, Relationship, Where

Identify = Callable[[Sequence[Entry]], Partner]


def where(entry: Entry) -> Where:
    """Where an entry stands: its source, its line in the original, its row in entries.csv."""
    return Where(entry.source, entry.line, "entries", entry.row)


def group(
    subject: str,
    entries: Sequence[Entry],
    links: Sequence[Link],
    identify: Identify,
    *,
    apart: Collection[frozenset[Where]] = frozenset(),
) -> tuple[Relationship, ...]:
    """The relationships of one subject.

    Args:
        subject: Whose partners these are, in the report's spelling.
        entries: All entries of all sources about the subject, in order of precedence.
        links: Pairs held to be one partner; only those of outcome `match` are used.
        identify: Tells which place a group of entries names.
        apart: Pairs that a person decided are not the same; they are never in one relationship.

    Returns:
        One relationship per partner, in the order in which the partners first appear; every entry
        is in exactly one.
    """
    clusters = _Clusters(entries, apart)
    for first, second in _repeated(entries):
        clusters.join(first, second)
    used: list[Link] = []
    ordered = sorted(links, key=lambda link: (-link.confidence, link.left, link.right))
    for link in ordered:
        if link.outcome == "match" and clusters.may_join(link.left, link.right):
            clusters.join(link.left, link.right)
            used.append(link)
    by_left: dict[Where, list[Link]] = {}
    for link in used:
        by_left.setdefault(link.left, []).append(link)
    named = [(identify(members), members) for members in clusters.members()]
    shared = Counter(partner.id for partner, _ in named)
    return tuple(
        _relationship(subject, partner, members, by_left, shared=shared[partner.id] > 1)
        for partner, members in named
    )


def _relationship(
    subject: str,
    partner: Partner,
    members: tuple[Entry, ...],
    links: Mapping[Where, Sequence[Link]],
    *,
    shared: bool,
) -> Relationship:
    """One relationship; where several are of one partner, its id tells them apart by names."""
    own = [link for entry in members for link in links.get(where(entry), ())]
    names = sorted(f"{entry.source}\x1f{name_key(entry.name)}" for entry in members)
    key = "\x1f".join((subject, partner.id, *(names if shared else ())))
    digest = hashlib.blake2b(key.encode(), digest_size=6)
    return Relationship(
        id=f"relationship-{digest.hexdigest()}",
        subject=subject,
        relation=members[0].relation,
        partner=partner,
        entries=members,
        links=tuple(sorted(own, key=lambda link: (link.left, link.right))),
    )


def _repeated(entries: Sequence[Entry]) -> list[tuple[Where, Where]]:
    """Pairs of entries of one source that print the same name of the same country."""
    first: dict[tuple[str, str, str, str], Entry] = {}
    pairs: list[tuple[Where, Where]] = []
    for entry in entries:
        key = (entry.source, name_key(entry.name), fold(entry.country), fold(entry.region))
        if key in first:
            pairs.append((where(first[key]), where(entry)))
        else:
            first[key] = entry
    return pairs


def name_key(name: str) -> str:
    """The key under which two printings of a name are the same: case, accents, variants folded."""
    return fold_han(name) if any("㐀" <= c <= "鿿" for c in name) else fold(name)


class _Clusters:
    """Disjoint sets of entries, at most one place of a source and no decided strangers in each."""

    def __init__(self, entries: Sequence[Entry], apart: Collection[frozenset[Where]]) -> None:
        self._apart = apart
        self._order = {where(entry): n for n, entry in enumerate(entries)}
        self._entries = tuple(entries)
        self._of = dict(self._order)
        self._sets: dict[int, list[int]] = {n: [n] for n in range(len(entries))}

    def may_join(self, left: Where, right: Where) -> bool:
        """Whether joining keeps one place of every source, and no decided strangers, in the set."""
        a, b = self._of[left], self._of[right]
        if a == b:
            return True
        sources_a = {self._entries[n].source for n in self._sets[a]}
        if any(self._entries[n].source in sources_a for n in self._sets[b]):
            return False
        return not self._apart or not any(
            frozenset((where(self._entries[m]), where(self._entries[n]))) in self._apart
            for m in self._sets[a]
            for n in self._sets[b]
        )

    def join(self, left: Where, right: Where) -> None:
        """Put two entries, and all that goes with them, into one set."""
        a, b = sorted((self._of[left], self._of[right]))
        if a == b:
            return
        for n in self._sets.pop(b):
            self._sets[a].append(n)
            self._of[where(self._entries[n])] = a

    def members(self) -> list[tuple[Entry, ...]]:
        """The sets, and their entries, in the order of the entries given."""
        sets = sorted(sorted(members) for members in self._sets.values())
        return [tuple(self._entries[n] for n in members) for members in sets]
