from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ci_reports import HOSTILE, any_report, finding_of, report_of, with_rows, without_baseline
from hypothesis import given, settings

from reconcile.kinds import KINDS
from reconcile.model import Explanation, Report, Where
from reconcile.reporters import sarif

SCHEMA = json.loads(
    (Path(__file__).parent.parent / "data" / "sarif-2.1.0.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
CLAIMED = Where("lake-en", 3, "claims", 1)


def log_of(*reports: Report, root: str = "") -> dict[str, Any]:
    log: dict[str, Any] = json.loads(sarif.render_all(reports, root))
    return log


def result_of(**more: Any) -> dict[str, Any]:
    return log_of(report_of(finding_of(**more)))["runs"][0]["results"][0]  # type: ignore[no-any-return]


def test_log_has_the_official_form(report: Report) -> None:
    VALIDATOR.validate(log_of(with_rows(report), report_of(name="empty")))


@settings(max_examples=40, deadline=None)
@given(any_report)
def test_log_has_the_official_form_whatever_a_source_contains(report: Report) -> None:
    text = sarif.render_all([report])
    text.encode()  # a lone surrogate would break a reader
    VALIDATOR.validate(json.loads(text))
    assert text == sarif.render_all([report])


def test_results_read_like_this(report: Report, golden: Callable[[str, str], None]) -> None:
    log = log_of(with_rows(report), root="data/")
    for run in log["runs"]:
        run["tool"]["driver"] = {"rules": len(run["tool"]["driver"]["rules"])}
    golden("lakes.sarif.json", json.dumps(log, ensure_ascii=False, indent=2) + "\n")


def test_every_kind_is_a_rule_with_help_and_its_level() -> None:
    rules = log_of(report_of())["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [kind.name for kind in KINDS]
    levels = {"error": "error", "warning": "warning", "info": "note"}
    for rule, kind in zip(rules, KINDS, strict=True):
        assert rule["defaultConfiguration"]["level"] == levels[kind.severity]
        assert kind.bad.replace("|", r"\|") in rule["help"]["markdown"]
        assert rule["name"].isalpha()


def test_kind_that_the_catalogue_does_not_know_is_a_rule_too() -> None:
    log = log_of(report_of(finding_of(kind="kind_of_tomorrow")))
    run = log["runs"][0]
    index = run["results"][0]["ruleIndex"]
    assert run["tool"]["driver"]["rules"][index]["id"] == "kind_of_tomorrow"


@pytest.mark.parametrize(
    ("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "note")]
)
def test_level_of_an_open_finding_follows_its_severity(severity: str, level: str) -> None:
    result = result_of(severity=severity)
    assert (result["kind"], result["level"]) == ("fail", level)


def test_accepted_finding_is_suppressed_with_its_reason() -> None:
    decision = {"verdict": "accepted", "reason": "old spelling", "by": "Ada"}
    result = result_of(status="accepted", decision=decision)
    assert result["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "old spelling",
            "properties": {"verdict": "accepted", "by": "Ada"},
        }
    ]
    assert result_of()["suppressions"] == []


def test_explained_finding_is_information_and_no_fault() -> None:
    why = Explanation(kind="scope", text="lists sister ties only")
    result = result_of(status="explained", explanation=why)
    assert (result["kind"], result["level"]) == ("informational", "none")
    assert result["properties"]["status"] == "explained"
    assert result["properties"]["explanation"]["text"] == "lists sister ties only"


def test_places_are_rows_of_the_tables_and_tell_the_line_of_the_original() -> None:
    rows = (Where("lake-en", 10, "entries", 1), CLAIMED)
    log = log_of(report_of(finding_of(entries=rows)), root="data/")
    result = log["runs"][0]["results"][0]
    first, second = result["locations"][0], result["relatedLocations"][0]
    assert first["physicalLocation"]["artifactLocation"] == {
        "uri": "data/sources/lake-en/entries.csv",
        "uriBaseId": "%SRCROOT%",
    }
    assert first["physicalLocation"]["region"] == {"startLine": 2}
    assert first["properties"] == {"source": "lake-en", "originalLine": 10}
    assert second["physicalLocation"]["artifactLocation"]["uri"].endswith("lake-en/claims.csv")
    assert result["message"]["text"] == "place 0 is missing (lake-en:3, 10)"


def test_fingerprints_stay_when_rows_move_and_change_with_the_values() -> None:
    before = result_of(values={"lake-en": "1998"})["partialFingerprints"]
    moved = finding_of(
        values={"lake-en": "1998"}, entries=(Where("lake-en", 11, "entries", 2),), message="moved"
    )
    assert log_of(report_of(moved))["runs"][0]["results"][0]["partialFingerprints"] == before
    changed = result_of(values={"lake-en": "1999"})["partialFingerprints"]
    assert changed["findingId/v1"] == before["findingId/v1"]
    assert changed["says/v1"] != before["says/v1"]


def test_baseline_state_is_on_all_results_or_on_none(report: Report) -> None:
    def states(report: Report) -> list[str | None]:
        return [r.get("baselineState") for r in log_of(report)["runs"][0]["results"]]

    assert set(states(without_baseline(report))) == {None}
    settled = finding_of(3, status="explained", new=True)
    mixed = report_of(finding_of(1, new=True), finding_of(2, new=False), settled)
    assert sorted(map(str, states(mixed))) == ["new", "unchanged", "unchanged"]


def test_reports_are_runs_that_a_reader_keeps_apart() -> None:
    runs = log_of(report_of(name="a"), report_of(name="b"))["runs"]
    assert [run["automationDetails"]["id"] for run in runs] == ["reconcile/a/", "reconcile/b/"]


def test_what_could_not_be_checked_is_told_and_is_no_result(report: Report) -> None:
    run = log_of(replace(report, findings=()))["runs"][0]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert run["results"] == []
    assert notes[0]["message"]["text"].startswith("not checked: harbour-zh, Hilltop: ")


def test_text_of_a_source_is_no_escape_no_placeholder_and_no_link() -> None:
    text = result_of(message=HOSTILE)["message"]["text"]
    assert "\x1b" not in text
    assert "{{0}}" in text
    assert r"\[a](b)" in text
    assert len(text.splitlines()) == 1
