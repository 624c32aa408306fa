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
from reconcile.errors import UnreadableError
from reconcile.reporters import FORMATS, Format

if TYPE_CHECKING:
    from reconcile.model import Report

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


def write_reports(reports: Sequence[Report], destinations: Sequence[Destination], run: Run) -> None:
    """Render the reports in every format asked for and write them where they should go."""
    for form, path in destinations:
        text = form.render(reports, run.style(on_stdout=path is None))
        if path is None:
            write_stdout(text)
        else:
            write_file(path, text)
            run.say(f"{form.name} written to {path}")


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


def write_stdout(text: str) -> None:
    """Write to stdout; a reader who left early (`| head`) changes nothing about the outcome."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # What Python would still flush on its way out goes nowhere, in silence.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_file(path: Path, text: str) -> None:
    """Write a file as a whole or not at all, UTF-8 with LF at line ends.

    Raises:
        UnreadableError: It cannot be written there.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UnreadableError(
            f"cannot be written: {error.strerror}",
            where=str(path),
            hint="Choose a folder that exists and that you may write to.",
        ) from None


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
