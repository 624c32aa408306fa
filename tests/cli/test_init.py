from __future__ import annotations

from pathlib import Path

import pytest
from outcome import Call

import reconcile as package
from reconcile.cli.init import locate_example, workspace_files
from reconcile.workspace import load


def test_new_workspace_is_a_workspace_that_explains_itself(reconcile: Call, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    outcome = reconcile("init", folder)
    assert outcome.code == 0
    assert all(
        part in outcome.err for part in ("reconcile.toml", "sources/", "schemas/", "reports/")
    )
    assert f"cd {folder}" in outcome.err
    workspace = load(folder)
    assert (workspace.sources, workspace.reports) == ({}, {})
    for part in ("sources", "schemas", "reports"):
        assert (folder / part / "README.md").read_text("utf-8").startswith(f"# {part}")


def test_new_workspace_has_nothing_to_check(reconcile: Call, tmp_path: Path) -> None:
    reconcile("init", tmp_path / "mine")
    outcome = reconcile("--workspace", tmp_path / "mine", "check")
    assert outcome.code == 5
    assert outcome.out == ""


def test_nothing_is_overwritten(reconcile: Call, tmp_path: Path) -> None:
    (tmp_path / "reconcile.toml").write_text("# mine\n", "utf-8")
    outcome = reconcile("init", tmp_path)
    assert outcome.code == 2
    assert "reconcile.toml exists already" in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == ["reconcile.toml"]
    assert (tmp_path / "reconcile.toml").read_text("utf-8") == "# mine\n"


def test_example_is_the_bundled_workspace(reconcile: Call, tmp_path: Path) -> None:
    folder = tmp_path / "example"
    assert reconcile("init", "--example", "sister-cities", folder).code == 0
    example = locate_example()
    copied = sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    assert copied == [Path(".gitignore"), *workspace_files(example)]
    assert "sister-cities" in load(folder).reports
    assert not any("__pycache__" in path.parts for path in copied)


def test_example_inside_the_package_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "reconcile" / "example"
    (inside / "sources").mkdir(parents=True)
    (inside / "reconcile.toml").touch()
    monkeypatch.setattr(package, "__file__", str(tmp_path / "reconcile" / "__init__.py"))
    assert locate_example() == inside


def test_unknown_example_names_the_known_one(reconcile: Call, tmp_path: Path) -> None:
    outcome = reconcile("init", "--example", "sister-city", tmp_path / "x")
    assert outcome.code == 2
    assert 'did you mean "sister-cities"' in outcome.err
