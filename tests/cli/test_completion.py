from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from outcome import Call

from reconcile.cli import COMMANDS


def offered(monkeypatch: pytest.MonkeyPatch, reconcile: Call, words: str) -> list[str]:
    """What the shell is told when Tab is pressed after `words`."""
    monkeypatch.setenv("_RECONCILE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    return [line.split(",", 1)[1] for line in reconcile().out.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("reconcile ch", ["check"]),
        ("reconcile check --fail", ["--fail-on"]),
        ("reconcile check --fail-on ", ["error", "warning", "info", "never"]),
        ("reconcile check l", ["lakes"]),
        ("reconcile validate lake-", ["lake-en", "lake-zh"]),
        ("reconcile check --select country_t", ["country_typo"]),
        ("reconcile kinds stale", ["stale_decision"]),
    ],
)
def test_tab_offers_what_may_stand_there(
    monkeypatch: pytest.MonkeyPatch,
    workspace: Path,
    reconcile: Call,
    words: str,
    names: list[str],
) -> None:
    assert offered(monkeypatch, reconcile, words) == names


def test_tab_offers_nothing_where_there_is_no_workspace(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reconcile: Call
) -> None:
    monkeypatch.chdir(tmp_path)
    assert offered(monkeypatch, reconcile, "reconcile check l") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_accepts_what_is_printed_for_it(reconcile: Call, shell: str) -> None:
    outcome = reconcile("completion", shell)
    assert outcome.code == 0
    assert f"{shell}_complete" in outcome.out
    assert "To keep it" in outcome.err
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=outcome.out, text=True, check=True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_a_command_with_it(tmp_path: Path) -> None:
    program = tmp_path / "reconcile"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reconcile "$@"\n', "utf-8")
    program.chmod(0o755)
    script = """
eval "$(reconcile -q completion bash)"
COMP_WORDS=(reconcile expl) COMP_CWORD=1
_reconcile_completion reconcile
echo "${COMPREPLY[*]}"
"""
    ran = subprocess.run(
        ["bash", "-c", script],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.split() == ["explain"]
    assert ran.stderr == ""


def test_an_unknown_shell_is_told_which_are_known(reconcile: Call) -> None:
    outcome = reconcile("completion", "tcsh")
    assert outcome.code == 2
    assert "bash" in outcome.err


def test_every_command_can_be_completed(monkeypatch: pytest.MonkeyPatch, reconcile: Call) -> None:
    assert offered(monkeypatch, reconcile, "reconcile ") == list(COMMANDS)
