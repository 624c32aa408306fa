from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from ci_reports import any_report, finding_of, report_of, with_rows
from hypothesis import given, settings

from reconcile.model import Report, Where
from reconcile.reporters import gitlab

# The fields as GitLab documents them: docs.gitlab.com/ci/testing/code_quality
FORM = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def issues(*reports: Report, root: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(gitlab.render_all(reports, root))
    jsonschema.validate(found, FORM)
    return found


def test_list_reads_like_this(report: Report, golden: Callable[[str, str], None]) -> None:
    golden("lakes.gitlab.json", gitlab.render_all([with_rows(report)]))


def test_issue_stands_at_the_row_and_tells_the_line_of_the_original() -> None:
    (issue,) = issues(report_of(finding_of(2)), root="data/")
    assert issue["location"] == {
        "path": "data/sources/lake-en/entries.csv",
        "lines": {"begin": 4},
    }
    assert issue["description"].startswith("place 2 is missing (lake-en:12) [missing_entry-")


@pytest.mark.parametrize(
    ("severity", "expected"), [("error", "major"), ("warning", "minor"), ("info", "info")]
)
def test_severities_are_those_that_gitlab_knows(severity: str, expected: str) -> None:
    assert issues(report_of(finding_of(severity=severity)))[0]["severity"] == expected


def test_only_open_findings_are_issues_whatever_the_baseline_says(report: Report) -> None:
    settled = [finding_of(1, status="explained"), finding_of(2, status="accepted")]
    assert issues(report_of(*settled)) == []
    assert len(issues(report_of(finding_of(3, new=False)))) == 1


def test_finding_of_two_reports_is_one_issue() -> None:
    found = issues(report_of(finding_of(), name="a"), report_of(finding_of(), name="b"))
    assert len(found) == 1


def test_fingerprint_does_not_move_with_the_rows() -> None:
    moved = finding_of(0, entries=(Where("lake-en", 99, "entries", 90),))
    prints = {issues(report_of(f))[0]["fingerprint"] for f in (finding_of(0), moved)}
    assert len(prints) == 1


@settings(max_examples=40, deadline=None)
@given(any_report)
def test_list_can_be_written_whatever_a_source_contains(report: Report) -> None:
    text = gitlab.render_all([report])
    text.encode()
    assert "\x1b" not in text
    assert text == gitlab.render_all([report])
