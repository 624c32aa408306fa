"""The authority lists of a running service, made anew where a file of the workspace changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from reconcile.service.recon.answers import Answers
from reconcile.service.recon.partners import Partners
from reconcile.service.recon.places import Places
from reconcile.service.recon.relationships import by_source, relationships
from reconcile.service.work.errors import NotFoundError

if TYPE_CHECKING:
    from reconcile.model import Relationship
    from reconcile.service.compared import Stamp
    from reconcile.service.context import Context
    from reconcile.service.recon.authority import Authority


class Authorities:
    """The gazetteer and each source, with their memory. Safe in threads; it may take seconds."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lock = threading.Lock()
        self._made: tuple[Stamp, Mapping[str, Answers]] | None = None
        self._told: dict[str, tuple[object, Answers]] = {}  # what each list was made of

    def at_once(self, source: str) -> Answers | None:
        """As `get` where the list is made and up to date, else `None`: it never takes long."""
        _, stamp = self._context.current()
        made = self._made
        return made[1].get(source) if made and made[0] == stamp else None

    def get(self, source: str) -> Answers:
        """The list of a source; of the gazetteer and all sources for ''.

        Raises:
            NotFoundError: There is no such source.
            ReconcileError: A file of the workspace is wrong.
        """
        workspace, stamp = self._context.current()
        with self._lock:
            if self._made is None or self._made[0] != stamp:
                self._made = stamp, self._make()
            made = self._made[1]
        if source not in made:
            known = ", ".join(sorted(workspace.sources)) or "none yet"
            # Who has not shown the token may ask for a manifest, though not for a list of them.
            hint = "" if self._context.settings.token else f"There are: {known}"
            raise NotFoundError(f'there is no source "{source[:80]}"', where="path", hint=hint)
        return made[source]

    def _make(self) -> dict[str, Answers]:
        workspace = self._context.workspace()
        gazetteer = self._context.gazetteer
        ties = relationships(self._context, workspace)
        rows = by_source(ties)
        partners: dict[str, list[Relationship]] = {}
        for tie in ties:
            partners.setdefault(tie.partner.id, []).append(tie)
        others = [tie for tie in ties if gazetteer.get(tie.partner.id) is None]
        title = f"reconcile: gazetteer and {len(workspace.sources)} sources"

        def places() -> Places:
            unlisted = Partners("", "partners outside the gazetteer", others, gazetteer)
            return Places(gazetteer, partners, unlisted, title)

        made = {"": self._kept("", (title, ties), places)}
        for id, source in workspace.sources.items():
            told = f"reconcile: {source.title}", rows.get(id, [])
            made[id] = self._kept(id, told, partial(Partners, id, *told, gazetteer))
        return made

    def _kept(self, id: str, told: object, make: Callable[[], Authority]) -> Answers:
        """A list with its memory where it says the same as before, else made anew."""
        if id not in self._told or self._told[id][0] != told:
            self._told[id] = told, Answers(make(), recalls=self._context.settings.is_personal)
        return self._told[id][1]
