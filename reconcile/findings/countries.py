"""Countries of one partner, compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reconcile.findings.comparison import Comparison
from reconcile.findings.wording import at, counted, finding, listed, place_name, quoted, where
from reconcile.fold import fold
from reconcile.model import Entry, Explanation, Finding
from reconcile.names.country import country_codes, country_name, parent


def country_conflicts(comparison: Comparison) -> Iterator[Finding]:
    """`country_conflict`: entries of one partner in countries that cannot be the same."""
    for relationship in comparison.relationships:
        told = [(entry, _family(entry)) for entry in relationship.entries]
        told = [(entry, codes) for entry, codes in told if codes]
        if not told or set.intersection(*(codes for _, codes in told)):
            continue
        yield finding(
            "country_conflict",
            f"{place_name(relationship)} is placed in "
            f"{listed([f'{quoted(e.country)} by {at(where(e))}' for e, _ in told])}",
            subject=relationship.subject,
            partner=relationship.partner.id,
            sources=sorted({entry.source for entry, _ in told}),
            field="country",
            entries=[where(entry) for entry, _ in told],
            values={entry.source: entry.country for entry, _ in told},
        )


def country_names(comparison: Comparison) -> Iterator[Finding]:
    """`country_name`: one country under two names of one language, one finding per country."""
    uses: dict[tuple[str, str], dict[str, list[Entry]]] = {}
    for relationship in comparison.relationships:
        by_language: dict[str, list[Entry]] = {}
        for entry in relationship.entries:
            if country_codes(entry.country):
                by_language.setdefault(comparison.language(entry.source), []).append(entry)
        for language, told in by_language.items():
            for code, entries in _by_country(told).items():
                if len({_plain(entry.country) for entry in entries}) > 1:
                    names = uses.setdefault((code, language), {})
                    for entry in entries:
                        names.setdefault(entry.country, []).append(entry)
    for (code, language), names in sorted(uses.items()):
        entries = [entry for rows in names.values() for entry in rows]
        forms = [
            f"{quoted(name)} in {listed(sorted({row.source for row in rows}))}"
            for name, rows in sorted(names.items())
        ]
        yield finding(
            "country_name",
            f"{country_name(code, language)} is {listed(forms)}",
            partner=code,
            sources=sorted({entry.source for entry in entries}),
            field=f"country/{language}",
            entries=[where(entry) for entry in entries],
            values={entry.source: entry.country for entry in entries},
            explanation=Explanation(
                kind="convention",
                text=f"usual names of one country (ISO 3166-1 {code}), "
                f"{counted(len(entries), 'entry', 'entries')}",
            ),
        )


def _by_country(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Entries by the country that they name; what can mean several joins one that another names.

    Entries of two countries are a conflict, no two names of one.
    """
    found: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: len(country_codes(entry.country))):
        codes = country_codes(entry.country)
        found.setdefault(next((c for c in codes if c in found), codes[0]), []).append(entry)
    return found


def _plain(country: str) -> str:
    """A country's printed name without its article, which makes no other name of it."""
    return fold(country).removeprefix("the ")


def _family(entry: Entry) -> set[str]:
    """The countries that an entry's country word can mean, with the states they belong to."""
    codes = set(country_codes(entry.country))
    return codes | {above for code in codes if (above := parent(code))}
