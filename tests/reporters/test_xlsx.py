from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from reconcile.decisions.load import VERDICTS
from reconcile.model import Report
from reconcile.reporters import xlsx
from reconcile.reporters.workbook import Column, Sheet, text_width, workbook
from reconcile.tables.xlsx import read_xlsx

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NASTY = ("=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", "＝1")


def _part(book: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return ET.fromstring(parts.read(name))


def _rows(book: bytes) -> list[dict[str, str]]:
    (_, header), *rows = read_xlsx(book, "report.xlsx")
    return [dict(zip(header, cells, strict=True)) for _, cells in rows]


def test_every_finding_is_one_row_with_what_each_source_says(report: Report) -> None:
    rows = _rows(xlsx.render_all((report,)))
    assert [row["id"] for row in rows].count(report.findings[2].id) == 1
    assert len(rows) == len(report.findings)
    conflict = next(row for row in rows if row["kind"] == "date_conflict")
    assert (conflict["lakeside-en"], conflict["harbour-zh"]) == (
        "1998-05-02 (5)",
        "1998-05-03 (7)",
    )
    missing = next(row for row in rows if row["kind"] == "missing_entry")
    assert missing["lakeside-en"] == xlsx.ABSENT


def test_sheets_are_findings_relationships_bridges_and_what_was_not_checked(
    report: Report,
) -> None:
    sheets = _part(xlsx.render_all((report,)), "xl/workbook.xml").iter(f"{MAIN}sheet")
    assert [sheet.get("name") for sheet in sheets] == [
        "findings", "relationships", "bridges", "not checked",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_header_is_frozen_and_can_be_filtered(report: Report, number: int) -> None:
    sheet = _part(xlsx.render_all((report,)), f"xl/worksheets/sheet{number}.xml")
    (pane,) = sheet.iter(f"{MAIN}pane")
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    (wanted,) = sheet.iter(f"{MAIN}autoFilter")
    assert (wanted.get("ref") or "").startswith("A1:")


def test_verdict_is_chosen_from_the_known_ones(report: Report) -> None:
    sheet = _part(xlsx.render_all((report,)), "xl/worksheets/sheet1.xml")
    (rule,) = sheet.iter(f"{MAIN}dataValidation")
    assert rule.findtext(f"{MAIN}formula1") == f'"{",".join(VERDICTS)}"'
    column = re.match("[A-Z]+", rule.get("sqref") or "")
    assert column
    assert column[0] == "I"
    header = read_xlsx(xlsx.render_all((report,)), "x")[0][1]
    assert header[8] == "verdict"


@pytest.mark.parametrize("text", NASTY)
def test_no_text_becomes_a_formula_or_a_link(report: Report, text: str) -> None:
    finding = replace(report.findings[2], message=text, values={"lakeside-en": text})
    book = xlsx.render_all((replace(report, findings=(finding,)),))
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                sheet = ET.fromstring(parts.read(name))
                assert not list(sheet.iter(f"{MAIN}f"))
                assert not list(sheet.iter(f"{MAIN}hyperlink"))
    (row,) = _rows(book)
    assert row["message"].strip() == text.strip()


def test_text_that_looks_like_a_formula_stays_text_when_it_is_edited() -> None:
    book = workbook((Sheet("s", (Column("a"),), [("=1+1",)]),))
    formats = list(_part(book, "xl/styles.xml").iter(f"{MAIN}xf"))
    (cell,) = (
        c for c in _part(book, "xl/worksheets/sheet1.xml").iter(f"{MAIN}c") if c.get("r") == "A2"
    )
    styles = _part(book, "xl/styles.xml").find(f"{MAIN}cellXfs")
    assert styles is not None
    assert styles[int(cell.get("s") or 0)].get("quotePrefix") == "1"
    assert formats


def test_escapes_of_a_source_are_made_visible(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx.render_all((report,)))) as parts:
        text = "".join(parts.read(name).decode("utf-8") for name in parts.namelist())
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_columns_are_wide_enough_for_chinese() -> None:
    assert text_width("友好城市") == 8
    book = workbook((Sheet("s", (Column("a"), Column("b")), [("友好合作交流城市", "abcdefgh")]),))
    wide, narrow = (
        float(c.get("width") or 0)
        for c in _part(book, "xl/worksheets/sheet1.xml").iter(f"{MAIN}col")
    )
    assert wide >= 17
    assert narrow < wide


def test_same_report_gives_the_same_bytes_at_any_time(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = xlsx.render_all((report,))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert xlsx.render_all((report,)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert b"2000-01-01" in parts.read("docProps/core.xml")


def test_text_longer_than_a_cell_can_hold_is_cut() -> None:
    book = workbook((Sheet("s", (Column("a"),), [("x" * 40_000,)]),))
    assert len(read_xlsx(book, "x")[1][1][0]) == 32_767


def test_report_without_findings_is_a_workbook_all_the_same(report: Report) -> None:
    bare = replace(report, findings=(), relationships=(), bridges=(), unchecked=())
    assert _rows(xlsx.render_all((bare,))) == []
