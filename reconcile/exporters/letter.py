"""A letter to a publisher: what is worth correcting in one source, in that source's language.

A finding is in it when it is open, when a publisher can correct it, and when the fault may be
this source's. What a person accepted stands in a part of its own, with the reason; what a person
held to be wrong, or knows to be corrected, is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from reconcile.exporters.letter_words import WORDS, Words
from reconcile.exporters.values import MergedList
from reconcile.model import Entry, Finding, Relationship, Source
from reconcile.names.country import country_name
from reconcile.reporters.order import ordered
from reconcile.reporters.places import by_source
from reconcile.reporters.safe import visible

_STATED = re.compile(r"(\d+) stated, (\d+) \w+")


def letter(merged: MergedList, source: Source, *, by: str = "") -> str:
    """The letter as plain text, ready to send.

    Args:
        merged: The merged list of the report, whose findings are told.
        source: Whose publisher is written to; its language is that of the letter.
        by: Who signs it.
    """
    words = WORDS[source.language]
    index = _Index(merged, source, words)
    points = [_point(finding, index) for finding in corrections(merged, source)]
    known = [_point(finding, index) for finding in left_as_they_are(merged, source)]
    parts = [
        words.subject.format(title=visible(source.title)),
        words.greeting,
        words.opening.format(
            title=visible(source.title), about=_about(source), others=_others(merged, source)
        ),
        _list(words.corrections, points) if points else words.nothing,
        *([_list(words.known, known)] if known else []),
        words.closing,
        "\n".join(text for text in (words.ending, visible(by), merged.report.date) if text),
    ]
    return "\n\n".join(parts) + "\n"


def corrections(merged: MergedList, source: Source) -> tuple[Finding, ...]:
    """The open findings that the letter asks to correct, in the order of reading."""
    found = (f for f in merged.report.findings if f.status == "open" and _concerns(f, source))
    return tuple(f for f in ordered(found) if f.kind in WORDS[source.language].sentences)


def left_as_they_are(merged: MergedList, source: Source) -> tuple[Finding, ...]:
    """The differences that a person accepted, in the order of reading."""
    return tuple(
        finding
        for finding in ordered(merged.report.findings)
        if finding.status == "accepted"
        and (finding.decision or {}).get("verdict") == "accepted"
        and _concerns(finding, source)
        and finding.kind in WORDS[source.language].sentences
    )


def not_told(merged: MergedList, source: Source) -> Mapping[str, int]:
    """How many open findings about the source, by kind, are nothing that a publisher corrects."""
    told = {finding.id for finding in corrections(merged, source)}
    return Counter(
        finding.kind
        for finding in ordered(merged.report.findings)
        if finding.status == "open" and finding.id not in told and _concerns(finding, source)
    )


def _concerns(finding: Finding, source: Source) -> bool:
    """Whether the fault may be the source's: it lacks the entry, or says something to correct."""
    if finding.kind == "missing_entry":
        return finding.values.get(source.id, "") is None
    if all(place.source != source.id for place in finding.entries):
        return False
    # A source that prints what is suggested has nothing to correct.
    return not finding.suggestion or finding.values.get(source.id) != finding.suggestion


class _Index:
    """What a letter looks up: entries by place, relationships, titles of the sources."""

    def __init__(self, merged: MergedList, source: Source, words: Words) -> None:
        self.source = source
        self.words = words
        self.titles = {other.id: visible(other.title) for other in merged.sources}
        self.entries: dict[tuple[str, int], Entry] = {}
        self.relationships: dict[tuple[str, int], Relationship] = {}
        for row in merged.rows:
            for entry in row.relationship.entries:
                self.entries[entry.source, entry.line] = entry
                self.relationships[entry.source, entry.line] = row.relationship


def _point(finding: Finding, index: _Index) -> str:
    words = index.words
    own = index.source.id
    mine = _value(finding.values.get(own), words, but=finding.suggestion or "")
    sentence = _sentence(finding, own, words).format(
        mine=mine or _own_name(finding, index),
        suggestion=visible(finding.suggestion or ""),
        partner=_partner(finding, index),
    )
    reason = (finding.decision or {}).get("reason", "")
    evidence = [*_evidence(finding, index)]
    if reason:
        evidence.append(words.reason.format(reason=visible(reason)))
    return "\n".join([sentence, *(f"   - {line}" for line in evidence)])


def _sentence(finding: Finding, own: str, words: Words) -> str:
    with_suggestion, without = words.sentences[finding.kind]
    if finding.suggestion:
        return with_suggestion
    alone = all(place.source == own for place in finding.entries)
    return words.alone.get(finding.kind, without) if alone else without


def _evidence(finding: Finding, index: _Index) -> Iterator[str]:
    """What each source says, the publisher's own page first."""
    words = index.words
    places = by_source(finding.entries)
    own = index.source.id
    for source in sorted(places, key=lambda name: name != own):
        who = words.yours if source == own else index.titles.get(source, source)
        rows = [(line, index.entries.get((source, line))) for line in places[source]]
        for line, entry in rows[:5]:
            where = words.line.format(lines=line) if line else words.whole
            said = _row(entry, words) if entry else ""
            # A line of prose, or a stated total; the publisher's own is in the sentence above.
            if source != own and not any(row for _, row in rows):
                said = _value(finding.values.get(source), words)
            yield f"{who}{words.comma}{where}" + (f"{words.colon}{said}" if said else "")
        if len(rows) > 5:
            rest = ", ".join(str(line) for line, _ in rows[5:])
            yield f"{who}{words.comma}{words.lines.format(lines=rest)}"
    for source, value in finding.values.items():
        if source not in places and source != own:
            who = index.titles.get(source, source)
            said = words.absent if value is None else _value(value, words)
            yield f"{who}{words.colon}{said}"


def _row(entry: Entry, words: Words) -> str:
    number = "" if entry.ordinal is None else words.number.format(number=entry.ordinal)
    told = (entry.name, entry.region, entry.country, entry.date_text or entry.date)
    return visible(number + words.comma.join(text for text in told if text))


def _value(value: str | None, words: Words, *, but: str = "") -> str:
    """A finding's value in the letter's language, where it holds words of ours.

    Args:
        value: One value, or several joined by `; `.
        words: The letter's words.
        but: A value that is left out among several: what is suggested is no fault.
    """
    if not value:
        return ""
    if totals := _STATED.fullmatch(value):
        return words.totals.format(stated=totals[1], counted=totals[2])
    several = value.split("; ")
    parts = [words.relations.get(part, part) for part in several if part != but] or several
    return visible(words.joiner.join(parts))


def _own_name(finding: Finding, index: _Index) -> str:
    """What the publisher calls the place, where the finding gives no value."""
    for place in finding.entries:
        entry = index.entries.get((place.source, place.line))
        if entry and place.source == index.source.id:
            return visible(entry.name)
    return index.words.yours


def _partner(finding: Finding, index: _Index) -> str:
    """The partner in the letter's language: `Turku, Finland` or `图尔库（芬兰）`."""
    spots = ((place.source, place.line) for place in finding.entries)
    found = next((index.relationships[s] for s in spots if s in index.relationships), None)
    if found is None:
        return visible(finding.subject)
    partner, language = found.partner, index.source.language
    country = country_name(partner.country, language) if partner.country else ""
    name = (partner.name_zh if language == "zh" else partner.name) or partner.name_zh
    name = visible(name or partner.name)
    if not country:
        return name
    return f"{name}（{country}）" if language == "zh" else f"{name}, {country},"


def _about(source: Source) -> str:
    """The address and date of the page, in brackets; nothing where neither is known."""
    told = [text for text in (source.url, source.as_of.earliest or source.as_of.latest) if text]
    if not told:
        return ""
    joined = visible(", ".join(told))
    return f"（{joined}）" if source.language == "zh" else f" ({joined})"


def _others(merged: MergedList, source: Source) -> str:
    speaking = _speaking(merged, source)
    titles = [visible(other.title) for other in merged.sources if other.id in speaking]
    if source.language == "zh":
        return "、".join(f"《{title}》" for title in titles)
    quoted = [f"“{title}”" for title in titles]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def _speaking(merged: MergedList, source: Source) -> set[str]:
    """The other sources that list partners of the same subjects; all others where none does."""
    said = [
        (r.relationship.subject, entry) for r in merged.rows for entry in r.relationship.entries
    ]
    subjects = {subject for subject, entry in said if entry.source == source.id}
    others = {other.id for other in merged.sources} - {source.id}
    return others & {entry.source for subject, entry in said if subject in subjects} or others


def _list(heading: str, points: Sequence[str]) -> str:
    numbered = [f"{number}. {point}" for number, point in enumerate(points, start=1)]
    return "\n\n".join([heading.format(count=len(points)), *numbered])
