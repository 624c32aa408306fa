"""The site: every page in the navigation, every link and anchor there, keys as in the code."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from doc_pages import DOCS, anchors, links, written_pages
from shared import ROOT

from reconcile.errors import ConfigurationError
from reconcile.reading.columns import COLUMNS
from reconcile.workspace import load


@pytest.fixture(scope="module")
def generated() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages(generated: ModuleType) -> dict[Path, str]:
    """All pages of the site, written and generated."""
    texts = {page: page.read_text("utf-8") for page in written_pages()}
    return texts | {DOCS / name: text for name, text in generated.pages().items()}


def navigation() -> list[str]:
    def paths(entry: Any) -> Iterator[str]:
        if isinstance(entry, str):
            yield entry
        for inner in entry.values() if isinstance(entry, dict) else ():
            for one in inner if isinstance(inner, list) else [inner]:
                yield from paths(one)

    with (ROOT / "zensical.toml").open("rb") as file:
        return [path for entry in tomllib.load(file)["project"]["nav"] for path in paths(entry)]


def test_the_navigation_names_every_page_once(pages: dict[Path, str]) -> None:
    there = {path.relative_to(DOCS).as_posix() for path in pages if path.suffix == ".md"}
    assert sorted(navigation()) == sorted(there)


def test_every_link_leads_somewhere(pages: dict[Path, str]) -> None:
    front = [ROOT / name for name in ("README.md", "README.zh.md", "CONTRIBUTING.md")]
    texts = pages | {page: page.read_text("utf-8") for page in front}
    lost = []
    for page, text in texts.items():
        for link in links(text):
            if re.match(r"(https?|mailto):", link):
                continue
            path, _, fragment = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            known = texts.get(target) or (target.exists() and target.read_text("utf-8"))
            if not known or (fragment and fragment not in anchors(known)):
                lost.append(f"{page.relative_to(ROOT)}: {link}")
    assert lost == []


def test_pages_of_the_site_link_to_nothing_outside_it(pages: dict[Path, str]) -> None:
    """A relative link out of docs/ works in the repository and is lost on the site."""
    for page, text in pages.items():
        for link in links(text):
            if not re.match(r"(https?|mailto):|#", link):
                target = (page.parent / link.partition("#")[0]).resolve()
                assert target.is_relative_to(DOCS), f"{page}: {link}"


def test_nothing_of_the_site_is_fetched_from_another_one() -> None:
    with (ROOT / "zensical.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    assert project["theme"]["font"] is False
    assert "http" not in str(project.get("extra_css", "")) + str(
        project.get("extra_javascript", "")
    )


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("reconcile.toml", "reconcile.toml"),
        ("source.toml", "sources/a/source.toml"),
        ("report.toml", "reports/b/report.toml"),
    ],
)
def test_the_keys_described_are_those_that_are_accepted(
    generated: ModuleType, tmp_path: Path, name: str, path: str
) -> None:
    (tmp_path / "reconcile.toml").touch()
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("no_such_key = 1\n", "utf-8")
    with pytest.raises(ConfigurationError) as raised:
        load(tmp_path)
    known = re.search(r"Known: (.*)\.", raised.value.hint)
    assert known
    assert sorted(known[1].split(", ")) == sorted(generated.keys()[name]["keys"])


def test_the_keys_of_a_decision_are_those_that_are_accepted(
    generated: ModuleType, tmp_path: Path
) -> None:
    from reconcile.decisions import load_decisions

    (tmp_path / "decisions.toml").write_text("[[decision]]\nno_such_key = 1\n", "utf-8")
    with pytest.raises(ConfigurationError) as raised:
        load_decisions(tmp_path / "decisions.toml")
    known = re.search(r"Known: (.*)\.", raised.value.hint)
    assert known
    assert sorted(known[1].split(", ")) == sorted(generated.keys()["decisions.toml"]["keys"])


def test_the_reference_names_every_command_kind_and_function(generated: ModuleType) -> None:
    import reconcile
    from reconcile.cli import COMMANDS
    from reconcile.kinds import KINDS

    made = generated.pages()
    assert all(f"## reconcile {name}\n" in made["reference/commands.md"] for name in COMMANDS)
    assert all(f"## {kind.name}\n" in made["reference/kinds.md"] for kind in KINDS)
    assert all(f"## {name}\n" in made["reference/python.md"] for name in reconcile.__all__)


def test_every_column_of_a_table_is_described() -> None:
    text = (DOCS / "reference" / "tables.md").read_text("utf-8")
    for table, columns in COLUMNS.items():
        section = text.split(f"## {table}.csv")[1].split("\n## ")[0]
        for column in columns:
            assert f"| `{column}` |" in section, f"{table}.{column}"


def test_the_page_on_json_describes_every_key_of_the_schema(generated: ModuleType) -> None:
    import json

    page = generated.pages()["reference/report-json.md"]
    for name in json.loads(generated.schema_text())["$defs"]:
        assert f"## {name}\n" in page
