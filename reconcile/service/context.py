"""What the parts of a running service share: the workspace as it is now, reports, gazetteer."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from reconcile import pipeline
from reconcile.api.inputs import known, today_or
from reconcile.decisions import load_decisions
from reconcile.errors import ReconcileError
from reconcile.service.compared import Compared, Stamp, Wanted
from reconcile.service.work import Jobs, Pool
from reconcile.workspace import SETTINGS_FILE, Workspace
from reconcile.workspace import load as load_workspace

if TYPE_CHECKING:
    from reconcile.gazetteer import Gazetteer
    from reconcile.model import Report
    from reconcile.service.settings import ServiceSettings

P = ParamSpec("P")
T = TypeVar("T")

_TRIES = 3  # a report whose files changed while it was computed is computed again


class Context:
    """State of a running service. Every method may be called from any thread.

    Args:
        workspace: The workspace that is served.
        settings: What the operator set.
    """

    def __init__(self, workspace: Workspace, settings: ServiceSettings) -> None:
        self.settings = settings
        self.root = workspace.root
        self.stopping = threading.Event()
        self.warm = False
        self._workspace = workspace
        self._stamp = stamp(self.root)
        self._reports: dict[tuple[str, str], Report] = {}
        self.compared = Compared()
        self.preparing: list[Callable[[], object]] = []  # what parts want done at the start
        self._lock = threading.Lock()  # held for moments only
        self._making = threading.Lock()  # held while a report is computed
        # Two pools, so that long jobs never keep a short request waiting.
        self.requests = Pool(
            settings.workers, waiting=8 * settings.workers, most_bytes=settings.worker_bytes
        )
        self._job_pool = Pool(
            settings.job_workers, waiting=settings.jobs, most_bytes=settings.worker_bytes
        )
        self.jobs = Jobs(
            self._job_pool,
            most=settings.jobs,
            kept=settings.job_kept,
            seconds=settings.job_seconds,
        )

    def workspace(self) -> Workspace:
        """The workspace, read again where one of its files changed since the last call.

        Raises:
            ConfigurationError: A file says something wrong now.
        """
        return self.current()[0]

    def current(self) -> tuple[Workspace, Stamp]:
        """The workspace, and a stamp that differs whenever one of its files does."""
        now = stamp(self.root)
        with self._lock:
            if now != self._stamp:
                self._workspace = load_workspace(self.root)
                self._reports.clear()
                self._stamp = now
            return self._workspace, self._stamp

    def report(self, name: str) -> Report:
        """A report as `reconcile check` gives it now; computed again where a file changed.

        It may take seconds: call it through `run` from a coroutine.

        Raises:
            UsageError: There is no such report.
            ReconcileError: The report cannot be made.
        """
        tries = 0
        while True:
            tries += 1
            workspace, seen = self.current()
            key = name, self.today()
            found = self._made(key, seen)
            if found is None:
                with self._making:  # who asks at the same time waits, rather than computing as well
                    found = self._made(key, seen)
                    if found is None:
                        found = self._check(workspace, seen, name)
                        with self._lock:
                            if seen == self._stamp:
                                self._reports[key] = found
            if stamp(self.root) == seen or tries == _TRIES:
                return found

    def _check(self, workspace: Workspace, seen: Stamp, name: str) -> Report:
        """As `api.check`, though sources that were compared once are not compared again."""
        known(name, tuple(workspace.reports), "report")
        decisions = load_decisions(workspace.report_folder(name) / "decisions.toml")
        wanted = Wanted.of(workspace, seen, name, today=self.today(), decisions=decisions)
        return pipeline.decided(workspace, self.compared.exact(wanted).made, decisions)

    def _made(self, key: tuple[str, str], seen: Stamp) -> Report | None:
        with self._lock:
            return self._reports.get(key) if seen == self._stamp else None

    def today(self) -> str:
        """The day of every run, ISO."""
        return today_or(self.settings.today)

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer, opened once; it may be read from any thread."""
        from reconcile.gazetteer import Gazetteer

        return Gazetteer.default()

    def start(self) -> None:
        """Do now what would make the first requests slow. It may take seconds."""
        from reconcile.service.work import tasks

        try:
            with suppress(ReconcileError):  # each is told again to whoever asks for it
                self.requests.warm(tasks.warm)
            for name in self._workspace.reports:
                if not self.stopping.is_set():
                    with suppress(ReconcileError):
                        self.report(name)
            for prepare in self.preparing:
                if not self.stopping.is_set():
                    with suppress(ReconcileError):
                        prepare()
        finally:
            self.warm = True

    def stop(self) -> None:
        """End all work."""
        self.stopping.set()
        self.jobs.close()
        self._job_pool.close()
        self.requests.close()

    async def run(self, function: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """The value of a function that takes its time, computed in a thread of its own."""
        from functools import partial

        from anyio import to_thread

        return await to_thread.run_sync(partial(function, *args, **more))


def stamp(root: Path) -> Stamp:
    """What tells the files of a workspace from their earlier state, without reading them."""
    return tuple(_stamps(root))


def _stamps(root: Path) -> Iterator[tuple[str, int, int, int]]:
    for name in (SETTINGS_FILE, "pyproject.toml"):
        yield from _of(root / name)
    for folder in ("sources", "schemas", "reports"):
        for path in sorted(_files(root / folder)):
            # What is generated from the others says nothing new.
            if folder != "reports" or path.suffix == ".toml":
                yield from _of(path)


def _files(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name[0] not in "._"]
        yield from (Path(here, name) for name in files if not name.startswith("."))


def _of(path: Path) -> Iterator[tuple[str, int, int, int]]:
    try:
        told = path.stat()
    except OSError:
        return
    yield str(path), told.st_mtime_ns, told.st_size, told.st_ino
