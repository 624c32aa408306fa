"""The map of the house in CONTRIBUTING.md is the import contract, and no files form a circle."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from shared import ROOT

PAGE = ROOT / "CONTRIBUTING.md"
PACKAGE = ROOT / "reconcile"
_MAP = re.compile(r"(?<=<!-- the import contract -->\n```text\n).*?(?=```)", re.DOTALL)


def drawn() -> str:
    """One row per module, floor by floor, with the first words of its docstring."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contract = tomllib.load(file)["tool"]["importlinter"]["contracts"][0]
    floors = [
        "\n".join(f"{name:16}{_about(name)}" for name in floor.split(" | "))
        for floor in contract["layers"]
    ]
    return "\n\n".join(floors) + "\n"


def _about(name: str) -> str:
    path = PACKAGE / name
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split())


def test_the_map_of_the_house_is_the_import_contract(request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text("utf-8")
    if request.config.getoption("--update-golden"):
        page = _MAP.sub(lambda _: drawn(), page, count=1)
        PAGE.write_text(page, encoding="utf-8", newline="\n")
    found = _MAP.search(page)
    assert found
    assert found[0] == drawn(), "pytest tests/test_structure.py --update-golden draws it anew"


def test_no_file_imports_itself_by_way_of_others() -> None:
    # Also not inside functions or for types alone, where the import contract does not look.
    modules = {_dotted(path): path for path in PACKAGE.rglob("*.py")}
    graph = {name: set(_imported(path, modules)) - {name} for name, path in modules.items()}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imported(path: Path, modules: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            found = {name if name in modules else node.module for name in inside}
            yield from found - {"reconcile"}  # its public names are imported when asked for
