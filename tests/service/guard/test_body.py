"""How much a client may send, and how slowly."""

from __future__ import annotations

from collections.abc import Iterator

import anyio
import pytest
from fastapi.testclient import TestClient

from reconcile.service.guard.body import BodyGuard
from reconcile.service.settings import ServiceSettings


def parts(count: int) -> Iterator[bytes]:
    yield b'{"left": "'
    for _ in range(count):
        yield b"x" * 1000
    yield b'"}'


def test_a_body_that_is_announced_as_too_large_is_refused_unread(serve) -> None:
    client: TestClient = serve(json_bytes=1000)
    answer = client.post("/api/match", content=b"x" * 1001)
    assert answer.status_code == 413
    assert "1000 bytes" in answer.json()["error"]["message"]


def test_a_body_that_grows_too_large_is_refused(serve) -> None:
    client: TestClient = serve(json_bytes=5000)
    json = {"content-type": "application/json"}
    assert client.post("/api/match", content=parts(9), headers=json).status_code == 413
    assert client.post("/api/match", content=parts(2), headers=json).status_code == 422


def test_a_file_that_is_too_large_is_refused(serve) -> None:
    client: TestClient = serve(upload_bytes=5000)
    files = {"file": ("a.csv", b"name\n" + b"x" * 6000)}
    assert client.post("/api/resolve/file", files=files).status_code == 413


def test_elsewhere_less_is_taken(serve) -> None:
    client: TestClient = serve(body_bytes=100, token="t" * 20)
    assert client.post("/login", data={"token": "x" * 200}).status_code == 413


def test_a_body_that_never_comes_is_given_up() -> None:
    from starlette.exceptions import HTTPException

    async def app(scope, receive, send) -> None:
        await receive()

    async def silent() -> dict[str, object]:
        await anyio.sleep_forever()
        return {}

    async def send(message: object) -> None:
        raise AssertionError(message)

    async def run() -> None:
        guard = BodyGuard(app, settings=ServiceSettings(body_seconds=0.05))
        scope = {"type": "http", "path": "/api", "headers": []}
        with pytest.raises(HTTPException) as caught:
            await guard(scope, silent, send)  # type: ignore[arg-type]
        assert caught.value.status_code == 408

    anyio.run(run)
