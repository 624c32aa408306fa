"""Everything that disagrees, and why: one rule per question, in the order of `RULES`.

A rule is a function from a `Comparison` to findings. Rules know tables, the gazetteer and naming
conventions; none knows a source, a subject or a partner by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reconcile.findings.comparison import Comparison, SourceView
from reconcile.findings.countries import country_conflicts, country_names
from reconcile.findings.dates import dates_across_sources, dates_within_source
from reconcile.findings.footnotes import footnotes_about_another_place
from reconcile.findings.lists import (
    layout_oddities,
    listed_twice,
    lost_parts,
    outdated_sources,
    undecided_pairs,
)
from reconcile.findings.missing import missing_entries, unchecked
from reconcile.findings.names import (
    mixed_characters,
    name_differences,
    non_cities,
    repeated_names,
)
from reconcile.findings.places import names_ambiguous, places_unknown
from reconcile.findings.ties import relation_types
from reconcile.findings.totals import bridges, totals_against_lists, totals_against_totals
from reconcile.model import Finding

Rule = Callable[[Comparison], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    missing_entries,
    totals_against_lists,
    totals_against_totals,
    name_differences,
    mixed_characters,
    non_cities,
    repeated_names,
    listed_twice,
    country_conflicts,
    country_names,
    dates_across_sources,
    dates_within_source,
    relation_types,
    places_unknown,
    names_ambiguous,
    footnotes_about_another_place,
    undecided_pairs,
    lost_parts,
    outdated_sources,
    layout_oddities,
)


def find(comparison: Comparison) -> tuple[Finding, ...]:
    """All findings of a comparison, in the order of the rules."""
    return tuple(finding for rule in RULES for finding in rule(comparison))


__all__ = ["RULES", "Comparison", "SourceView", "bridges", "find", "unchecked"]
