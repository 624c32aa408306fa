"""Foreign hosts and foreign pages."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LOCALHOST"])
def test_loopback_is_ours(client: TestClient, host: str) -> None:
    assert client.get("/api", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "10.0.0.1", "a b", ""]
)
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/api", headers={"host": host})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "foreign_host"


def test_a_name_that_the_operator_allows_is_ours(serve) -> None:
    client = serve(hosts=("lists.example",))
    assert client.get("/api", headers={"host": "lists.example"}).status_code == 200


def test_beyond_loopback_an_address_is_ours_and_a_name_is_not(serve) -> None:
    client = serve(host="0.0.0.0", token="t" * 20)
    assert client.get("/healthz", headers={"host": "192.0.2.7:8000"}).status_code == 200
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:3333"},
        {"origin": "https://127.0.0.1:8001"},
        {"origin": "null"},
        {"origin": "chrome-extension://abc"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
def test_a_foreign_page_cannot_write(
    client: TestClient, headers: dict[str, str], method: str
) -> None:
    answer = client.request(
        method, "/api/findings/x/decision", headers=headers | JSON, content="{}"
    )
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "foreign_origin"


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}]
)
def test_programs_and_our_own_page_may_write(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.delete("/api/findings/x/decision", headers=headers)
    assert answer.status_code == 404  # it got as far as looking for the finding


def test_a_foreign_page_may_link_to_us_but_not_embed(client: TestClient) -> None:
    cross = {"sec-fetch-site": "cross-site"}
    assert client.get("/api", headers=cross | {"sec-fetch-mode": "navigate"}).status_code == 200
    assert client.get("/api", headers=cross | {"sec-fetch-mode": "no-cors"}).status_code == 403
