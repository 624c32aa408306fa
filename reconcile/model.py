"""The values that travel from stage to stage: frozen, slotted, made for what a person will read.

Bulk work stays in columns (Polars frames, NumPy arrays); these objects stand for single rows,
matches, findings and the report made of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]
Status = Literal["open", "explained", "accepted"]
Outcome = Literal["match", "possible", "left_only", "right_only"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
RELATIONS = ("sister", "friendship", "exchange", "memorandum", "visit")
ACTS = ("agreement", "friendship", "memorandum", "visit", "suspension", "resumption")


# --- what a source holds: one class per table of its folder, in the order of its columns ---------


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One listed partner, as printed; empty text or `None` where the source is silent."""

    source: str
    row: int  # 1-based, below the header of entries.csv
    line: int  # 1-based, of the original
    subject: str
    relation: str
    ordinal: int | None
    name: str
    country: str
    region: str
    date: str  # ISO 8601 with its own precision: 1978, 2018-12, 2018-05-26
    date_text: str
    location: str
    references: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A total that a document states about its own subject. `what`: entries or countries."""

    source: str
    line: int
    subject: str
    relation: str  # empty: all relations of the source
    what: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading or table that holds or should hold entries, and how many were captured."""

    source: str
    line: int
    subject: str
    relation: str
    entries: int
    references: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A footnote."""

    source: str
    line: int
    number: int
    site: str
    title: str
    published: str
    retrieved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Another spelling of an entry's name in the same source's prose."""

    source: str
    line: int
    entry_line: int
    name: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A dated act, told in prose, that begins, changes, suspends or resumes a tie."""

    source: str
    line: int
    entry_line: int
    date: str
    act: str


UNREAD = "could not be read"  # how the anomaly of a line that no rule placed begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """Layout that a plain reader would trip over: what it is, and the line that has it."""

    source: str
    line: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All rows of one source, in the original's order."""

    entries: tuple[Entry, ...] = ()
    claims: tuple[Claim, ...] = ()
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """When a source spoke: a known day (`earliest == latest`), or bounds; empty where unknown."""

    earliest: str = ""
    latest: str = ""

    @property
    def text(self) -> str:
        """The date as a person would write it: `2020-03-18`, `since 2024-07-23`, ''."""
        if self.earliest == self.latest:
            return self.earliest
        if not self.latest:
            return f"{self.earliest} or later"
        if not self.earliest:
            return f"{self.latest} or earlier"
        return f"{self.earliest} to {self.latest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What `source.toml` declares. Paths and raw reader options stay as written."""

    id: str
    title: str
    language: Literal["zh", "en"]
    publisher: str = ""
    url: str = ""
    licence: str = ""
    subject: str = ""
    as_of: AsOf = AsOf()
    retrieved: str = ""
    original_sha256: str = ""
    schema: str = ""
    relations: tuple[str, ...] = ()
    order: tuple[str, ...] = ()  # columns that the rows follow: ("date",), ("-date",), ("name",)
    cites: tuple[str, ...] = ()
    reader: Mapping[str, object] = field(default_factory=dict)


# --- what the stages make of it -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """Where something stands: a source and the 1-based line of its original.

    `row` is the row of `table` (1-based, below the header) where the line has one, else 0.
    """

    source: str
    line: int
    table: str = "entries"
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a discrepancy is no error, and what says so."""

    kind: Literal["scope", "as_of", "convention", "arithmetic", "capture", "sequence"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One discrepancy or fault. Many lines with one cause are one finding with many places."""

    id: str
    kind: str
    severity: Severity
    message: str
    status: Status = "open"
    subject: str = ""
    entries: tuple[Where, ...] = ()
    values: Mapping[str, str | None] = field(default_factory=dict)
    explanation: Explanation | None = None
    possible_explanations: tuple[str, ...] = ()
    suggestion: str | None = None
    decision: Mapping[str, str] | None = None
    new: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """The place a relationship is with. `id` is stable: a gazetteer id, else a folded name."""

    id: str
    name: str
    name_zh: str
    country: str  # ISO 3166-1 alpha-2, empty where no source tells
    geonames: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two entries held to be one partner, and why."""

    left: Where
    right: Where
    confidence: float
    margin: float
    outcome: Outcome
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """All entries of all sources that speak of one partner of one subject."""

    id: str
    subject: str
    relation: str
    partner: Partner
    entries: tuple[Entry, ...]
    links: tuple[Link, ...] = ()

    @property
    def confidence(self) -> float | None:
        """The weakest link's confidence in [0, 1]; `None` for a single entry."""
        return min((link.confidence for link in self.links), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a bridge: a signed count with the entries it counts."""

    label: str
    count: int
    entries: tuple[Where, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One end of a bridge: what a source states (`line` > 0) or what was counted in it."""

    source: str
    total: int
    what: str = "entries"
    stated: bool = False
    place: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """The accountant's reconciliation statement: `start` + all steps = `end`, exactly."""

    subject: str
    start: Total
    end: Total
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """A part that could not be compared, which is never the same as agreement."""

    source: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSummary:
    """A source as the report saw it."""

    id: str
    title: str
    sha256: str  # over the tables that were read
    as_of: str
    entries: int
    schema: str = ""  # the model it was held against; '' where there is none
    unread: int = 0  # lines of the original that the reader could not place
    cites: tuple[str, ...] = ()  # sources that it rests on, so that its agreement counts for less
    state: str = ""  # folder of its tables below its own, such as history/2019; '' for the current


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A finding that a baseline holds and that no longer stands open."""

    id: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that one run found; renderers are functions from it to text."""

    name: str
    title: str
    date: str
    sources: tuple[SourceSummary, ...]
    relationships: tuple[Relationship, ...]
    findings: tuple[Finding, ...]
    bridges: tuple[Bridge, ...]
    unchecked: tuple[Unchecked, ...]
    fixed: tuple[Fixed, ...] | None = None  # `None` where no baseline was given


def finding_id(
    kind: str,
    *,
    subject: str = "",
    partner: str = "",
    sources: tuple[str, ...] = (),
    field: str = "",
) -> str:
    """Stable fingerprint of a finding: its kind, then 12 hex digits over what it is about.

    No line number goes in, so a row inserted above changes no id.

    Example:
        >>> finding_id("missing_entry", subject="Turku", partner="geonames:1", sources=("a", "b"))
        'missing_entry-155e0c262425'
    """
    key = "\x1f".join((kind, subject, partner, "\x1e".join(sources), field))
    return f"{kind}-{hashlib.blake2b(key.encode(), digest_size=6).hexdigest()}"
