"""One place where outcomes become exit codes and exceptions become messages on stderr.

The codes: 0 clean, 1 open findings, 2 usage or configuration, 3 unreadable or broken,
5 nothing checked, 130 interrupted.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from typing import Any

import click

from reconcile.errors import ReconcileError
from reconcile.reporters.safe import visible

BROKEN, INTERRUPTED = 3, 130
TRACEBACK = "RECONCILE_TRACEBACK"


def guarded(run: Callable[[], Any], *, globals_of: click.Group) -> int:
    """The exit code of a run; whatever it raises is told on stderr, never as a traceback.

    Args:
        run: A command that returns its exit code (`None`: 0).
        globals_of: The group whose options stand before the command, for the advice to put
            them there.
    """
    _write_what_can_be_written()
    try:
        return int(run() or 0)
    except click.UsageError as error:
        _tell(_sentence(error.format_message()), *_usage_advice(error, globals_of))
        return error.exit_code
    except click.ClickException as error:
        _tell(_sentence(error.format_message()))
        return error.exit_code
    except ReconcileError as error:
        place = f"{error.where}: " if error.where else ""
        _tell(place + error.message, *error.hint.splitlines())
        return error.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        _tell("interrupted")
        return INTERRUPTED
    except OSError as error:
        if os.environ.get(TRACEBACK):
            raise
        name = f"{error.filename}: " if error.filename else ""
        _tell(f"{name}{error.strerror or error}", "Check that it exists and that you may use it.")
        return BROKEN
    except MemoryError:
        _tell("there is not enough memory for this", "Take a smaller file, or a larger machine.")
        return BROKEN
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        _tell(
            f"reconcile broke down: {type(error).__name__}: {error}",
            "This is a fault in reconcile, not in your data. Please report it, with the command",
            f"that you ran and the traceback, which the variable {TRACEBACK}=1 makes it print.",
        )
        return BROKEN


def _tell(message: str, *advice: str) -> None:
    lines = [f"error: {visible(message)}", *(f"  {visible(line)}" for line in advice)]
    # Nobody may be listening any more; then the exit code says it all.
    with contextlib.suppress(BrokenPipeError):
        click.echo("\n".join(lines), err=True)


def _sentence(message: str) -> str:
    """Click's message as the middle of a line: `No such option: -x.` as `no such option: -x.`."""
    return message[:1].lower() + message[1:]


def _usage_advice(error: click.UsageError, group: click.Group) -> list[str]:
    advice = []
    if isinstance(error, click.NoSuchOption) and error.ctx and error.ctx.parent:
        options = [name for param in group.params for name in param.opts]
        if error.option_name in options:
            name = error.ctx.info_name
            advice.append(f"It goes before the command: reconcile {error.option_name} ... {name}")
    if error.ctx:
        advice.append(f"{error.ctx.command_path} --help lists what is expected.")
    return advice


def _write_what_can_be_written() -> None:
    """Let a terminal that knows no Chinese show escapes, where it would end the run."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(errors="backslashreplace")
