"""What an engine is told, and the task that it carries out."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reconcile.errors import ReconcileError, UsageError

ENGINES = ("local", "dask", "spark")

Progress = Callable[[int, int], None]
"""Called with the work done and the work there is, in rows of both lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Where to compute, and with what. The result is the same everywhere.

    Attributes:
        name: `local`, `dask` or `spark`.
        jobs: Processes of this machine; `None`: one per processor. Of use to `local`, and to
            `dask` and `spark` where they start a cluster of their own.
        resume: Folder that keeps what is finished, and from which an interrupted run goes on. It
            need not exist. `None`: a temporary one, removed at the end.
        scheduler: Address of a Dask scheduler (`tcp://host:8786`); empty: a cluster of its own.
        spark_remote: A Spark master (`spark://host:7077`, `yarn`, `local[4]`) or a Spark Connect
            address (`sc://host:15002`); empty: Spark on this machine.
        progress: Called whenever some work is finished.
    """

    name: str = "local"
    jobs: int | None = None
    resume: Path | None = None
    scheduler: str = ""
    spark_remote: str = ""
    progress: Progress | None = None

    def __post_init__(self) -> None:
        if self.name not in ENGINES:
            raise UsageError(f'"{self.name}" is no engine', hint=f"Known: {', '.join(ENGINES)}.")
        if self.jobs is not None and self.jobs < 1:
            raise UsageError(f"{self.jobs} jobs do no work", hint="Choose 1 or more.")
        for option, value, owner in (
            ("--scheduler", self.scheduler, "dask"),
            ("--spark-remote", self.spark_remote, "spark"),
        ):
            if value and self.name != owner:
                raise UsageError(
                    f"{option} is of no use to the engine {self.name}",
                    hint=f"Add --engine {owner}, or leave it out.",
                )

    @property
    def processes(self) -> int:
        """Processes to use on this machine."""
        return self.jobs or os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How the work is cut, in rows of both lists. It changes nothing but the time it takes.

    Attributes:
        smallest: Of a bucket, at least: enough for starting one to cost little.
        largest: Of a bucket, at most: few enough for a lost one to be done again soon.
        huge: From which a unit is split, so that several processes share it.
        piece: Of either list that a piece of a huge unit answers for, at most.
    """

    smallest: int = 2_000
    largest: int = 20_000
    huge: int = 60_000
    piece: int = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One call of `steps.run_step`, from files to a file.

    Attributes:
        step: Name of the step.
        inputs: Arrow files that it reads, in the step's order.
        output: Arrow file that it writes, whole or not at all.
        settings: Options of the matcher and of the step, as JSON.
        rows: What it adds to the progress.
        unit: Number of the huge unit that it works on, -1 for a bucket of whole units.
    """

    step: str
    inputs: tuple[Path, ...]
    output: Path
    settings: str
    rows: int
    unit: int = -1


class Runner(Protocol):
    """Something that carries tasks out, in any order, on any machine."""

    @property
    def slots(self) -> int:
        """Tasks that it can take before one is waited for."""

    def submit(self, task: Task) -> None:
        """Take a task."""

    def wait(self) -> Sequence[Task]:
        """The tasks that were finished since; at least one, and their outputs exist.

        Raises:
            ReconcileError: A task failed; what was to be told by it is told.
        """

    def close(self) -> None:
        """Stop at once; nothing stays behind."""


class ClusterError(ReconcileError):
    """A cluster, or a process of this machine, that cannot be reached or breaks down."""

    exit_code = 3
    http_status = 503


class InterruptedRunError(KeyboardInterrupt):
    """The user stopped a run. `folder` keeps what was finished; `None` where nothing was."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__("interrupted")
        self.folder = folder
