"""Lists: which items are entries, which are groups of them, and fields of the entry above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reconcile.reading.document.header import column_of
from reconcile.reading.document.items import (
    Listed,
    is_country,
    listed,
    location_of,
    read_date,
)
from reconcile.reading.document.outcome import Outcome
from reconcile.reading.document.wording import boilerplate, is_group, is_name_like, relation_of
from reconcile.reading.formats.blocks import Block, Item, Skipped, Text

LABELLED: Final = re.compile(r"(?P<label>[^\W\d_][^:：]{0,40}?)\s*[:：]\s*(?P<value>.+)")


def read_items(out: Outcome, blocks: Sequence[Block]) -> None:
    """A list: entries where most items say a country, a date or a flag, or a relation is told."""
    items = [block for block in blocks if isinstance(block, Item)]
    for block in blocks:
        if isinstance(block, Skipped):
            for line in block.lines:
                out.draft.place(line, f"ignored: {block.why}")
    found = [entries_in(out, item.text) for item in items]
    told = sum(any(one.told for one in each) for each in found)
    nested = [
        at + 1 < len(items) and items[at + 1].depth > item.depth for at, item in enumerate(items)
    ]
    groups = [
        nested[at] and (is_country(_bare(item.text)) or is_group(_bare(item.text)) or not any(
            one.told and one.name != _bare(item.text) for one in found[at]))
        for at, item in enumerate(items)
    ]  # fmt: skip
    real = max(len(items) - sum(groups), 1)
    grouped = any(
        group and is_country(_bare(item.text)) for group, item in zip(groups, items, strict=True)
    )
    trusted = told >= 0.4 * real or bool(out.place.country) or grouped
    country, depth = "", 0
    for at, item in enumerate(items):
        text = item.text
        bare = _bare(text)
        if item.depth <= depth:
            country = ""
        if groups[at]:
            if is_country(bare):
                country, depth = bare, item.depth
            out.mark(text, "heading")
        elif out.ignores(text) or take_field(out, text):
            continue
        elif any(one.told for one in found[at]) or (
            (trusted or (out.place.relation and out.place.section))
            and is_name_like(bare)
            and not relation_of(bare)
        ):
            for one in found[at]:
                line = text.line_at(max(text.flat().find(one.name), 0))
                out.add(replace(one, country=one.country or country), line, text)
        elif why := boilerplate(text.flat()):
            out.set_aside(text, why)
        elif not out.state(text):
            out.leave(text, "an item that names no country, date or flag")


def take_field(out: Outcome, text: Text) -> bool:
    """Take a labelled field (`Date: 1979.5.2`) of the entry above; whether it is one."""
    match = LABELLED.fullmatch(text.flat())
    column = column_of(match["label"]) if match else ""
    if match is None or column not in {"date", "location", "country", "region"} or not out.entries:
        return False
    last, value = out.entries[-1], match["value"]
    if getattr(last, "date_text" if column == "date" else column):
        return False
    line = text.line
    if column == "date":
        date, doubt = read_date(value, out.day_first)
        out.entries[-1] = replace(last, date=date, date_text=value)
        if doubt:
            out.draft.leave(line, doubt)
    elif column == "location":
        if not (location := location_of(value)):
            return False
        out.entries[-1] = replace(last, location=location)
    elif not is_name_like(value):
        return False
    elif column == "country":
        out.entries[-1] = replace(last, country=value)
    else:
        out.entries[-1] = replace(last, region=value)
    out.mark(text, "field")
    return True


def entry_of(text: Text, language: str, day_first: bool | None) -> tuple[Listed, ...]:
    """Entries that a paragraph is, empty where it is none: short, and with a country."""
    plain = text.flat()
    if len(plain) > 120 or is_country(plain.strip(" :：")):
        return ()
    found = listed(plain, flags=text.flags, language=language, day_first=day_first)
    good = all(one.country and is_name_like(one.name) and not column_of(one.name) for one in found)
    return found if found and good else ()


def entries_in(out: Outcome, text: Text) -> tuple[Listed, ...]:
    """The entries that a text may hold, read as the document writes its dates."""
    return listed(
        text.flat(), flags=text.flags, language=out.source.language,
        day_first=out.day_first,
    )  # fmt: skip


def _bare(text: Text) -> str:
    return text.flat().strip(" :：*•·-")
