"""The engine of Spark on a real cluster of this machine: a master and two workers."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest
from engine_lists import SMALL, expected, lists

from reconcile.engines.run import match_batches
from reconcile.engines.values import ClusterError, Engine, Progress, Sizes

pytest.importorskip("pyspark", reason="the extra spark is not installed")
if not shutil.which("java"):
    pytest.skip("there is no Java", allow_module_level=True)
if not os.environ.get("RECONCILE_CLUSTERS"):
    pytest.skip("clusters are started by .ci/slow/spark", allow_module_level=True)

UNITS = 24  # of which a wave takes a third, so that the run is still under way when a worker dies


@contextmanager
def process(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A class of Spark's, as a process of its own."""
    found = importlib.util.find_spec("pyspark")
    assert found is not None
    assert found.origin is not None
    home = Path(found.origin).parent
    started = subprocess.Popen(
        [str(home / "bin" / "spark-class"), *command],
        env={**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def await_port(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"nobody listens on port {port} after a minute")


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
    with process(*master, "--webui-port", ui):
        await_port(port)
        with process(*worker) as one, process(*worker) as other:
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
