"""Faults of many sorts, planted one at a time into the tables of a workspace.

`constrained` tells, without running any rule, whether something else holds the cell fast: another
source, a claim, an order, a section's count, or the gazetteer.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile import findings as rules
from reconcile import pipeline
from reconcile.findings import Comparison
from reconcile.model import Entry, Finding, Tables, Where
from reconcile.names.country import country_name
from reconcile.names.han import traditional
from reconcile.workspace import ReportConfig, Workspace


@dataclass(frozen=True)
class Fault:
    """One planted fault: its sort, the source it is in, the line, and the faulty tables."""

    sort: str
    source: str
    line: int
    tables: Tables
    constrained: bool

    def __str__(self) -> str:
        return f"{self.sort} at {self.source}:{self.line}"


class Bench:
    """A workspace's report, held still, into which faults are planted."""

    def __init__(self, workspace: Workspace, config: ReportConfig) -> None:
        self.workspace, self.config = workspace, config
        self.tables = {s: pipeline.load(workspace, s) for s in config.sources}
        self.before = self.check(self.tables)
        self.comparison: Comparison = pipeline.compare(workspace, config, self.tables)
        self.together = {
            _spot(entry): relationship
            for relationship in self.comparison.relationships
            for entry in relationship.entries
        }

    def check(self, tables: Mapping[str, Tables]) -> dict[str, Finding]:
        """All findings by id."""
        found = [
            finding
            for source in self.config.sources
            for finding in pipeline.validated(self.workspace, source, tables[source])
        ]
        found += rules.find(pipeline.compare(self.workspace, self.config, tables))
        return {f.id: f for f in pipeline.settled(self.workspace, found)}

    def told(self, fault: Fault) -> list[Finding]:
        """Findings that are there with the fault and differ from all that were there before."""
        after = self.check({**self.tables, fault.source: fault.tables})
        changed = [
            f for id_, f in after.items() if self._facts(self.before.get(id_)) != self._facts(f)
        ]
        gone = [f for id_, f in self.before.items() if id_ not in after]
        return changed + gone

    @staticmethod
    def _facts(finding: Finding | None) -> object:
        """What a finding tells, without its line numbers."""
        if finding is None:
            return None
        return (finding.status, finding.severity, len(finding.entries), dict(finding.values))

    def faults(self, rng: random.Random, number: int) -> Iterator[Fault]:
        """Faults in rows that the report compares, of every sort in turn."""
        rows = [entry for r in self.comparison.relationships for entry in r.entries]
        sorts = sorted(SORTS)
        for n in range(number):
            sort = sorts[n % len(sorts)]
            for entry in rng.sample(rows, len(rows)):
                fault = SORTS[sort](self, entry, rng)
                if fault is not None:
                    yield replace(fault, sort=sort)
                    break

    # --- what holds a cell fast --------------------------------------------------------------

    def others(self, entry: Entry) -> list[Entry]:
        """Entries of other sources about the same partner."""
        return [e for e in self.together[_spot(entry)].entries if e.source != entry.source]

    def known(self, entry: Entry) -> bool:
        """Whether the gazetteer knows the entry's own name in its own country."""
        partner = self.together[_spot(entry)].partner
        return any(
            place.id == partner.id
            for place in self.comparison.gazetteer.lookup(entry.name, country=partner.country)
        )

    def counted(self, entry: Entry) -> bool:
        """Whether a claim or a section counts the entry, or its list is numbered."""
        rows = self.tables[entry.source]
        return (
            entry.ordinal is not None
            or any(claim.relation in {"", entry.relation} for claim in rows.claims)
            or any(
                (s.subject, s.relation) == (entry.subject, entry.relation) for s in rows.sections
            )
            or bool(self.others(entry))
        )

    def dated(self, entry: Entry) -> bool:
        """Whether the printed date, another source or the prose tells the entry's date too."""
        events = self.comparison.by_id[entry.source].events.get(entry.line, ())
        return bool(entry.date_text or events or any(e.date for e in self.others(entry)))

    # --- planting ----------------------------------------------------------------------------

    def changed(self, entry: Entry, constrained: bool, **cells: object) -> Fault:
        """The entry's source with some cells of the entry changed."""
        rows = self.tables[entry.source]
        entries = tuple(replace(e, **cells) if e == entry else e for e in rows.entries)  # type: ignore[arg-type]
        return Fault("", entry.source, entry.line, replace(rows, entries=entries), constrained)

    def with_rows(self, entry: Entry, entries: Sequence[Entry], constrained: bool) -> Fault:
        """The entry's source with other rows, numbered anew."""
        numbered = tuple(replace(e, row=n) for n, e in enumerate(entries, start=1))
        tables = replace(self.tables[entry.source], entries=numbered)
        return Fault("", entry.source, entry.line, tables, constrained)


def _spot(entry: Entry) -> Where:
    return Where(entry.source, entry.line, "entries", entry.row)


def typo(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """One letter of the name doubled, dropped or swapped with its neighbour."""
    if len(entry.name) < 5 or not entry.name.isascii():
        return None
    at = rng.randrange(1, len(entry.name) - 1)
    name = entry.name
    changed = rng.choice(
        (
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )
    if changed.lower() == name.lower() or not name[at].isalpha() or not name[at + 1].isalpha():
        return None
    return bench.changed(entry, bool(bench.others(entry)) or bench.known(entry), name=changed)


def another_city(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """The name of another row of the list."""
    others = [e for e in bench.tables[entry.source].entries if e.country != entry.country]
    if not others:
        return None
    name = rng.choice(others).name
    return bench.changed(entry, bool(bench.others(entry)) or bench.known(entry), name=name)


def swapped_names(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """The names of two rows of one list, exchanged."""
    rows = bench.tables[entry.source].entries
    same = [e for e in rows if e.subject == entry.subject and e.country != entry.country]
    if not same:
        return None
    other = rng.choice(same)
    names = {entry: other.name, other: entry.name}
    entries = [replace(e, name=names.get(e, e.name)) for e in rows]
    held = any(bench.others(e) or bench.known(e) for e in (entry, other))
    return bench.with_rows(entry, entries, held)


def lost_row(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """A row dropped."""
    rows = bench.tables[entry.source].entries
    return bench.with_rows(entry, [e for e in rows if e != entry], bench.counted(entry))


def doubled_row(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """A row repeated below itself, on the next line."""
    rows = bench.tables[entry.source].entries
    at = rows.index(entry) + 1
    again = replace(entry, line=entry.line + 1)
    return bench.with_rows(entry, [*rows[:at], again, *rows[at:]], constrained=True)


def swapped_rows(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """Two neighbouring rows exchanged, everything but their line."""
    rows = list(bench.tables[entry.source].entries)
    at = rows.index(entry)
    if at + 1 == len(rows) or rows[at + 1].subject != entry.subject:
        return None
    after = rows[at + 1]
    rows[at : at + 2] = [replace(after, line=entry.line), replace(entry, line=after.line)]
    order = bench.workspace.sources[entry.source].order
    held = entry.ordinal is not None or (
        any("date" in column for column in order) and entry.date[:4] != after.date[:4]
    )
    return bench.with_rows(entry, rows, held)


def moved_date(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """Another year, in the date and as printed."""
    if not entry.date:
        return None
    year = str(int(entry.date[:4]) + rng.choice((-3, -2, 2, 3)))
    text = entry.date_text.replace(entry.date[:4], year)
    others = any(e.date for e in bench.others(entry))
    return bench.changed(entry, others, date=year + entry.date[4:], date_text=text)


def date_against_its_text(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """The date changed, its printed text left."""
    if not entry.date_text:
        return None
    year = str(int(entry.date[:4]) + rng.choice((-1, 1)))
    return bench.changed(entry, bench.dated(entry), date=year + entry.date[4:])


def wrong_country(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """Another country, rightly written."""
    language = bench.workspace.sources[entry.source].language
    own = bench.together[_spot(entry)].partner.country
    if not entry.country or not own:
        return None
    code = rng.choice([c for c in ("FR", "BR", "KE", "JP", "PL", "CL", "IN") if c != own])
    held = bool(bench.others(entry)) or bench.known(entry)
    return bench.changed(entry, held, country=country_name(code, language), region="")


def misspelt_country(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """One letter of the country doubled."""
    if len(entry.country) < 5 or not entry.country.isascii():
        return None
    at = rng.randrange(1, len(entry.country) - 1)
    if not entry.country[at].isalpha():
        return None
    text = entry.country[:at] + entry.country[at] + entry.country[at:]
    return bench.changed(entry, constrained=True, country=text)


def wrong_script(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """A name in Cyrillic."""
    return bench.changed(entry, constrained=True, name="Москва")


def zero_width(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """A zero-width space inside the name."""
    name = entry.name[:1] + "\u200b" + entry.name[1:]
    return bench.changed(entry, constrained=True, name=name)


def mojibake(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """A name whose UTF-8 was read as Latin-1."""
    if entry.name.isascii():
        return None
    return bench.changed(entry, constrained=True, name=entry.name.encode().decode("latin-1"))


def changed_level(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """A city turned into a province or county."""
    han = "㐀" <= entry.name[0] <= "鿿"
    if entry.name.endswith(("County", "省", "州", "郡", "府", ")")):
        return None
    name = entry.name + ("省" if han else " County")
    return bench.changed(entry, constrained=True, name=name)


def traditional_form(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """A Chinese name in traditional characters, in a list of simplified ones."""
    name = traditional(entry.name)
    if name == entry.name or not "㐀" <= entry.name[0] <= "鿿":
        return None
    return bench.changed(entry, constrained=True, name=name)


def changed_relation(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """A tie of another level."""
    relation = rng.choice([r for r in ("sister", "friendship", "exchange") if r != entry.relation])
    return bench.changed(entry, bench.counted(entry), relation=relation)


def other_ordinal(bench: Bench, entry: Entry, rng: random.Random) -> Fault | None:
    """A number that skips."""
    if entry.ordinal is None:
        return None
    return bench.changed(entry, constrained=True, ordinal=entry.ordinal + 3)


SORTS = {
    function.__name__.replace("_", " "): function
    for function in (
        typo, another_city, swapped_names, lost_row, doubled_row, swapped_rows, moved_date,
        date_against_its_text, wrong_country, misspelt_country, wrong_script, zero_width, mojibake,
        changed_level, traditional_form, changed_relation, other_ordinal,
    )
}  # fmt: skip
