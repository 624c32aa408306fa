"""The page as text: templates, static files, and what they are called with."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reconcile.reporters.html import chinese, world
from reconcile.reporters.html.templating import asset
from reconcile.reporters.html.words import plain
from reconcile.reporters.safe import visible
from reconcile.service.review import evidence, queue
from reconcile.service.review.words import LANGUAGES, Words

if TYPE_CHECKING:
    from jinja2 import Environment

    from reconcile.model import Finding

_PACKAGE = "reconcile.service.review"
STATIC = {
    "report.css": "text/css",
    "review.css": "text/css",
    "review.js": "text/javascript",
    "htmx.min.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


@cache
def static(name: str) -> bytes:
    """A file that the page loads; the style of the report is the page's own, too."""
    if name == "report.css":
        return asset("page.css").encode("utf-8")
    return files(_PACKAGE).joinpath("static", name).read_bytes()


@cache
def address(name: str) -> str:
    """Where a static file is, with its hash: it may be kept for ever."""
    return f"/static/{name}?v={hashlib.sha256(static(name)).hexdigest()[:12]}"


@cache
def environment() -> Environment:
    """The templates with the functions that they call; all text is escaped and visible."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    made.globals |= {
        "static": address,
        "land": world.land,
        "plain": plain,
        "standing": queue.standing,
        "reading": evidence.reading,
        "SHOWN": queue.SHOWN,
        "LANGUAGES": LANGUAGES,
    }
    return made


def render(template: str, language: str, **told: Any) -> str:
    """A template in a language."""
    words = Words(language)
    return (
        environment()
        .get_template(template)
        .render(t=words, lang=language, sentence=lambda finding: sentence(finding, words), **told)
    )


def sentence(finding: Finding, words: Words) -> str:
    """What was found, in the reader's language; of a pair its names, and no score."""
    if finding.kind == "possible_match":
        return " – ".join(value for value in finding.values.values() if value)
    return chinese.sentence(finding) if words.language == "zh" else finding.message
