"""`--format FMT[=PATH]`, `--fail-on`, and writing what a renderer returns."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from reconcile.cli.near import did_you_mean
from reconcile.cli.run import Run
from reconcile.errors import UsageError
from reconcile.files import replace_file, unwritable
from reconcile.reporters import FORMATS, Format

if TYPE_CHECKING:
    from reconcile.model import Report

STEP_SUMMARY = "GITHUB_STEP_SUMMARY"  # set by GitHub's runner: a file to append Markdown to
FAIL_ON = ("error", "warning", "info", "never")
_BY_NAME = {form.name: form for form in FORMATS}


class Destination(NamedTuple):
    """A format and where it goes (`None`: stdout)."""

    form: Format
    path: Path | None


def report_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options of every command that prints reports: `--format` and `--fail-on`."""
    names = ", ".join(form.name for form in FORMATS)
    command = click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        default="error",
        show_default=True,
        help="Exit with 1 on open findings of this severity or worse.",
    )(command)
    return click.option(
        "--format",
        "destinations",
        metavar="FMT[=PATH]",
        multiple=True,
        callback=_destinations,
        help=f"How to print it: {names}. With =PATH into a file. Repeatable; default text.",
    )(command)


def form_option(command: Callable[..., int]) -> Callable[..., int]:
    """`--format` of the commands that print something else than reports."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(("text", "json")),
        default="text",
        show_default=True,
        help="How to print it.",
    )(command)


def write_reports(
    reports: Sequence[Report], destinations: Sequence[Destination], run: Run, *, root: str = ""
) -> None:
    """Render the reports in every format asked for and write them where they should go.

    `root` leads from the top of the repository to the workspace; see `cli.repository`.
    """
    for form, path in destinations:
        text = form.render(reports, run.style(on_stdout=path is None, root=root))
        if path is None:
            write_stdout(text)
        else:
            write_file(path, text)
            run.say(f"{form.name} written to {path}")
        summary = os.environ.get(STEP_SUMMARY)
        if form.step_summary and summary:
            append_file(Path(summary), form.step_summary(reports))


def exit_code(reports: Sequence[Report], fail_on: str) -> int:
    """1 where an open finding, not in the baseline, is as bad as `fail_on` or worse; else 0."""
    if fail_on == "never":
        return 0
    worst = FAIL_ON.index(fail_on)
    return int(
        any(
            finding.status == "open"
            and finding.new is not False
            and FAIL_ON.index(finding.severity) <= worst
            for report in reports
            for finding in report.findings
        )
    )


def write_stdout(made: str | bytes) -> None:
    """Write to stdout; a reader who left early (`| head`) changes nothing about the outcome.

    Raises:
        UsageError: Bytes would go to a terminal.
    """
    if isinstance(made, bytes) and sys.stdout.isatty():
        raise UsageError(
            "a workbook is nothing to read on a terminal",
            hint="Send it into a file: --format xlsx=FILE of check, --output FILE of export.",
        )
    try:
        if isinstance(made, bytes):
            sys.stdout.buffer.write(made)
        else:
            sys.stdout.write(made)
        sys.stdout.flush()
    except BrokenPipeError:
        # What Python would still flush on its way out goes nowhere, in silence.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_file(path: Path, made: str | bytes) -> None:
    """Write a file as a whole or not at all; text as UTF-8 with LF at line ends.

    A device, a pipe or a link that stands there is written to: /dev/null stays what it is.

    Raises:
        UnreadableError: It cannot be written there.
    """
    data = made if isinstance(made, bytes) else made.encode("utf-8")
    if not path.is_symlink() and (path.is_file() or not path.exists()):
        replace_file(path, data)
        return
    try:
        path.write_bytes(data)
    except OSError as error:
        raise unwritable(path, error) from None


def append_file(path: Path, text: str) -> None:
    """Add text to a file that others write to as well.

    Raises:
        UnreadableError: It cannot be written there.
    """
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise unwritable(path, error) from None


def _destinations(
    _context: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[Destination, ...]:
    found = tuple(_destination(value) for value in values)
    paths = [path for _, path in found]
    if paths.count(None) > 1:
        raise click.BadParameter(
            "only one format can go to stdout; send the others into files, such as "
            "--format json=report.json"
        )
    for path in paths:
        if path is not None and paths.count(path) > 1:
            raise click.BadParameter(f"two formats would be written to {path}")
    return found or (Destination(FORMATS[0], None),)


def _destination(value: str) -> Destination:
    """`json` or `json=report.json`; `-` is stdout."""
    name, equals, path = value.partition("=")
    if name not in _BY_NAME:
        known = f"known are {', '.join(_BY_NAME)}"
        near = did_you_mean(name, _BY_NAME)
        advice = known if near == known else f"{near} ({known})"
        raise click.BadParameter(f'there is no format "{name}"; {advice}')
    if equals and not path:
        raise click.BadParameter(f'a path is missing after "{name}="')
    return Destination(_BY_NAME[name], Path(path) if path and path != "-" else None)
