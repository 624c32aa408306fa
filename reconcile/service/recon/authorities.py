"""The authority lists of a running service, made anew where a file of the workspace changed."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reconcile.errors import UsageError
from reconcile.service.recon.authority import Answers
from reconcile.service.recon.partners import Partners
from reconcile.service.recon.places import Places
from reconcile.service.recon.relationships import by_source, relationships

if TYPE_CHECKING:
    from reconcile.model import Relationship
    from reconcile.service.context import Context, Stamp


class UnknownSourceError(UsageError):
    """A source that the workspace does not have."""

    http_status = 404


class Authorities:
    """The gazetteer and each source, with their memory. Safe in threads; it may take seconds."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lock = threading.Lock()
        self._made: tuple[Stamp, Mapping[str, Answers]] | None = None

    def get(self, source: str) -> Answers:
        """The list of a source; of the gazetteer and all sources for ''.

        Raises:
            UnknownSourceError: There is no such source.
            ReconcileError: A file of the workspace is wrong.
        """
        workspace, stamp = self._context.current()
        with self._lock:
            if self._made is None or self._made[0] != stamp:
                self._made = stamp, self._make()
            made = self._made[1]
        if source not in made:
            known = ", ".join(sorted(workspace.sources)) or "none yet"
            raise UnknownSourceError(
                f'there is no source "{source[:80]}"', where="path", hint=f"There are: {known}"
            )
        return made[source]

    def _make(self) -> dict[str, Answers]:
        workspace = self._context.workspace()
        gazetteer = self._context.gazetteer
        ties = relationships(self._context, workspace)
        rows = by_source(ties)
        partners: dict[str, list[Relationship]] = {}
        for tie in ties:
            partners.setdefault(tie.partner.id, []).append(tie)
        unknown = [tie for tie in ties if gazetteer.get(tie.partner.id) is None]
        others = Partners("", "partners outside the gazetteer", unknown, gazetteer)
        title = f"reconcile: gazetteer and {len(workspace.sources)} sources"
        made = {"": Answers(Places(gazetteer, partners, others, title))}
        for id, source in workspace.sources.items():
            listed = Partners(id, f"reconcile: {source.title}", rows.get(id, []), gazetteer)
            made[id] = Answers(listed)
        return made
