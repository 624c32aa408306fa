"""One finding as one to four lines: its message, the values side by side, what could be done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from reconcile.model import Finding
from reconcile.reporters.layout import Page
from reconcile.reporters.places import by_source, places_text, source_lines
from reconcile.reporters.wrapping import cell_width

ABSENT = "-"
SHORTEST_ID = 6
_NUMBER = re.compile(r"\d+")
_BETWEEN = "   |   "


def short_ids(findings: Iterable[Finding]) -> Mapping[str, str]:
    """By id, as many of its hex digits as tell the findings apart: at least 6, all alike long.

    `reconcile show` takes them in place of the whole id.
    """
    digits = {finding.id: finding.id.rpartition("-")[2] for finding in findings}
    length = SHORTEST_ID
    while length < 12 and len({d[:length] for d in digits.values()}) < len(set(digits.values())):
        length += 1
    return {whole: d[:length] for whole, d in digits.items()}


def write_finding(
    page: Page, finding: Finding, *, name: str, indent: int, brief: bool = False
) -> None:
    """Write one finding.

    Args:
        page: Where to write it.
        finding: What to write.
        name: What to call it on the command line.
        indent: Columns before it; its details stand two further in.
        brief: Only the message, and the explanation or decision that settles it.
    """
    mark = "NEW " if finding.new else ""
    page.line(mark + finding.message, indent=indent, hang=indent + 2, right=name)
    inner = indent + 2
    if not brief:
        _write_values(page, finding, inner)
    for text, style in _advice(finding, brief=brief):
        page.line(text, style=style, indent=inner, hang=inner + 2)


def value_pairs(finding: Finding) -> list[tuple[str, str]]:
    """What each source says: (`source:lines`, value), then the places that no value is given for.

    A source that lacks the value is shown with `-`.
    """
    lines = by_source(finding.entries)
    pairs = [
        (source_lines(source, lines.get(source, ())), ABSENT if value is None else value)
        for source, value in finding.values.items()
    ]
    rest = [place for place in finding.entries if place.source not in finding.values]
    return [*pairs, *([(places_text(rest), "")] if rest else [])]


def decision_text(finding: Finding) -> str:
    """The decision in one line: verdict, reason, who, until when."""
    decision = finding.decision or {}
    text = f"{decision.get('verdict', 'decided')}: {decision.get('reason', '')}"
    more = [
        f"{word} {decision[key]}"
        for key, word in (("by", "by"), ("until", "until"))
        if decision.get(key)
    ]
    return f"{text} ({', '.join(more)})" if more else text


def _advice(finding: Finding, *, brief: bool) -> Iterator[tuple[str, str]]:
    if finding.suggestion and not brief:
        yield f"suggestion: {finding.suggestion}", "green"
    if not brief:
        for possible in finding.possible_explanations:
            yield f"perhaps: {possible}", "cyan"
    if finding.explanation:
        yield finding.explanation.text, "dim"
    if finding.decision:
        yield decision_text(finding), "dim"


def _write_values(page: Page, finding: Finding, indent: int) -> None:
    """The values side by side, or below one another; what the message tells already is left out."""
    pairs = [pair for pair in value_pairs(finding) if not _told(pair, finding.message)]
    if not pairs:
        return
    if all(_told(("", value), finding.message) for _, value in pairs):
        page.line(f"at {', '.join(place for place, _ in pairs)}", indent=indent, hang=indent + 3)
        return
    line = _BETWEEN.join(f"{place}  {value}".rstrip() for place, value in pairs)
    if indent + cell_width(line) <= page.width:
        page.line(line, indent=indent)
    else:
        page.table(pairs, indent=indent, styles=("dim",))


def _told(pair: tuple[str, str], message: str) -> bool:
    """Whether the message names the source, every line and every part of the value."""
    place, value = pair
    source, _, lines = place.partition(":")
    numbers = _NUMBER.findall(lines)
    return (
        source in message
        and set(numbers) <= set(_NUMBER.findall(message))
        and all(part in message for part in value.split("; "))
    )
