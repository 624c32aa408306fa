"""What goes on, and how long it will take, told on stderr while something takes its time."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import click

from reconcile.cli.run import Run

PATIENCE = 1.0  # seconds before anything is shown on a terminal
EVERY = 30.0  # seconds between two lines where stderr is no terminal


@dataclass(slots=True, eq=False)
class State:
    """How far something is, in rows; `total` is 0 while nobody knows."""

    what: str
    done: int = 0
    total: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def tell(self, done: int, total: int) -> None:
        """Take note of the progress."""
        self.done, self.total = done, total


@contextmanager
def waiting(run: Run, what: str) -> Iterator[Callable[[int, int], None]]:
    """Show that `what` goes on, once it has taken a second, unless `-q` was given.

    On a terminal a bar, with the time left where the progress is told by the function given;
    elsewhere a line every half minute, from when the progress is known.

    Returns:
        A function to be called with the rows done and the rows there are.
    """
    state = State(what)
    if run.verbose < 0:
        yield state.tell
        return
    show = _bar if sys.stderr.isatty() else _lines
    thread = threading.Thread(target=show, args=(state,), daemon=True)
    thread.start()
    try:
        yield state.tell
    finally:
        state.over.set()
        thread.join()


def time_left(done: int, total: int, seconds: float) -> str:
    """The estimate of the time left, in words; '' while there is none.

    Example:
        >>> time_left(250, 1000, 60.0)
        'about 3 min left'
    """
    if not 0 < done < total:
        return ""
    left = seconds * (total - done) / done
    if left < 90:
        return f"about {round(left)} s left"
    return (
        f"about {round(left / 60)} min left" if left < 5400 else f"about {left / 3600:.1f} h left"
    )


def _lines(state: State) -> None:
    started = time.monotonic()
    while not state.over.wait(EVERY):
        if state.total:
            left = time_left(state.done, state.total, time.monotonic() - started)
            line = f"{state.what}: {state.done:,} of {state.total:,} rows" + (left and f", {left}")
            click.echo(line, err=True)


def _bar(state: State) -> None:
    if state.over.wait(PATIENCE):
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    started = time.monotonic()
    columns = (
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(state.what, total=None, left="")
        while not state.over.wait(0.2):
            left = time_left(state.done, state.total, time.monotonic() - started)
            progress.update(task, completed=state.done, total=state.total or None, left=left)
