"""The text of `decisions.toml` with more or fewer decisions: comments and order stay.

Lines are added at the end and cut out of the middle, which keeps every other byte and stays fast
in a file of thousands. Where that would not say what is meant (decisions written as one array),
the document is taken apart and put together again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.decisions.load import Decision, check_agreement, parse_decisions
from reconcile.errors import ConfigurationError, ConflictError, UsageError

if TYPE_CHECKING:
    from tomlkit.items import InlineTable, Table

_HEADER = "# Decisions on the findings of this report; written by `reconcile decide`.\n"


def with_decisions(
    text: str, before: Sequence[Decision], decisions: Sequence[Decision], path: Path
) -> str:
    """The text with more decisions appended; nothing is written.

    Args:
        text: What the file says; '' where there is none.
        before: The decisions that it holds.
        decisions: What to append.
        path: The file, for errors.

    Raises:
        ConflictError: A finding has a decision already, which must be taken back first.
        ConfigurationError: The text is wrong, or the decisions contradict each other.
    """
    import tomlkit

    decided = {earlier.finding: earlier for earlier in before}
    for decision in decisions:
        if earlier := decided.get(decision.finding):
            raise ConflictError(
                f'{decision.finding} was decided already: "{earlier.verdict}" '
                f"({earlier.reason}) by {earlier.by or '?'} on {earlier.date}",
                hint=f"Take it back first: reconcile undo {decision.finding}",
            )
    numbered = [replace(d, number=n) for n, d in enumerate(decisions, len(before) + 1)]
    check_agreement([*before, *numbered], path)
    rows = [_row(decision) for decision in decisions]
    added = "\n".join(f"[[decision]]\n{tomlkit.dumps(row)}" for row in rows)
    made = f"{(text or _HEADER).rstrip()}\n\n{added}"
    if _says(made, [*before, *numbered], path):
        return made
    document = tomlkit.parse(text)
    for row in rows:
        document["decision"].append(_inline(row))  # they stand in one array
    return tomlkit.dumps(document)


def without_decision(
    text: str, before: Sequence[Decision], finding: str, path: Path
) -> tuple[str, Decision]:
    """The text without the latest decision on a finding; nothing is written.

    Returns:
        The text, and the decision that it lacks.

    Raises:
        UsageError: There is none.
    """
    import tomlkit

    found = [decision for decision in before if decision.finding == finding]
    if not found:
        raise UsageError(
            f"there is no decision on {finding}",
            hint="`reconcile check -v` lists accepted findings with their ids.",
        )
    gone = found[-1]
    left = [decision for decision in before if decision is not gone]
    made = _without_lines(text, gone, before)
    if not _says(made, left, path):
        document = tomlkit.parse(text)
        del document["decision"][gone.number - 1]
        if not document["decision"]:
            del document["decision"]
        made = tomlkit.dumps(document)
    return made, gone


def _without_lines(text: str, gone: Decision, all_of_them: Sequence[Decision]) -> str:
    """The text without a decision's lines; comments that stand below it are the next one's."""
    lines = text.split("\n")
    later = [decision.line for decision in all_of_them if decision.line > gone.line]
    end = min(later, default=len(lines) + 1) - 1
    while end > gone.line and (not lines[end - 1].strip() or lines[end - 1].lstrip()[0] == "#"):
        end -= 1
    before, after = lines[: gone.line - 1], lines[end:]
    while before and after and not before[-1].strip() and not after[0].strip():
        after.pop(0)
    return "\n".join([*before, *after]).rstrip("\n") + "\n"


def _says(text: str, meant: Sequence[Decision], path: Path) -> bool:
    """Whether a text holds these decisions, wherever they stand in it."""
    try:
        found = parse_decisions(text, path)
    except ConfigurationError:
        return False
    return [_bare(decision) for decision in found] == [_bare(decision) for decision in meant]


def _bare(decision: Decision) -> Decision:
    return replace(decision, number=0, line=0, pair=tuple(sorted(decision.pair)))


def _inline(row: Table) -> InlineTable:
    import tomlkit

    made = tomlkit.inline_table()
    made.update(row.unwrap())
    return made


def _row(decision: Decision) -> Table:
    import tomlkit

    row = tomlkit.table()
    for name in ("finding", "verdict", "reason", "by", "date", "until"):
        if value := getattr(decision, name):
            row[name] = value
    if decision.pair:
        members = tomlkit.array()
        for key in decision.pair:
            member = tomlkit.inline_table()
            member.update({"source": key.source, "name": key.name, "country": key.country})
            members.append(member)
        row["pair"] = members.multiline(True)
    return row
