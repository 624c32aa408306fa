"""A service in a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Running:
    """The process, its address, and what it has said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        assert process.stderr
        for line in process.stderr:
            self.said.append(line)
            if found := re.search(r"at (http://\S+)", line):
                self.url = found[1].rstrip("/")
                break
        else:
            raise AssertionError("".join(self.said))
        threading.Thread(target=lambda: self.said.extend(process.stderr or ()), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2].partition("/")[0])


@contextmanager
def running(workspace: Path, *arguments: str, command: str = "serve", **env: str
            ) -> Iterator[Running]:  # fmt: skip
    """`reconcile serve`, ready to answer."""
    process = subprocess.Popen(
        [sys.executable, "-m", "reconcile", "--workspace", workspace, command, "--port", "0",
         *arguments],
        stderr=subprocess.PIPE, text=True, encoding="utf-8", env=os.environ | env,
    )  # fmt: skip
    try:
        yield Running(process)
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()
