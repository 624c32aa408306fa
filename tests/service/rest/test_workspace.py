"""The workspace over HTTP: reports, findings, decisions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from shared import ROOT

import reconcile
from reconcile.reporters import json as reporter


def test_a_report_is_that_of_check(api: TestClient) -> None:
    workspace = reconcile.load_workspace(ROOT)
    (report,) = reconcile.check(workspace, ["sister-cities"], today="2026-11-22")
    expected = reporter.as_dict(report)
    assert api.get("/api/reports/sister-cities").json() == expected
    run = api.post("/api/reports/sister-cities/run", json={}).json()
    assert run == expected


@pytest.mark.parametrize("form", ["markdown", "html", "csv", "xlsx", "text", "sarif", "junit"])
def test_a_report_comes_in_any_form(client: TestClient, form: str) -> None:
    answer = client.get("/api/reports/lakes", params={"format": form})
    assert answer.status_code == 200
    assert answer.content


def test_a_page_of_findings_can_be_chosen(api: TestClient) -> None:
    path = "/api/reports/sister-cities/findings"
    every = api.get(path, params={"limit": 1000}).json()
    assert every["total"] == len(every["findings"])
    errors = api.get(path, params={"severity": "error", "status": "open"}).json()
    assert 0 < errors["total"] < every["total"]
    assert {finding["severity"] for finding in errors["findings"]} == {"error"}
    page = api.get(path, params={"offset": 1, "limit": 2}).json()
    assert page["findings"] == every["findings"][1:3]
    kind = every["findings"][0]["kind"]
    chosen = api.get(path, params={"kind": kind}).json()["findings"]
    assert {finding["kind"] for finding in chosen} == {kind}
    one = api.get(f"/api/findings/{every['findings'][0]['id']}").json()
    assert one == {"report": "sister-cities", "finding": every["findings"][0]}


def test_what_isn_t_there_is_not_found(client: TestClient) -> None:
    for path in (
        "/api/reports/x", "/api/reports/x/findings", "/api/reports/x/decisions", "/api/findings/x",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path
    assert client.post("/api/reports/x/run", json={}).status_code == 404
    assert client.delete("/api/findings/x/decision").status_code == 404
    wrong = client.get("/api/reports/lakes/findings", params={"kind": "mising_entry"})
    assert wrong.json()["error"]["hint"] == "Did you mean missing_entry?"


def test_a_decision_is_written_shown_and_taken_back(client: TestClient, workspace: Path) -> None:
    path = "/api/reports/lakes/findings"
    (finding,) = client.get(path, params={"kind": "missing_entry"}).json()["findings"]
    address = f"/api/findings/{finding['id']}/decision"
    body = {"verdict": "accepted", "reason": "它已中止", "by": "Ada"}
    written = client.post(address, json=body)
    assert written.status_code == 201
    assert written.json()["date"] == "2024-02-01"
    file = workspace / "reports" / "lakes" / "decisions.toml"
    assert "它已中止" in file.read_text("utf-8")
    shown = client.get(path, params={"kind": "missing_entry"}).json()["findings"][0]
    assert shown["status"] == "accepted"
    assert shown["decision"]["by"] == "Ada"
    assert client.post(address, json=body).status_code == 409
    assert client.post(address, json={**body, "seen": "0" * 8}).status_code == 409
    other = {**body, "reason": "paused", "by": "Bo", "seen": written.json()["token"]}
    replaced = client.post(address, json=other)
    assert (replaced.status_code, replaced.json()["by"]) == (201, "Bo")
    assert len(client.get("/api/reports/lakes/decisions").json()["decisions"]) == 1
    stale = {"seen": written.json()["token"], "by": "Ada"}
    assert client.delete(address, params=stale).status_code == 409
    own = {"seen": replaced.json()["token"], "by": "Bo"}
    assert client.delete(address, params=own).json()["reason"] == "paused"
    history = (workspace / "reports" / "lakes" / "history.jsonl").read_text("utf-8")
    assert '"by":"Bo","did":"undone"' in history
    assert client.delete(address).status_code == 404
    assert client.get("/api/reports/lakes/decisions").json() == {"decisions": []}


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"verdict": "maybe"}, 422),
        ({"reason": ""}, 422),
        ({"reason": "   "}, 400),
        ({"until": "tomorrow"}, 422),
        ({"until": "2024-13-45"}, 422),
        ({"report": "x"}, 404),
        ({"verdict": "same"}, 400),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    client: TestClient, workspace: Path, change: dict[str, str], status: int
) -> None:
    found = client.get("/api/reports/lakes/findings", params={"kind": "missing_entry"}).json()
    body = {"verdict": "accepted", "reason": "so", **change}
    answer = client.post(f"/api/findings/{found['findings'][0]['id']}/decision", json=body)
    assert answer.status_code == status, answer.text
    assert not (workspace / "reports" / "lakes" / "decisions.toml").exists()


def test_a_broken_workspace_is_told(client: TestClient, workspace: Path) -> None:
    (workspace / "reports" / "lakes" / "report.toml").write_text("titel = 1\n", "utf-8")
    answer = client.get("/api/reports/lakes")
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "configuration"
    assert client.get("/healthz").status_code == 503


def test_everything_stands_in_the_openapi_document(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    operations = [each for path in document["paths"].values() for each in path.values()]
    assert all(path.startswith("/api/") for path in document["paths"])
    assert all(each["summary"] and each["description"] for each in operations)
    page = client.get("/api/docs").text
    assert all(path in page for path in document["paths"])
    json.dumps(document)
    wrong = client.put("/api/findings/x/decision")
    assert wrong.status_code == 405
    assert wrong.headers["allow"] == "DELETE, POST"
