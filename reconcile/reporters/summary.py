"""How many findings a report holds, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.model import SEVERITIES, Finding, Severity

_PLURALS = {"error": "errors", "warning": "warnings", "info": "infos"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of findings.

    Attributes:
        open: Unexplained ones by severity; baselined ones are among them.
        explained: Those that a source, the gazetteer or a convention explains.
        accepted: Those that a decision covers.
        baselined: Open ones that the baseline holds already.
    """

    open: Mapping[Severity, int]
    explained: int
    accepted: int
    baselined: int

    @property
    def clean(self) -> bool:
        """Whether nothing is open and nothing had to be accepted."""
        return not sum(self.open.values()) and not self.accepted

    @property
    def sentence(self) -> str:
        """All counts in one line; accepted findings are always named, so they are never hidden.

        Example:
            >>> Summary(open={"error": 1, "warning": 8, "info": 0}, explained=5, accepted=0,
            ...         baselined=0).sentence
            '1 error, 8 warnings open; 5 explained; 0 accepted'
        """
        counts = [counted(self.open[s], s) for s in SEVERITIES if s != "info" or self.open[s]]
        text = f"{', '.join(counts)} open; {self.explained} explained; {self.accepted} accepted"
        return f"{text}; {self.baselined} in the baseline" if self.baselined else text


def summarise(findings: Sequence[Finding]) -> Summary:
    """The counts over a report's findings."""
    open_ones = [f for f in findings if f.status == "open"]
    return Summary(
        open={s: sum(f.severity == s for f in open_ones) for s in SEVERITIES},
        explained=sum(f.status == "explained" for f in findings),
        accepted=sum(f.status == "accepted" for f in findings),
        baselined=sum(f.new is False for f in open_ones),
    )


def counted(number: int, severity: Severity) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {severity if number == 1 else _PLURALS[severity]}"
