"""The published JSON Schemas, held against what is printed by a validator of their standard."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from reconcile.baseline import baseline_text
from reconcile.model import Report
from reconcile.reporters.json import render, render_all

NAMES = ("report", "reports", "baseline")


def _schema(name: str) -> dict[str, Any]:
    text = files("reconcile.reporters").joinpath(f"{name}.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _validator(name: str) -> Draft202012Validator:
    report = Resource.from_contents(_schema("report"))
    registry: Registry[Any] = Registry().with_resource("report.schema.json", report)
    return Draft202012Validator(_schema(name), registry=registry)


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(_schema(name))


def test_report_is_valid(report: Report) -> None:
    _validator("report").validate(json.loads(render(report)))


def test_several_reports_are_valid(report: Report) -> None:
    _validator("reports").validate(json.loads(render_all((report, replace(report, name="b")))))


def test_baseline_is_valid(report: Report) -> None:
    _validator("baseline").validate(json.loads(baseline_text((report,))))


def _break(document: Any, path: tuple[str | int, ...], value: object) -> Any:
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "reconcile-report/2"),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "id"), "missing_entry-7"),
        (("findings", 0, "entries", 0, "line"), -1),
        (("relationships", 0, "confidence"), 1.5),
        (("bridges", 0, "steps", 0, "count"), "3"),
        (("more",), 1),
    ],
)
def test_report_that_breaks_the_form_is_not_valid(
    report: Report, path: tuple[str | int, ...], value: object
) -> None:
    assert not _validator("report").is_valid(_break(json.loads(render(report)), path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [(("findings", 0, "says"), "x"), (("findings", 0, "id"), "x"), (("schema",), "")],
)
def test_baseline_that_breaks_the_form_is_not_valid(
    report: Report, path: tuple[str | int, ...], value: object
) -> None:
    document = _break(json.loads(baseline_text((report,))), path, value)
    assert not _validator("baseline").is_valid(document)


def test_one_report_is_no_list_of_reports(report: Report) -> None:
    assert not _validator("reports").is_valid(json.loads(render(report)))
