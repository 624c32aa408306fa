from __future__ import annotations

import json as stdlib_json
import random
from collections.abc import Callable
from dataclasses import replace

from report_form import SCHEMA, misfits

from reconcile.kinds import KINDS
from reconcile.model import Report
from reconcile.reporters import json


def test_report_is_the_golden_file(report: Report, golden: Callable[[str, str], None]) -> None:
    golden("report.json", json.render(report))


def test_order_of_the_findings_given_changes_no_byte(report: Report) -> None:
    findings = list(report.findings)
    random.Random(3).shuffle(findings)
    assert json.render(replace(report, findings=tuple(findings))) == json.render(report)


def test_several_reports_are_wrapped(report: Report) -> None:
    data = stdlib_json.loads(json.render_all((report, report)))
    assert data["schema"] == "reconcile-reports/1"
    assert [each["report"] for each in data["reports"]] == ["lakes", "lakes"]
    assert json.render_all((report,)) == json.render(report)


def test_report_has_the_published_form(report: Report) -> None:
    assert list(misfits(stdlib_json.loads(json.render(report)))) == []


def test_published_form_is_not_met_by_a_report_that_lacks_something(report: Report) -> None:
    data = stdlib_json.loads(json.render(report))
    del data["findings"][0]["status"]
    data["relationships"][0]["partner"]["geonames"] = "633679"
    data["bridges"][0]["steps"][0]["more"] = 1
    assert sorted(misfits(data)) == [
        "report.bridges[0].steps[0] has more",
        "report.findings[0] lacks status",
        "report.relationships[0].partner.geonames is of another type",
    ]


def test_published_form_names_every_kind_and_no_other() -> None:
    assert SCHEMA["$defs"]["finding"]["properties"]["kind"]["anyOf"][0]["enum"] == [
        k.name for k in KINDS
    ]


def test_bridge_steps_add_up(report: Report) -> None:
    for bridge in stdlib_json.loads(json.render(report))["bridges"]:
        steps = sum(step["count"] for step in bridge["steps"])
        assert bridge["from"]["total"] + steps == bridge["to"]["total"]
