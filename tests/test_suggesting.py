"""A document never seen before is in use within one command."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from shared import ROOT

from reconcile.api.check import check
from reconcile.api.read import read
from reconcile.api.validate import validate
from reconcile.cli import cli
from reconcile.errors import NothingCheckedError, UnreadableError, UsageError
from reconcile.suggesting import install, suggest
from reconcile.workspace import load

SAME = ROOT / "tests" / "reading" / "documents" / "same"
PAGE = """<html><body><h1>Sister cities of Jingdezhen</h1>
<ul><li>Turku, Finland (1998)</li><li>Kure, Japan (2011)</li></ul>
<p>A sentence about the weather that nobody asked for stands here.</p></body></html>
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "reconcile.toml").write_text("")
    return tmp_path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "Jingdezhen List.html"
    path.write_text(PAGE)
    return path


def schema_findings(workspace: Path) -> list[str]:
    reports = validate(load(workspace), ["new"])
    return [finding.message for report in reports for finding in report.findings]


def test_it_shows_what_it_reads_and_what_stays_unread(page: Path) -> None:
    result = CliRunner().invoke(cli, ["read", "--suggest", str(page)])
    assert result.exit_code == 0
    for part in ("Turku, Finland", "NOT READ, 1 line", "weather", "[reader]", 'format = "html"'):
        assert part in result.output
    assert not (page.parent / "sources").exists()


def test_it_is_written_on_request_and_reads_the_same_again(workspace: Path, page: Path) -> None:
    arguments = ["--workspace", str(workspace), "read", "--suggest", str(page), "--write", "new"]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    declared = tomllib.loads((workspace / "sources/new/source.toml").read_text())
    assert declared["subject"] == "Jingdezhen"
    found = load(workspace)
    assert read(found, "new", page).differences == ()
    assert schema_findings(workspace) == []


@pytest.mark.parametrize("path", sorted(SAME.iterdir()), ids=lambda path: path.name)
def test_the_schema_it_writes_holds_for_the_document(workspace: Path, path: Path) -> None:
    install(suggest(path, source_id="new", subject="Jingdezhen"), workspace)
    assert schema_findings(workspace) == []


def test_the_same_list_in_ten_formats_agrees_with_itself(workspace: Path) -> None:
    names = []
    for path in sorted(SAME.iterdir()):
        names.append(f"list-{path.suffix[1:]}")
        install(suggest(path, source_id=names[-1], subject="Jingdezhen"), workspace)
    (workspace / "reports/same").mkdir(parents=True)
    (workspace / "reports/same/report.toml").write_text(f'title = "Same"\nsources = {names}\n')
    (report,) = check(load(workspace), today="2024-01-01")
    assert report.findings == ()
    assert len(report.relationships) == 5
    assert all(len(each.entries) == 10 for each in report.relationships)


def test_nothing_that_exists_is_overwritten(workspace: Path, page: Path) -> None:
    found = suggest(page, source_id="new")
    install(found, workspace)
    with pytest.raises(UsageError, match="exists already"):
        install(found, workspace)


def test_an_id_is_made_of_small_letters(workspace: Path, page: Path) -> None:
    assert suggest(page).source.id == "jingdezhen-list"
    with pytest.raises(UsageError, match="no id"):
        install(suggest(page, source_id="../x"), workspace)


def test_a_document_without_a_list_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Nothing to see here, only a sentence about nothing at all.\n")
    with pytest.raises(NothingCheckedError, match="no list of places"):
        suggest(path)
    with pytest.raises(UnreadableError, match="cannot be read"):
        suggest(tmp_path / "absent.txt")


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "a"],
        ["read", "--suggest", "a", "b", "c"],
        ["read", "a", "b", "--id", "c"],
    ],
)
def test_a_wrong_call_says_what_is_needed(arguments: list[str]) -> None:
    assert CliRunner().invoke(cli, arguments).exit_code != 0
