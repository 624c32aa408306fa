"""The service over the bundled workspace, called directly and through a socket."""

from __future__ import annotations

import importlib.util
import json
import threading
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from fastapi.testclient import TestClient
from shared import ROOT, beside

import reconcile
from reconcile.service.settings import ServiceSettings

Ask = Callable[..., Any]
SETTINGS = ServiceSettings(warm=False)  # nothing here asks the pool of processes


@pytest.fixture(scope="session")
def served() -> Iterator[TestClient]:
    """A client of the service over the bundled workspace."""
    app = reconcile.create_app(reconcile.load_workspace(ROOT), settings=SETTINGS)
    with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def ask(served: TestClient) -> Ask:
    """`ask(query, ...)` gives the candidates of one query, posted as OpenRefine posts it."""

    def answer(name: str | None, *, path: str = "/reconcile", **more: Any) -> list[dict[str, Any]]:
        query = more if name is None else {"query": name, **more}
        response = served.post(path, data={"queries": json.dumps({"q0": query})})
        assert response.status_code == 200, response.text
        found: list[dict[str, Any]] = response.json()["q0"]["result"]
        return found

    return answer


@pytest.fixture(scope="session")
def live() -> Iterator[str]:
    """The address of a real server on loopback."""
    import uvicorn

    app = reconcile.create_app(reconcile.load_workspace(ROOT), settings=SETTINGS)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def tool(name: str) -> ModuleType:
    """A tool of ../shared/tools as a module; skips where it is absent."""
    spec = importlib.util.spec_from_file_location(name, beside(f"tools/{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[name] = module  # its dataclasses ask for it
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def conformance() -> ModuleType:
    """The conformance tool."""
    return tool("recon_conformance")


@pytest.fixture(scope="session")
def openrefine() -> ModuleType:
    """The tool that drives OpenRefine."""
    return tool("openrefine_e2e")


@pytest.fixture
def cold(serve: Callable[..., TestClient]) -> TestClient:
    """A client of a service over a small workspace that prepares nothing at its start."""
    return serve(warm=False)
