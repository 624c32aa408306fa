"""What is told where an engine's packages are absent or its cluster is out of reach."""

from __future__ import annotations

import socket

import pytest

from reconcile.engines.reach import check_address, optional
from reconcile.engines.values import ClusterError, Engine
from reconcile.errors import UsageError


def test_a_missing_extra_names_the_command_that_installs_it() -> None:
    with pytest.raises(UsageError, match="no_such_module_here") as told:
        optional("no_such_module_here", extra="dask")
    assert told.value.hint == "Install it: pip install 'reconcile-places[dask]'"


def test_an_address_where_nobody_listens_is_told_as_a_broken_run() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ClusterError, match="no Dask scheduler answers") as told:
        check_address(f"tcp://127.0.0.1:{port}", what="Dask scheduler", port=8786)
    assert told.value.exit_code == 3


def test_an_address_where_somebody_listens_is_fine() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        check_address(f"spark://127.0.0.1:{port},other:1", what="Spark master", port=7077)


@pytest.mark.parametrize("address", ["tcp://", "host:port", "tcp://[::1"])
def test_what_is_no_address_is_told_as_misuse(address: str) -> None:
    with pytest.raises(UsageError, match="is no address"):
        check_address(address, what="Dask scheduler", port=8786)


def test_options_of_another_engine_are_told_as_misuse() -> None:
    with pytest.raises(UsageError, match="is no engine"):
        Engine(name="ray")
    with pytest.raises(UsageError, match="--scheduler"):
        Engine(name="spark", scheduler="tcp://127.0.0.1:8786")
