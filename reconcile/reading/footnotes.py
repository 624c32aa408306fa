"""Footnotes: site, title and dates of a citation.

^ a b "Title" (PDF) . site.example (in Finnish). Publisher. 8 August 2016. Retrieved 9 May 2020 .
^ Author (1 May 2019). "Title" . The Paper . Retrieved 9 May 2020 .
"""

from __future__ import annotations

import re

from reconcile.model import Reference, Source
from reconcile.names.dates import parse_date
from reconcile.reading.lines import Line

_LABELS = re.compile(r"\^\s*(?:[a-z]{1,2}\s+)*")
# The title may hold quotation marks itself: it ends at one that the next part follows.
_TITLE = re.compile(
    r"[\"“„«](?P<title>.*?)[\"”“»](?=\s*(?:\.\s|\.$|\((?:PDF|in\s)|$))", re.IGNORECASE
)
_FORMAT = re.compile(r"\s*\((?:[A-Z]{3,5}|in [^()]*)\)")
_RETRIEVED = re.compile(r"\b(?:Retrieved|Accessed)\s+(?:on\s+)?(?P<date>[^.]*\d)")
_ARCHIVED = re.compile(r"\bArchived\b.*?\bon\s+[^.]*\d")
_PART = re.compile(r"\s*\.(?:\s+|$)")
_AUTHOR_DATE = re.compile(r"\((?P<date>[^()]*\d)\)\s*\.?\s*$")


def footnote(line: Line, source: Source, *, number: int) -> Reference:
    """The reference that a footnote line prints.

    Args:
        line: A line that begins with ^.
        source: Whose footnote it is.
        number: Its running number, from 1.

    Returns:
        The reference; `site` is what stands between title and publisher, a domain or a paper;
        dates are ISO. Empty where the footnote does not say.
    """
    text = _LABELS.sub("", line.text, count=1)
    title = _TITLE.search(text)
    before, after = (text[: title.start()], text[title.end() :]) if title else ("", text)
    retrieved = _RETRIEVED.search(after)
    rest = _ARCHIVED.sub("", after[: retrieved.start()] if retrieved else after)
    named = rest.lstrip()
    while match := _FORMAT.match(named):
        named = named[match.end() :].lstrip()
    languageless = not rest.lstrip().startswith("(in ")
    parts = [part.strip() for part in _PART.split(named.removeprefix(".")) if part.strip()]
    author = _AUTHOR_DATE.search(before)
    dates = [parse_date(part) for part in parts] + [parse_date(author["date"]) if author else ""]
    site = _FORMAT.sub("", parts[0]).strip() if parts and languageless else ""
    return Reference(
        source=source.id,
        line=line.number,
        number=number,
        site="" if parse_date(site) else site,
        title=title["title"].strip() if title else "",
        published=next(filter(None, dates), ""),
        retrieved=parse_date(retrieved["date"]) if retrieved else "",
    )
