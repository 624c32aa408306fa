"""Long work: a job's address at once, then events, a result, an end."""

from __future__ import annotations

import json
from typing import Any

from fastapi.testclient import TestClient

BODY = {"left": {"rows": [{"name": "里昂"}]}, "right": {"rows": [{"name": "Lyon"}]}}


def events(text: str) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for block in text.strip().split("\n\n"):
        if block.startswith(":"):
            continue
        told = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((told["event"], json.loads(told["data"])))
    return found


def test_a_job_is_watched_to_its_end_and_its_result_is_that_of_the_request(api: TestClient) -> None:
    begun = api.post("/api/match", params={"job": True}, json=BODY)
    assert begun.status_code == 202
    address = begun.headers["location"]
    assert begun.json()["links"]["self"] == address
    watched = api.get(f"{address}/events")
    assert watched.headers["content-type"].startswith("text/event-stream")
    told = events(watched.text)
    assert [name for name, _ in told[:-1]] == ["progress"] * (len(told) - 1)
    name, last = told[-1]
    assert name == last["state"] == "done"
    result = api.get(last["links"]["result"])
    assert result.json() == api.post("/api/match", json=BODY).json()
    assert api.delete(address).status_code == 200
    assert api.get(address).status_code == 404


def test_a_failed_job_answers_with_its_error(api: TestClient) -> None:
    wrong = {**BODY, "by": ["nowhere"]}
    address = api.post("/api/match", params={"job": True}, json=wrong).headers["location"]
    name, last = events(api.get(f"{address}/events").text)[-1]
    assert name == "failed"
    assert "nowhere" in last["error"]["message"]
    assert api.get(f"{address}/result").status_code == 400


def test_a_cancelled_job_has_no_result(api: TestClient) -> None:
    run = "/api/reports/sister-cities/run"
    address = api.post(run, params={"job": True}, json={}).headers["location"]
    assert api.get(f"{address}/result").status_code == 409
    api.delete(address)
    assert events(api.get(f"{address}/events").text)[-1][0] == "cancelled"
    assert api.get(f"{address}/result").status_code == 409


def test_there_are_only_the_jobs_that_were_begun(api: TestClient) -> None:
    for path in ("/api/jobs/x", "/api/jobs/x/events", "/api/jobs/x/result"):
        assert api.get(path).status_code == 404
    assert api.delete("/api/jobs/x").status_code == 404
