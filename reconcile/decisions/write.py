"""Writing decisions: comments and order stay, the file is replaced as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.decisions.load import Decision, check_agreement, load_decisions
from reconcile.errors import UnreadableError, UsageError

if TYPE_CHECKING:
    from tomlkit.items import Table

_HEADER = "# Decisions on the findings of this report; written by `reconcile decide`.\n"


def add_decision(path: Path, decision: Decision) -> None:
    """Append a decision.

    Raises:
        UsageError: The finding has one already, which must be taken back first.
        ConfigurationError: The file as it stands is wrong.
        UnreadableError: It cannot be written.
    """
    replace_file(path, with_decisions(path, [decision]))


def with_decisions(path: Path, decisions: Sequence[Decision]) -> str:
    """The text of the file with more decisions appended; nothing is written.

    Raises:
        UsageError: A finding has a decision already, which must be taken back first.
        ConfigurationError: The file as it stands is wrong, or the decisions contradict each other.
    """
    import tomlkit

    before = load_decisions(path)
    decided = {earlier.finding: earlier for earlier in before}
    for decision in decisions:
        if earlier := decided.get(decision.finding):
            raise UsageError(
                f'{decision.finding} was decided already: "{earlier.verdict}" '
                f"({earlier.reason}) by {earlier.by or '?'} on {earlier.date}",
                hint=f"Take it back first: reconcile undo {decision.finding}",
            )
    numbered = (replace(d, number=n) for n, d in enumerate(decisions, len(before) + 1))
    check_agreement([*before, *numbered], path)
    document = tomlkit.parse(path.read_text("utf-8") if path.is_file() else f"{_HEADER}\n")
    if "decision" not in document:
        document["decision"] = tomlkit.aot()
    for decision in decisions:
        document["decision"].append(_row(decision))
    return tomlkit.dumps(document)


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


def remove_decision(path: Path, finding: str) -> Decision:
    """Take the latest decision on a finding back.

    Returns:
        The decision that was removed.

    Raises:
        UsageError: There is none.
    """
    import tomlkit

    found = [d for d in load_decisions(path) if d.finding == finding]
    if not found:
        raise UsageError(
            f"there is no decision on {finding}",
            hint="`reconcile check -v` lists accepted findings with their ids.",
        )
    document = tomlkit.parse(path.read_text("utf-8"))
    rows = document["decision"]
    del rows[found[-1].number - 1]
    if not rows:
        del document["decision"]
    replace_file(path, tomlkit.dumps(document))
    return found[-1]


def replace_file(path: Path, text: str) -> None:
    """Put `text` in place of a file, as a whole or not at all, and safe on the disk."""
    try:
        handle, part = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(part).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(part).replace(path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnreadableError(
            f"cannot be written: {error.strerror}",
            where=str(path),
            hint="Nothing was changed. Check the folder's rights and the free space.",
        ) from None
