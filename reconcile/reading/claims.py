"""Totals that a document states about its own subject, found by the source's patterns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from reconcile.model import Claim, Source
from reconcile.reading.config import Options
from reconcile.reading.lines import Line


def find_claims(lines: Sequence[Line], source: Source, options: Options) -> tuple[Claim, ...]:
    """Claims in the order of the lines, and within a line in the order of the patterns."""
    return tuple(
        Claim(
            source=source.id,
            line=line.number,
            subject=source.subject,
            relation=rule.relation,
            what=rule.what,
            value=int(unicodedata.normalize("NFKC", match["number"]).replace(",", "")),
        )
        for line in lines
        for rule in options.claims
        for match in rule.pattern.finditer(line.text)
    )
