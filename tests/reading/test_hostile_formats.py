"""No original, however made, makes a reader hang or take all memory: it is read or refused."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hostile_files import pdf

from reconcile.errors import UnreadableError
from reconcile.reading.formats import open_document, sniff
from reconcile.reading.formats.blocks import Table
from reconcile.reading.formats.limits import MAX_BYTES, MAX_DEPTH, MAX_LINE

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(sheet: str, *, head: str = "", filler: int = 0) -> bytes:
    """A workbook with one sheet of the given XML; `filler`: bytes of spaces in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_SHEET}" xmlns:r="{_LINK}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'{head}<worksheet xmlns="{_SHEET}"><sheetData>'.encode())
            for _ in range(filler >> 20):
                part.write(b" " * (1 << 20))
            part.write(f"{sheet}</sheetData></worksheet>".encode())
    return out.getvalue()


def drawing(content: bytes) -> bytes:
    """A PDF of one page that is drawn by so many operators, compressed."""
    packed = zlib.compress(content, 9)
    head, tail = pdf("CONTENT").split(b"<< /Length 7 >> stream\nCONTENT\n")
    stream = b"<< /Length %d /Filter /FlateDecode >> stream\n%b\n" % (len(packed), packed)
    return head + stream + tail


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
CELL = '<row r="1"><c r="{}" t="inlineStr"><is><t>x</t></is></c></row>'
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a workbook that unpacks without end": (
        "a.xlsx", lambda: workbook("", filler=140 << 20), "unpacks to more than 128 MiB"),
    "entities of a document type": (
        "a.xlsx", lambda: workbook("", head=ENTITIES), "declares a document type"),
    "a cell at the far end of a sheet": (
        "a.xlsx", lambda: workbook(CELL.format("XFD1")), "beyond column"),
    "a file of endless size": ("a.txt", lambda: b"a" * (MAX_BYTES + 1), "an original may have"),
    "a line without end": ("a.txt", lambda: b"a" * (MAX_LINE + 1), "a line may have"),
    "a line without end in CSV": ("a.csv", lambda: b"a," * MAX_LINE, "a line may have"),
    "a row of endless columns": ("a.csv", lambda: b"a," * 2_000, "columns"),
    "a quote that never closes": (
        "a.csv", lambda: b'"' + b"a\n" * 200_000, "no CSV"),
    "values in values in values": ("a.json", lambda: b"[" * 100_000, "nested more than"),
    "half a character in a JSON text": (
        "a.json", '[{"city": "图尔库\\ud800"}]'.encode, "half a character"),
    "a PDF that unpacks into endless drawing": (
        "a.pdf", lambda: drawing(b"BT /F1 1 Tf (x) Tj ET\n" * 2_000_000), "of drawing"),
    "a cell over endless columns": (
        "a.html", lambda: b"<table><tr><td colspan=1000000>x</table>", "columns"),
    "more elements than a page has": (
        "a.html", lambda: b"<b>" * 200_001, "elements"),
    "wikitext with endless columns": (
        "a.wikitext", lambda: b"{|\n|" + b"x||" * 3_000 + b"\n|}", "columns"),
    "a zip that is no workbook": ("a.zip", lambda: b"PK\x03\x04" + b"\0" * 50, "no workbook"),
    "an old workbook": ("a.xls", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 50, "old binary"),
    "no PDF at all": ("a.pdf", lambda: b"%PDF-1.7\nno", "no PDF"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_list_has_is_refused_with_a_clear_message(case: str) -> None:
    name, data, message = REFUSED[case]
    with pytest.raises(UnreadableError) as error:
        open_document(data(), where=name)
    assert message in error.value.message
    assert error.value.where.startswith(name)
    assert error.value.hint
    assert error.value.exit_code == 3


READ = {
    "rows that span a million rows": ("a.html", "<table><tr><td rowspan=1000000>x<td>y</table>"),
    "tables in tables": ("a.html", "<table><tr><td>" * 5_000 + "Turku, Finland"),
    "lists in lists": ("a.html", "<ul><li>" * 5_000 + "Turku, Finland"),
    "comments that never end": ("a.html", "<p>Turku, Finland</p>" + "<!--" * 50_000),
    "tags that never end": ("a.html", "<p>Turku, Finland</p>" + "<a " * 50_000),
    "end tags without a start": ("a.html", "<a>" * 20_000 + "</zz>" * 20_000),
    "templates in templates": ("a.wikitext", "{{a|" * 5_000 + "x" + "}}" * 5_000),
    "links that never end": ("a.wikitext", "[[" * 50_000),
    "tables that never end": ("a.wikitext", "{|\n|\n" * 5_000),
    "footnotes that never end": ("a.wikitext", "<ref>" * 20_000),
    "marks of nothing": ("a.txt", "((((\n[[[[\n|||||\n\t\t\t\n" * 2_000),
}


@pytest.mark.parametrize("case", READ)
def test_broken_markup_is_read_as_far_as_it_goes(case: str) -> None:
    name, text = READ[case]
    document = open_document(text.encode(), where=name)
    assert document.lines


@pytest.mark.parametrize(
    ("sheet", "what"),
    [("<row/>" * 21, "20 rows"), (CELL.format("A1") * 21, "20 rows"), ("<a/>" * 21, "20 elements")],
    ids=["empty rows", "rows", "elements"],
)
def test_a_sheet_has_no_rows_or_elements_without_end(
    monkeypatch: pytest.MonkeyPatch, sheet: str, what: str
) -> None:
    monkeypatch.setattr("reconcile.reading.formats.workbook.MAX_CELLS", 20)
    monkeypatch.setattr("reconcile.archives.MAX_ELEMENTS", 20 if "<a/>" in sheet else 1_000)
    with pytest.raises(UnreadableError, match=f"more than {what}"):
        open_document(workbook(sheet), where="a.xlsx")


def test_a_merged_range_fills_the_rows_that_it_spans_in_whatever_order_they_stand() -> None:
    cell = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
    rows = "".join(cell.format(n, text) for n, text in ((9, "c"), (4, "a"), (2, "x"), (5, "b")))
    merged = '</sheetData><mergeCells><mergeCell ref="A4:B5"/></mergeCells><sheetData>'
    (table,) = open_document(workbook(rows + merged), where="a.xlsx").blocks
    assert isinstance(table, Table)
    found = {row.line: [cell.flat() for cell in row.cells] for row in table.rows}
    assert found == {9: ["c"], 4: ["a", "a"], 2: ["x"], 5: ["a", "a"]}


def test_json_is_as_deep_as_allowed() -> None:
    deep = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert open_document(deep.encode(), where="a.json").lines


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("a", b"%PDF-1.4\n", "pdf"),
        ("a", b"<!DOCTYPE html><html>", "html"),
        ("a.txt", b"<html><body>", "html"),
        ("a", json.dumps([{"name": "x"}]).encode(), "json"),
        ("a", b"== A ==\n* [[Turku]], Finland\n* [[Oulu]], Finland\n", "wikitext"),
        ("a.csv", b"a,b\n", "csv"),
        ("a.txt", b"[1] Turku\n", "text"),
        ("a", "1. 图尔库".encode(), "text"),
    ],
)
def test_the_format_is_told_from_the_bytes(name: str, data: bytes, format: str) -> None:
    assert sniff(data, name) == format
