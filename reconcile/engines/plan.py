"""Which task comes next: buckets in one step, huge units piece by piece."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from reconcile.engines import pieces
from reconcile.engines.arrow import to_arrow, write_whole
from reconcile.engines.keys import key_of, knowledge_key
from reconcile.engines.settings import settings_of
from reconcile.engines.shuffle import Bucket, Shuffled, buckets_of
from reconcile.engines.values import Sizes, Task
from reconcile.matching import MatchOptions

_SHARES = {"score": 0.7, "leftovers": 0.2, "assign": 0.1}
"""What the steps of a huge unit are of its work, roughly; for the estimate of the time left."""


@dataclass(slots=True, eq=False)
class Unit:
    """A huge unit on its way."""

    inputs: tuple[Path, ...]
    key: str
    rows: int
    pieces: tuple[str, ...]  # settings of a task, one per piece
    waiting: int = 0
    parts: list[Path] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Plan:
    """The tasks of a run.

    Attributes:
        left: One list.
        right: The other.
        options: Options of the matcher.
        lists: Folder of the inputs.
        done: Folder of the outputs.
        sizes: How the work is cut.
        results: The outputs that make the result.
    """

    left: Shuffled
    right: Shuffled
    options: MatchOptions
    lists: Path
    done: Path
    sizes: Sizes = field(default_factory=Sizes)
    results: list[Path] = field(default_factory=list)
    _todo: deque[Bucket | Task] = field(default_factory=deque)
    _units: list[Unit] = field(default_factory=list)
    _known: bytes = b""

    def begin(self) -> int:
        """Cut the work into buckets; the rows in them."""
        self._known = knowledge_key(self.options)
        buckets = tuple(buckets_of(self.left, self.right, self.sizes))
        self._todo.extend(buckets)
        return sum(bucket.rows for bucket in buckets)

    def next(self) -> Task | None:
        """The next task, its inputs written; `None` while none can be begun."""
        while self._todo:
            one = self._todo.popleft()
            if isinstance(one, Task):
                return one
            key, inputs = self._write(one)
            if not one.huge:
                output = self._output(key)
                self.results.append(output)
                return Task(
                    step="bucket", inputs=inputs, output=output, rows=one.rows,
                    settings=settings_of(self.options),
                )  # fmt: skip
            joined = self._output(f"{key}-assign-0")
            if joined.exists():  # its pieces are gone, for it needs them no longer
                self.results.append(joined)
                return Task(
                    step="assign", inputs=inputs, output=joined, rows=one.rows, settings="{}"
                )
            self._begin_unit(one, key, inputs)
        return None

    def finished(self, task: Task) -> None:
        """Take note that the task's output exists: what it makes possible comes next."""
        if task.unit < 0:
            _delete(task.inputs)
            return
        unit = self._units[task.unit]
        if task.step == "assign":
            parts = self.done.glob(f"{unit.key}-*.arrow")
            _delete((*unit.inputs, *(path for path in parts if path != task.output)))
            return
        unit.waiting -= 1
        if task.step != "settle":
            unit.parts.append(task.output)
        if unit.waiting:
            return
        if task.step == "score":
            self._next_step(unit, "settle", (settings_of(self.options),), tuple(unit.parts))
        elif task.step == "settle" and not pieces.nothing_left(task.output.read_bytes()):
            self._next_step(unit, "leftovers", unit.pieces, (task.output,))
        else:
            self._next_step(unit, "assign", (settings_of(self.options),), tuple(unit.parts))
            self.results.append(self._output(f"{unit.key}-assign-0"))

    def _begin_unit(self, bucket: Bucket, key: str, inputs: tuple[Path, ...]) -> None:
        lefts, rights = (path.read_bytes() for path in inputs)
        settings = tuple(
            settings_of(self.options, piece=piece)
            for piece in pieces.plan(lefts, rights, rows=self.sizes.piece)
        )
        unit = Unit(inputs, key, bucket.rows, settings)
        self._units.append(unit)
        self._next_step(unit, "score", settings, ())

    def _next_step(
        self, unit: Unit, step: str, settings: tuple[str, ...], more: tuple[Path, ...]
    ) -> None:
        """Put a step of a unit before all else, since its files wait on disk."""
        rows = int(unit.rows * _SHARES.get(step, 0)) // len(settings)
        unit.waiting = len(settings)
        tasks = [
            Task(
                step=step,
                inputs=(*unit.inputs, *sorted(more)),
                output=self._output(f"{unit.key}-{step}-{number}"),
                settings=each,
                rows=rows,
                unit=self._units.index(unit),
            )
            for number, each in enumerate(settings)
        ]
        self._todo.extendleft(reversed(tasks))

    def _write(self, bucket: Bucket) -> tuple[str, tuple[Path, ...]]:
        """The bucket's rows as files, and the key of what comes of them."""
        data = [to_arrow(self.left.take(bucket)), to_arrow(self.right.take(bucket))]
        cut = str(self.sizes.piece) if bucket.huge else ""
        key = key_of(self._known, settings_of(self.options).encode(), cut.encode(), *data)
        inputs = tuple(self.lists / f"{key}.{side}.arrow" for side in ("left", "right"))
        for path, content in zip(inputs, data, strict=True):
            write_whole(path, content)
        return key, inputs

    def _output(self, key: str) -> Path:
        return self.done / f"{key}.arrow"


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
