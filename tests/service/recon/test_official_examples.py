"""The official examples of the protocol: the valid ones are answered, the others refused."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fastapi.testclient import TestClient
from shared import SHARED, beside

SPECS = SHARED / "recon-api"
VERSIONS = ("0.1", "0.2", "1.0-draft")
KINDS = {
    "reconciliation-query-batch": "reconciliation-result-batch",
    "data-extension-query": "data-extension-response",
}


def examples(kind: str, filed: str) -> list[Path]:
    """The examples of a kind that are filed as valid or as invalid; none where absent."""
    return sorted(SPECS.glob(f"*/examples/{kind}/{filed}/*.json"))


def name_of(path: Path) -> str:
    """Version, kind and name of an example."""
    return f"{path.parts[-5]}-{path.stem}"


def sent(client: TestClient, path: Path) -> Any:
    """The response to an example, sent as its version sends it."""
    version, kind = path.parts[-5], path.parts[-3]
    text = path.read_text("utf-8")
    if version == "1.0-draft":
        address = "match" if kind.startswith("reconciliation") else "extend"
        return client.post(f"/reconcile/v1/{address}", json=json.loads(text))
    field = "queries" if kind.startswith("reconciliation") else "extend"
    return client.post("/reconcile", data={field: text})


def test_the_examples_are_read_where_they_are() -> None:
    beside("recon-api")
    assert len(examples("reconciliation-query-batch", "valid")) >= 10
    assert len(examples("reconciliation-query-batch", "invalid")) >= 10


@pytest.mark.parametrize(
    "path", [path for kind in KINDS for path in examples(kind, "valid")], ids=name_of
)
def test_a_valid_example_gets_an_answer_that_its_schema_accepts(
    served: TestClient, conformance: ModuleType, path: Path
) -> None:
    response = sent(served, path)
    assert response.status_code == 200, response.text
    schema = conformance.validators(SPECS, path.parts[-5])[KINDS[path.parts[-3]]]
    assert [error.message for error in schema.iter_errors(response.json())] == []


@pytest.mark.parametrize(
    "path", [path for kind in KINDS for path in examples(kind, "invalid")], ids=name_of
)
def test_an_invalid_example_is_refused_with_a_reason(served: TestClient, path: Path) -> None:
    response = sent(served, path)
    assert 400 <= response.status_code < 500
    assert response.json()["error"]["message"]
    assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("source", ["", "/guangzhou-en"])
def test_every_manifest_fits_its_schema(
    served: TestClient, conformance: ModuleType, version: str, source: str
) -> None:
    beside("recon-api")
    path = f"/reconcile/v1{source}" if version == "1.0-draft" else f"/reconcile{source}"
    schema = conformance.validators(SPECS, version)["manifest"]
    assert [error.message for error in schema.iter_errors(served.get(path).json())] == []


@pytest.mark.parametrize("kind", ["entities", "properties", "types"])
def test_suggestions_of_the_draft_fit_their_schema(
    served: TestClient, conformance: ModuleType, kind: str
) -> None:
    beside("recon-api")
    one = {"entities": "entity", "properties": "property", "types": "type"}[kind]
    told = served.get(f"/reconcile/v1/suggest/{one}", params={"prefix": "", "limit": 7}).json()
    assert told["result"]
    schema = conformance.validators(SPECS, "1.0-draft")[f"suggest-{kind}-response"]
    assert [error.message for error in schema.iter_errors(told)] == []


@pytest.mark.parametrize(
    ("path", "name", "kind", "version"),
    [
        ("/reconcile", "广州", "city", "0.2"),
        ("/reconcile", "Mombasa", "city", "0.2"),
        ("/reconcile/guangzhou-en", "Mombasa", "county", "0.2"),
        ("/reconcile/guangzhou-zh", "罗兹", "city", "0.1"),
    ],
)
def test_the_conformance_tool_finds_no_failure(
    live: str,
    conformance: ModuleType,
    capsys: pytest.CaptureFixture[str],
    path: str,
    name: str,
    kind: str,
    version: str,
) -> None:
    options = argparse.Namespace(
        url=live + path, specs=str(beside("recon-api")), version=version, name=name, type=kind,
        prop="country",
    )  # fmt: skip
    failures = conformance.live(options)
    told = capsys.readouterr().out
    assert failures == 0, "\n".join(line for line in told.splitlines() if line.startswith("FAIL"))
