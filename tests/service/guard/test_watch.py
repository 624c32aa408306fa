"""The log, the metrics, and what becomes of faults."""

from __future__ import annotations

import json
import logging

import pytest
from fastapi.testclient import TestClient

from reconcile.service.log import JsonLines


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    form = JsonLines()
    return [json.loads(form.format(each)) for each in caplog.records if "reconcile" in each.name]


def test_a_line_tells_of_a_request_without_its_secrets(serve, caplog) -> None:
    caplog.set_level(logging.INFO, logger="reconcile.service")
    client = serve(token="secret-token-of-length")
    headers = {"authorization": "Bearer secret-token-of-length", "cookie": "a=secret"}
    client.get("/api/explain?zh=罗兹&en=secret", headers=headers)
    (line,) = lines(caplog)
    assert line["event"] == "request"
    assert (line["path"], line["status"], line["method"]) == ("/api/explain", 200, "GET")
    assert "secret" not in json.dumps(line)
    assert "罗兹" not in json.dumps(line, ensure_ascii=False)


def test_a_forged_path_stays_one_line(client: TestClient, caplog) -> None:
    caplog.set_level(logging.INFO, logger="reconcile.service")
    client.get('/x%0a{"level":"fault"}%1b[31m')
    text = JsonLines().format(caplog.records[-1])
    assert "\n" not in text
    assert "\x1b" not in text


def test_a_fault_is_a_plain_500_with_a_number_and_no_traceback(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken() -> None:
        raise RuntimeError("secret of the inside")

    client.app.add_api_route("/broken", broken)  # type: ignore[attr-defined]
    answer = client.get("/broken")
    assert answer.status_code == 500
    error = answer.json()["error"]
    assert error["message"] == "the service broke down"
    fault = next(line for line in lines(caplog) if line["event"] == "fault")
    assert str(fault["id"]) in error["hint"]
    assert fault["type"] == "RuntimeError"
    assert "secret" not in answer.text + json.dumps(fault)


def test_metrics_count_by_route_and_not_by_path(client: TestClient) -> None:
    client.get("/api/jobs/one")
    client.get("/api/jobs/two")
    for n in range(5):
        client.get(f"/made-up-{n}")
    text = client.get("/metrics").text
    series = 'reconcile_requests_total{method="GET",route="/api/jobs/{job}",status="404"} 2.0'
    assert series in text
    assert "made-up" not in text
    assert "reconcile_info" in text
