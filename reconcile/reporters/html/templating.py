"""Jinja as the page uses it: all text escaped and visible, no script but the page's own."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from reconcile.model import Finding
from reconcile.reporters.html import chinese, world
from reconcile.reporters.html.packing import PLAIN, chunks
from reconcile.reporters.html.words import both, reason, word
from reconcile.reporters.safe import visible
from reconcile.reporters.text_finding import decision_text

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> Environment:
    """The templates of this package with the functions that they call."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("reconcile.reporters.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.globals |= {
        "t": word,
        "both": both,
        "land": world.land,
        "kind_title": chinese.title,
        "PLAIN": PLAIN,
        "reason": reason,
        "zh_sentence": chinese.sentence,
        "decision_text": decision_text,
        "speaks_of": _speaks_of,
        "index_row": _index_row,
        "chunks": chunks,
        "as_data": lambda value: Markup(as_data(value)),
    }
    return made


def _shown(value: Any) -> Any:
    """Text from a source with every character written out that cannot be seen, or turns a line."""
    return visible(value) if type(value) is str else value


def _sources_of(finding: Finding) -> list[str]:
    sources = dict.fromkeys([*finding.values, *(place.source for place in finding.entries)])
    return [visible(source) for source in sources]


def _speaks_of(finding: Finding) -> Markup:
    """The sources of a finding, one per line, as an attribute for the filters."""
    return Markup("\n").join(_sources_of(finding))


def _index_row(anchor: str, finding: Finding) -> list[str]:
    """What anchors and filters ask of a packed finding."""
    return [visible(anchor), finding.severity, finding.status, "\n".join(_sources_of(finding))]


def asset(name: str) -> str:
    """The style or the script of the page."""
    return files("reconcile.reporters.html").joinpath("templates", name).read_text("utf-8")


def policy(style: str, script: str) -> str:
    """What the page may load and run: its own style and script, known by their hashes."""
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def as_data(value: Any) -> str:
    r"""JSON that may stand inside a script element: no `<`, so no end tag and no comment.

    Example:
        >>> as_data("</script>")
        '"\\u003c/script>"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
