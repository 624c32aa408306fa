"""The decisions of a report as a store that many may change at once.

Every change holds the report's folder (`files.locked`), reads what stands there, checks that it is
what the caller has seen, replaces `decisions.toml` as a whole and adds to `history.jsonl`. Only
then does it return: what was acknowledged is safe, and a change that would lose somebody else's
decision is refused with a `ConflictError`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reconcile.decisions import history
from reconcile.decisions.load import Decision, load_decisions
from reconcile.decisions.write import with_decisions, without_decision
from reconcile.errors import ConflictError
from reconcile.files import locked, replace_file


@dataclass(slots=True)
class _Held:
    """The files of one report while one writer has them to himself."""

    path: Path
    text: str
    decisions: tuple[Decision, ...]
    acts: list[history.Act] = field(default_factory=list)

    def standing(self, finding: str) -> Decision | None:
        """The latest decision on a finding."""
        found = [decision for decision in self.decisions if decision.finding == finding]
        return found[-1] if found else None


def add_decision(path: Path, decision: Decision, *, at: str = "", seen: str | None = None) -> None:
    """Add a decision.

    Args:
        path: The report's `decisions.toml`.
        decision: What was decided.
        at: The moment, ISO 8601 in UTC, for the history; else the decision's day.
        seen: Token of the decision on this finding that the caller has seen, which is then taken
            back in the same step; '' or `None` where there must be none.

    Raises:
        ConflictError: The finding was decided otherwise meanwhile.
        ConfigurationError: The file as it stands is wrong, or would contradict itself.
        UnreadableError: It cannot be written.
    """
    moment = at or decision.date
    with _held(path, moment) as held:
        text, before = held.text, list(held.decisions)
        if seen:
            _check(held, decision.finding, seen)
            text, removed = without_decision(text, before, decision.finding, path)
            before.remove(removed)
            held.acts.append(history.undone(removed, by=decision.by, at=moment))
        replace_file(path, with_decisions(text, before, [decision], path))
        held.acts.append(history.decided(decision, at=moment))


def add_all(decisions: Mapping[Path, Sequence[Decision]], *, at: str) -> None:
    """Add decisions to the files of several reports: all of them, or none.

    Raises:
        ConflictError: One of the findings was decided meanwhile.
        UnreadableError: A file cannot be written; the ones before it are put back.
    """
    with contextlib.ExitStack() as stack:
        # One order for everybody, so that two writers never wait for each other.
        all_held = [stack.enter_context(_held(path, at)) for path in sorted(decisions)]
        texts = [with_decisions(h.text, h.decisions, decisions[h.path], h.path) for h in all_held]
        done: list[_Held] = []
        try:
            for held, text in zip(all_held, texts, strict=True):
                replace_file(held.path, text)
                done.append(held)
        except Exception:
            for held in done:
                if held.text:
                    replace_file(held.path, held.text)
                else:
                    held.path.unlink()
            raise
        for held in all_held:
            held.acts += [history.decided(each, at=at) for each in decisions[held.path]]


def remove_decision(
    path: Path, finding: str, *, by: str = "", at: str = "", seen: str | None = None
) -> Decision:
    """Take the latest decision on a finding back.

    Args:
        path: The report's `decisions.toml`.
        finding: The finding's id.
        by: Who takes it back, for the history.
        at: The moment, for the history.
        seen: Token of the decision that the caller has seen; `None`: whichever it is.

    Returns:
        The decision that was removed.

    Raises:
        UsageError: There is none.
        ConflictError: Another one stands there by now.
    """
    with _held(path, at) as held:
        if seen is not None:
            _check(held, finding, seen)
        text, removed = without_decision(held.text, held.decisions, finding, path)
        replace_file(path, text)
        held.acts.append(history.undone(removed, by=by, at=at or removed.date))
    return removed


def note_unsure(path: Path, finding: str, *, note: str, by: str, at: str) -> None:
    """Write down that somebody looked at a finding and could not decide it; nothing is decided."""
    with _held(path, at) as held:
        held.acts.append(history.Act(at=at, by=by, did="unsure", finding=finding, reason=note))


@contextlib.contextmanager
def _held(path: Path, at: str) -> Iterator[_Held]:
    """Holds the report's folder; what `acts` collects is told in the history at the end."""
    folder = path.parent
    with locked(folder):
        for left in folder.glob(f".{path.name}.*.part"):  # of a writer that was killed
            left.unlink(missing_ok=True)
        decisions = load_decisions(path)
        text = path.read_bytes().decode("utf-8-sig") if path.is_file() else ""
        acts = history.noticed(history.load_history(folder), decisions, at=at)
        held = _Held(path, text, decisions, list(acts))
        yield held
        history.append_acts(folder, held.acts)


def _check(held: _Held, finding: str, seen: str) -> None:
    standing = held.standing(finding)
    if (standing.token if standing else "") == seen:
        return
    if standing is None:
        raise ConflictError(
            f"the decision on {finding} was taken back meanwhile", hint="Look at it again."
        )
    raise ConflictError(
        f'{finding} was decided meanwhile: "{standing.verdict}" ({standing.reason}) by '
        f"{standing.by or '?'} on {standing.date}",
        hint="Leave that decision, or take it back first.",
    )
