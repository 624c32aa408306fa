"""All harnesses by name: functions from bytes to nothing that raise where a law is broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from fuzz import facts, originals, tables

Harness = Callable[[bytes], None]
CORPUS: Final = Path(__file__).parent / "corpus"
TARGETS: Final[Mapping[str, Harness]] = {
    harness.__name__: harness
    for harness in (
        facts.date, facts.number, facts.name, facts.place,
        originals.encoding, originals.plain, originals.html, originals.wikitext, originals.cells,
        originals.json_text, originals.workbook, originals.records, originals.tables,
        originals.outline, originals.prose,
        tables.csv, tables.jsonl, tables.xlsx, tables.entries, tables.decisions, tables.workspace,
        tables.reports, tables.gazetteers, tables.queries,
    )
}  # fmt: skip
