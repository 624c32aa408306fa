"""Which findings are shown, in which order, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from reconcile.model import Finding
from reconcile.reporters.html import chinese
from reconcile.service.review.live import State

SHOWN = ("open", "unsure", "decided", "explained", "all")
FEW = 6  # places up to which a finding can be about one pair
AROUND = 40  # rows of the list on either side of the one that is looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a curator looks at: the address of the page as a value.

    Attributes:
        report: Name of the report.
        finding: Id of the finding; '' for the first that fits.
        show: One of `SHOWN`.
        kind: Only findings of this kind; '' for all.
        q: Only findings that say this.
        done: Id of the finding that was decided (or left) just now.
    """

    report: str = ""
    finding: str = ""
    show: str = "open"
    kind: str = ""
    q: str = ""
    done: str = ""

    @classmethod
    def of(cls, told: Mapping[str, str]) -> View:
        """From a query or a form; what makes no sense there is left out."""
        texts = {name: told.get(name, "")[:200] for name in cls.__slots__}
        if texts["show"] not in SHOWN:
            texts["show"] = "open"
        return cls(**texts)

    def to(self, **changes: str) -> str:
        """The address of this view with changes; `done` is told once only."""
        changed = replace(self, **({"done": ""} | changes))
        told = {
            name: value
            for name in self.__slots__
            if (value := getattr(changed, name)) and (name, value) != ("show", "open")
        }
        return "/?" + urlencode(told) if told else "/"

    @property
    def hidden(self) -> dict[str, str]:
        """What a form sends along, so that its answer is the same view."""
        names = ("report", "show", "kind", "q")
        return {name: value for name in names if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Queue:
    """The findings of a view.

    Attributes:
        rows: All that fit, in reading order.
        at: Place of the one that is looked at among them, from 0; -1 where it does not fit.
        current: The one that is looked at.
        counts: How many findings each choice of `show` has.
        kinds: The kinds that occur among what `show` shows, with how many findings.
    """

    rows: tuple[Finding, ...]
    at: int
    current: Finding | None
    counts: Mapping[str, int]
    kinds: Mapping[str, int]

    @property
    def window(self) -> tuple[tuple[int, Finding], ...]:
        """The rows around the current one with their places, for a list of any length."""
        first = max(0, self.at - AROUND)
        rows = self.rows[first : max(self.at, 0) + AROUND + 1]
        return tuple(enumerate(rows, start=first))

    def next_after(self, finding: str) -> str:
        """The id of what comes after a finding, round to the first; '' where nothing is left."""
        ids = [row.id for row in self.rows]
        if finding not in ids:
            return ids[0] if ids else ""
        after = ids[(ids.index(finding) + 1) % len(ids)]
        return "" if after == finding else after

    @property
    def before(self) -> str:
        """The id of the row above the current one; '' at the first."""
        return self.rows[self.at - 1].id if self.at > 0 else ""

    @property
    def after(self) -> str:
        """The id of the row below the current one; '' at the last."""
        return self.rows[self.at + 1].id if -1 <= self.at < len(self.rows) - 1 else ""


def standing(finding: Finding, state: State) -> str:
    """How a finding stands for a curator: one of `SHOWN` but `all`."""
    if finding.id in state.standing and finding.decision:
        return "decided"
    if finding.status == "explained":
        return "explained"
    return "unsure" if finding.id in state.unsure else "open"


def queue(state: State, view: View) -> Queue:
    """The findings that a view shows, and the one that it looks at."""
    stand = {finding.id: standing(finding, state) for finding in state.report.findings}
    counts = {show: sum(fits(value, show) for value in stand.values()) for show in SHOWN}
    shown = [f for f in state.report.findings if fits(stand[f.id], view.show)]
    # A pair that is decided settles what each of its rows was said to lack: it comes first.
    shown.sort(key=lambda finding: finding.kind != "possible_match")
    kinds: dict[str, int] = {}
    for finding in shown:
        kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
    sought = view.q.casefold().split()
    rows = tuple(
        finding
        for finding in shown
        if (not view.kind or finding.kind == view.kind)
        and (not sought or all(word in _said(finding) for word in sought))
    )
    ids = [row.id for row in rows]
    current = state.findings.get(view.finding) or (rows[0] if rows and not view.finding else None)
    at = ids.index(current.id) if current and current.id in ids else -1
    return Queue(rows, at, current, counts, kinds)


def fits(stand: str, show: str) -> bool:
    """Whether a finding that stands so is shown; what somebody was unsure of is open still."""
    return show in ("all", stand) or (show == "open" and stand == "unsure")


def progress(state: State) -> tuple[int, int]:
    """How many were decided, of how many that are to decide."""
    done = sum(finding.decision is not None for finding in state.report.findings)
    # A pair that was decided leaves the findings as soon as it is compared anew.
    gone = [f for f, decision in state.standing.items()
            if f not in state.findings and decision.pair]  # fmt: skip
    still = sum(f.status == "open" and not f.decision for f in state.report.findings)
    return done + len(gone), done + len(gone) + still


def _said(finding: Finding) -> str:
    values = " ".join(value for value in finding.values.values() if value)
    title = " ".join(chinese.title(finding.kind))
    return f"{finding.id} {finding.message} {values} {title}".casefold()


@dataclass(frozen=True, slots=True)
class Choice:
    """A verdict as the page offers it."""

    verdict: str
    label: str  # a key of `words`
    key: str = ""  # on the keyboard
    tone: str = ""  # yes, no


def verdicts(finding: Finding) -> tuple[Choice, ...]:
    """What can be decided about a finding, the usual first; `a` accepts and `r` rejects."""
    same = Choice("same", "b_same", "a", "yes")
    apart = Choice("not-the-same", "b_not_same", "r", "no")
    accepted = Choice("accepted", "b_accepted", "a", "yes")
    wrong = Choice("wrong", "b_wrong", "r", "no")
    fixed = Choice("fixed-upstream", "b_fixed", "f")
    if finding.kind == "possible_match":
        return same, apart
    places = [place for place in finding.entries if place.table == "entries"]
    if len({place.source for place in places}) < 2 or len(places) > FEW:
        return accepted, wrong, fixed
    return accepted, wrong, fixed, replace(same, key="", tone=""), replace(apart, key="", tone="")
