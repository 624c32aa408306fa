"""The merged list of a report: one row per relationship, each value chosen by a rule it tells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from reconcile.exporters.choose import (
    choose_country,
    choose_date,
    choose_name_en,
    choose_name_zh,
    choose_relation,
)
from reconcile.exporters.values import Choice, Merged, MergedList
from reconcile.group import name_key, where
from reconcile.model import Entry, Finding, Relationship, Report, Source
from reconcile.names.country import country_codes
from reconcile.names.text import script
from reconcile.reporters.order import ordered, ordered_relationships

DECIDED = "decided by a person"  # the reason of a link that a decision made; see `match.align`

# Which field a finding speaks of. A name's field follows from the script of what it says.
_FIELD_OF = {
    "country_typo": "country",
    "country_conflict": "country",
    "country_name": "country",
    "place_country_mismatch": "country",
    "date_conflict": "date",
    "date_precision": "date",
    "date_format": "date",
    "relation_type": "relation",
    "name_spelling": "name",
    "name_form": "name",
    "admin_level": "name",
    "ambiguous_name": "name",
    "unknown_place": "name",
}


def merge(
    report: Report,
    sources: Sequence[Source],
    *,
    known_names: Callable[[str], Collection[str]] = lambda _id: (),
) -> MergedList:
    """One row per relationship, in the order of reading.

    Args:
        report: The report.
        sources: Its sources, in order of precedence.
        known_names: The gazetteer's names of a partner's id.
    """
    rank = {source.id: number for number, source in enumerate(sources)}
    by_place: dict[tuple[str, int], list[Finding]] = {}
    for finding in ordered(report.findings):
        for place in finding.entries:
            if place.table == "entries":
                by_place.setdefault((place.source, place.line), []).append(finding)
    rows = (
        _merged(relationship, rank, by_place, known_names)
        for relationship in ordered_relationships(report.relationships)
    )
    return MergedList(report=report, sources=tuple(sources), rows=tuple(rows))


def _merged(
    relationship: Relationship,
    rank: Mapping[str, int],
    by_place: Mapping[tuple[str, int], Sequence[Finding]],
    known_names: Callable[[str], Collection[str]],
) -> Merged:
    entries = sorted(
        relationship.entries, key=lambda e: (rank.get(e.source, len(rank)), e.line, e.row)
    )
    partner = relationship.partner
    names = known_names(partner.id)
    relation = choose_relation(entries)
    chosen = {
        "relation": relation,
        "name_en": choose_name_en(entries, partner, names),
        "name_zh": choose_name_zh(entries, partner),
        "country": choose_country(entries, partner),
        "date": choose_date(entries, relation.value),
    }
    found = {f.id: f for e in entries for f in by_place.get((e.source, e.line), ())}
    for finding in found.values():
        if finding.decision:
            chosen |= _decided(finding, chosen)
    return Merged(
        relationship=replace(relationship, entries=tuple(entries)),
        exact=_is_exact(relationship, entries, {name_key(name) for name in names}),
        findings=tuple(f.id for f in found.values() if f.status == "open" and f.severity != "info"),
        decided=tuple(f.id for f in found.values() if f.decision),
        relation=chosen["relation"],
        name_en=chosen["name_en"],
        name_zh=chosen["name_zh"],
        country=chosen["country"],
        date=chosen["date"],
    )


def _is_exact(relationship: Relationship, entries: Sequence[Entry], known: Collection[str]) -> bool:
    decided = {
        spot
        for link in relationship.links
        if DECIDED in link.reasons
        for spot in (link.left, link.right)
    }
    return all(name_key(entry.name) in known or where(entry) in decided for entry in entries)


def _decided(finding: Finding, chosen: Mapping[str, Choice]) -> dict[str, Choice]:
    """The choice that a decision on a finding touches, with the decision in its reason.

    Where the publisher has corrected the fault, the correction is the value; any other decision
    lets the chosen value stand, and says why it may.
    """
    decision = finding.decision or {}
    field = _field(finding)
    if not field:
        return {}
    verdict = decision.get("verdict", "decided")
    who = f", {decision['by']}" if decision.get("by") else ""
    why = f"decision: {verdict}, {decision.get('reason', '')}{who}"
    value = chosen[field].value
    if verdict == "fixed-upstream" and finding.suggestion:
        value = _as_value(field, finding.suggestion) or value
    told = "" if chosen[field].rule == "none" else f"; {chosen[field].why}"
    return {field: Choice(value=value, rule="decision", why=f"{why}{told}")}


def _field(finding: Finding) -> str:
    field = _FIELD_OF.get(finding.kind, "")
    if field != "name":
        return field
    said = finding.suggestion or next((v for v in finding.values.values() if v), "")
    return "name_zh" if script(said) == "han" else "name_en"


def _as_value(field: str, suggestion: str) -> str:
    if field == "country":
        codes = country_codes(suggestion)
        return codes[0] if codes else ""
    return suggestion
