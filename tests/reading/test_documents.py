"""Documents of our own in every format, with the tables that they hold beside them.

Each was written as publishers write, about invented or generally known ties; the expected tables
were checked by eye. `RECONCILE_REWRITE=1 pytest tests/reading/test_documents.py` rewrites them.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from reconcile.reading import read_original
from reconcile.reading.tables import table_texts
from reconcile.suggesting import Suggestion, suggest

HERE = Path(__file__).parent / "documents"
FORMATS = ("text", "html", "wikitext", "csv", "xlsx", "json", "pdf")
DOCUMENTS = sorted(p for f in FORMATS for p in (HERE / f).iterdir() if p.is_file())
SAME = sorted((HERE / "same").iterdir())
NAMES = [f"{path.parent.name}/{path.name}" for path in DOCUMENTS]


@cache
def suggested(path: Path) -> Suggestion:
    return suggest(path)


def expected_of(path: Path) -> Path:
    return HERE / "expected" / path.parent.name / path.name.replace(".", "-")


def tables_of(found: Suggestion) -> dict[str, str]:
    """Every table, and the lines that stay unread."""
    texts = table_texts(found.reading.tables)
    unread = [f"{each.line},{each.why}" for each in found.reading.unread]
    return texts | ({"unread.txt": "\n".join(unread) + "\n"} if unread else {})


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_a_document_gives_the_tables_beside_it(path: Path) -> None:
    folder = expected_of(path)
    found = tables_of(suggested(path))
    if os.environ.get("RECONCILE_REWRITE"):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, text in found.items():
            (folder / name).write_text(text, encoding="utf-8")
    expected = {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir()}
    assert found == expected


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_every_line_of_a_document_is_accounted_for(path: Path) -> None:
    reading = suggested(path).reading
    source = suggested(path).source
    again = read_original(path.read_bytes(), source, where=str(path))
    assert again == reading  # what is declared reads the same as what was told
    unread = {each.line for each in reading.unread}
    if path.suffix not in {".pdf", ".xlsx"}:
        assert max(unread | set(reading.account), default=0) <= path.read_bytes().count(b"\n") + 1
    anomalies = {row.line for row in reading.tables.anomalies}
    assert unread <= anomalies
    lines = {row.line for row in reading.tables.entries}
    assert lines <= unread | set(reading.account)


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_has_documents_in_three_layouts(format: str) -> None:
    assert sum(path.parent.name == format for path in DOCUMENTS) >= 3


@pytest.mark.parametrize("path", SAME, ids=[path.name for path in SAME])
def test_the_same_list_in_any_format_gives_the_same_entries(path: Path) -> None:
    first = suggested(HERE / "same" / "list.csv").reading.tables.entries
    told = {} if path.suffix != ".jsonl" else {"subject": "Jingdezhen"}  # it has no title
    found = suggest(path, **told).reading.tables.entries
    assert [replace(e, line=0, source="") for e in found] == [
        replace(e, line=0, source="") for e in first
    ]


@pytest.mark.parametrize("path", SAME, ids=[path.name for path in SAME])
def test_the_same_list_in_any_format_states_the_same_totals(path: Path) -> None:
    if path.suffix == ".jsonl":
        pytest.skip("rows alone: it states no total")
    claims = suggested(path).reading.tables.claims
    assert [(c.subject, c.relation, c.what, c.value) for c in claims] == [
        ("Jingdezhen", "sister", "entries", 5),
        ("Jingdezhen", "", "countries", 5),
    ]


def test_the_expected_tables_hold_what_the_documents_print() -> None:
    rows = 0
    for path in DOCUMENTS:
        text = (expected_of(path) / "entries.csv").read_text("utf-8")
        for row in csv.DictReader(io.StringIO(text)):
            rows += 1
            assert row["name"]
            assert row["relation"]
            assert int(row["line"]) > 0
    assert rows > 140
