"""The engine of Spark over Spark Connect: a server of its own, reached by gRPC on loopback.

A process that has used Spark Connect can't use Spark in any other way, so each run is one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cluster_processes import await_port, free_port, spark_class
from engine_lists import expected, lists

pytest.importorskip("pyspark.sql.connect.session", reason="the extra spark is not installed")
if not shutil.which("java"):
    pytest.skip("there is no Java", allow_module_level=True)
if not os.environ.get("RECONCILE_CLUSTERS"):
    pytest.skip("clusters are started by .ci/slow/spark", allow_module_level=True)

SPLIT = """
import sys
import polars as pl
from engine_lists import lists
from reconcile.engines.run import match_batches
from reconcile.engines.values import Engine, Sizes

left, right = lists(3)
engine = Engine(name="spark", spark_remote=sys.argv[1])
sizes = Sizes(huge=14, piece=4)
parts = match_batches([left], [right], by=("list",), sizes=sizes, engine=engine)
pl.concat(parts).write_csv(sys.argv[2])
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Spark Connect server with two cores."""
    port = free_port()
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
        "spark.ui.enabled": "false",
    }
    submit = ["org.apache.spark.deploy.SparkSubmit", "--master", "local[2]"]
    submit += [word for pair in settings.items() for word in ("--conf", "=".join(pair))]
    submit += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer"]
    with spark_class(*submit, "spark-internal"):
        await_port(port)
        yield f"sc://127.0.0.1:{port}"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    path = [str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path))},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_the_command_gives_over_spark_connect_what_one_process_gives(
    server: str, tmp_path: Path
) -> None:
    for name, frame in zip(("left", "right"), lists(6), strict=True):
        frame.write_csv(tmp_path / f"{name}.csv")
    files = [str(tmp_path / f"{name}.csv") for name in ("left", "right")]
    found, told = tmp_path / "found.csv", tmp_path / "expected.csv"
    command = ("-m", "reconcile", "match", *files, "--by", "list")
    engine = ("--engine", "spark", "--spark-remote", server)
    for more in ((*engine, "--output", str(found)), ("--output", str(told))):
        done = run(*command, *more)
        assert done.returncode == 0, done.stderr
    assert found.read_bytes() == told.read_bytes()


def test_units_that_are_split_give_the_same_over_spark_connect(server: str, tmp_path: Path) -> None:
    found = tmp_path / "found.csv"
    done = run("-c", SPLIT, server, str(found))
    assert done.returncode == 0, done.stderr
    expected(3).write_csv(tmp_path / "expected.csv")
    assert found.read_bytes() == (tmp_path / "expected.csv").read_bytes()


def test_a_server_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    done = run("-c", SPLIT, f"sc://127.0.0.1:{free_port()}", str(tmp_path / "none.csv"))
    assert "no Spark Connect server answers" in done.stderr
