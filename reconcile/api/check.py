"""`check` and `report`: sources against each other, now, as of a day, or as committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reconcile import pipeline
from reconcile.api.inputs import known, today_or
from reconcile.errors import NothingCheckedError
from reconcile.kinds import BY_NAME, is_own
from reconcile.model import Report, Unchecked
from reconcile.states import workspace_at
from reconcile.workspace import ReportConfig, Workspace


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


def _configs(workspace: Workspace, reports: Sequence[str]) -> list[ReportConfig]:
    if not workspace.reports:
        raise NothingCheckedError(
            "this workspace has no report, so there is nothing to check",
            where=str(workspace.root / "reports"),
            hint="Write reports/<name>/report.toml with a title and the sources to compare.",
        )
    names = [known(name, tuple(workspace.reports), "report") for name in reports]
    return [workspace.reports[name] for name in names or sorted(workspace.reports)]


def _narrowed(report: Report, select: Sequence[str], ignore: Sequence[str]) -> Report:
    findings = tuple(
        finding
        for finding in report.findings
        if (not select or finding.kind in select) and finding.kind not in ignore
    )
    return replace(report, findings=findings)
