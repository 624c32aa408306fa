"""One documented Python call per command. Files, clock and environment are read here, no deeper."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import cast

from reconcile import pipeline
from reconcile.decisions import Decision, Key, add_decision, key_of, load_decisions, remove_decision
from reconcile.decisions.load import PAIR_VERDICTS, VERDICTS, Verdict
from reconcile.errors import (
    ConfigurationError,
    NothingCheckedError,
    UnreadableError,
    UsageError,
)
from reconcile.files import file_bytes
from reconcile.group import where
from reconcile.kinds import BY_NAME, is_own
from reconcile.model import Finding, Report, Source, Tables, Unchecked
from reconcile.reading import Reading, read_original
from reconcile.reading.tables import Difference, difference, write_tables
from reconcile.states import workspace_at
from reconcile.workspace import ReportConfig, Workspace
from reconcile.workspace import find as find_workspace
from reconcile.workspace import load as load_workspace

__all__ = [
    "ReadResult", "check", "decide", "decide_on", "find_finding", "find_workspace",
    "load_workspace", "now_or", "read", "report", "undo", "validate", "write",
]  # fmt: skip


def check(
    workspace: Workspace,
    reports: Sequence[str] = (),
    *,
    today: str = "",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    as_of: str = "",
) -> tuple[Report, ...]:
    """Validate, match, compare and explain: what `reconcile check` does.

    Args:
        workspace: From `reconcile.workspace.find` or `load`.
        reports: Names of reports; all of the workspace by default.
        today: The day of the run (ISO); else `SOURCE_DATE_EPOCH`, else the clock.
        select: Only findings of these kinds.
        ignore: No findings of these kinds.
        as_of: Compare what the sources said on this day (ISO); a source that had not spoken by
            then is in `unchecked`.

    Returns:
        One report each, in the order asked for; findings sorted for reading.

    Raises:
        UsageError: An unknown report or kind.
        NothingCheckedError: The workspace holds no report, or a report compared nothing.
        UnreadableError, ConfigurationError: A file of the workspace is wrong.
    """
    for kind in (*select, *ignore):
        if not is_own(kind):
            known(kind, tuple(BY_NAME), "kind of finding")
    day = today_or(today)
    configs = _configs(workspace, reports)
    if as_of:
        past, silent = workspace_at(workspace, as_of)
        found = [_run_at(past, config, silent, as_of=as_of, today=day) for config in configs]
    else:
        found = [pipeline.run(workspace, config, today=day) for config in configs]
    return tuple(_narrowed(each, select, ignore) for each in found)


def _run_at(
    past: Workspace, config: ReportConfig, silent: Mapping[str, str], *, as_of: str, today: str
) -> Report:
    """A report as the sources spoke on a day; those that had not are unchecked."""
    spoke = tuple(name for name in config.sources if name not in silent)
    unheard = tuple(
        Unchecked(source=name, subject="", reason=silent[name])
        for name in config.sources
        if name in silent
    )
    if not spoke:
        raise NothingCheckedError(
            f'no source of the report "{config.name}" had spoken by {as_of}',
            hint="\n".join(f"{each.source} {each.reason}" for each in unheard),
        )
    made = pipeline.run(past, replace(config, sources=spoke), today=today)
    return replace(
        made,
        title=f"{made.title} (as of {as_of})",
        # A decision about what a source says today covers nothing of what it said before.
        findings=tuple(each for each in made.findings if each.kind != "stale_decision"),
        unchecked=(*unheard, *made.unchecked),
    )


def report(
    workspace: Workspace, reports: Sequence[str] = (), *, today: str = ""
) -> tuple[Report, ...]:
    """The reports as they are committed: what `reconcile report` writes.

    As `check`, but today is the date in `report.toml` where there is one and none was given, so a
    report changes only when its sources, its decisions or this program change.
    """
    return tuple(
        pipeline.run(workspace, config, today=today or config.date or today_or())
        for config in _configs(workspace, reports)
    )


def validate(workspace: Workspace, sources: Sequence[str] = ()) -> tuple[Report, ...]:
    """Hold sources against their schemas only: what `reconcile validate` does.

    Returns:
        One report named `validate` with the findings of all sources and nothing else.
    """
    names = [known(name, tuple(workspace.sources), "source") for name in sources]
    names = names or sorted(workspace.sources)
    if not names:
        raise NothingCheckedError(
            "this workspace has no source",
            where=str(workspace.root / "sources"),
            hint="Write sources/<id>/source.toml and entries.csv.",
        )
    tables = {name: pipeline.load(workspace, name) for name in names}
    found = [f for name in names for f in pipeline.validated(workspace, name, tables[name])]
    return (
        Report(
            name="validate",
            title="Schemas",
            date="",
            sources=tuple(pipeline.summary(workspace, name, tables[name]) for name in names),
            relationships=(),
            findings=pipeline.settled(workspace, found),
            bridges=(),
            unchecked=(),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What reading an original gave, beside what the workspace holds."""

    source: str
    old: Tables
    new: Tables
    reading: Reading
    differences: tuple[Difference, ...]


def read(workspace: Workspace, source_id: str, original: Path) -> ReadResult:
    """Read an original into a source's tables, without writing them.

    Raises:
        UsageError: There is no such source.
        UnreadableError: The original is missing, in another encoding, or no such document.
    """
    known(source_id, tuple(workspace.sources), "source")
    return read_data(workspace, source_id, read_bytes(original), where=str(original))


def read_data(
    workspace: Workspace, source_id: str, data: bytes, *, where: str, charset: str = ""
) -> ReadResult:
    """Read the bytes of an original, as `read` does.

    Args:
        workspace: The workspace.
        source_id: Whose original it is.
        data: Its bytes.
        where: Its name, for messages.
        charset: The encoding that whoever sent it named; asked where the bytes leave it open.
    """
    from reconcile.reading.plugged import Original, read_with, reader_plugin

    source = workspace.sources[known(source_id, tuple(workspace.sources), "source")]
    if not source.reader:
        raise ConfigurationError(
            "has no [reader], so nothing tells how its original is laid out",
            where=f"sources/{source_id}/source.toml",
            hint="Add a [reader] table; `layout` names one of the layouts that reconcile reads.",
        )
    plugin = reader_plugin(source)
    reading = (
        read_with(plugin, Original(data=data, where=where, source=source))
        if plugin
        else _reading(data, source, where, charset)
    )
    folder = workspace.source_folder(source_id)
    old = pipeline.load(workspace, source_id) if (folder / "entries.csv").exists() else Tables()
    return ReadResult(
        source=source_id,
        old=old,
        new=reading.tables,
        reading=reading,
        differences=difference(old, reading.tables),
    )


def _reading(data: bytes, source: Source, where: str, charset: str) -> Reading:
    """What our readers make of an original; `charset` counts where its bytes leave it open."""
    try:
        return read_original(data, source, where=where)
    except UnreadableError as first:
        if not charset or "encoding" in source.reader:
            raise
        try:
            named = replace(source, reader={**source.reader, "encoding": charset})
            return read_original(data, named, where=where)
        except (ConfigurationError, UnreadableError):
            raise first from None  # what the bytes themselves tell is the better message


def write(workspace: Workspace, result: ReadResult) -> None:
    """Put the tables of a reading in place of the source's tables, each file atomically."""
    write_tables(workspace.source_folder(result.source), result.new)


def find_finding(
    workspace: Workspace, finding_id: str, *, report: str = "", today: str = ""
) -> tuple[Report, Finding]:
    """The finding of an id, with its report.

    A beginning of the id, or of its hex digits, is enough where only one finding has it.

    Raises:
        UsageError: No finding, or more than one, has it.
    """
    everything = [
        (checked, finding)
        for checked in check(workspace, [report] if report else [], today=today)
        for finding in checked.findings
    ]
    found = [pair for pair in everything if pair[1].id == finding_id] or [
        pair
        for pair in everything
        if finding_id
        and (
            pair[1].id.startswith(finding_id)
            or pair[1].id.rpartition("-")[2].startswith(finding_id)
        )
    ]
    if len(found) == 1:
        return found[0]
    ids = [finding.id for _, finding in found]
    if len(set(ids)) > 1:
        raise UsageError(
            f'"{finding_id}" begins {len(ids)} findings',
            hint=f"Give more of it: {', '.join(ids[:5])}",
        )
    if found:
        names = ", ".join(checked.name for checked, _ in found)
        raise UsageError(
            f"{ids[0]} is in several reports: {names}", hint="Name one of them with --report."
        )
    hint = _did_you_mean(finding_id, [finding.id for _, finding in everything])
    raise UsageError(f'there is no finding "{finding_id}"', hint=hint)


def read_bytes(path: Path) -> bytes:
    """A file's bytes, or a clear error."""
    try:
        return file_bytes(path)
    except OSError as error:
        raise UnreadableError(
            f"cannot be read: {error.strerror or error}",
            where=str(path),
            hint="Check the path; it is taken from the current folder.",
        ) from None


def today_or(today: str = "") -> str:
    """The given day, else that of `SOURCE_DATE_EPOCH`, else of the clock (UTC), in ISO form."""
    if today:
        return today
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat()
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def now_or() -> str:
    """The moment of `SOURCE_DATE_EPOCH`, else of the clock: ISO 8601 in UTC, to the second."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else time.time()
    moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def valid_day(text: str) -> str:
    """`text`, once it is certain that it is a day as YYYY-MM-DD, or ''.

    Raises:
        UsageError: It is neither.
    """
    with contextlib.suppress(ValueError):
        if not text or datetime.date.fromisoformat(text).isoformat() == text:
            return text
    raise UsageError(f'"{text}" is no day', hint="Expected YYYY-MM-DD, such as 2024-07-23.")


def known(name: str, names: Sequence[str], what: str) -> str:
    """`name`, once it is certain that it is one of `names`.

    Raises:
        UsageError: It is not; the nearest one is proposed.
    """
    if name not in names:
        raise UsageError(f'"{name}" is no {what}', hint=_did_you_mean(name, names))
    return name


def _configs(workspace: Workspace, reports: Sequence[str]) -> list[ReportConfig]:
    if not workspace.reports:
        raise NothingCheckedError(
            "this workspace has no report, so there is nothing to check",
            where=str(workspace.root / "reports"),
            hint="Write reports/<name>/report.toml with a title and the sources to compare.",
        )
    names = [known(name, tuple(workspace.reports), "report") for name in reports]
    return [workspace.reports[name] for name in names or sorted(workspace.reports)]


def _did_you_mean(name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Known: {', '.join(names)}." if len(names) <= 40 else ""


def _narrowed(report: Report, select: Sequence[str], ignore: Sequence[str]) -> Report:
    findings = tuple(
        finding
        for finding in report.findings
        if (not select or finding.kind in select) and finding.kind not in ignore
    )
    return replace(report, findings=findings)


def decide(
    workspace: Workspace,
    finding_id: str,
    *,
    verdict: str,
    reason: str,
    by: str = "",
    until: str = "",
    report: str = "",
    today: str = "",
) -> Path:
    """Write a decision on a finding into its report's `decisions.toml`.

    Args:
        workspace: The workspace.
        finding_id: The finding's id, or a beginning that only one finding has.
        verdict: One of `reconcile.decisions.load.VERDICTS`; `same` and `not-the-same` decide the
            pair of entries that the finding speaks of.
        reason: Why.
        by: Who decided; else the user's name on this machine.
        until: Last day on which it holds, ISO.
        report: Name of the report, where several have the finding.
        today: The day of the decision.

    Returns:
        The file written.

    Raises:
        UsageError: No such finding or verdict, or the finding was decided already.
    """
    _check_words(verdict, reason)
    found, finding = find_finding(workspace, finding_id, report=report, today=today)
    return decide_on(
        workspace, found, finding, verdict=verdict, reason=reason, by=by, until=until, today=today
    )


def decide_on(
    workspace: Workspace,
    report: Report,
    finding: Finding,
    *,
    verdict: str,
    reason: str,
    by: str = "",
    until: str = "",
    today: str = "",
    seen: str | None = None,
    pair: tuple[Key, ...] = (),
) -> Path:
    """Write a decision on a finding of a report that is at hand; `decide` looks it up first.

    Args:
        workspace: The workspace.
        report: The report.
        finding: One of its findings.
        verdict: As in `decide`.
        reason: As in `decide`.
        by: As in `decide`.
        until: As in `decide`.
        today: As in `decide`.
        seen: Token of the decision that the caller saw on this finding and wants replaced; '' or
            `None` where it saw none.
        pair: For a verdict on a pair, the entries that it speaks of, where they are others than
            the finding's own: a partner that a list lacks, and the row that is it after all.

    Returns:
        The file written.

    Raises:
        UsageError: The verdict, the reason or the day is none, or the finding speaks of no pair.
        ConflictError: Somebody decided it meanwhile, or took the decision seen back.
    """
    _check_words(verdict, reason)
    valid_day(until)
    members = (pair or pair_of(report, finding)) if verdict in PAIR_VERDICTS else ()
    path = workspace.report_folder(report.name) / "decisions.toml"
    decision = Decision(
        number=0,
        line=0,
        finding=finding.id,
        verdict=cast(Verdict, verdict),
        reason=reason.strip(),
        by=by or getpass.getuser(),
        date=today_or(today),
        until=until,
        pair=members,
    )
    add_decision(path, decision, at=now_or(), seen=seen)
    return path


def _check_words(verdict: str, reason: str) -> None:
    known(verdict, VERDICTS, "verdict")
    if not reason.strip():
        raise UsageError("a decision needs its reason", hint='Give one: --reason "..."')


def undo(
    workspace: Workspace,
    finding_id: str,
    *,
    report: str = "",
    by: str = "",
    seen: str | None = None,
) -> Decision:
    """Take the latest decision on a finding back.

    Args:
        workspace: The workspace.
        finding_id: The finding's whole id.
        report: Name of the report, where several have a decision on it.
        by: Who takes it back; else the user's name on this machine.
        seen: Token of the decision that the caller saw; `None`: whichever stands there.

    Raises:
        UsageError: No report has a decision on it.
        ConflictError: Another decision than the one seen stands there.
    """
    names = [known(report, tuple(workspace.reports), "report")] if report else workspace.reports
    for name in names:
        path = workspace.report_folder(name) / "decisions.toml"
        if any(decision.finding == finding_id for decision in load_decisions(path)):
            who = by or getpass.getuser()
            return remove_decision(path, finding_id, by=who, at=now_or(), seen=seen)
    raise UsageError(
        f"there is no decision on {finding_id}",
        hint="`reconcile check -v` lists accepted findings with their ids.",
    )


def pair_of(report: Report, finding: Finding) -> tuple[Key, ...]:
    """The entries of two or more sources that a finding speaks of, as a decision names them.

    Raises:
        UsageError: It does not speak of two.
    """
    rows = {where(e): e for r in report.relationships for e in r.entries}
    keys = {key_of(rows[spot]) for spot in finding.entries if spot in rows}
    if len({key.source for key in keys}) < 2:
        raise UsageError(
            f"{finding.id} does not speak of two entries of two sources, so nothing can be the "
            "same or not",
            hint="Use accepted, wrong or fixed-upstream.",
        )
    return tuple(sorted(keys))
