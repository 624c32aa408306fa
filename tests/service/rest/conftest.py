"""One service for all tests of a module: starting its process takes a second."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from shared import ROOT

import reconcile
from reconcile.service.settings import ServiceSettings


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    """A client of a service over the worked example, which it doesn't change."""
    settings = ServiceSettings(warm=False, rows=500, today="2026-11-22", seconds=600)
    app = reconcile.create_app(reconcile.load_workspace(ROOT), settings=settings)
    with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as client:
        yield client
