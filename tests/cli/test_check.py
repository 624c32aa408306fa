from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from outcome import Call
from report_form import misfits

from reconcile.cli.init import locate_example


def test_open_error_fails_and_stands_first(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("check")
    assert outcome.code == 1
    assert outcome.out.startswith("Lakeside and its partners")
    assert "missing_entry" in outcome.out
    assert "Toledo" in outcome.out
    assert outcome.out.splitlines()[-1].startswith("lakes: ")


def test_clean_workspace_exits_with_0(reconcile: Call, whole: Path) -> None:
    outcome = reconcile("check")
    assert (outcome.code, outcome.err) == (0, "")


def test_fail_on_never_exits_with_0(reconcile: Call, workspace: Path) -> None:
    assert reconcile("check", "--fail-on", "never").code == 0


def test_json_goes_to_stdout_alone(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("check", "--format", "json")
    data = json.loads(outcome.out)
    assert data["schema"] == "reconcile-report/1"
    assert data["report"] == "lakes"
    assert outcome.err == ""


def test_several_formats_go_where_they_are_sent(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile(
        "check", "--format", "json=a.json", "--format", "markdown=a.md", "--format", "text"
    )
    assert outcome.out.startswith("Lakeside and its partners")
    assert json.loads((workspace / "a.json").read_text("utf-8"))["report"] == "lakes"
    assert (workspace / "a.md").read_text("utf-8").startswith("# Lakeside and its partners\n")
    assert outcome.err.splitlines() == ["json written to a.json", "markdown written to a.md"]


def test_unwritable_destination_is_a_clear_error(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("check", "--format", "json=nowhere/a.json")
    assert outcome.code == 3
    assert "nowhere/a.json: cannot be written" in outcome.err


def test_quiet_prints_the_counts_alone(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("-q", "check")
    assert len(outcome.out.splitlines()) == 1
    assert outcome.out.startswith("lakes: 1 error")


def test_select_and_ignore_narrow_the_findings(reconcile: Call, workspace: Path) -> None:
    def kinds(*options: str) -> set[str]:
        out = reconcile("check", "--format", "json", *options).out
        return {finding["kind"] for finding in json.loads(out)["findings"]}

    assert kinds("--select", "missing_entry") == {"missing_entry"}
    assert "missing_entry" not in kinds("--ignore", "missing_entry")
    assert reconcile("check", "--ignore", "missing_entry,total_vs_total").code == 0


def test_unknown_report_proposes_the_nearest(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("check", "lake")
    assert outcome.code == 2
    assert "lakes" in outcome.err


def test_same_input_gives_the_same_bytes(workspace: Path) -> None:
    command = [sys.executable, "-m", "reconcile", "check", "--format", "json"]
    runs = {
        subprocess.run(
            command, capture_output=True, env={"PYTHONHASHSEED": seed}, check=False
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_workspace_is_found_from_a_folder_inside_it(
    reconcile: Call, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace / "sources" / "lake-en")
    assert reconcile("check").code == 1


def test_without_a_workspace_the_example_is_offered(
    reconcile: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = reconcile("check")
    assert outcome.code == 2
    assert "reconcile init --example sister-cities DIR" in outcome.err


@pytest.mark.parametrize(
    ("file", "data", "code", "part"),
    [
        ("sources/lake-en/entries.csv", "序\n".encode("gb18030"), 3, "UTF-8"),
        ("sources/lake-en/entries.csv", b"line,name\n1,Turku,9\n", 3, "entries.csv:1"),
        ("sources/lake-en/source.toml", b"title = 'x'\nlanguage = 'fr'\n", 2, "source.toml:2"),
        ("reports/lakes/report.toml", b"title = \n", 2, "report.toml:1"),
    ],
)
def test_broken_file_is_named_without_a_traceback(
    reconcile: Call, workspace: Path, file: str, data: bytes, code: int, part: str
) -> None:
    (workspace / file).write_bytes(data)
    outcome = reconcile("check")
    assert outcome.code == code
    assert outcome.err.startswith("error: ")
    assert part in outcome.err
    assert "Traceback" not in outcome.err
    assert "broke down" not in outcome.err


def test_missing_table_is_named(reconcile: Call, workspace: Path) -> None:
    (workspace / "sources" / "lake-en" / "entries.csv").unlink()
    outcome = reconcile("check")
    assert outcome.code == 3
    assert "entries.csv" in outcome.err


def test_json_has_the_published_form(reconcile: Call, workspace: Path) -> None:
    data = json.loads(reconcile("check", "--format", "json").out)
    assert list(misfits(data)) == []


def test_report_of_the_example_has_the_published_form_and_its_bridges_add_up(
    reconcile: Call,
) -> None:
    example = locate_example()
    data = json.loads(reconcile("--workspace", example, "check", "--format", "json").out)
    assert list(misfits(data)) == []
    assert data["bridges"]
    for bridge in data["bridges"]:
        steps = sum(step["count"] for step in bridge["steps"])
        assert bridge["from"]["total"] + steps == bridge["to"]["total"]
        for step in bridge["steps"]:
            assert not step["entries"] or len(step["entries"]) == abs(step["count"])
    for finding in data["findings"]:
        assert finding["entries"], finding["message"]
