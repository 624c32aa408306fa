from __future__ import annotations

from pathlib import Path

import pytest
from outcome import Call

READER = """
[reader]
layout = "records"
"""
ORIGINAL = """Lakeside: Our twins

1. Turku, Finland

Date: 1998-05-02

2. Malmo, Sweden

Date: 2001-06-07
"""


def test_source_without_a_reader_says_so(reconcile: Call, workspace: Path) -> None:
    (workspace / "original.txt").write_text(ORIGINAL, "utf-8")
    outcome = reconcile("read", "lake-en", "original.txt")
    assert outcome.code == 2
    assert "[reader]" in outcome.err


def test_missing_original_is_named(reconcile: Call, workspace: Path) -> None:
    path = workspace / "sources" / "lake-en" / "source.toml"
    path.write_text(path.read_text("utf-8") + READER, "utf-8")
    outcome = reconcile("read", "lake-en", "nowhere.txt")
    assert outcome.code == 3
    assert "nowhere.txt" in outcome.err


@pytest.mark.parametrize("name", ["lake-em", "nothing"])
def test_unknown_source_is_a_usage_error(reconcile: Call, workspace: Path, name: str) -> None:
    outcome = reconcile("read", name, "original.txt")
    assert outcome.code == 2
    assert "lake-en" in outcome.err


def test_a_report_may_name_a_source_before_it_is_read(reconcile: Call, workspace: Path) -> None:
    report = workspace / "reports" / "lakes" / "report.toml"
    text = report.read_text("utf-8")
    report.write_text(text.replace('"lake-zh"', '"lake-zh", "lake-sv"'), "utf-8")
    (workspace / "original.txt").write_text(ORIGINAL, "utf-8")
    assert reconcile("check").code == 2
    written = reconcile("read", "--suggest", "original.txt", "--write", "lake-sv")
    assert written.code == 0, written.err
    assert reconcile("check", "--fail-on", "never").code == 0
