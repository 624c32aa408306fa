"""A service over a small workspace of two invented sources, and a client that calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lakes import FILES, write_files

import reconcile
from reconcile.service.settings import ServiceSettings

SCHEMA = '''
"""Models of the lakes."""

from reconcile.schema import LatinNames


class Lake(LatinNames):
    """Entries in English."""
'''
DECLARED = "sources/lake-en/source.toml"
CHECKED = {
    **FILES,
    "schemas/lake.py": SCHEMA,
    DECLARED: FILES[DECLARED] + 'schema = "schemas/lake.py:Lake"\n',
}
URL = "http://127.0.0.1:8000"

Serve = Callable[..., TestClient]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace. One partner is missing from `lake-zh`."""
    return write_files(tmp_path, CHECKED)


@pytest.fixture
def serve(workspace: Path) -> Iterator[Serve]:
    """`serve(token="...")` gives a client of a service with these settings."""
    clients: list[TestClient] = []

    def start(*, url: str = URL, **settings: object) -> TestClient:
        given = ServiceSettings(
            **{"today": "2024-02-01", "warm": False, "seconds": 600, **settings}
        )  # type: ignore[arg-type]
        app = reconcile.create_app(reconcile.load_workspace(workspace), settings=given)
        client = TestClient(app, base_url=url, follow_redirects=False, client=("127.0.0.1", 5555))
        client.__enter__()
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.__exit__()


@pytest.fixture
def client(serve: Serve) -> TestClient:
    """A client of a service with the usual settings."""
    return serve()
