"""What the README and the contract promise, held by tests."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from shared import ROOT

import reconcile
from reconcile.cli import COMMANDS, cli

README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"], standalone_mode=False)
    assert result.exception is None
    assert "Usage:" in result.output
    assert f"`reconcile {name}" in README


def test_the_quick_start_begins_with_exactly_two_shell_blocks() -> None:
    quick = README.split("## Quick start")[1].split("\n## ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", quick, re.DOTALL)
    assert len(blocks) == 2
    assert blocks[0].rstrip().endswith("reconcile check --fail-on never")
    assert blocks[1].rstrip().endswith("pytest")


def test_the_output_in_the_readme_is_what_the_command_prints() -> None:
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert shown
    printed = subprocess.run(
        [sys.executable, "-m", "reconcile", "--today", "2026-11-22", "check", "--fail-on", "never"],
        cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8",
        env={"COLUMNS": "80", "PATH": "", "LANG": "C.UTF-8"},
    ).stdout  # fmt: skip
    for part in shown[1].split("...\n"):
        assert part.strip("\n") in printed


def test_python_in_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(compile(code, "README.md", "exec"), {})


def test_toml_in_the_readme_is_a_valid_configuration(tmp_path: Path) -> None:
    from reconcile.workspace import load

    blocks = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    assert blocks
    for block in blocks:
        (tmp_path / "reconcile.toml").write_text(block, "utf-8")
        assert load(tmp_path).settings.severities


def test_all_public_names_exist_and_are_documented() -> None:
    for name in reconcile.__all__:
        assert getattr(reconcile, name).__doc__, name


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from reconcile.__main__ import main; sys.argv = ['reconcile', '--help']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'pandera', 'polars', 'numpy', 'rich', 'pypinyin', 'opencc'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_the_wheel_holds_one_package_and_the_example() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        wheel = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["reconcile"]
    assert all(target.startswith("reconcile/example") for target in wheel["force-include"].values())


def test_no_sentence_of_an_original_is_committed() -> None:
    """Prose of the originals (twelve words in a row) stands in no committed text."""
    from shared import original

    texts = [
        path.read_text("utf-8", errors="ignore")
        for folder in ("sources", "reports", "reconcile", "schemas", "tests")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".toml", ".csv", ".md", ".json", ".yml", ".txt"}
    ]
    everything = " ".join(" ".join(text.split()) for text in texts)
    for source in ("guiyang-en", "nanjinger-en"):
        words = original(source).read_text("utf-8").split()
        runs = (" ".join(words[n : n + 12]) for n in range(0, len(words) - 12, 6))
        assert [run for run in runs if run in everything] == []
