"""Trouble with a run. (Trouble in the data is a `Finding`, never an exception.)

    ReconcileError
    +-- UsageError            exit 2   the command or its options make no sense together
    |   +-- ConflictError     exit 2   somebody else changed meanwhile what was to be changed
    +-- ConfigurationError    exit 2   reconcile.toml, source.toml or report.toml is wrong
    +-- UnreadableError       exit 3   a file is missing, in another encoding, ragged, ...
    +-- NothingCheckedError   exit 5   the run ended without having checked anything

Every message says what was found, where, what was expected, and what to do next.
"""

from __future__ import annotations

from typing import ClassVar


class ReconcileError(Exception):
    """A run that cannot go on.

    Args:
        message: What was found and what was expected, in one sentence.
        where: The file, and the line where one is known (`sources/a/source.toml:3`).
        hint: What the user can do next.
    """

    exit_code: ClassVar[int] = 3
    http_status: ClassVar[int] = 500

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\n  {self.hint}" if self.hint else head


class UsageError(ReconcileError):
    """Options or arguments that make no sense."""

    exit_code = 2
    http_status = 400


class ConfigurationError(ReconcileError):
    """A configuration file that says something wrong or leaves something out."""

    exit_code = 2
    http_status = 422


class UnreadableError(ReconcileError):
    """A file that is missing or cannot be understood as what it claims to be."""

    exit_code = 3
    http_status = 422


class NothingCheckedError(ReconcileError):
    """A run that ended without having compared or validated a single row."""

    exit_code = 5
    http_status = 422


class ConflictError(UsageError):
    """Somebody else changed meanwhile what was to be changed."""

    http_status = 409
