"""Renderers: from reports to text (or bytes). `FORMATS` lists them in the order of the help.

text.py, text_finding.py            for a terminal; layout.py: styled lines of a fixed width
json.py, markdown.py, html/         what `report` commits; matrix.py, bridges.py, tables.py: parts
csv.py, xlsx.py                     tables of findings; finding_rows.py: their words
sarif.py, junit.py, github.py, ...  for CI; spots.py: where in the repository a finding stands
finding_page.py, waterfall.py       one finding with everything, one pair with its evidence
catalogue.py, drift.py, history.py, reading.py, suggestion.py   what other commands print
order.py, summary.py, places.py     the one order, the counts, places in words: for all of them
safe.py, cells.py                   what sources say, made harmless for where it is printed
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the command line asks for FORMATS only; the model would slow its help down
    from pathlib import Path

    from reconcile.model import Report


class Style(NamedTuple):
    """How a person wants to read: columns, colours, and how much (-1 least, 1 everything).

    `root` leads from the top of the repository to the workspace: empty, or ending in `/`.
    """

    width: int = 80
    color: bool = False
    verbose: int = 0
    root: str = ""


class Format(NamedTuple):
    """A form in which reports can be had.

    Attributes:
        name: As in `--format NAME`.
        about: What it is for.
        render: From reports to text, or to bytes for a workbook; the renderer's module is imported
            when it is called.
        step_summary: What is appended to the file that `GITHUB_STEP_SUMMARY` names, if anything.
    """

    name: str
    about: str
    render: Callable[[Sequence[Report], Style], str | bytes]
    step_summary: Callable[[Sequence[Report]], str] | None = None


def _text(reports: Sequence[Report], style: Style) -> str:
    from reconcile.reporters import text

    return text.render_all(reports, style.width, style.color, style.verbose)


def _json(reports: Sequence[Report], _style: Style) -> str:
    from reconcile.reporters import json

    return json.render_all(reports)


def _markdown(reports: Sequence[Report], _style: Style) -> str:
    from reconcile.reporters import markdown

    return markdown.render_all(reports)


def _html(reports: Sequence[Report], _style: Style) -> str:
    from reconcile.reporters import html

    return html.render_all(reports)


def _sarif(reports: Sequence[Report], style: Style) -> str:
    from reconcile.reporters import sarif

    return sarif.render_all(reports, style.root)


def _junit(reports: Sequence[Report], style: Style) -> str:
    from reconcile.reporters import junit

    return junit.render_all(reports, style.root)


def _github(reports: Sequence[Report], style: Style) -> str:
    from reconcile.reporters import github

    return github.render_all(reports, style.root)


def _github_summary(reports: Sequence[Report]) -> str:
    from reconcile.reporters import github

    return github.step_summary(reports)


def _gitlab(reports: Sequence[Report], style: Style) -> str:
    from reconcile.reporters import gitlab

    return gitlab.render_all(reports, style.root)


def _xlsx(reports: Sequence[Report], _style: Style) -> bytes:
    from reconcile.reporters import xlsx

    return xlsx.render_all(reports)


def _csv(reports: Sequence[Report], _style: Style) -> str:
    from reconcile.reporters import csv

    return csv.render_all(reports)


FORMATS: tuple[Format, ...] = (
    Format("text", "for a terminal", _text),
    Format("json", "for programs; the published form reconcile-report/1", _json),
    Format("markdown", "for GitHub, GitLab and e-mail", _markdown),
    Format("html", "one offline page for people; English and Chinese", _html),
    Format("xlsx", "for a spreadsheet; `decide --from` reads decisions back", _xlsx),
    Format("csv", "for a spreadsheet or a program; one row per finding and place", _csv),
    Format("sarif", "for code scanning; SARIF 2.1.0", _sarif),
    Format("junit", "for the test view of any CI server", _junit),
    Format("github", "for GitHub Actions: annotations and a summary", _github, _github_summary),
    Format("gitlab", "for GitLab's code quality", _gitlab),
)


def committed_files(report: Report) -> dict[str, str]:
    """The generated files of `reports/<name>/`, by name: what `reconcile report` writes there."""
    from reconcile.reporters import html, json, markdown

    return {
        "report.html": html.render(report),
        "report.json": json.render(report),
        "report.md": markdown.render(report),
    }


def stale_files(report: Report, folder: Path) -> dict[str, str]:
    """Those of `committed_files` that a folder lacks or holds otherwise."""
    return {
        name: text
        for name, text in committed_files(report).items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != text.encode("utf-8")
    }
