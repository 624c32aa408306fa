"""The relationships of a workspace: those of its reports, and each source's own beyond them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reconcile import pipeline
from reconcile.errors import NothingCheckedError
from reconcile.group import group, where
from reconcile.group.partner import identify

if TYPE_CHECKING:
    from reconcile.gazetteer import Gazetteer
    from reconcile.model import Entry, Relationship, Where
    from reconcile.service.context import Context
    from reconcile.workspace import Workspace


def relationships(context: Context, workspace: Workspace) -> tuple[Relationship, ...]:
    """All relationships, those of the reports first; each entry of each source is in one."""
    found: dict[str, Relationship] = {}
    for name in workspace.reports:
        try:
            made = context.report(name).relationships
        except NothingCheckedError:
            continue  # a report about nobody yet is no reason to serve nothing
        for tie in made:
            found.setdefault(tie.id, tie)
    taken = {where(entry) for tie in found.values() for entry in tie.entries}
    for source_id in workspace.sources:
        for tie in _own(workspace, source_id, taken, context.gazetteer):
            # A source outside the report may tell of the same partner of the same subject.
            known = found.get(tie.id)
            found[tie.id] = replace(known, entries=known.entries + tie.entries) if known else tie
    return tuple(found.values())


def by_source(ties: Sequence[Relationship]) -> Mapping[str, list[Relationship]]:
    """The relationships that each source has an entry of, in the order of its entries."""
    rows: dict[str, dict[str, tuple[int, Relationship]]] = {}
    for tie in ties:
        for entry in tie.entries:
            rows.setdefault(entry.source, {}).setdefault(tie.id, (entry.row, tie))
    return {
        source: [tie for _, tie in sorted(some.values(), key=lambda pair: pair[0])]
        for source, some in rows.items()
    }


def _own(
    workspace: Workspace, source_id: str, taken: set[Where], gazetteer: Gazetteer
) -> list[Relationship]:
    """Relationships of the entries of a source that no report speaks of."""
    rows: dict[str, list[Entry]] = {}
    for entry in pipeline.load(workspace, source_id).entries:
        if where(entry) not in taken:
            subject = entry.subject or workspace.sources[source_id].subject
            rows.setdefault(subject, []).append(entry)
    identified = partial(identify, gazetteer=gazetteer)
    return [tie for subject, some in rows.items() for tie in group(subject, some, (), identified)]
