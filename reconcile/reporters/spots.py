"""Where a finding stands in the repository: the rows of the committed tables that it speaks of.

The originals are not committed, their tables are: so CI formats point at the row of the table, and
tell the line of the original beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reconcile.model import Finding, Report, Where
from reconcile.reporters.places import places_text
from reconcile.reporters.safe import visible
from reconcile.reporters.text_finding import ABSENT, decision_text, value_pairs

WHOLE_FILE = ("", "decisions")  # tables whose rows stand in the file that `Where.source` names


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A line of a file.

    Attributes:
        path: From the top of the repository, `/` between its parts.
        line: 1-based; `None` where only the file is known.
        source: Id of the source, or the file again.
        original: 1-based line of the source's original; 0 where it is not known.
    """

    path: str
    line: int | None
    source: str = ""
    original: int = 0


def spot(where: Where, root: str = "", state: str = "") -> Spot:
    """The line of the file that holds a place; the header is line 1, so row 1 is line 2.

    Args:
        where: The place.
        root: From the top of the repository to the workspace, or to the folder of a file that is
            validated: empty, or ending in `/`.
        state: Folder of an earlier state, below the source's own: empty, or ending in `/`.

    Example:
        >>> spot(Where("lake-en", 9, "claims", 2), "data/").path
        'data/sources/lake-en/claims.csv'
        >>> spot(Where("lake-en", 9, "claims", 2)).line
        3
    """
    if where.table in WHOLE_FILE:
        path = root + where.source
        return Spot(path=path, line=where.line or None, source=path, original=where.line)
    header_or_unknown = None if where.line else 1
    return Spot(
        path=f"{root}sources/{where.source}/{state}{where.table}.csv",
        line=where.row + 1 if where.row else header_or_unknown,
        source=where.source,
        original=where.line,
    )


def spots(finding: Finding, report: Report, root: str = "") -> tuple[Spot, ...]:
    """All spots of a finding, at least one: without a place, the table of the first source."""
    if finding.entries:
        states = {source.id: f"{source.state}/" for source in report.sources if source.state}
        return tuple(spot(where, root, states.get(where.source, "")) for where in finding.entries)
    source = next(iter([*finding.values, *(s.id for s in report.sources)]), "")
    path = f"sources/{source}/entries.csv" if source else f"reports/{report.name}/report.toml"
    return (Spot(path=root + path, line=None, source=source),)


def headline(finding: Finding) -> str:
    """The message on one line, with the lines of the originals where it does not tell them."""
    message = visible(finding.message)
    places = places_text(finding.entries, most=3)
    told = all(part in message for part in places.split(", "))
    return message if told else f"{message} ({visible(places)})"


def details(finding: Finding) -> Iterator[str]:
    """What a person needs beside the headline, line by line."""
    told = headline(finding)
    for place, value in value_pairs(finding):
        absent = value == ABSENT
        if value and not (visible(place) in told and (absent or visible(value) in told)):
            yield f"{visible(place)}: {'absent' if absent else visible(value)}"
    if finding.suggestion:
        yield f"Suggestion: {visible(finding.suggestion)}"
    for possible in finding.possible_explanations:
        yield f"Perhaps: {visible(possible)}"
    if finding.explanation:
        yield f"Explained ({finding.explanation.kind}): {visible(finding.explanation.text)}"
    if finding.decision:
        yield f"Decided: {visible(decision_text(finding))}"
