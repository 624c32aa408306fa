"""What the commands print is what the published JSON Schemas say."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from outcome import Call
from referencing import Registry, Resource


def _schema(package: str, name: str) -> Any:
    return json.loads(
        files(f"reconcile.{package}").joinpath(f"{name}.schema.json").read_text("utf-8")
    )


def _problems(package: str, name: str, document: Any) -> list[str]:
    report = Resource.from_contents(_schema("reporters", "report"))
    registry: Registry[Any] = Registry().with_resource("report.schema.json", report)
    validator = Draft202012Validator(_schema(package, name), registry=registry)
    return [error.message for error in validator.iter_errors(document)]


@pytest.mark.parametrize("command", ["check", "validate"])
def test_report_of_a_command_has_the_published_form(
    reconcile: Call, workspace: Path, command: str
) -> None:
    outcome = reconcile(command, "--format", "json", "--fail-on", "never")
    assert _problems("reporters", "report", json.loads(outcome.out)) == []


def test_several_reports_have_the_published_form(reconcile: Call, workspace: Path) -> None:
    (workspace / "reports/more").mkdir()
    text = (workspace / "reports/lakes/report.toml").read_text("utf-8")
    (workspace / "reports/more/report.toml").write_text(text, "utf-8")
    outcome = reconcile("check", "--format", "json", "--fail-on", "never")
    document = json.loads(outcome.out)
    assert document["schema"] == "reconcile-reports/1"
    assert _problems("reporters", "reports", document) == []


def test_baseline_has_the_published_form(reconcile: Call, workspace: Path) -> None:
    reconcile("check", "--write-baseline", "b.json", "--fail-on", "never")
    document = json.loads((workspace / "b.json").read_text("utf-8"))
    assert document["findings"]
    assert _problems("reporters", "baseline", document) == []


def test_decided_finding_has_the_published_form(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("check", "--format", "json", "--fail-on", "never")
    (missing,) = (
        f["id"] for f in json.loads(outcome.out)["findings"] if f["kind"] == "missing_entry"
    )
    reconcile("decide", missing, "--verdict", "accepted", "--reason", "known", "--by", "Ada")
    outcome = reconcile("check", "--format", "json", "--fail-on", "never")
    assert '"verdict": "accepted"' in outcome.out
    assert _problems("reporters", "report", json.loads(outcome.out)) == []


def test_merged_list_has_the_published_form(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("export", "--format", "json")
    assert _problems("exporters", "merged", json.loads(outcome.out)) == []
