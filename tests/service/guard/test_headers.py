"""What browsers are told."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("path", ["/api", "/healthz", "/nothing", "/api/workspace"])
def test_every_answer_forbids_sniffing_framing_and_foreign_scripts(
    client: TestClient, path: str
) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "script-src 'self';" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_any_page_may_read_the_reconciliation_api_without_credentials(client: TestClient) -> None:
    headers = client.get("/reconcile", headers={"origin": "http://127.0.0.1:3333"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert "frame-ancestors" not in headers["content-security-policy"]  # previews are framed


def test_a_preflight_of_the_reconciliation_api_is_answered(serve) -> None:
    headers = {"origin": "http://x.example", "access-control-request-method": "POST"}
    for client in (serve(), serve(token="t" * 20)):
        answer = client.options("/reconcile", headers=headers)
        assert answer.status_code in {200, 204}
        assert answer.headers["access-control-allow-origin"] == "*"


def test_a_preflight_of_the_rest_api_allows_nothing(client: TestClient) -> None:
    headers = {"origin": "http://x.example", "access-control-request-method": "POST"}
    answer = client.options("/api/match", headers=headers)
    assert "access-control-allow-origin" not in answer.headers
