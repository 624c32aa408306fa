"""The kinds of finding, for a terminal."""

from __future__ import annotations

from reconcile.kinds import KINDS, Kind
from reconcile.model import SEVERITIES
from reconcile.reporters.layout import Page
from reconcile.reporters.text import SEVERITY_STYLES


def render_all(width: int = 80, color: bool = False) -> str:
    """All kinds by severity, in reading order, one line each where the width allows it."""
    page = Page(width=width, color=color)
    longest = max(len(kind.name) for kind in KINDS)
    for number, severity in enumerate(SEVERITIES):
        if number:
            page.blank()
        page.line(severity.upper(), style=SEVERITY_STYLES[severity])
        rows = [(f"{k.name:<{longest}}", k.title) for k in KINDS if k.severity == severity]
        page.table(rows, indent=2, styles=("bold",))
    page.blank()
    page.line("reconcile kinds KIND explains one, with an example.", style="dim")
    return page.text


def render(kind: Kind, width: int = 80, color: bool = False) -> str:
    """One kind: title, meaning, severity, and data with and without it."""
    page = Page(width=width, color=color)
    page.line(kind.title, style="bold", right=kind.name)
    page.blank()
    page.line(kind.meaning)
    page.blank()
    page.table(
        [
            ("severity", f"{kind.severity}, unless reconcile.toml says otherwise"),
            ("found in", kind.bad),
            ("not in", kind.good),
        ],
        styles=("dim",),
    )
    return page.text
