"""Processes of clusters on loopback, for the tests of the engines."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest


@contextmanager
def process(*command: str, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command as a process of its own, ended with all that it has started."""
    started = subprocess.Popen(
        command, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


def dask(what: str, *arguments: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """A scheduler or worker of Dask."""
    return process(sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments)


def spark_class(*command: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """A class of Spark's."""
    found = importlib.util.find_spec("pyspark")
    assert found is not None
    assert found.origin is not None
    runner = Path(found.origin).parent / "bin" / "spark-class"
    return process(str(runner), *command, PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def await_port(port: int) -> None:
    for _ in range(1_800):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"nobody listens on port {port} after three minutes")
