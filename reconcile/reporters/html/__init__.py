"""A report as one HTML file: no request to any network, for eyes, keyboards, readers and printers.

`page.html.j2` holds the order of the page; what a source says reaches it as plain text, escaped by
Jinja. A Content-Security-Policy names the hashes of the page's own style and script, so nothing
else can run or load, whatever a source contains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from reconcile.model import Report
from reconcile.reporters.html import actions, chinese
from reconcile.reporters.html.index import Index
from reconcile.reporters.html.packing import Packing
from reconcile.reporters.html.page import Page
from reconcile.reporters.html.templating import as_data, asset, environment, policy
from reconcile.reporters.html.words import WORDS

__all__ = ["render", "render_all"]


def render(report: Report) -> str:
    """One report as a page, with a newline at its end."""
    return _page([report])


def render_all(reports: Sequence[Report]) -> str:
    """Several reports on one page, one after the other."""
    return _page(reports)


def _page(reports: Sequence[Report]) -> str:
    style, script = asset("page.css"), asset("page.js")
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            pages=list(_pages(reports)),
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
            words=Markup(as_data({"en": _words(0), "zh": _words(1)})),
            facets=_facets(reports),
            packing=Packing(),
            title="; ".join(report.title or report.name for report in reports),
        )
        .rstrip("\n")
        + "\n"
    )


def _pages(reports: Sequence[Report]) -> Iterator[Page]:
    taken: set[str] = set()
    for report in reports:
        yield Page(report, Index(report), set(taken))
        taken |= {f.id for f in report.findings} | {r.id for r in report.relationships}


def _words(language: int) -> dict[str, str]:
    return {key: texts[language] for key, texts in WORDS.items()}


def _facets(reports: Sequence[Report]) -> dict[str, dict[str, tuple[str, str]]]:
    """The values that findings can be filtered by, each with its English and Chinese text."""
    findings = [finding for report in reports for finding in report.findings]
    kinds = dict.fromkeys(
        f.kind for _, groups in actions.by_action(findings) for own in groups.values() for f in own
    )
    named = dict.fromkeys(source.id for report in reports for source in report.sources)
    return {
        "kind": {kind: chinese.title(kind) for kind in kinds},
        "source": {source: (source, source) for source in named},
        "severity": {name: WORDS[name] for name in ("error", "warning", "info")},
        "status": {name: WORDS[name] for name in ("open", "explained", "accepted")},
    }
