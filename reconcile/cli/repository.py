"""Where a folder stands in its Git repository, since CI names files from the repository's top."""

from __future__ import annotations

from pathlib import Path


def from_top(folder: Path) -> str:
    """From the top of the Git repository to a folder, ending in `/`; empty at the top itself.

    Outside of any repository the folder counts as the top.
    """
    folder = folder.resolve()
    for top in (folder, *folder.parents):
        if (top / ".git").exists():  # a folder, or a file in a work tree of `git worktree`
            path = folder.relative_to(top).as_posix()
            return "" if path == "." else f"{path}/"
    return ""
