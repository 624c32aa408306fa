"""What the parts of a service share."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from reconcile.errors import ConfigurationError, UsageError
from reconcile.service.context import Context


@pytest.fixture
def context(client: TestClient) -> Context:
    app = client.app
    return app.state.context  # type: ignore[attr-defined, no-any-return]


def test_a_report_is_computed_once_while_nothing_changes(context: Context) -> None:
    assert context.report("lakes") is context.report("lakes")


def test_a_changed_table_changes_the_report(context: Context, workspace: Path) -> None:
    before = context.report("lakes")
    path = workspace / "sources" / "lake-zh" / "entries.csv"
    path.write_text(path.read_text("utf-8") + "9,Lakeside,sister,3,托莱多,西班牙,,,,,\n", "utf-8")
    after = context.report("lakes")
    assert [f.kind for f in before.findings] != [f.kind for f in after.findings]


def test_a_new_report_is_found_while_running(context: Context, workspace: Path) -> None:
    folder = workspace / "reports" / "second"
    folder.mkdir()
    text = (workspace / "reports" / "lakes" / "report.toml").read_text("utf-8")
    (folder / "report.toml").write_text(text, "utf-8")
    assert sorted(context.workspace().reports) == ["lakes", "second"]


def test_a_broken_file_is_told_until_it_is_mended(context: Context, workspace: Path) -> None:
    path = workspace / "reports" / "lakes" / "report.toml"
    right = path.read_text("utf-8")
    path.write_text("title = 3\n", "utf-8")
    for _ in range(2):
        with pytest.raises(ConfigurationError):
            context.workspace()
    path.write_text(right, "utf-8")
    assert "lakes" in context.workspace().reports


def test_what_is_generated_changes_nothing(context: Context, workspace: Path) -> None:
    before = context.report("lakes")
    (workspace / "reports" / "lakes" / "report.md").write_text("x", "utf-8")
    assert context.report("lakes") is before


def test_an_unknown_report_is_an_error_of_usage(context: Context) -> None:
    with pytest.raises(UsageError):
        context.report("nothing")


def test_looking_for_changes_is_cheap(context: Context) -> None:
    started = time.perf_counter()
    for _ in range(100):
        context.workspace()
    assert time.perf_counter() - started < 5
