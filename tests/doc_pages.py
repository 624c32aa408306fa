"""The pages of docs/ as the tests read them: their blocks of code, links and anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shared import ROOT

DOCS = ROOT / "docs"
_FENCE = re.compile(
    r"^(?P<in>[ ]*)```(?P<language>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n"
    r"(?P<text>.*?)^(?P=in)```$",
    re.DOTALL | re.MULTILINE,
)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_ADDED = re.compile(r"\n<!-- adds the block above to: (\S+) -->")
_START = re.compile(r"<!-- starts in: (\w+) -->")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, title ('' for none) and text, and the line it begins on.

    `adds_to` is the file at whose end the reader is told to put it; '' for none.
    """

    language: str
    title: str
    text: str
    line: int
    adds_to: str = ""


def written_pages() -> list[Path]:
    """Pages that a person wrote, sorted: what is generated is not committed."""
    import subprocess

    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "docs"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = listed.stdout.split() if listed.returncode == 0 else []
    found = [ROOT / name for name in names] or list(DOCS.rglob("*.md"))
    generated = {DOCS / name for name in _generated()}
    return sorted(p for p in found if p.suffix == ".md" and p.is_file() and p not in generated)


def _generated() -> list[str]:
    text = (ROOT / ".gitignore").read_text("utf-8")
    return [line.removeprefix("/docs/") for line in text.splitlines() if "/docs/" in line]


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order; those inside a list without their indentation."""
    for found in _FENCE.finditer(text):
        lines = [line.removeprefix(found["in"]) for line in found["text"].splitlines()]
        yield Block(
            found["language"],
            found["title"] or "",
            "".join(f"{line}\n" for line in lines),
            text.count("\n", 0, found.start()) + 1,
            added[1] if (added := _ADDED.match(text, found.end() + 1)) else "",
        )


def start_of(text: str) -> str:
    """What a page's commands begin with: '' an empty folder, `example` the worked example."""
    found = _START.search(text)
    return found[1] if found else ""


def links(text: str) -> list[str]:
    """Where the links of a page lead."""
    return _LINK.findall(re.sub(r"^[ ]*```.*?^[ ]*```$", "", text, flags=re.DOTALL | re.MULTILINE))


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as the site makes them."""
    prose = re.sub(r"^[ ]*```.*?^[ ]*```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return {anchor(found) for found in _HEADING.findall(prose)}


def anchor(heading: str) -> str:
    """The anchor of a heading: lower case, word characters, hyphens."""
    plain = re.sub(r"[^\w\s-]", "", heading.replace("`", "")).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)
