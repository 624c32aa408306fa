"""Peak memory of a process and all that it starts, seen from outside (Linux)."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.25  # seconds between two looks


@dataclass(slots=True)
class Peak:
    """The most that was seen so far, in MB; 0 where nothing can be seen."""

    megabytes: float = 0.0


@contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """Look at a process and its descendants now and then, until the block ends.

    Resident memory is added up, so that pages which several of them share count several times.
    What one process reached between two looks, the system tells when it has ended.
    """
    peak, over = Peak(), threading.Event()

    def look() -> None:
        while not over.wait(_EVERY):
            peak.megabytes = max(peak.megabytes, resident(pid) / (1 << 20))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def resident(pid: int) -> int:
    """Bytes of memory that a process and its descendants hold; 0 where it is gone."""
    try:
        folder = Path("/proc") / str(pid)
        pages = int((folder / "statm").read_text().split()[1])
        threads = [path.read_text() for path in folder.glob("task/*/children")]
    except (OSError, ValueError):
        return 0
    children = (int(child) for some in threads for child in some.split())
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(map(resident, children))
