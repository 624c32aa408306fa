"""Long work: begun with one request, watched and fetched with others. Jobs live in memory only."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from reconcile.errors import ReconcileError
from reconcile.service import background
from reconcile.service.work.errors import CancelledError, NotFoundError, TooManyJobsError
from reconcile.service.work.pool import Pool
from reconcile.service.work.worker import Output, Progress

State = Literal["waiting", "running", "done", "failed", "cancelled"]
_WAITING = Progress("waiting")
OVER: tuple[State, ...] = ("done", "failed", "cancelled")


@dataclass(slots=True)
class Job:
    """One job. What changes is changed by its own thread alone; all others look.

    Attributes:
        id: Its secret name: who knows it may see it.
        task: What it does, in one word.
        began: When it was asked for, in seconds of the clock.
        ended: When it was over; `None` while it isn't.
        version: Grows with each change.
    """

    id: str
    task: str
    began: float
    state: State = "waiting"
    progress: Progress = _WAITING
    ended: float | None = None
    output: Output | None = None
    error: ReconcileError | None = None
    version: int = 0
    cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in OVER

    def becomes(self, state: State, **values: Any) -> None:
        """Set some values and then the state, so that who sees the state sees them too."""
        for name, value in values.items():
            setattr(self, name, value)
        self.state = state
        self.version += 1


class Jobs:
    """All jobs of a service.

    Args:
        pool: Where they compute.
        most: Most jobs kept at once.
        kept: Seconds for which a job is kept once it is over.
        seconds: Longest time that one may compute.
    """

    def __init__(self, pool: Pool, *, most: int, kept: float, seconds: float) -> None:
        self._pool = pool
        self._most = most
        self._kept = kept
        self._seconds = seconds
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[Job]:
        """All jobs that are kept, the oldest first."""
        with self._lock:
            self._forget()
            return iter(list(self._jobs.values()))

    def begin(self, task: str, function: Callable[..., Output], arguments: dict[str, Any]) -> Job:
        """Begin a job.

        Raises:
            TooManyJobsError: There are as many as are kept, and none that is over.
        """
        job = Job(secrets.token_urlsafe(12), task, time.time())
        with self._lock:
            self._forget()
            if len(self._jobs) >= self._most:
                over = next((j for j in self._jobs.values() if j.over), None)
                if over is None:
                    raise TooManyJobsError(
                        f"{self._most} jobs wait already, the most that are kept",
                        hint="Wait for one of yours, or cancel it.",
                    )
                del self._jobs[over.id]  # the oldest result makes room
            self._jobs[job.id] = job
        background.start(self._run, job, function, arguments, name="job")
        return job

    def get(self, id: str) -> Job:
        """A job.

        Raises:
            NotFoundError: There is none of this name, or no more.
        """
        with self._lock:
            self._forget()
            if job := self._jobs.get(id):
                return job
        raise NotFoundError(
            "there is no such job",
            hint=f"A job is forgotten {self._kept:g} seconds after its end, or when it is deleted.",
        )

    def end(self, id: str) -> Job:
        """Cancel a job that goes on; forget one that is over."""
        job = self.get(id)
        job.cancelled.set()
        if job.over:
            with self._lock:
                self._jobs.pop(id, None)
        return job

    def close(self) -> None:
        """Cancel all jobs."""
        with self._lock:
            jobs = list(self._jobs.values())
        for job in jobs:
            job.cancelled.set()

    def count(self, state: State) -> int:
        """How many jobs are in a state."""
        return sum(job.state == state for job in self)

    def _run(self, job: Job, function: Callable[..., Output], arguments: dict[str, Any]) -> None:
        def tell(progress: Progress) -> None:
            job.becomes("running", progress=progress)

        try:
            output = self._pool.call(
                function, arguments, seconds=self._seconds, tell=tell, cancelled=job.cancelled
            )
            job.becomes("done", output=output, ended=time.time())
        except CancelledError as error:
            job.becomes("cancelled", error=error, ended=time.time())
        except ReconcileError as error:
            job.becomes("failed", error=error, ended=time.time())

    def _forget(self) -> None:
        now = time.time()
        old = [j.id for j in self._jobs.values() if j.ended and now - j.ended > self._kept]
        for id in old:
            del self._jobs[id]
