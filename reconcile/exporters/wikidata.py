"""Ties that are certain, for Wikidata: QuickStatements, and rows for its Mismatch Finder.

Only what a person decided, or what two sources say without any open doubt, leaves for Wikidata.
Q-ids come from a table that the user supplies: `id,qid`, where `id` is the id of a partner
(`geonames:633679`), the name of a subject (`Lakeside`) or the id of a source. Nothing here asks
Wikidata, so a tie that it has already is proposed too: QuickStatements then adds the references
to the statement that stands there, and the reviewers of the Mismatch Finder pass it over.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from reconcile.errors import UsageError
from reconcile.exporters.values import Merged, MergedList
from reconcile.model import Source

TWINNED = "P190"  # twinned administrative body
START, STATED_IN, URL, RETRIEVED = "P580", "S248", "S854", "S813"
MISMATCH_HEADER = (
    "item_id", "statement_guid", "property_id", "wikidata_value", "meta_wikidata_value",
    "external_value", "external_url", "type",
)  # fmt: skip
CERTAIN = 0.99  # of the weakest link, where no person decided
_QID = re.compile(r"Q[1-9]\d*")
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"  # all else is escaped: a tab would end the value
_PRECISION = {4: 9, 7: 10, 10: 11}  # length of an ISO date to Wikidata's precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A twinning that is certain, in Wikidata's terms."""

    row: Merged
    subject: str
    partner: str
    sources: tuple[Source, ...]


def is_certain(row: Merged) -> bool:
    """Whether a relationship may be told to Wikidata.

    A sister-city tie that at least two sources list, with one known place of the gazetteer: under
    names that it has for this very place and links of confidence .99 or more, or by a person's
    decision; with no open error or warning about any entry.
    """
    relationship = row.relationship
    sources = {entry.source for entry in relationship.entries}
    known = relationship.partner.id.startswith(("geonames:", "iso3166-2:"))
    return (
        row.relation.value == "sister"
        and len(sources) > 1
        and known
        and row.exact
        and not row.findings
        and (relationship.confidence or 0) >= CERTAIN
    )


def ties(merged: MergedList, qids: Mapping[str, str]) -> tuple[Tie, ...]:
    """The certain ties of which both ends have a Q-id, in the order of the list."""
    found = []
    for row in merged.rows:
        relationship = row.relationship
        subject, partner = qids.get(relationship.subject), qids.get(relationship.partner.id)
        if subject and partner and is_certain(row):
            telling = {entry.source for entry in relationship.entries}
            sources = tuple(source for source in merged.sources if source.id in telling)
            found.append(Tie(row=row, subject=subject, partner=partner, sources=sources))
    return tuple(found)


def quickstatements(merged: MergedList, qids: Mapping[str, str]) -> str:
    """The ties as QuickStatements (version 1 syntax, tabs), in both directions.

    Each has its date as a qualifier and every source as a reference: `stated in` where the table
    of Q-ids has the source, and its address with the day it was retrieved where it has one.
    """
    lines = []
    for tie in ties(merged, qids):
        date = tie.row.date.value
        qualifier = [START, wikidata_time(date)] if date else []
        for item, value in ((tie.subject, tie.partner), (tie.partner, tie.subject)):
            claim = [item, TWINNED, value, *qualifier]
            lines.append("\t".join([*claim, *_references(tie.sources, qids)]))
    return "".join(f"{line}\n" for line in dict.fromkeys(lines))


def mismatches(merged: MergedList, qids: Mapping[str, str]) -> str:
    """The ties as an import file of the Mismatch Finder, one row per tie and direction.

    `statement_guid` and `wikidata_value` are empty: the value is proposed as one that Wikidata
    may lack, which the format allows.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(MISMATCH_HEADER)
    for tie in ties(merged, qids):
        url = next((source.url for source in tie.sources if source.url), "")[:1500]
        for item, value in ((tie.subject, tie.partner), (tie.partner, tie.subject)):
            writer.writerow((item, "", TWINNED, "", "", value, url, "statement"))
    return out.getvalue()


def wikidata_time(date: str) -> str:
    """An ISO date of any precision as Wikidata writes it.

    Example:
        >>> wikidata_time("1978"), wikidata_time("1978-05-02")
        ('+1978-00-00T00:00:00Z/9', '+1978-05-02T00:00:00Z/11')
    """
    whole = date + "-00-00"[len(date) - 4 :]
    return f"+{whole}T00:00:00Z/{_PRECISION[len(date)]}"


def read_qids(text: str, where: str) -> dict[str, str]:
    """The Q-ids of a CSV table with the columns `id` and `qid`; rows without a Q-id say nothing.

    Raises:
        UsageError: A column is missing, a Q-id is none, or an id has two.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if not {"id", "qid"} <= set(rows.fieldnames or ()):
        raise UsageError(
            f"{where} has no columns id and qid", hint='Its first line must read "id,qid".'
        )
    found: dict[str, str] = {}
    for row in rows:
        id_, qid = (row["id"] or "").strip(), (row["qid"] or "").strip()
        if not qid:
            continue
        if not id_ or not _QID.fullmatch(qid):
            raise UsageError(
                f'{where}:{rows.line_num}: "{qid}" for "{id_}" is no Q-id',
                hint="Expected an id and a Q-id, such as geonames:633679,Q38511.",
            )
        if found.setdefault(id_, qid) != qid:
            raise UsageError(
                f"{where}:{rows.line_num}: {id_} has two Q-ids, {found[id_]} and {qid}",
                hint="Keep one of them.",
            )
    return found


def _references(sources: Sequence[Source], qids: Mapping[str, str]) -> Iterator[str]:
    """The sources as references; a `!` before its first property begins a second one."""
    begun = False
    for source in sources:
        parts = _reference(source, qids)
        for number, (name, value) in enumerate(parts):
            yield f"!{name}" if begun and number == 0 else name
            yield value
        begun = begun or bool(parts)


def _reference(source: Source, qids: Mapping[str, str]) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    if source.id in qids:
        parts.append((STATED_IN, qids[source.id]))
    if source.url:
        parts.append((URL, f'"{quote(source.url, safe=_IN_ADDRESSES)}"'))
        if source.retrieved:
            parts.append((RETRIEVED, wikidata_time(source.retrieved)))
    return parts
