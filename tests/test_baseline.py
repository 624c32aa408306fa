from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reconcile.baseline import against, baseline_text, difference, load_baseline
from reconcile.errors import UnreadableError
from reconcile.model import Finding, Report, Where

FINDING = Finding(
    id="date_conflict-000000000001",
    kind="date_conflict",
    severity="error",
    message="a:10 has 1998, b:12 has 1999",
    entries=(Where("a", 10), Where("b", 12)),
    values={"a": "1998", "b": "1999"},
)


def report(*findings: Finding) -> Report:
    return Report(
        name="r", title="R", date="", sources=(), relationships=(), findings=findings, bridges=(),
        unchecked=(),
    )  # fmt: skip


def marked(tmp_path: Path, before: Report, after: Report) -> list[bool | None]:
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text([before]), "utf-8")
    return [finding.new for finding in against(after, load_baseline(path)).findings]


def test_what_was_open_before_is_not_new(tmp_path: Path) -> None:
    moved = replace(FINDING, entries=(Where("a", 11), Where("b", 12)), message="a:11 has 1998, ...")
    assert marked(tmp_path, report(FINDING), report(moved)) == [False]


def test_the_same_finding_with_another_value_is_new(tmp_path: Path) -> None:
    changed = replace(FINDING, values={"a": "1998", "b": "2001"})
    assert marked(tmp_path, report(FINDING), report(changed)) == [True]


def test_what_was_explained_or_accepted_before_is_in_no_baseline(tmp_path: Path) -> None:
    accepted = replace(FINDING, status="accepted")
    assert marked(tmp_path, report(accepted), report(FINDING)) == [True]


def test_a_baseline_is_the_same_text_whatever_the_order() -> None:
    other = replace(FINDING, id="date_conflict-000000000002")
    assert baseline_text([report(FINDING, other)]) == baseline_text([report(other, FINDING)])


def written(path: Path, *findings: Finding) -> Path:
    rows = [
        {
            "id": f.id, "status": f.status, "severity": f.severity, "message": f.message,
            "entries": [{"source": w.source, "line": w.line} for w in f.entries],
            "values": dict(f.values), "suggestion": f.suggestion,
        }
        for f in findings
    ]  # fmt: skip
    path.write_text(json.dumps({"schema": "reconcile-report/1", "findings": rows}), "utf-8")
    return path


def test_two_reports_tell_new_fixed_and_still_open(tmp_path: Path) -> None:
    second = replace(FINDING, id="date_conflict-000000000002")
    third = replace(FINDING, id="date_conflict-000000000003")
    found = difference(
        written(tmp_path / "old.json", FINDING, second),
        written(tmp_path / "new.json", second, third),
    )
    assert [row["id"][-1] for row in found.new] == ["3"]
    assert [row["id"][-1] for row in found.fixed] == ["1"]
    assert [row["id"][-1] for row in found.still_open] == ["2"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no JSON"),
        ("[]", "holds a list"),
        ("{}", "is no baseline"),
        ('{"schema": "reconcile-baseline/1", "findings": [1]}', "is a broken baseline"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text)
    with pytest.raises(UnreadableError, match=message):
        load_baseline(path)


def test_what_the_baseline_holds_and_is_gone_is_fixed(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text([report(FINDING)]), "utf-8")
    held = load_baseline(path)
    assert [gone.id for gone in against(report(), held).fixed or ()] == [FINDING.id]
    assert against(report(FINDING), held).fixed == ()
    assert against(replace(report(), name="other"), held).fixed == ()
