"""The engine of a Dask cluster: a task per bucket, Arrow bytes there and back.

The inputs travel inside the task, so the scheduler can give it to another worker when one dies.
Both lists of a huge unit are a task of their own, which the tasks of its pieces depend on.
"""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from reconcile.engines.arrow import write_whole
from reconcile.engines.reach import PATIENCE, check_address, optional
from reconcile.engines.steps import run_step
from reconcile.engines.values import ClusterError, Engine, Task
from reconcile.errors import ReconcileError

_PER_WORKER = 3  # tasks under way per worker, so that none waits for the next

ALONE = 60.0
"""Seconds without any worker after which a run is given up."""

_POLL = 0.05


class DaskRunner:
    """Carries tasks out on the workers of a scheduler, or of a cluster of its own.

    Raises:
        UsageError: The extra `dask` isn't installed.
        ClusterError: No scheduler answers, or it has no workers.
    """

    def __init__(self, engine: Engine) -> None:
        distributed = optional("distributed", extra="dask")
        self._cluster: Any = None
        self._client: Any = None
        self._tasks: dict[Any, Task] = {}
        self._shared: dict[Path, Any] = {}
        address = engine.scheduler
        if address:
            check_address(address, what="Dask scheduler", port=8786)
        try:
            if not address:
                self._cluster = distributed.LocalCluster(
                    n_workers=engine.processes,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                )
            self._client = distributed.Client(self._cluster or address, timeout=PATIENCE)
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, TimeoutError) as error:
            self.close()
            raise ClusterError(
                f"the Dask scheduler has no worker to offer ({error})",
                where=address,
                hint="Start workers there: dask worker ADDRESS. They need reconcile-places too.",
            ) from None
        self._done = distributed.as_completed()
        self.slots = max(1, _PER_WORKER * self._workers())

    def submit(self, task: Task) -> None:
        """Send a task to the cluster."""
        with _large_tasks():
            future = self._client.submit(
                _carry_out,
                task.step,
                [self._input(task, path) for path in task.inputs],
                task.settings,
                pure=False,
            )
        self._tasks[future.key] = task
        self._done.add(future)

    def wait(self) -> Sequence[Task]:
        """The tasks that were finished since.

        Raises:
            ReconcileError: A task failed, or all workers that it was given to died.
        """
        self._await()
        batch = self._done.next_batch(block=False)
        finished = []
        for future in batch:
            task = self._tasks.pop(future.key)
            write_whole(task.output, self._result(future))
            finished.append(task)
            if task.step == "assign":
                for path in task.inputs:
                    self._shared.pop(path, None)
        return finished

    def close(self) -> None:
        """Leave the cluster, taking back what it still works on; end one of our own."""
        self._tasks.clear()
        self._shared.clear()
        client, cluster = self._client, self._cluster
        self._client = self._cluster = None
        if client is not None:
            client.close(timeout=PATIENCE)
        if cluster is not None:
            cluster.close(timeout=PATIENCE)

    def _await(self) -> None:
        """Wait until something is finished, as long as there are workers to finish it."""
        self._patiently(self._done.has_ready)

    def _patiently(self, ready: Callable[[], bool]) -> None:
        """Wait until something is so, as long as there are workers to bring it about."""
        seen = time.monotonic()
        while not ready():
            time.sleep(_POLL)
            if self._workers():
                seen = time.monotonic()
            if time.monotonic() - seen > ALONE:
                raise ClusterError(
                    f"the Dask cluster has had no worker for {ALONE:.0f} s",
                    where=self._client.scheduler.address if self._client.scheduler else "",
                    hint="See why they ended (memory?), and start them again.",
                )

    def _workers(self) -> int:
        if self._client.status != "running":
            return 0
        try:
            return len(self._client.nthreads())
        except Exception:  # the scheduler went away while it was asked
            return 0

    def _input(self, task: Task, path: Path) -> Any:
        if task.unit < 0:
            return path.read_bytes()
        if path not in self._shared:
            self._shared[path] = self._client.submit(_same, path.read_bytes(), pure=False)
        return self._shared[path]

    def _result(self, future: Any) -> bytes:
        found: list[bytes] = []

        def fetched() -> bool:
            with suppress(TimeoutError):
                found.append(future.result(timeout=PATIENCE))
            return bool(found) or future.status == "error"

        try:
            # A result that lay on a worker which died is worked out again, if there is another.
            self._patiently(fetched)
            return found[0] if found else future.result()
        except ReconcileError:
            raise
        except Exception as error:
            raise ClusterError(
                f"a task failed on the Dask cluster: {type(error).__name__}: {error}",
                hint="The workers need the same version of reconcile-places as this machine.",
            ) from error


_one = threading.Lock()  # a gazetteer is read by one thread at a time


def _carry_out(step: str, inputs: Sequence[bytes], settings: str) -> bytes:
    with _one:
        return run_step(step, inputs, settings)


def _same(data: bytes) -> bytes:
    return data


@contextmanager
def _large_tasks() -> Iterator[None]:
    """Let a task hold both lists of a unit, which Dask advises against above 10 MB."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sending large graph", category=UserWarning)
        yield
