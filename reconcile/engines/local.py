"""The engine of one machine: a process per processor, each with its own open gazetteer.

They are fresh interpreters that run `worker.main`, not forks (which would share the parent's
files) and not `multiprocessing` (which would import the caller's script again, and needs a guard in
it). One that dies is replaced and its task done again.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, cast

from reconcile import errors
from reconcile.engines.values import ClusterError, Task
from reconcile.engines.worker import carry_out
from reconcile.errors import ReconcileError

_LIVES = 3  # times that a task is given to a process before it is held to kill them
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from reconcile.engines.worker import main; main()"
)
# Each process uses one processor; more threads would only take turns.
_ONE_THREAD = dict.fromkeys(
    ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)


class InProcess:
    """Carries tasks out in this process, one after another."""

    slots = 1

    def __init__(self) -> None:
        self._task: Task | None = None

    def submit(self, task: Task) -> None:
        """Take a task."""
        self._task = task

    def wait(self) -> Sequence[Task]:
        """Do it."""
        task = self._task
        assert task is not None
        carry_out(task.step, [str(path) for path in task.inputs], str(task.output), task.settings)
        return (task,)

    def close(self) -> None:
        """Nothing stays behind."""


@dataclass(slots=True, eq=False)
class _Worker:
    process: subprocess.Popen[bytes]
    task: Task | None = None


class Processes:
    """Carries tasks out in processes of this machine."""

    def __init__(self, count: int) -> None:
        self.slots = count
        self._queue: deque[Task] = deque()
        self._deaths: dict[Task, int] = {}
        self._selector = selectors.DefaultSelector()
        self._workers: list[_Worker] = []

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes, by number."""
        return tuple(worker.process.pid for worker in self._workers)

    def submit(self, task: Task) -> None:
        """Take a task; a process is started for it where there are fewer than `count`."""
        idle = next((worker for worker in self._workers if worker.task is None), None)
        if idle is None and len(self._workers) < self.slots:
            idle = self._start()
        if idle is None:
            self._queue.append(task)
        else:
            self._give(idle, task)

    def wait(self) -> Sequence[Task]:
        """The tasks that were finished since.

        Raises:
            ReconcileError: A task failed, or killed every process that it was given to.
        """
        done: list[Task] = []
        while not done:
            for key, _ in self._selector.select():
                worker = cast(_Worker, key.data)
                answer = cast("IO[bytes]", worker.process.stdout).readline()
                task, worker.task = worker.task, None
                if not answer.endswith(b"\n"):
                    self._bury(worker, task)
                elif task is not None:
                    _raise(json.loads(answer))
                    done.append(task)
                    if self._queue:
                        self._give(worker, self._queue.popleft())
        return done

    def close(self) -> None:
        """End all processes at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.wait()
            for pipe in (worker.process.stdin, worker.process.stdout):
                try:
                    cast("IO[bytes]", pipe).close()
                except OSError:  # what was to be written is lost with the process
                    continue
        self._workers.clear()
        self._selector.close()

    def _start(self) -> _Worker:
        process = subprocess.Popen(
            [sys.executable, "-c", _START, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, **_ONE_THREAD},
            start_new_session=True,  # Ctrl-C is for the parent, which ends them
        )
        worker = _Worker(process)
        self._workers.append(worker)
        self._selector.register(cast("IO[bytes]", process.stdout), selectors.EVENT_READ, worker)
        return worker

    def _give(self, worker: _Worker, task: Task) -> None:
        line = json.dumps(
            {
                "step": task.step,
                "inputs": [str(path) for path in task.inputs],
                "output": str(task.output),
                "settings": task.settings,
            }
        )
        worker.task = task
        try:
            cast("IO[bytes]", worker.process.stdin).write(line.encode() + b"\n")
        except BrokenPipeError:
            return  # it died; its stdout says so, and the task is given to another

    def _bury(self, worker: _Worker, task: Task | None) -> None:
        """Forget a process that died, and give its task to a new one."""
        self._selector.unregister(cast("IO[bytes]", worker.process.stdout))
        self._workers.remove(worker)
        status = worker.process.wait()
        for pipe in (worker.process.stdin, worker.process.stdout):
            cast("IO[bytes]", pipe).close()
        if task is None:
            return
        self._deaths[task] = self._deaths.get(task, 0) + 1
        if self._deaths[task] >= _LIVES:
            raise ClusterError(
                f"a process that matched {task.rows} rows ended {_LIVES} times (status {status})",
                hint="It may have run out of memory: use fewer --jobs, or a narrower --by.",
            )
        self._give(self._start(), task)


def _raise(answer: dict[str, str]) -> None:
    """Raise what a process told, as the error that it was."""
    if not answer:
        return
    kind = getattr(errors, answer["kind"], None) if answer["kind"] else None
    if isinstance(kind, type) and issubclass(kind, ReconcileError):
        raise kind(answer["message"], where=answer["where"], hint=answer["hint"])
    raise ClusterError(
        f"a process broke down: {answer['message']}",
        hint="Run it again with --jobs 1 and RECONCILE_TRACEBACK=1, and report what it prints.",
    )
