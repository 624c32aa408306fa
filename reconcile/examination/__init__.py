"""What is wrong with an installation or a workspace, each with what to do about it.

A doctor never breaks on what it finds: whatever an examination raises becomes its result.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reconcile.examination.diagnosis import Diagnosis
from reconcile.examination.installation import examine_installation
from reconcile.examination.workspace import examine_workspace

__all__ = ["Diagnosis", "doctor"]


def doctor(folder: Path | None = None, *, today: str = "") -> tuple[Diagnosis, ...]:
    """Examine this installation, and the workspace around a folder: what `reconcile doctor` does.

    Args:
        folder: Where to look for a workspace, upwards; the current folder by default.
        today: The day on which decisions may have expired (ISO).

    Returns:
        What was examined, in the order of examination: `fine`, `note` (a choice that one should
        know of) or `wrong`.
    """

    def everything() -> Iterator[Diagnosis]:
        yield from examine_installation()
        yield from examine_workspace(folder, today=today)

    return tuple(everything())
