"""The engine of a Spark cluster: waves of tasks as rows of a data frame, through `mapInArrow`.

A row holds a task with its Arrow bytes and is a partition by itself, so Spark spreads the tasks
over its executors and does them again elsewhere when one is lost. Both lists of a huge unit are
sent once and joined to the tasks of its pieces.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from reconcile import errors
from reconcile.engines.arrow import write_whole
from reconcile.engines.reach import check_address, optional
from reconcile.engines.steps import run_step
from reconcile.engines.values import ClusterError, Engine, Task
from reconcile.errors import ReconcileError, UsageError

_PER_CORE = 4  # tasks of a wave per core, so that a slow one doesn't keep all others waiting
_REMOTE_SLOTS = 32  # tasks of a wave over Spark Connect, which doesn't tell its cores
_OUTPUT = "number long, output binary, error string"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class SparkRunner:
    """Carries tasks out on the executors of a Spark application.

    A session that is active already (in a notebook) is used where no address is given.

    Raises:
        UsageError: The extra `spark` or Java isn't installed.
        ClusterError: The master doesn't answer.
    """

    def __init__(self, engine: Engine) -> None:
        optional("pyarrow", extra="spark")
        session = optional("pyspark.sql", extra="spark").SparkSession
        self._waiting: list[Task] = []
        self._address = engine.spark_remote
        active = None if self._address else session.getActiveSession()
        self._own = active is None
        self._spark: Any = active or _session(engine)
        self.slots = _REMOTE_SLOTS
        if not self._address.startswith("sc://"):
            self.slots = max(1, _PER_CORE * self._spark.sparkContext.defaultParallelism)

    def submit(self, task: Task) -> None:
        """Take a task; it is sent with the next wave."""
        self._waiting.append(task)

    def wait(self) -> Sequence[Task]:
        """Have all tasks that wait done.

        Raises:
            ReconcileError: A task failed, on every executor that it was given to.
        """
        tasks, self._waiting = self._waiting, []
        try:
            answers = self._frame(tasks).mapInArrow(_carry_out, _OUTPUT).toArrow().to_pylist()
        except Exception as error:
            raise ClusterError(
                f"Spark broke down: {_first_line(error)}",
                where=self._address,
                hint="The executors need the same version of reconcile-places as this machine, "
                "and PYSPARK_PYTHON must name a Python that has it.",
            ) from error
        for answer in answers:
            _raise(answer["error"])
            write_whole(tasks[answer["number"]].output, answer["output"])
        return tasks

    def close(self) -> None:
        """End the application, unless it was there before."""
        spark, self._spark = self._spark, None
        self._waiting.clear()
        if spark is not None and self._own:
            spark.stop()

    def _frame(self, tasks: Sequence[Task]) -> Any:
        """The tasks, one per partition, with the lists of the units that they belong to."""
        pa: Any = import_module("pyarrow")
        functions: Any = import_module("pyspark.sql.functions")
        table = pa.table(
            {
                "number": pa.array(range(len(tasks)), pa.int64()),
                "unit": pa.array([task.unit for task in tasks], pa.int64()),
                "step": pa.array([task.step for task in tasks], pa.string()),
                "settings": pa.array([task.settings for task in tasks], pa.string()),
                "inputs": pa.array(
                    [[path.read_bytes() for path in _own_inputs(task)] for task in tasks],
                    pa.list_(pa.binary()),
                ),
            }
        )
        frame = self._spark.createDataFrame(table).coalesce(1).repartition(len(tasks))
        units = {task.unit: task for task in tasks if task.unit >= 0}
        if not units:  # Spark Connect refuses a table without rows
            return frame
        lists = pa.table(
            {
                "unit": pa.array(units, pa.int64()),
                "left": pa.array([t.inputs[0].read_bytes() for t in units.values()], pa.binary()),
                "right": pa.array([t.inputs[1].read_bytes() for t in units.values()], pa.binary()),
            }
        )
        others = self._spark.createDataFrame(lists)
        return frame.join(functions.broadcast(others), "unit", "left")


def _own_inputs(task: Task) -> Sequence[Any]:
    """The inputs of a task that it doesn't share with the other tasks of its unit."""
    return task.inputs if task.unit < 0 else task.inputs[2:]


def _carry_out(batches: Iterator[Any]) -> Iterator[Any]:
    """What an executor does with the tasks of its partition."""
    pa: Any = import_module("pyarrow")
    for batch in batches:
        for row in batch.to_pylist():
            lists = [row["left"], row["right"]] if row["unit"] >= 0 else []
            output, said = b"", ""
            try:
                output = run_step(row["step"], [*lists, *row["inputs"]], row["settings"])
            except ReconcileError as error:  # told as it is; all else is Spark's to try again
                said = json.dumps([type(error).__name__, error.message, error.where, error.hint])
            yield pa.RecordBatch.from_pydict(
                {"number": [row["number"]], "output": [output], "error": [said]}
            )


def _raise(said: str) -> None:
    if said:
        name, message, where, hint = json.loads(said)
        raise getattr(errors, name, ClusterError)(message, where=where, hint=hint)


def _session(engine: Engine) -> Any:
    """A Spark application of our own."""
    address = engine.spark_remote
    builder = optional("pyspark.sql", extra="spark").SparkSession.builder
    builder = builder.appName("reconcile match")
    if address.startswith("sc://"):
        check_address(address, what="Spark Connect server", port=15002)
        return _started(builder.remote(address), address)
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise UsageError(
            "the engine spark needs Java, and there is none",
            hint="Install Java 17 or later, or set JAVA_HOME.",
        )
    if address.startswith("spark://"):
        check_address(address, what="Spark master", port=7077)
    builder = builder.master(address or f"local[{engine.processes}]")
    builder = builder.config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    if not address or address.startswith("local") or any(host in address for host in _LOOPBACK):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
    spark = _started(builder, address)
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def _started(builder: Any, address: str) -> Any:
    try:
        return builder.getOrCreate()
    except Exception as error:  # of Java, of gRPC, and Spark's own
        raise ClusterError(
            f"Spark did not start: {_first_line(error)}",
            where=address,
            hint="Check the address, and that Spark's version is that of this machine's pyspark.",
        ) from error


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1 if "Traceback" in str(error) else 0][:300] if lines else type(error).__name__
