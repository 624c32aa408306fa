"""The engine of Spark on a real cluster of this machine: a master and two workers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from cluster_processes import await_port, free_port, spark_class
from engine_lists import SMALL, expected, lists

from reconcile.engines.run import match_batches
from reconcile.engines.values import ClusterError, Engine, Progress, Sizes

pytest.importorskip("pyspark", reason="the extra spark is not installed")
if not shutil.which("java"):
    pytest.skip("there is no Java", allow_module_level=True)
if not os.environ.get("RECONCILE_CLUSTERS"):
    pytest.skip("clusters are started by .ci/slow/spark", allow_module_level=True)

UNITS = 24  # of which a wave takes a third, so that the run is still under way when a worker dies


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a master, and its two workers."""
    port, ui = free_port(), str(free_port())
    address = f"spark://127.0.0.1:{port}"
    deploy = "org.apache.spark.deploy"
    master = (f"{deploy}.master.Master", "--host", "127.0.0.1", "--port", str(port))
    worker = (
        f"{deploy}.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g",
        "--webui-port", "0", "--work-dir", str(tmp_path / "spark"), address,
    )  # fmt: skip
    with spark_class(*master, "--webui-port", ui):
        await_port(port)
        with spark_class(*worker) as one, spark_class(*worker) as other:
            yield address, [one, other]


def run(
    address: str, sizes: Sizes, progress: Progress | None = None, units: int = UNITS
) -> pl.DataFrame:
    left, right = lists(units)
    engine = Engine(name="spark", spark_remote=address, jobs=2, progress=progress)
    parts = match_batches([left], [right], by=("list",), sizes=sizes, engine=engine)
    return pl.concat(parts)


def same_bytes(found: pl.DataFrame, path: Path, units: int = UNITS) -> bool:
    found.write_csv(path / "found.csv")
    expected(units).write_csv(path / "expected.csv")
    return (path / "found.csv").read_bytes() == (path / "expected.csv").read_bytes()


def test_a_cluster_gives_what_one_process_gives_though_a_worker_dies(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = cluster
    killers: list[threading.Timer] = []

    def kill_once(done: int, total: int) -> None:
        if 0 < done < total and not killers:
            killers.append(threading.Timer(1.0, workers[0].kill))
            killers[0].start()

    found = run(address, Sizes(smallest=1, largest=1), kill_once)
    killers[0].join()
    assert workers[0].wait(20) == -signal.SIGKILL
    assert workers[1].poll() is None
    assert same_bytes(found, tmp_path)


def test_executors_of_their_own_give_the_same_for_units_that_are_split(tmp_path: Path) -> None:
    found = run("local-cluster[2,1,1024]", Sizes(huge=14, piece=4), units=3)
    assert same_bytes(found, tmp_path, units=3)


def test_without_an_address_spark_runs_on_this_machine(tmp_path: Path) -> None:
    assert same_bytes(run("", SMALL), tmp_path)


def test_a_spark_that_knows_no_such_master_is_told() -> None:
    with pytest.raises(ClusterError, match="Spark did not start"):
        run("nonsense", SMALL)
