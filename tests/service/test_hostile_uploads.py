"""No file that a client sends, however broken, breaks the service: it is told what is wrong."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from running import running
from service.hostile_uploads import faults, tables
from shared import ROOT

import reconcile
from reconcile.service.settings import ServiceSettings

# All of them take minutes: `.ci/slow/run hostile`.
SLOW = ("zip bombs", "templates", "huge cells", "many columns", "many rows", "deep", "unclosed")
SAMPLE = tables(SLOW)[::67]


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    settings = ServiceSettings(warm=False, seconds=600, upload_bytes=1 << 20)
    app = reconcile.create_app(reconcile.load_workspace(ROOT), settings=settings)
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client:
        yield client


def test_a_sample_of_hostile_files_is_answered(api: TestClient) -> None:
    assert len(SAMPLE) > 7
    assert [(file.name, fault) for file in SAMPLE for fault in faults(api, file)] == []


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("multipart/form-data", b"x", 400),  # no boundary
        ("multipart/form-data; boundary=a", b"", 422),
        ("multipart/form-data; boundary=a", b"--a\r\n", 422),
        ("multipart/form-data; boundary=a", b"--a--\r\n", 422),
        ("multipart/form-data; boundary=a", b"--a\r\n" * 5_000, 400),
        ("multipart/form-data; boundary=a",
         b'--a\r\nContent-Disposition: form-data; name="file"\r\n\r\nno file\r\n--a--\r\n', 422),
        ("application/json", b'{"file": "a.csv"}', 422),
        ("text/csv", b"name\nTurku\n", 422),
        ("", b"name\nTurku\n", 422),
        ("multipart/form-data; boundary=a", b"x" * (1 << 21), 413),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_upload_at_all_is_refused(
    api: TestClient, kind: str, body: bytes, status: int
) -> None:
    headers = {"content-type": kind} if kind else {}
    answer = api.post("/api/resolve/file", content=body, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["message"]


def test_many_fields_and_files_are_refused_or_left_alone(api: TestClient) -> None:
    good = ("a.csv", b"name\nTurku\n")
    many = [("file", good)] * 50 + [(f"f{n}", good) for n in range(50)]
    assert api.post("/api/resolve/file", files=many).status_code in {200, 400, 422}
    fields = {f"x{n}": "y" for n in range(2_000)}
    answer = api.post("/api/resolve/file", files={"file": good}, data=fields)
    assert answer.status_code in {400, 422}
    assert answer.json()["error"]["message"]


def test_an_upload_that_stops_halfway_keeps_nobody_else_waiting() -> None:
    with running(ROOT) as service, socket.create_connection(("127.0.0.1", service.port)) as slow:
        slow.sendall(
            b"POST /api/resolve/file HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
            b"Content-Type: multipart/form-data; boundary=a\r\n\r\n--a\r\n"
        )
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", service.port)) as quick:
                quick.settimeout(60)
                quick.sendall(
                    b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                )
                assert quick.recv(20).startswith(b"HTTP/1.1 ")
                time.sleep(0.01)
