"""`decisions.toml`, read strictly: a typing error must not pass for a decision."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from reconcile.errors import ConfigurationError
from reconcile.model import Entry
from reconcile.settings import TomlTable, shown

Verdict = Literal["accepted", "wrong", "fixed-upstream", "same", "not-the-same"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
PAIR_VERDICTS = ("same", "not-the-same")
_HEAD = re.compile(r"\s*\[\[\s*decision\s*\]\]")
_LONG_TEXT = re.compile(r"(\"{3}|'{3}).*?\1", re.DOTALL)  # may hold what looks like a decision


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """An entry as a decision names it: by what it says, never by its line."""

    source: str
    name: str
    country: str = ""

    def __str__(self) -> str:
        return f"{self.source}: {self.name}" + (f", {self.country}" if self.country else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of a person about one finding.

    Attributes:
        number: Its place in the file, from 1.
        line: The line on which it begins.
        pair: The entries that a verdict on a pair speaks of.
        until: The last day on which it holds; '' for ever.
    """

    number: int
    line: int
    finding: str
    verdict: Verdict
    reason: str
    by: str
    date: str
    until: str = ""
    pair: tuple[Key, ...] = ()

    def holds(self, today: str) -> bool:
        """Whether it is still in force."""
        return not self.until or today <= self.until

    @property
    def token(self) -> str:
        """Eight hex digits that differ wherever two decisions say something else."""
        said = (self.finding, self.verdict, self.reason, self.by, self.date, self.until)
        return hashlib.blake2b("\x1f".join(said).encode(), digest_size=4).hexdigest()


def key_of(entry: Entry) -> Key:
    """The key of an entry."""
    return Key(entry.source, entry.name, entry.country)


def load_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a report, in the order of the file; none where there is no file.

    Raises:
        ConfigurationError: The file says something wrong, or two decisions contradict each other;
            both are named.
    """
    if not path.is_file():
        return ()
    return _decisions(TomlTable.at(path), path)


def parse_decisions(text: str, path: Path) -> tuple[Decision, ...]:
    """The decisions of a text that the file at `path` holds, or will; see `load_decisions`."""
    return _decisions(TomlTable.of(text, path), path)


def _decisions(table: TomlTable, path: Path) -> tuple[Decision, ...]:
    table.only("decision")
    text = _LONG_TEXT.sub(lambda found: "\n" * found[0].count("\n"), table.text_of_file)
    lines = [n for n, line in enumerate(text.split("\n"), start=1) if _HEAD.match(line)]
    rows = table.tables("decision")
    lines += [1] * (len(rows) - len(lines))  # written as one array: no line of its own
    found = tuple(
        _decision(number, line, row)
        for number, (line, row) in enumerate(zip(lines, rows, strict=False), start=1)
    )
    check_agreement(found, path)
    return found


def _decision(number: int, line: int, row: TomlTable) -> Decision:
    row.only("finding", "verdict", "reason", "by", "date", "until", "pair")
    keys = []
    for member in row.tables("pair"):
        member.only("source", "name", "country")
        keys.append(
            Key(
                member.text("source", required=True),
                member.text("name", required=True),
                member.text("country"),
            )
        )
    verdict = row.choice("verdict", VERDICTS)
    if verdict in PAIR_VERDICTS and len(keys) < 2:
        raise row.problem(
            "pair", f'the verdict "{verdict}" needs the two entries that it speaks of', ()
        )
    return Decision(
        number=number,
        line=line,
        finding=row.text("finding", required=True),
        verdict=verdict,
        reason=row.text("reason", required=True),
        by=row.text("by"),
        date=row.date("date"),
        until=row.date("until"),
        pair=tuple(sorted(keys)),
    )


def check_agreement(decisions: Sequence[Decision], path: Path) -> None:
    """Two verdicts on one finding, or on one pair, must not contradict each other."""
    first: dict[object, Decision] = {}
    for decision in decisions:
        for subject in {decision.finding, decision.pair or decision.finding}:
            earlier = first.setdefault(subject, decision)
            if earlier.verdict != decision.verdict:
                raise ConfigurationError(
                    f'decisions {earlier.number} ("{earlier.verdict}", by {earlier.by or "?"}, '
                    f'{earlier.date}) and {decision.number} ("{decision.verdict}", by '
                    f"{decision.by or '?'}, {decision.date}) on {decision.finding} contradict "
                    "each other",
                    where=shown(path),
                    hint="Delete one of them, or take the later one back with "
                    f"`reconcile undo {decision.finding}`.",
                )
