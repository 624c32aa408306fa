"""The pre-commit hooks; `.ci/slow/plugs` runs pre-commit itself on a scratch repository."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_entry_of_a_hook_is_a_command_of_this_version(hook: dict[str, Any], shell: Any) -> None:
    done = shell(f"{shlex.join(shlex.split(hook['entry']))} --help")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_hook_runs_for_files_of_a_workspace_and_for_no_others(hook: dict[str, Any]) -> None:
    wanted = re.compile(hook["files"])
    for path in ("sources/a/entries.csv", "data/reports/b/decisions.toml", "reconcile.toml"):
        assert wanted.search(path)
    for path in ("README.md", "src/resources/a.csv", "my-reconcile.toml"):
        assert not wanted.search(path)
    assert hook["pass_filenames"] is False


def test_recipe_names_hooks_that_exist() -> None:
    recipe = yaml.safe_load((ROOT / ".ci/recipes/pre-commit-config.yaml").read_text("utf-8"))
    named = {hook["id"] for repo in recipe["repos"] for hook in repo["hooks"]}
    assert named <= {hook["id"] for hook in HOOKS}
