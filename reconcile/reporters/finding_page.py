"""One finding with everything that it rests on, for a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from reconcile.kinds import BY_NAME
from reconcile.model import Entry, Finding, Relationship, Report, Tables
from reconcile.reporters.layout import Page
from reconcile.reporters.order import REASONS
from reconcile.reporters.places import confidence_text, places_text
from reconcile.reporters.text import SEVERITY_STYLES
from reconcile.reporters.text_finding import ABSENT, decision_text, value_pairs

ENTRY_COLUMNS = (
    "subject", "relation", "ordinal", "name", "country", "region", "date", "date_text",
    "location", "references",
)  # fmt: skip
OTHER_TABLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("claims", ("subject", "relation", "what", "value")),
    ("sections", ("subject", "relation", "entries", "references")),
    ("mentions", ("name", "country")),
    ("events", ("date", "act")),
)
SIDE_BY_SIDE = 4  # entries as columns; more of them become rows
MOST_ROWS = 60


def render(
    report: Report,
    finding: Finding,
    tables: Mapping[str, Tables],
    width: int = 80,
    color: bool = False,
) -> str:
    """The finding, its rows with all their columns, the events, claims and links behind it.

    Args:
        report: The report that holds it.
        finding: What to show.
        tables: The tables of its sources, by id.
        width: Columns of the terminal.
        color: Whether to write terminal colours.
    """
    page = Page(width=width, color=color)
    _write_head(page, finding)
    entries = list(_entries(finding, tables))
    _write_entries(page, entries)
    _write_others(page, finding, entries, tables)
    for relationship in _relationships(report, entries):
        _write_links(page, relationship)
    return page.text


def _write_head(page: Page, finding: Finding) -> None:
    kind = BY_NAME.get(finding.kind)
    style = SEVERITY_STYLES[finding.severity]
    page.line(f"{finding.severity.upper()}, {finding.status}", style=style, right=finding.id)
    page.line(finding.message, style="bold")
    if kind:
        page.blank()
        page.line(f"{kind.title}. {kind.meaning}", style="dim")
    rows = [(place or ABSENT, value) for place, value in value_pairs(finding) if value]
    if rows:
        page.heading("VALUES")
        page.table(rows, indent=2, styles=("dim",))
    if finding.explanation:
        page.heading(f"EXPLAINED by {finding.explanation.kind}")
        reason = dict(REASONS)[finding.explanation.kind]
        page.line(f"{finding.explanation.text} ({reason})", indent=2)
    if finding.possible_explanations:
        page.heading("PERHAPS (nothing proves it)")
        for possible in finding.possible_explanations:
            page.line(possible, indent=2, hang=4)
    if finding.suggestion:
        page.heading("SUGGESTION")
        page.line(finding.suggestion, indent=2)
    if finding.decision:
        page.heading("DECISION")
        page.line(decision_text(finding), indent=2)


def _write_entries(page: Page, entries: Sequence[Entry]) -> None:
    if not entries:
        return
    page.heading(f"ENTRIES ({len(entries)})")
    columns = [c for c in ENTRY_COLUMNS if any(_cell(entry, c) for entry in entries)]
    if len(entries) <= SIDE_BY_SIDE:
        places = ["", *(f"{entry.source}:{entry.line}" for entry in entries)]
        rows = [[column, *(_cell(entry, column) for entry in entries)] for column in columns]
        page.table([places, *rows], indent=2, styles=("dim",))
        return
    short = [c for c in columns if c in {"ordinal", "name", "country", "date_text"}]
    table = [["line", *short]]
    table += [
        [f"{entry.source}:{entry.line}", *(_cell(entry, c) for c in short)]
        for entry in entries[:MOST_ROWS]
    ]
    page.table(table, indent=2, styles=("dim",))
    if len(entries) > MOST_ROWS:
        page.line(f"and {len(entries) - MOST_ROWS} more", indent=2)


def _write_others(
    page: Page, finding: Finding, entries: Sequence[Entry], tables: Mapping[str, Tables]
) -> None:
    rows = list(_other_rows(finding, entries, tables))
    if rows:
        page.heading("TOLD ELSEWHERE in the sources")
        page.table(rows[:MOST_ROWS], indent=2, styles=("dim",))
    known = {f"{entry.source}:{entry.line}" for entry in entries} | {row[0] for row in rows}
    rest = [p for p in finding.entries if f"{p.source}:{p.line}" not in known]
    if rest:
        page.heading("ALSO AT")
        page.line(places_text(rest, most=20), indent=2)


def _write_links(page: Page, relationship: Relationship) -> None:
    partner = relationship.partner
    names = " / ".join(name for name in (partner.name, partner.name_zh) if name)
    page.heading(f"RELATIONSHIP {names}", "bold")
    page.line(f"{relationship.id}, {relationship.relation}, partner {partner.id}", indent=2)
    if not relationship.links:
        page.line("one entry alone: no other source lists it", indent=2)
    for link in relationship.links:
        page.line(
            f"{places_text((link.left,))} = {places_text((link.right,))}: {link.outcome}, "
            f"confidence {confidence_text(link.confidence)}, margin {link.margin:.2f}",
            indent=2,
        )
        for reason in link.reasons:
            page.line(reason, style="dim", indent=4, hang=6)


def _entries(finding: Finding, tables: Mapping[str, Tables]) -> Iterator[Entry]:
    for place in finding.entries:
        if place.source in tables and place.table == "entries":
            for entry in tables[place.source].entries:
                if entry.line == place.line and place.row in (0, entry.row):
                    yield entry


def _other_rows(
    finding: Finding, entries: Sequence[Entry], tables: Mapping[str, Tables]
) -> Iterator[tuple[str, str, str]]:
    lines = {(place.source, place.line) for place in finding.entries}
    told_of = {(entry.source, entry.line) for entry in entries}
    for source, own in tables.items():
        for table, columns in OTHER_TABLES:
            for row in getattr(own, table):
                about = getattr(row, "entry_line", None)
                if (source, row.line) in lines or (about and (source, about) in told_of):
                    cells = {column: _cell(row, column) for column in columns}
                    text = ", ".join(f"{name} {cell}" for name, cell in cells.items() if cell)
                    yield f"{source}:{row.line}", table, text


def _relationships(report: Report, entries: Collection[Entry]) -> Iterator[Relationship]:
    keys = {(entry.source, entry.row) for entry in entries}
    found = [
        relationship
        for relationship in report.relationships
        if any((entry.source, entry.row) in keys for entry in relationship.entries)
    ]
    if len(found) <= SIDE_BY_SIDE:  # a finding about a whole list isn't about each of its pairs
        yield from found


def _cell(row: object, column: str) -> str:
    value = getattr(row, column)
    if isinstance(value, tuple):
        return ";".join(str(item) for item in value)
    return "" if value is None else str(value)
