"""The two READMEs and the site say the same where they say the same thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from doc_pages import DOCS, blocks
from shared import ROOT

ENGLISH, CHINESE = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md"))


def commands(text: str) -> list[str]:
    return re.findall(r"^\| (`reconcile [^`]*`) \|", text, re.MULTILINE)


def code(text: str) -> list[str]:
    return [block.text for block in blocks(text) if block.language in ("sh", "python", "toml")]


def figures(text: str) -> list[list[str]]:
    """The numbers of the rows of the table of measurements."""
    table = text.partition("| `reconcile evaluate --dev ../shared/dev` |")[2].partition("\n\n")[0]
    return [re.findall(r"\d*[.,]?\d+", row.split("|", 2)[2]) for row in table.splitlines()[2:]]


def test_the_chinese_readme_names_the_same_commands() -> None:
    assert commands(CHINESE) == commands(ENGLISH)


def test_the_chinese_readme_has_the_same_code() -> None:
    assert code(CHINESE) == code(ENGLISH)


def test_figures_are_the_same_wherever_they_stand() -> None:
    page = (DOCS / "explanation" / "matching.md").read_text("utf-8")
    assert figures(ENGLISH)
    assert figures(CHINESE) == figures(ENGLISH)
    assert figures(page) == figures(ENGLISH)


@pytest.mark.parametrize("recipe", sorted((ROOT / ".ci" / "recipes").iterdir(), key=str))
def test_the_page_on_ci_shows_each_recipe_as_it_is(recipe: Path) -> None:
    shown = [block.text for block in blocks((DOCS / "how-to" / "ci.md").read_text("utf-8"))]
    assert recipe.read_text("utf-8") in shown
