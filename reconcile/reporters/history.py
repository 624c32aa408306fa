"""When each source began and ceased to list a partner, for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reconcile.reporters.layout import Page

if TYPE_CHECKING:
    from reconcile.histories import Moment, PartnerHistory, SourceHistory
    from reconcile.model import Entry

SCHEMA = "reconcile-history/1"


def render(
    histories: Sequence[PartnerHistory], width: int = 80, color: bool = False, verbose: int = 0
) -> str:
    """The histories as text: per source its turns, then (with `verbose`) every state."""
    page = Page(width=width, color=color)
    for number, each in enumerate(histories):
        if number:
            page.blank()
        partner = each.partner
        names = ", ".join(dict.fromkeys(filter(None, (partner.name, partner.name_zh))))
        page.line(f"{each.subject}: {names}", style="bold", right=partner.country)
        for source in each.sources:
            page.line(f"{source.source}: {_sentence(source)}", indent=2, hang=4)
            named = _names(source)
            if len(named) > 1:
                page.line(f"printed as {', then '.join(named)}", indent=4, style="dim")
            if verbose > 0:
                rows = [(m.as_of, _told(m), m.folder) for m in source.moments]
                page.table(rows, indent=4, styles=("dim",))
    return page.text


def render_json(partner: str, histories: Sequence[PartnerHistory]) -> str:
    """The histories as JSON (`reconcile-history/1`)."""
    made = {
        "schema": SCHEMA,
        "asked": partner,
        "histories": [
            {
                "subject": each.subject,
                "partner": {
                    "id": each.partner.id,
                    "name": each.partner.name,
                    "name_zh": each.partner.name_zh,
                    "country": each.partner.country,
                    "geonames": each.partner.geonames,
                },
                "sources": [_source(source) for source in each.sources],
            }
            for each in histories
        ],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _source(source: SourceHistory) -> dict[str, Any]:
    return {
        "source": source.source,
        "turns": [
            {
                "what": what,
                "after": before.as_of if before else None,
                "by": moment.as_of,
            }
            for what, before, moment in source.turns
        ],
        "states": [
            {
                "as_of": moment.as_of,
                "since": moment.since or None,
                "folder": moment.folder,
                "listed": moment.listed,
                "entries": [_entry(row) for row in moment.entries],
            }
            for moment in source.moments
        ],
    }


def _entry(row: Entry) -> dict[str, Any]:
    columns = ("line", "relation", "name", "country", "date")
    return {column: getattr(row, column) for column in columns}


def _sentence(source: SourceHistory) -> str:
    turns = source.turns
    if not turns:
        states = [moment.as_of for moment in source.moments if moment.listed is False]
        which = "state" if len(states) == 1 else "states"
        return f"not listed ({which} of {'; '.join(states)})"
    parts = []
    for what, before, moment in turns:
        if what == "ceased" and before:
            last = ", ".join(f"line {row.line}" for row in before.entries)
            parts.append(
                f"ceased after the state of {before.as_of} ({last}), by that of {moment.as_of}"
            )
            continue
        places = ", ".join(_place(row) for row in moment.entries)
        if before:
            parts.append(f"began after the state of {before.as_of}, by that of {moment.as_of}")
            parts[-1] += f" ({places})"
        else:
            first = "listed in" if len(_deciding(source)) == 1 else "listed since"
            parts.append(f"{first} the earliest state kept, of {moment.as_of} ({places})")
    return "; ".join(parts)


def _deciding(source: SourceHistory) -> list[Moment]:
    return [moment for moment in source.moments if moment.listed is not None]


def _names(source: SourceHistory) -> list[str]:
    return list(dict.fromkeys(row.name for moment in source.moments for row in moment.entries))


def _place(row: Entry) -> str:
    return ", ".join(filter(None, (f"line {row.line}", row.relation, row.date)))


def _told(moment: Moment) -> str:
    if moment.listed is None:
        return "says nothing of the subject"
    rows = "; ".join(f"{row.name}, {_place(row)}" for row in moment.entries)
    return rows or "not listed"
