"""Who decided what, and what was taken back: `history.jsonl` beside `decisions.toml`.

`decisions.toml` says what holds; this file says how it came about. One act per line, in the order
in which they happened, nothing ever rewritten: such a file merges line by line in git and is read
by people and by `jq` alike. What was changed in `decisions.toml` by hand is noticed and told here
with the next act, so the two always end up saying the same.

    {"at":"2026-11-22T09:30:00Z","by":"Ada","did":"decided","finding":"possible_match-0a..",
     "verdict":"same","reason":"one town, two spellings","date":"2026-11-22"}
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from reconcile.decisions.load import Decision
from reconcile.files import sync_folder, unwritable

FILE = "history.jsonl"
Did = Literal["decided", "undone", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that somebody did about a finding.

    Attributes:
        at: When, ISO 8601 in UTC; only the day for what was changed by hand.
        by: Who did it; '' where nobody tells.
        did: `decided`, `undone` (took a decision back), or `unsure` (left it, with a note).
        reason: Of the decision, also of one that was undone; the note of who was unsure.
        of: Who had made the decision that was undone.
        date: Day of the decision.
        how: `file` for what was noticed in `decisions.toml`, changed by hand or by git.
    """

    at: str
    by: str
    did: Did
    finding: str
    verdict: str = ""
    reason: str = ""
    of: str = ""
    date: str = ""
    until: str = ""
    how: str = ""


def load_history(folder: Path) -> tuple[Act, ...]:
    """The acts of a report in their order; none where there is no file.

    A line that is no act (the rest of a write that a power cut ended) is passed over: nothing was
    acknowledged of it, and `decisions.toml` is what holds.
    """
    try:
        data = (folder / FILE).read_bytes()
    except OSError:
        return ()
    found = (_act(line) for line in data.decode("utf-8", "replace").split("\n"))
    return tuple(act for act in found if act)


def append_acts(folder: Path, acts: Sequence[Act]) -> None:
    """Add acts to the history, safe on the disk; whoever calls holds the folder's lock.

    Raises:
        UnreadableError: It cannot be written.
    """
    path = folder / FILE
    text = "".join(_line(act) for act in acts)
    try:
        new = not path.exists()
        with path.open("a+b") as file:
            file.seek(0, os.SEEK_END)
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # a write that was cut off: it stays a line of its own
                    text = "\n" + text
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(folder)
    except OSError as error:
        raise unwritable(path, error) from None


def decided(decision: Decision, *, at: str, how: str = "") -> Act:
    """The act of making a decision."""
    return Act(
        at=at, by=decision.by, did="decided", finding=decision.finding, verdict=decision.verdict,
        reason=decision.reason, date=decision.date, until=decision.until, how=how,
    )  # fmt: skip


def undone(decision: Decision, *, by: str, at: str) -> Act:
    """The act of taking a decision back."""
    return Act(
        at=at, by=by, did="undone", finding=decision.finding, verdict=decision.verdict,
        reason=decision.reason, of=decision.by, date=decision.date, until=decision.until,
    )  # fmt: skip


def noticed(acts: Iterable[Act], decisions: Sequence[Decision], *, at: str) -> tuple[Act, ...]:
    """What the history lacks to end where `decisions.toml` stands.

    Args:
        acts: The history so far.
        decisions: What stands in the file.
        at: The time of noticing, for what is gone.
    """
    told: dict[str, Act] = {}
    for act in acts:
        if act.did == "decided":
            told[act.finding] = act
        elif act.did == "undone":
            told.pop(act.finding, None)
    standing = {decision.finding: decision for decision in decisions}
    gone = [
        Act(
            at=at, by="", did="undone", finding=act.finding, verdict=act.verdict,
            reason=act.reason, of=act.by, date=act.date, until=act.until, how="file",
        )
        for act in told.values()
        if act.finding not in standing
    ]  # fmt: skip
    new = [
        decided(decision, at=decision.date or at, how="file")
        for decision in standing.values()
        if decision.finding not in told or not _same(told[decision.finding], decision)
    ]
    return (*gone, *new)


def _same(act: Act, decision: Decision) -> bool:
    fields = ("verdict", "reason", "by", "date", "until")
    return all(getattr(act, name) == getattr(decision, name) for name in fields)


def _line(act: Act) -> str:
    told = {name: value for name, value in asdict(act).items() if value or name == "by"}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def _act(line: str) -> Act | None:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, Mapping) or told.get("did") not in get_args(Did):
        return None
    texts = {name: str(told.get(name, "")) for name in Act.__slots__ if name != "did"}
    if not texts["finding"]:
        return None
    return Act(**texts, did=cast(Did, told["did"]))
