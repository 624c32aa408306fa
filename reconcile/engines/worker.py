"""A process that carries out the tasks that its parent names, one at a time.

Tasks come as JSON lines on stdin and are answered on stdout. When stdin closes, the parent has
gone, and the process ends at once, so that none is ever left behind.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import TextIO

from reconcile.engines.arrow import write_whole
from reconcile.engines.steps import run_step
from reconcile.errors import ReconcileError


def main() -> None:
    """Answer the parent until it goes."""
    collect_seldom()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else is printed is a message, no answer
    lines: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    while True:
        _answer(json.loads(lines.get()), answers)


def collect_seldom() -> None:
    """Have Python look for garbage in cycles a hundredth as often: for processes of our own.

    A list of a hundred thousand rows is a million small objects of which none is garbage; looking
    through them again and again took a seventh of the time.
    """
    gc.set_threshold(100_000, 50, 100)


def _listen(lines: SimpleQueue[str]) -> None:
    for line in sys.stdin:
        lines.put(line)
    os._exit(0)


def _answer(task: dict[str, object], answers: TextIO) -> None:
    """Carry a task out; say nothing when all is well, else what went wrong."""
    said: dict[str, str] = {}
    try:
        carry_out(**task)  # type: ignore[arg-type]  # the parent wrote them
    except ReconcileError as error:
        said = {
            "kind": type(error).__name__, "message": error.message, "where": error.where,
            "hint": error.hint,
        }  # fmt: skip
    except BaseException as error:
        said = {"kind": "", "message": f"{type(error).__name__}: {error}"}
    answers.write(json.dumps(said) + "\n")
    answers.flush()


def carry_out(step: str, inputs: list[str], output: str, settings: str) -> None:
    """Read the inputs, run the step, write the output whole or not at all."""
    data = [Path(path).read_bytes() for path in inputs]
    write_whole(Path(output), run_step(step, data, settings))
