"""The schemas of this workspace: its sources pass, and what they forbid is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shared import ROOT

from reconcile.reading.tables import load_tables
from reconcile.validation import load_schema, validate
from reconcile.workspace import load

WORKSPACE = load(ROOT)


@pytest.mark.parametrize("source_id", WORKSPACE.sources)
def test_a_bundled_source_has_only_the_faults_that_we_know(source_id: str) -> None:
    source = WORKSPACE.sources[source_id]
    tables = load_tables(WORKSPACE.source_folder(source_id), source)
    findings = validate(tables, source, load_schema(source.schema, ROOT))
    known = {"nanjinger-en": {("country_typo", 101)}}
    told = {(f.kind, f.entries[0].line) for f in findings if f.kind != "order_violation"}
    assert told == known.get(source_id, set())


@pytest.mark.parametrize(
    ("source_id", "column", "value", "says"),
    [
        ("guangzhou-en", "name", "福冈", "Latin letters"),
        ("guangzhou-en", "location", "", "is empty"),
        ("guangzhou-en", "date", "1979-05", "lacks its day"),
        ("guangzhou-en", "date", "1970-05-02", "expected 1973-06-24 or later"),
        ("guangzhou-en", "subject", "Foshan", "expected Guangzhou"),
        ("guangzhou-zh", "name", "Fukuoka", "Chinese characters"),
        ("guangzhou-zh", "country", "Japan", "Chinese characters"),
        ("wikipedia-en", "country", "", "is empty"),
        ("wikipedia-en", "relation", "friendship", "expected one of sister"),
        ("wikipedia-en", "date", "1999", "expected nothing"),
        ("nanjinger-en", "date", "", "is empty"),
        ("guiyang-en", "date", "1969-12", "expected 1973 or later"),
    ],
)
def test_a_wrong_cell_in_the_first_row_is_found(
    source_id: str, column: str, value: str, says: str
) -> None:
    source = WORKSPACE.sources[source_id]
    tables = load_tables(WORKSPACE.source_folder(source_id), source)
    first = replace(tables.entries[0], **{column: value})  # type: ignore[arg-type]
    changed = replace(tables, entries=(first, *tables.entries[1:]))
    findings = validate(changed, source, load_schema(source.schema, ROOT))
    at_first = [f.message for f in findings if any(w.row == 1 for w in f.entries)]
    assert any(says in message for message in at_first), at_first
