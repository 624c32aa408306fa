"""Large reports: what lies beyond the first rows travels compressed, and is unpacked when opened.

A browser needs ten seconds for ten thousand findings as plain HTML. So a long list shows its first
`CHUNK` rows as they are; each further hundred stands behind a heading, rendered and escaped here
like the rest, gzipped, in base64. An index tells filters and anchors what each heading hides.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

CHUNK = 100
PLAIN = 400  # rows that a report may have before anything is packed


@dataclass(slots=True)
class Packing:
    """The packed parts of one page, filled while the template runs."""

    parts: list[dict[str, Any]] = field(default_factory=list)

    def pack(self, html: Markup, rows: Sequence[Any], kind: str = "") -> int:
        """Put away rendered rows with their index; returns the number of the part."""
        packed = gzip.compress(str(html).encode(), compresslevel=9, mtime=0)
        part = {"z": base64.b64encode(packed).decode(), "kind": kind, "rows": list(rows)}
        self.parts.append(part)
        return len(self.parts) - 1


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a list, counted from 1."""

    rows: Sequence[Any]
    first: int
    packed: bool

    @property
    def last(self) -> int:
        """Number of the last row."""
        return self.first + len(self.rows) - 1


def chunks(rows: Sequence[Any], total: int) -> Iterator[Chunk]:
    """A list in chunks, the first one plain; one plain chunk where the report is small.

    Args:
        rows: The list.
        total: Rows of all such lists of the report.
    """
    if total <= PLAIN:
        yield Chunk(rows, 1, packed=False)
        return
    for start in range(0, len(rows), CHUNK):
        yield Chunk(rows[start : start + CHUNK], start + 1, packed=start > 0)
