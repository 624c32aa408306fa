"""The tables of a source folder and their columns: what every reader fills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from reconcile.model import Anomaly, Claim, Entry, Event, Mention, Reference, Section

# One row type per table, and its columns in the order of the file.
TABLES: Final[tuple[tuple[str, type[Any], tuple[str, ...]], ...]] = (
    (
        "entries",
        Entry,
        (
            "line", "subject", "relation", "ordinal", "name", "country", "region", "date",
            "date_text", "location", "references",
        ),
    ),
    ("claims", Claim, ("line", "subject", "relation", "what", "value")),
    ("sections", Section, ("line", "subject", "relation", "entries", "references")),
    ("references", Reference, ("line", "number", "site", "title", "published", "retrieved")),
    ("mentions", Mention, ("line", "entry_line", "name", "country")),
    ("events", Event, ("line", "entry_line", "date", "act")),
    ("anomalies", Anomaly, ("line", "what")),
)  # fmt: skip
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {name: columns for name, _, columns in TABLES}
