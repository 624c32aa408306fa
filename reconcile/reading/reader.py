"""An original, by the rules of its source's `[reader]` table: which layout, what is ignored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from reconcile.model import UNREAD, Anomaly, Source
from reconcile.reading.claims import find_claims
from reconcile.reading.config import Options, reader_options
from reconcile.reading.delimited import read_delimited
from reconcile.reading.lines import Draft, Line, Reading, UnreadLine, split_lines
from reconcile.reading.outline import read_outline
from reconcile.reading.prose import read_prose
from reconcile.reading.records import read_records

_LAYOUTS: Final[Mapping[str, Callable[[Sequence[Line], Source, Options], Draft]]] = {
    "records": read_records,
    "tables": read_delimited,
    "outline": read_outline,
    "prose": read_prose,
}


def read_text(text: str, source: Source) -> Reading:
    """See `reconcile.reading.read`."""
    options = reader_options(source)
    lines = split_lines(text)
    ignored = {ln.number: why for ln in lines if (why := _ignored(ln, options))}
    kept = [line for line in lines if line.number not in ignored]
    claims = find_claims(kept, source, options)
    stated = {claim.line for claim in claims}
    # A sentence that states a total is no entry or heading; prose may tell more in it.
    left = kept if options.layout == "prose" else [ln for ln in kept if ln.number not in stated]
    draft = _LAYOUTS[options.layout](left, source, options)
    for number, reason in ignored.items():
        draft.place(number, f"ignored: {reason}")
    for number in sorted(stated):
        draft.place(number, "claim")
        draft.unread.pop(number, None)
    for line in lines:
        if line.text and line.number not in draft.roles:
            draft.leave(line.number, "no rule of the layout fits")
    return Reading(
        tables=replace(
            draft.tables,
            claims=claims,
            anomalies=tuple(
                Anomaly(source=source.id, line=line, what=what)
                for line, what in sorted(
                    [*draft.oddities, *((n, f"{UNREAD}: {why}") for n, why in draft.unread.items())]
                )
            ),
        ),
        unread=tuple(
            UnreadLine(line.number, line.text, draft.unread[line.number])
            for line in lines
            if line.number in draft.unread
        ),
        account={number: "; ".join(roles) for number, roles in sorted(draft.roles.items())},
    )


def _ignored(line: Line, options: Options) -> str:
    if not line.text:
        return ""
    return next((rule.value for rule in options.ignore if rule.pattern.search(line.text)), "")
