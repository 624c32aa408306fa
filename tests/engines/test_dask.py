"""The engine of Dask on a real cluster of this machine: a scheduler and two workers."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from cluster_processes import await_port, dask, free_port
from engine_lists import SMALL, expected, lists

from reconcile.engines.run import match_batches
from reconcile.engines.values import ClusterError, Engine, Progress, Sizes

pytest.importorskip("distributed", reason="the extra dask is not installed")
if not os.environ.get("RECONCILE_CLUSTERS"):
    pytest.skip("clusters are started by .ci/slow/dask", allow_module_level=True)


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    worker = (
        address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1",
    )  # fmt: skip
    with (
        dask("scheduler", *scheduler),
        dask("worker", *worker) as one,
        dask("worker", *worker) as other,
    ):
        await_port(port)
        yield address, [one, other]


def run(address: str, sizes: Sizes, progress: Progress | None = None) -> pl.DataFrame:
    left, right = lists()
    engine = Engine(name="dask", scheduler=address, jobs=2, progress=progress)
    parts = match_batches([left], [right], by=("list",), sizes=sizes, engine=engine)
    return pl.concat(parts)


def same_bytes(found: pl.DataFrame, path: Path) -> bool:
    found.write_csv(path / "found.csv")
    expected().write_csv(path / "expected.csv")
    return (path / "found.csv").read_bytes() == (path / "expected.csv").read_bytes()


@pytest.mark.parametrize("sizes", [SMALL, Sizes(huge=12, piece=3)])
def test_a_cluster_gives_what_one_process_gives_though_a_worker_dies(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], sizes: Sizes, tmp_path: Path
) -> None:
    address, workers = cluster

    def kill_once(done: int, total: int) -> None:
        if 0 < done < total and workers[0].poll() is None:
            workers[0].kill()
            workers[0].wait()

    found = run(address, sizes, kill_once)
    assert workers[0].poll() == -signal.SIGKILL
    assert workers[1].poll() is None
    assert same_bytes(found, tmp_path)


def test_without_an_address_it_starts_a_cluster_of_its_own(tmp_path: Path) -> None:
    assert same_bytes(run("", SMALL), tmp_path)


def test_a_cluster_that_loses_all_its_workers_is_told(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reconcile.engines.dask.ALONE", 2.0)
    address, workers = cluster

    def kill_all(done: int, total: int) -> None:
        if 0 < done < total:
            for worker in workers:
                worker.kill()

    with pytest.raises(ClusterError, match="Dask"):
        run(address, Sizes(smallest=1, largest=1), kill_all)
