"""The way the data travels. The one module that knows the order of the stages.

tables --validate--> findings
--match--> links --group--> relationships --find--> findings, bridges --> report
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from reconcile import findings as rules
from reconcile.decisions import Decision, Key, key_of, lay_over, load_decisions, pairs
from reconcile.errors import NothingCheckedError
from reconcile.fold import fold, fold_han
from reconcile.gazetteer import Gazetteer
from reconcile.group import group
from reconcile.group.partner import identify
from reconcile.kinds import KINDS
from reconcile.linking import Decided, link, spots
from reconcile.model import (
    SEVERITIES,
    UNREAD,
    Entry,
    Finding,
    Link,
    Relationship,
    Report,
    SourceSummary,
    Tables,
)
from reconcile.names.country import country_codes
from reconcile.reading.tables import load_tables, table_texts
from reconcile.validation import load_schema, validate
from reconcile.workspace import ReportConfig, Workspace

_RANK = {kind.name: rank for rank, kind in enumerate(KINDS)}


def load(workspace: Workspace, source_id: str) -> Tables:
    """The tables of a source of the workspace."""
    return load_tables(workspace.source_folder(source_id), workspace.sources[source_id])


def validated(workspace: Workspace, source_id: str, tables: Tables) -> tuple[Finding, ...]:
    """What breaks the schema of a source."""
    source = workspace.sources[source_id]
    if not source.schema:
        return ()
    return validate(tables, source, load_schema(source.schema, workspace.root))


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """A report before decisions are laid over it: all that takes time to compute.

    Attributes:
        report: With its findings as the rules gave them.
        known: Keys of all entries, by which a verdict on a pair is alive.
    """

    report: Report
    known: frozenset[Key]


def run(workspace: Workspace, config: ReportConfig, *, today: str) -> Report:
    """Validate, match, compare and explain the sources of one report.

    Raises:
        NothingCheckedError: The sources hold no entry about the report's subjects.
        UnreadableError: A table cannot be read.
    """
    decisions = load_decisions(workspace.report_folder(config.name) / "decisions.toml")
    return decided(workspace, undecided(workspace, config, decisions, today=today), decisions)


def undecided(
    workspace: Workspace, config: ReportConfig, decisions: Sequence[Decision], *, today: str
) -> Undecided:
    """A report of which only the verdicts on pairs were used yet: they steer the matching."""
    tables = {source_id: load(workspace, source_id) for source_id in config.sources}
    found = [f for s in config.sources for f in validated(workspace, s, tables[s])]
    comparison = compare(workspace, config, tables, decisions=decisions, today=today)
    found.extend(rules.find(comparison))
    report = Report(
        name=config.name,
        title=config.title,
        date=today,
        sources=tuple(summary(workspace, s, tables[s]) for s in config.sources),
        relationships=comparison.relationships,
        findings=tuple(found),
        bridges=rules.bridges(comparison),
        unchecked=rules.unchecked(comparison),
    )
    keys = (key_of(entry) for rows in tables.values() for entry in rows.entries)
    return Undecided(report=report, known=frozenset(keys))


def decided(workspace: Workspace, made: Undecided, decisions: Sequence[Decision]) -> Report:
    """The report with decisions laid over its findings; quick, since nothing is compared again."""
    report = made.report
    path = f"reports/{report.name}/decisions.toml"
    laid = lay_over(report.findings, decisions, today=report.date, path=path, known=made.known)
    return replace(report, findings=settled(workspace, laid))


def compare(
    workspace: Workspace,
    config: ReportConfig,
    tables: Mapping[str, Tables],
    *,
    decisions: Sequence[Decision] = (),
    today: str = "",
) -> rules.Comparison:
    """The sources' rows by subject, aligned and grouped into relationships."""
    decided = Decided(
        same=pairs(decisions, "same", today=today),
        apart=pairs(decisions, "not-the-same", today=today),
        threshold=workspace.settings.thresholds.get("match"),
    )
    canonical = subject_names(config)
    subjects = config.subjects or _all_subjects(workspace, config, tables, canonical)
    views = tuple(
        rules.SourceView(workspace.sources[s], tables[s], subjects, canonical)
        for s in config.sources
    )
    relationships: list[Relationship] = []
    possible: list[Link] = []
    work = [(subject, tuple(view.entries(subject) for view in views)) for subject in subjects]
    for found, undecided in _each(partial(aligned, decided=decided), work):
        relationships += found
        possible += undecided
    if not relationships:
        raise NothingCheckedError(
            f'report "{config.name}" compared nothing: its sources hold no entry about '
            f"{', '.join(subjects) or 'any subject'}",
            where=f"reports/{config.name}/report.toml",
            hint="Check `subjects` and `[subject_names]` against the subject column of the tables.",
        )
    return rules.Comparison(views, subjects, tuple(relationships), tuple(possible))


_MANY = 20_000  # entries from which starting further processes costs less than they save

Subject = tuple[str, tuple[tuple[Entry, ...], ...]]  # its name, and its entries by source
Aligned = tuple[tuple[Relationship, ...], list[Link]]


def aligned(work: Subject, *, decided: Decided) -> Aligned:
    """The relationships of one subject, and the pairs that a person should decide."""
    subject, lists = work
    gazetteer = Gazetteer.default()
    links = link(lists, decided, partial(_is_known, gazetteer))
    entries = [entry for rows in lists for entry in rows]
    found = group(
        subject,
        entries,
        links,
        partial(identify, gazetteer=gazetteer),
        apart=spots(entries, decided.apart),
    )
    return found, [each for each in links if each.outcome == "possible"]


def _each(function: Callable[[Subject], Aligned], work: Sequence[Subject]) -> Iterable[Aligned]:
    """The function of every subject, in order; on all processors where there is much to do."""
    entries = sum(len(rows) for _, lists in work for rows in lists)
    workers = min(os.cpu_count() or 1, sum(any(lists) for _, lists in work))
    if entries < _MANY or workers < 2:
        return map(function, work)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Fresh processes: a forked one would share its parent's open gazetteer.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(function, work))


def _is_known(gazetteer: Gazetteer, entry: Entry) -> bool:
    return any(gazetteer.lookup(entry.name, country=code) for code in country_codes(entry.country))


def subject_names(config: ReportConfig) -> Callable[[str], str]:
    """A function from any spelling of a subject to the report's own."""
    known = {
        _subject_key(spelling): subject
        for subject in dict.fromkeys((*config.subjects, *config.subject_names))
        for spelling in (subject, *config.subject_names.get(subject, ()))
    }
    return lambda text: known.get(_subject_key(text), text)


def settled(workspace: Workspace, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings under the workspace's settings, without repetition, in the order of reading."""
    kept: dict[str, Finding] = {}
    for finding in found:
        sources = {place.source for place in finding.entries}
        if any((source, finding.kind) in workspace.settings.ignore for source in sources):
            continue
        severity = workspace.settings.severities.get(finding.kind)
        settled_one = replace(finding, severity=severity) if severity else finding
        kept.setdefault(finding.id, settled_one)
    return tuple(sorted(kept.values(), key=reading_order))


def reading_order(finding: Finding) -> tuple[int, int, str, tuple[tuple[str, int], ...], str]:
    """By severity, kind, subject, then place: the order in which a person should read."""
    return (
        SEVERITIES.index(finding.severity),
        _RANK[finding.kind],
        finding.subject,
        tuple((place.source, place.line) for place in finding.entries[:1]),
        finding.id,
    )


def _all_subjects(
    workspace: Workspace,
    config: ReportConfig,
    tables: Mapping[str, Tables],
    canonical: Callable[[str], str],
) -> tuple[str, ...]:
    subjects: dict[str, None] = {}
    for source_id in config.sources:
        rows = tables[source_id]
        told = [row.subject for row in rows.entries] + [row.subject for row in rows.sections]
        for subject in told or [workspace.sources[source_id].subject]:
            subjects.setdefault(canonical(subject or workspace.sources[source_id].subject))
    return tuple(sorted(subjects))


def _subject_key(text: str) -> str:
    return fold(text) or fold_han(text)


def summary(workspace: Workspace, source_id: str, tables: Tables) -> SourceSummary:
    """A source as a report shows it, with a hash over its tables."""
    texts = table_texts(tables)
    digest = hashlib.sha256("\x1f".join(f"{k}\x1e{texts[k]}" for k in sorted(texts)).encode())
    source = workspace.sources[source_id]
    return SourceSummary(
        id=source_id,
        title=source.title,
        sha256=digest.hexdigest(),
        as_of=source.as_of.text,
        entries=len(tables.entries),
        schema=source.schema,
        cites=source.cites,
        unread=sum(row.what.startswith(UNREAD) for row in tables.anomalies),
    )
