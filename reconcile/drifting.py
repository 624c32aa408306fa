"""What changed between two states of one source, by the same matching as between sources.

A partner under another name is a rename, not a loss and a gain. A row that only slid down because
another was added above it has not changed; one that changed places with others has moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reconcile.fold import fold
from reconcile.group import name_key, where
from reconcile.linking import matched
from reconcile.model import UNREAD, Claim, Entry, Tables
from reconcile.reading.columns import TABLES

# What a change of an entry is told by; line and ordinal follow from the rows above it.
CELLS = ("subject", "relation", "country", "region", "date", "date_text", "location", "references")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One partner in both states.

    Attributes:
        before: Its row in the earlier state.
        after: Its row in the later one.
        cells: Columns whose cells differ, `name` not among them.
        renamed: Whether the name differs.
        moved: Whether it stands elsewhere among the other rows.
        confidence: Of the match, in [0, 1]; 1.0 where both rows print the same name.
    """

    before: Entry
    after: Entry
    cells: tuple[str, ...] = ()
    renamed: bool = False
    moved: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A total that both states give; `after` is `None` where it is gone, `before` where new."""

    before: Claim | None
    after: Claim | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What changed between two states of a source, in the order of their rows.

    Attributes:
        added: Partners that only the later state lists.
        removed: Partners that only the earlier one lists.
        changes: Partners of both that are renamed, changed or moved.
        perhaps: Of the removed and added, pairs that may be one partner under another name.
        claims: Totals that changed.
        others: Rows added to and removed from the other tables, by table.
        shifted: Rows that only stand on another line of the original.
    """

    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    changes: tuple[Change, ...] = ()
    perhaps: tuple[tuple[Entry, Entry], ...] = ()
    claims: tuple[Restated, ...] = ()
    others: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    shifted: int = 0

    def __bool__(self) -> bool:
        """Whether anything changed that a reader of the list would see."""
        return bool(self.added or self.removed or self.changes or self.claims or self.others)

    @property
    def renamed(self) -> tuple[Change, ...]:
        """Partners under another name, whatever else changed."""
        return tuple(each for each in self.changes if each.renamed)

    @property
    def changed(self) -> tuple[Change, ...]:
        """Partners of the same name, of which something else is told."""
        return tuple(each for each in self.changes if each.cells and not each.renamed)

    @property
    def moved(self) -> tuple[Change, ...]:
        """Partners that nothing but their place in the list has changed of."""
        return tuple(each for each in self.changes if not (each.cells or each.renamed))


def drift(before: Tables, after: Tables) -> Drift:
    """What changed from one state of a source to a later one.

    Rows that print the same name are paired first, then the rest are matched as the lists of two
    sources would be.
    """
    old, new = before.entries, after.entries
    called = _subjects_renamed(old, new)
    then = [replace(row, subject=called.get(row.subject, row.subject)) for row in old]
    pairs = _printed_alike(then, new)
    found, possible = _same_partner(then, new, pairs)
    confidence = {b: c for _, b, c in found}
    pairs = sorted([*pairs, *((a, b) for a, b, _ in found)])
    still = _in_order(pairs)
    names = (_footnotes(before), _footnotes(after))
    changes = []
    for a, b in pairs:
        row = Change(
            before=old[a],
            after=new[b],
            cells=tuple(_changed(old[a], new[b], names)),
            renamed=old[a].name != new[b].name,
            moved=(a, b) not in still,
            confidence=confidence.get(b, 1.0),
        )
        if row.cells or row.renamed or row.moved:
            changes.append((b, row))
    lost, gained = {a for a, _ in pairs}, {b for _, b in pairs}
    return Drift(
        added=tuple(row for n, row in enumerate(new) if n not in gained),
        removed=tuple(row for n, row in enumerate(old) if n not in lost),
        changes=tuple(row for _, row in sorted(changes, key=lambda each: each[0])),
        perhaps=tuple((old[a], new[b]) for a, b in possible),
        claims=tuple(_restated(before.claims, after.claims)),
        others=_others(before, after, pairs),
        shifted=sum(old[a].line != new[b].line for a, b in pairs),
    )


def _subjects_renamed(old: Sequence[Entry], new: Sequence[Entry]) -> dict[str, str]:
    """Subjects that are gone, with the new one that has most of the same partners, at least half.

    Only a subject that is gone can have another name now: the same partner of two subjects that
    both remain is a loss of one and a gain of the other.
    """
    was, now = _partners(old), _partners(new)
    fresh = {subject: names for subject, names in now.items() if subject not in was}
    called: dict[str, str] = {}
    for subject, names in was.items():
        if subject in now or not fresh:
            continue
        best = max(fresh, key=lambda other: len(names & fresh[other]))
        shared = len(names & fresh[best])
        if shared and 2 * shared >= max(len(names), len(fresh[best])):
            called[subject] = best
            del fresh[best]
    return called


def _partners(rows: Sequence[Entry]) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row.subject, set()).add((name_key(row.name), fold(row.country)))
    return found


def _printed_alike(old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[int, int]]:
    """Positions of rows of one name and country: in the same list first, then in any."""
    pairs: list[tuple[int, int]] = []
    keys: tuple[Callable[[Entry], tuple[str, ...]], ...] = (
        lambda e: (e.subject, e.relation, e.name, e.country, e.region, e.date),
        lambda e: (e.subject, e.relation, name_key(e.name), fold(e.country), fold(e.region)),
        lambda e: (e.subject, e.relation, name_key(e.name), fold(e.country)),
        lambda e: (e.subject, name_key(e.name), fold(e.country)),
    )
    left, right = set(range(len(old))), set(range(len(new)))
    for key in keys:
        at: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for b in sorted(right, reverse=True):
            at[key(new[b])].append(b)
        for a in sorted(left):
            if at[key(old[a])]:
                pairs.append((a, at[key(old[a])].pop()))
        left -= {a for a, _ in pairs}
        right -= {b for _, b in pairs}
    return pairs


def _same_partner(
    old: Sequence[Entry], new: Sequence[Entry], pairs: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, int, float]], list[tuple[int, int]]]:
    """Further rows that name one place: certain ones with their confidence, and possible ones."""
    left = set(range(len(old))) - {a for a, _ in pairs}
    right = set(range(len(new))) - {b for _, b in pairs}
    sure: list[tuple[int, int, float]] = []
    maybe: list[tuple[int, int]] = []
    for subject in sorted({old[a].subject for a in left}):
        rest = [a for a in sorted(left) if old[a].subject == subject]
        # Rows that are paired stay as rivals: nothing is a rename because nothing else was left.
        # Of equal rows only those that are free: which of them is meant makes no difference.
        free = {_said(new[b]) for b in right}
        rivals = [
            b
            for b in range(len(new))
            if new[b].subject == subject and (b in right or _said(new[b]) not in free)
        ]
        if not right.intersection(rivals):
            continue
        here = {where(old[a]): a for a in rest}
        there = {where(new[b]): b for b in rivals}
        for link in matched([old[a] for a in rest], [new[b] for b in rivals]):
            a, b = here[link.left], there[link.right]
            if b in right and link.outcome == "match":
                sure.append((a, b, link.confidence))
            elif b in right:
                maybe.append((a, b))
    left -= {a for a, _, _ in sure}
    right -= {b for _, b, _ in sure}
    maybe = [(a, b) for a, b in maybe if a in left and b in right]
    maybe += [pair for pair in _same_day(old, new, left, right) if pair not in maybe]
    return sure, sorted(maybe)


def _said(entry: Entry) -> tuple[str, ...]:
    return entry.subject, entry.name, entry.country, entry.region, entry.date


def _same_day(
    old: Sequence[Entry], new: Sequence[Entry], left: Iterable[int], right: Iterable[int]
) -> list[tuple[int, int]]:
    """Rows of one country and one exact day, which no other row of what is left has."""
    days = [defaultdict(list), defaultdict(list)]  # type: list[dict[tuple[str, ...], list[int]]]
    for found, rows, which in ((days[0], old, left), (days[1], new, right)):
        for n in sorted(which):
            if len(rows[n].date) == 10:
                found[(rows[n].subject, fold(rows[n].country), rows[n].date)].append(n)
    return [
        (days[0][key][0], days[1][key][0])
        for key in days[0]
        if len(days[0][key]) == len(days[1].get(key, ())) == 1
    ]


def _in_order(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The most pairs that stand in one order on both sides (longest increasing subsequence)."""
    tails: list[int] = []  # for each length, the pair that ends the best run of it
    ends: list[int] = []
    before: list[int | None] = []
    for n, (_, b) in enumerate(pairs):
        length = bisect_left(ends, b)
        before.append(tails[length - 1] if length else None)
        if length == len(ends):
            ends.append(b)
            tails.append(n)
        else:
            ends[length] = b
            tails[length] = n
    kept: set[tuple[int, int]] = set()
    at = tails[-1] if tails else None
    while at is not None:
        kept.add(pairs[at])
        at = before[at]
    return kept


Footnotes = Mapping[int, tuple[str, ...]]


def _footnotes(tables: Tables) -> Footnotes:
    """What each footnote says, since their numbers change whenever one is added."""
    return {row.number: (row.site, row.title, row.published) for row in tables.references}


def _changed(old: Entry, new: Entry, names: tuple[Footnotes, Footnotes]) -> Iterable[str]:
    for column in CELLS:
        if column == "references":
            was, now = (
                [notes.get(n, (str(n),)) for n in row.references]
                for row, notes in zip((old, new), names, strict=True)
            )
            if was != now:
                yield column
        elif getattr(old, column) != getattr(new, column):
            yield column


def _restated(old: Sequence[Claim], new: Sequence[Claim]) -> Iterable[Restated]:
    def key(claim: Claim) -> tuple[str, str, str]:
        return claim.subject, claim.relation, claim.what

    was, now = {key(c): c for c in old}, {key(c): c for c in new}
    for each in dict.fromkeys((*was, *now)):
        before, after = was.get(each), now.get(each)
        if before is None or after is None or before.value != after.value:
            yield Restated(before=before, after=after)


def _others(
    before: Tables, after: Tables, pairs: Sequence[tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """(rows added, rows removed) of each other table, but for what follows from other changes."""
    same = {after.entries[b].line: before.entries[a].line for a, b in pairs}
    found = {}
    for table, _, columns in TABLES:
        if table in {"entries", "claims"}:
            continue
        told = [c for c in columns if c not in _FOLLOWS]
        was = Counter(_row(row, told, {}) for row in _weighty(before, table))
        now = Counter(_row(row, told, same) for row in _weighty(after, table))
        added, removed = (now - was).total(), (was - now).total()
        if added or removed:
            found[table] = (added, removed)
    return found


# Lines and the numbers of footnotes move, and a heading's count changes, with the rows around.
_FOLLOWS = frozenset({"line", "number", "references", "entries"})


def _weighty(tables: Tables, table: str) -> Iterable[Any]:
    """The rows of a table; of anomalies, only lines that could not be read."""
    rows: tuple[Any, ...] = getattr(tables, table)
    return (row for row in rows if table != "anomalies" or row.what.startswith(UNREAD))


def _row(row: Any, columns: Sequence[str], same: Mapping[int, int]) -> tuple[object, ...]:
    """The cells of a row; an entry that it speaks of is named by its line in the earlier state."""
    return tuple(
        same.get(value, ("new", value)) if column == "entry_line" and same else value
        for column, value in ((c, getattr(row, c)) for c in columns)
    )
