from __future__ import annotations

from pathlib import Path

import pytest
from outcome import Call

from reconcile.tables.xlsx import read_xlsx, xlsx_bytes


def _filled(workspace: Path, reconcile: Call, **cells: str) -> tuple[Path, str]:
    """The workbook of `check`, its first missing entry filled in; with that finding's id."""
    path = workspace / "findings.xlsx"
    outcome = reconcile("check", "--format", f"xlsx={path}", "--fail-on", "never")
    assert outcome.code == 0, outcome.err
    (_, header), *rows = read_xlsx(path.read_bytes(), "findings.xlsx")
    table = [dict(zip(header, row, strict=True)) for _, row in rows]
    missing = next(row for row in table if row["kind"] == "missing_entry")
    missing.update(cells)
    path.write_bytes(xlsx_bytes(header, [list(row.values()) for row in table]))
    return path, missing["id"]


def test_filled_workbook_becomes_decisions(reconcile: Call, workspace: Path) -> None:
    path, id_ = _filled(workspace, reconcile, verdict="accepted", reason="ended in 2012")
    outcome = reconcile("decide", "--from", path, "--by", "Ada")
    assert (outcome.code, outcome.out) == (
        0,
        "1 decision written to reports/lakes/decisions.toml\n",
    )
    text = (workspace / "reports/lakes/decisions.toml").read_text("utf-8")
    assert all(part in text for part in (id_, "ended in 2012", "Ada"))
    again = reconcile("decide", "--from", path, "--by", "Ada")
    assert (again.code, again.out) == (0, "nothing to write\n")
    assert "1 of the rows stood there already" in again.err


def test_wrong_row_is_named_and_nothing_is_written(reconcile: Call, workspace: Path) -> None:
    path, _ = _filled(workspace, reconcile, verdict="accepted")
    outcome = reconcile("decide", "--from", path)
    assert outcome.code == 2
    assert "findings.xlsx: 1 row cannot be taken as decisions; nothing was written" in outcome.err
    assert '"accepted" without a reason' in outcome.err
    assert not (workspace / "reports/lakes/decisions.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((), "FINDING is missing"),
        (("missing_entry", "--reason", "x"), "--verdict is missing"),
        (("missing_entry", "--verdict", "wrong"), "a decision needs its reason"),
        (("x", "--from", "f.xlsx"), "--from takes findings"),
        (("--from", "none.xlsx"), "no such file"),
    ],
)
def test_wrong_options_are_told(
    reconcile: Call, workspace: Path, arguments: tuple[str, ...], problem: str
) -> None:
    outcome = reconcile("decide", *arguments)
    assert outcome.code in {2, 3}
    assert problem in outcome.err


def test_csv_of_findings_is_printed(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("check", "--format", "csv", "--fail-on", "never")
    assert outcome.out.startswith("report,id,kind,severity,status,new,")


def test_workbook_is_not_written_to_a_terminal(
    reconcile: Call, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    outcome = reconcile("check", "--format", "xlsx", "--fail-on", "never")
    assert outcome.code == 2
    assert "a workbook is nothing to read on a terminal" in outcome.err
