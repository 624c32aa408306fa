"""What sources said before: `reconcile history` as a Python call, and the drift of two states."""

from __future__ import annotations

from reconcile.api.inputs import known
from reconcile.drifting import Drift
from reconcile.drifting import drift as drift_of
from reconcile.errors import NothingCheckedError, UsageError
from reconcile.histories import PartnerHistory, partner_histories
from reconcile.pipeline import subject_names
from reconcile.states import State, states
from reconcile.workspace import ReportConfig, Workspace


def history(workspace: Workspace, partner: str, *, subject: str = "") -> tuple[PartnerHistory, ...]:
    """When each source began and ceased to list a partner: what `reconcile history` does.

    Args:
        workspace: The workspace.
        partner: Its name in either language and any spelling, also as `Toledo, Spain`.
        subject: Whose partner, in any spelling; all subjects by default.

    Returns:
        One history per subject and partner that the name may mean, by subject and name.

    Raises:
        UsageError: No state of any source lists such a partner.
        NothingCheckedError: The workspace has no source.
        UnreadableError, ConfigurationError: A file of the workspace is wrong.
    """
    if not workspace.sources:
        raise NothingCheckedError(
            "this workspace has no source", where=str(workspace.root / "sources")
        )
    if not partner.strip():
        raise UsageError("the name of the partner is empty")
    found = partner_histories(
        partner.strip(),
        {name: states(workspace, name) for name in _by_precedence(workspace)},
        canonical=subject_names(_all_reports(workspace)),
        subject=subject,
        folder_of=lambda state: state.folder.relative_to(workspace.root).as_posix(),
    )
    if not found:
        about = f" of {subject}" if subject else ""
        raise UsageError(
            f'no source lists a partner{about} that "{partner}" names, now or in a state kept here',
            hint="Try another spelling, the name in the other language, or no --subject.",
        )
    return found


def drift(workspace: Workspace, source: str, *, before: str = "", after: str = "") -> Drift:
    """What changed between two states of a source, by the same matching as between sources.

    Args:
        workspace: The workspace.
        source: The source's id.
        before: A day, ISO: the latest state that had spoken by then; else the state before
            `after`.
        after: The same for the later state; else the current one.

    Raises:
        UsageError: There is no such source, or no state that had spoken by then.
    """
    found = states(workspace, known(source, tuple(workspace.sources), "source"))
    later = _state_by(found, after, source) if after else found[-1]
    if before:
        earlier = _state_by(found, before, source)
    elif later is found[0]:
        raise UsageError(
            f"{source} has no state before the one of {later.text}",
            hint="`reconcile fetch --write` keeps the former state whenever a list changes.",
        )
    else:
        earlier = found[found.index(later) - 1]
    return drift_of(earlier.tables(), later.tables())


def _state_by(found: tuple[State, ...], day: str, source: str) -> State:
    spoken = [state for state in found if state.since and state.since <= day]
    if not spoken:
        dates = ", ".join(state.text for state in found)
        raise UsageError(f"{source} had not spoken by {day}", hint=f"Its states: {dates}.")
    return max(spoken, key=lambda state: (state.since, state.current))


def _by_precedence(workspace: Workspace) -> tuple[str, ...]:
    """The sources in the order of the reports, then those of no report."""
    named = [name for report in workspace.reports.values() for name in report.sources]
    return tuple(dict.fromkeys((*named, *workspace.sources)))


def _all_reports(workspace: Workspace) -> ReportConfig:
    """The names of subjects that any report declares."""
    spellings: dict[str, tuple[str, ...]] = {}
    for report in workspace.reports.values():
        for subject in report.subjects:
            spellings.setdefault(subject, ())
        spellings.update(report.subject_names)
    return ReportConfig(name="", title="", sources=(), subject_names=spellings)
