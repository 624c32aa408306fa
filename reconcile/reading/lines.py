"""Lines of an original, and the account of what became of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reconcile.model import Anomaly, Tables

_MARK = re.compile(r"\s*\[\s*(\d{1,6})\s*\]", re.ASCII)
_COMMA = re.compile("[,，]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its 1-based number, its text without outer white space, and as it stands."""

    number: int
    text: str
    raw: str


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line that the reader could not place, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from an original.

    Attributes:
        tables: The rows, `anomalies` (oddities of the layout) among them.
        unread: Lines that no rule could place, or only in part, in order: never dropped in
            silence.
        account: What every other line with text is: its number to `entry`, `field`, `heading`,
            `section`, `reference`, `claim`, `prose`, `mention`, `event`, `header`, `rule` or
            `ignored: <reason>`; several joined by `; `; `markup` for a line that shows nothing.
        columns: Printed headers of the tables that were read, and what each was taken for.
    """

    tables: Tables
    unread: tuple[UnreadLine, ...] = ()
    account: dict[int, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def anomalies(self) -> tuple[Anomaly, ...]:
        """Lines whose layout would break a plain reader; they were read all the same."""
        return self.tables.anomalies


@dataclass(slots=True)
class Draft:
    """A reading in the making: every layout fills one."""

    tables: Tables = field(default_factory=Tables)
    roles: dict[int, list[str]] = field(default_factory=dict)
    unread: dict[int, str] = field(default_factory=dict)
    oddities: list[tuple[int, str]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)

    def place(self, line: int, role: str) -> None:
        """Note what a line is; a line may be several things."""
        roles = self.roles.setdefault(line, [])
        if role not in roles:
            roles.append(role)

    def leave(self, line: int, why: str) -> None:
        """Note that a line could not be placed."""
        self.unread.setdefault(line, why)

    def odd(self, line: int, what: str) -> None:
        """Note an oddity of the layout."""
        self.oddities.append((line, what))


def split_lines(text: str) -> tuple[Line, ...]:
    r"""Lines of a text. They end at LF only; a CR before it is trimmed.

    Example:
        >>> [line.text for line in split_lines("Turku\u2028x\r\n\u00a0 Oulu ")]
        ['Turku\u2028x', 'Oulu']
    """
    pieces = text.split("\n")
    return tuple(Line(n, piece.strip(), piece) for n, piece in enumerate(pieces, start=1))


def without_marks(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without its footnote marks, and their numbers in order.

    Example:
        >>> without_marks("Turku [ 3] [ 12]")
        ('Turku', (3, 12))
    """
    return _MARK.sub("", text).strip(), tuple(int(mark) for mark in _MARK.findall(text))


def split_place(text: str) -> tuple[str, str, str]:
    """Name, region and country of `name, region, country`; commas in brackets part nothing.

    Example:
        >>> split_place("Leith , Scotland, the United Kingdom")
        ('Leith', 'Scotland', 'the United Kingdom')
    """
    parts = comma_parts(text)
    if len(parts) == 1:
        return parts[0], "", ""
    return parts[0], ", ".join(parts[1:-1]), parts[-1]


def comma_parts(text: str) -> list[str]:
    """Parts between the commas outside brackets, trimmed; never empty.

    Example:
        >>> comma_parts("Nord (Lille, Roubaix) , France")
        ['Nord (Lille, Roubaix)', 'France']
    """
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        if char in "([（":
            depth += 1
        elif char in ")]）":
            depth = max(0, depth - 1)
        elif not depth and _COMMA.match(char):
            parts.append(text[start:at].strip())
            start = at + 1
    return [*parts, text[start:].strip()]
