"""What the matcher takes and gives: two lists in columns, options, matches, evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.errors import UsageError
from reconcile.model import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One list, in columns of equal length; an absent column is empty.

    Attributes:
        names: As printed, in Chinese or English or both; the language is told per cell.
        countries: As printed, in either language, or ISO 3166-1 codes; empty where unknown.
        regions: As printed (`California`, `安徽`); empty where unknown.
        dates: ISO 8601 with their own precision; empty where unknown.
        positions: Number in the list as stated (`12`, `No. 12`, `第十二`); empty where none is.
        blocks: The joined values of the `--by` columns: only rows with equal ones are compared.
    """

    names: tuple[str, ...]
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for column in ("countries", "regions", "dates", "positions", "blocks"):
            length = len(getattr(self, column))
            if length not in (0, len(self.names)):
                raise UsageError(
                    f"{len(self.names)} names, but {length} {column}",
                    hint="Every column holds one value per row; leave unknown values empty.",
                )

    def __len__(self) -> int:
        return len(self.names)

    def take(self, rows: Sequence[int]) -> Side:
        """The rows given, in the order given."""
        return Side(
            names=tuple(self.names[row] for row in rows),
            countries=tuple(self.countries[row] for row in rows) if self.countries else (),
            regions=tuple(self.regions[row] for row in rows) if self.regions else (),
            dates=tuple(self.dates[row] for row in rows) if self.dates else (),
            positions=tuple(self.positions[row] for row in rows) if self.positions else (),
            blocks=tuple(self.blocks[row] for row in rows) if self.blocks else (),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchOptions:
    """How to match.

    Attributes:
        threshold: Confidence from which a pair is a `match`; from half of it on it is `possible`.
            `None`: the threshold that did best on our own lists.
        gazetteer: `default`, `none` (no table of place names but the Japanese readings), or the
            path of a gazetteer file that `reconcile gazetteer build` made.
        must_link: Pairs of 0-based rows (left, right) that a person has decided are one place.
        cannot_link: Pairs of rows that a person has decided are not.
        top: Number of candidates to rank for each left row; `None` assigns one to one.
    """

    threshold: float | None = None
    gazetteer: str | Path = "default"
    must_link: frozenset[tuple[int, int]] = frozenset()
    cannot_link: frozenset[tuple[int, int]] = frozenset()
    top: int | None = None

    def __post_init__(self) -> None:
        if self.threshold is not None and not 0 <= self.threshold <= 1:
            raise UsageError(
                f"threshold {self.threshold} is no probability", hint="Choose it between 0 and 1."
            )
        if self.top is not None and self.top < 1:
            raise UsageError(f"top {self.top} asks for no candidate", hint="Choose 1 or more.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What became of a row: a pair, or a row left alone.

    Attributes:
        left: 0-based row of the left list, `None` for `right_only`.
        right: 0-based row of the right list, `None` for `left_only`.
        confidence: Calibrated probability that the pair is one place; for a row left alone, that
            of the best pair it could have made (0 without any).
        outcome: `match`, `possible`, `left_only` or `right_only`.
        margin: Log-odds between this pair and the best rival of either row.
        reasons: Plain English, the strongest first.
        rank: Place among the candidates of the left row, from 1; `None` where assigned.
    """

    left: int | None
    right: int | None
    confidence: float
    outcome: Outcome
    margin: float
    reasons: tuple[str, ...] = ()
    rank: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One step of the waterfall that `explain` shows.

    Attributes:
        name: The comparison, or `prior` (two names taken at random) or `calibration`.
        value: What the comparison measured; its range is told in `meaning`.
        weight: Its contribution in log-odds. All weights add up to the log-odds of `confidence`.
        detail: What was compared, in words.
        meaning: What the comparison looks at.
    """

    name: str
    value: float
    weight: float
    detail: str
    meaning: str = ""
