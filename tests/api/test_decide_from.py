"""Decisions read back from a workbook: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from builders import rows, tables

from reconcile.api.check import check
from reconcile.api.decide import decide
from reconcile.api.decide_from import decide_from
from reconcile.decisions import load_decisions
from reconcile.errors import UnreadableError, UsageError
from reconcile.model import Finding
from reconcile.reading.tables import write_tables
from reconcile.reporters import csv, xlsx
from reconcile.tables import read_table, write_table
from reconcile.workspace import Workspace, load

DAY = "2026-01-01"
Fill = Callable[..., Path]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two sources about Tartu; two partners are missing from the Chinese one."""
    (tmp_path / "reconcile.toml").touch()
    lists = (
        ("a", "en", rows("Turku | Finland\nUppsala | Sweden\nRiga | Latvia")),
        ("b", "zh", rows("图尔库 | 芬兰")),
    )
    for id_, language, entries in lists:
        folder = tmp_path / "sources" / id_
        folder.mkdir(parents=True)
        (folder / "source.toml").write_text(
            f'title = "{id_}"\nlanguage = "{language}"\nsubject = "Tartu"\nrelations = ["sister"]\n'
        )
        write_tables(folder, tables(entries))
    (tmp_path / "reports/r").mkdir(parents=True)
    (tmp_path / "reports/r/report.toml").write_text('title = "R"\nsources = ["a", "b"]\n')
    return load(tmp_path)


def missing(workspace: Workspace) -> list[Finding]:
    (report,) = check(workspace, today=DAY)
    return [finding for finding in report.findings if finding.kind == "missing_entry"]


@pytest.fixture
def fill(workspace: Workspace, tmp_path: Path) -> Fill:
    """Writes the workbook of findings as a person returns it, with some cells filled in."""

    def fill_in(cells: dict[str, dict[str, str]], *, suffix: str = ".xlsx") -> Path:
        reports = check(workspace, today=DAY)
        path = tmp_path / f"findings{suffix}"
        text = xlsx.render_all(reports) if suffix == ".xlsx" else csv.render_all(reports).encode()
        path.write_bytes(text)
        frame = read_table(path)
        columns = {name: frame[name].to_list() for name in frame.columns}
        for row, id_ in enumerate(columns["id"]):
            for name, value in cells.get(id_, {}).items():
                columns[name][row] = value
        write_table(pl.DataFrame(columns, schema=frame.schema), path)
        return path

    return fill_in


def decisions(workspace: Workspace) -> list[tuple[str, str, str, str]]:
    path = workspace.report_folder("r") / "decisions.toml"
    return [(d.finding, d.verdict, d.reason, d.until) for d in load_decisions(path)]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_every_filled_row_becomes_a_decision(workspace: Workspace, fill: Fill, suffix: str) -> None:
    riga, uppsala = missing(workspace)
    path = fill(
        {
            riga.id: {"verdict": "accepted", "reason": "=ended in 2012", "until": "2027.12.31"},
            uppsala.id: {"verdict": "Wrong", "reason": " it is there "},
        },
        suffix=suffix,
    )
    found = decide_from(workspace, path, by="Ada", today=DAY)
    assert decisions(workspace) == [
        (riga.id, "accepted", "=ended in 2012", "2027-12-31"),
        (uppsala.id, "wrong", "it is there", ""),
    ]
    assert list(found.written.values()) == [2]
    assert {finding.status for finding in missing(workspace)} == {"accepted"}


def test_untouched_workbook_decides_nothing(workspace: Workspace, fill: Fill) -> None:
    found = decide_from(workspace, fill({}), today=DAY)
    assert (dict(found.written), found.unchanged, decisions(workspace)) == ({}, 0, [])


def test_same_workbook_can_be_read_twice(workspace: Workspace, fill: Fill) -> None:
    riga, _ = missing(workspace)
    path = fill({riga.id: {"verdict": "accepted", "reason": "known"}})
    decide_from(workspace, path, today=DAY)
    before = decisions(workspace)
    assert decide_from(workspace, path, today=DAY).unchanged == 1
    assert decisions(workspace) == before


def test_decisions_that_the_workbook_came_with_are_left_alone(
    workspace: Workspace, fill: Fill
) -> None:
    riga, uppsala = missing(workspace)
    decide(workspace, riga.id, verdict="accepted", reason="known", by="Ada", today=DAY)
    path = fill({uppsala.id: {"verdict": "accepted", "reason": "known too"}})
    found = decide_from(workspace, path, by="Eve", today=DAY)
    assert (list(found.written.values()), found.unchanged) == ([1], 1)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"verdict": "perhaps", "reason": "x"}, '"perhaps" is no verdict; known are accepted'),
        ({"verdict": "accepted"}, '"accepted" without a reason'),
        ({"reason": "known"}, "a verdict is missing"),
        ({"verdict": "wrong", "reason": "x", "until": "soon"}, 'until "soon" is no day'),
        ({"verdict": "wrong", "reason": "x", "until": "2027"}, 'until "2027" is no day'),
        ({"verdict": "wrong", "reason": "x", "until": "2025-01-01"}, "is over already"),
        ({"verdict": "same", "reason": "x"}, "does not speak of two entries of two sources"),
        ({"verdict": "wrong", "reason": "x", "id": ""}, "the id of the finding is missing"),
        ({"verdict": "wrong", "reason": "x", "id": "date_conflict-0"}, "there is no finding"),
        ({"verdict": "wrong", "reason": "x", "report": "q"}, '"q" is no report'),
    ],
)
def test_one_wrong_row_is_named_and_nothing_is_written(
    workspace: Workspace, fill: Fill, cells: dict[str, str], problem: str
) -> None:
    riga, uppsala = missing(workspace)
    path = fill({riga.id: {"verdict": "accepted", "reason": "known"}, uppsala.id: cells})
    row = [cells["id"] for cells in read_table(path).iter_rows(named=True)]
    number = (row.index(cells.get("id", uppsala.id))) + 2
    with pytest.raises(UsageError, match="1 row cannot be taken") as refused:
        decide_from(workspace, path, today=DAY)
    assert refused.value.hint.startswith(f"row {number}: ")
    assert problem in refused.value.hint
    assert decisions(workspace) == []


def test_all_wrong_rows_are_named_together(workspace: Workspace, fill: Fill) -> None:
    riga, uppsala = missing(workspace)
    path = fill({riga.id: {"verdict": "no"}, uppsala.id: {"reason": "x"}})
    with pytest.raises(UsageError, match="2 rows") as refused:
        decide_from(workspace, path, today=DAY)
    assert len(refused.value.hint.splitlines()) == 2


def test_row_against_an_earlier_decision_is_a_conflict(workspace: Workspace, fill: Fill) -> None:
    riga, _ = missing(workspace)
    path = fill({riga.id: {"verdict": "wrong", "reason": "it is there"}})
    decide(workspace, riga.id, verdict="accepted", reason="known", by="Ada", today=DAY)
    with pytest.raises(UsageError) as refused:
        decide_from(workspace, path, today=DAY)
    assert f'{riga.id} was decided already: "accepted" (known) by Ada' in refused.value.hint
    assert f"reconcile undo {riga.id}" in refused.value.hint
    assert len(decisions(workspace)) == 1


def test_two_rows_that_decide_one_finding_otherwise_are_a_conflict(
    workspace: Workspace, tmp_path: Path
) -> None:
    riga, _ = missing(workspace)
    path = tmp_path / "own.csv"
    path.write_text(f"id,verdict,reason\n{riga.id},wrong,x\n{riga.id},accepted,x\n")
    with pytest.raises(UsageError) as refused:
        decide_from(workspace, path, today=DAY)
    assert refused.value.hint == f"row 3: row 2 decides {riga.id} otherwise"


def test_table_without_the_columns_is_refused_with_what_it_has(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "other.csv"
    path.write_text("name,country\nRiga,Latvia\n")
    with pytest.raises(UsageError, match=r"no column id or verdict or reason.*name, country"):
        decide_from(workspace, path, today=DAY)


def test_file_that_is_no_table_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(UnreadableError, match=r"no XLSX workbook"):
        decide_from(workspace, path, today=DAY)
