"""Renderers: functions from a report to text. `FORMATS` lists them in the order of the help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the command line asks for FORMATS only; the model would slow its help down
    from reconcile.model import Report


class Style(NamedTuple):
    """How a person wants to read: columns, colours, and how much (-1 least, 1 everything)."""

    width: int = 80
    color: bool = False
    verbose: int = 0


class Format(NamedTuple):
    """A form in which reports can be had.

    Attributes:
        name: As in `--format NAME`.
        about: What it is for.
        render: From reports to text; the renderer's module is imported when it is called.
    """

    name: str
    about: str
    render: Callable[[Sequence[Report], Style], str]


def _text(reports: Sequence[Report], style: Style) -> str:
    from reconcile.reporters import text

    return text.render_all(reports, style.width, style.color, style.verbose)


def _json(reports: Sequence[Report], _style: Style) -> str:
    from reconcile.reporters import json

    return json.render_all(reports)


def _markdown(reports: Sequence[Report], _style: Style) -> str:
    from reconcile.reporters import markdown

    return markdown.render_all(reports)


FORMATS: tuple[Format, ...] = (
    Format("text", "for a terminal", _text),
    Format("json", "for programs; the published form reconcile-report/1", _json),
    Format("markdown", "for GitHub, GitLab and e-mail", _markdown),
)


def committed_files(report: Report) -> dict[str, str]:
    """The generated files of `reports/<name>/`, by name: what `reconcile report` writes there."""
    from reconcile.reporters import json, markdown

    return {"report.json": json.render(report), "report.md": markdown.render(report)}
