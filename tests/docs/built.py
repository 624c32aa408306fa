"""Looks through a built site: `python built.py SITE` names lost links and foreign files.

A browser that opens a page must ask no other site for anything: no script, style, font, picture.
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

_LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}
_HARMLESS = {"canonical", "prev", "next", "alternate", "edit"}  # relations that load nothing


class _Page(HTMLParser):
    """The ids, links and loaded files of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given["id"]} if "id" in given else set()
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in _LOADS and not _HARMLESS & set(given.get("rel", "").split()):
            self.loads.append(given.get(_LOADS[tag], ""))


def problems(site: Path) -> list[str]:
    """What is wrong with a site, in words; sorted."""
    pages: dict[Path, _Page] = {}
    for path in sorted(site.rglob("*.html")):
        pages[path] = _Page()
        pages[path].feed(path.read_text("utf-8"))
    found = []
    for path, page in pages.items():
        name = path.relative_to(site)
        found += [f"{name} loads {url}" for url in page.loads if re.match(r"(https?:)?//", url)]
        if name.name == "404.html":
            continue  # its links are absolute
        for link in page.links:
            if re.match(r"\w+:|//", link):
                continue
            there, _, fragment = unquote(link).partition("#")
            target = (path.parent / there).resolve() if there else path
            if not target.exists():
                found.append(f"{name} links to {link}, which is not there")
            elif fragment and target in pages and fragment not in pages[target].ids:
                found.append(f"{name} links to {link}, which has no such anchor")
    for path in sorted(site.rglob("*.css")):
        for url in re.findall(r"url\((https?:[^)]*)\)", path.read_text("utf-8")):
            found.append(f"{path.relative_to(site)} loads {url}")
    return sorted(set(found))


if __name__ == "__main__":
    wrong = problems(Path(sys.argv[1]).resolve())
    print("\n".join(wrong) or "every link leads somewhere, nothing is loaded from elsewhere")
    sys.exit(bool(wrong))
