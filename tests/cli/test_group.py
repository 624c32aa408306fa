from __future__ import annotations

import subprocess
import sys

import pytest
from outcome import Call

from reconcile import __version__
from reconcile.cli import COMMANDS

HEAVY = ("pandera", "polars", "numpy", "rich", "rapidfuzz", "opencc", "pypinyin", "reconcile.model")


def test_help_names_every_command_with_a_line_about_it(reconcile: Call) -> None:
    outcome = reconcile("--help")
    assert outcome.code == 0
    for name in COMMANDS:
        line = next(line for line in outcome.out.splitlines() if line.startswith(f"  {name} "))
        assert len(line.split()) > 3
        assert not line.endswith("...")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(reconcile: Call, name: str) -> None:
    outcome = reconcile(name, "--help")
    assert outcome.code == 0
    assert outcome.out.startswith(f"Usage: reconcile {name}")
    assert len(outcome.out.split("Options:")[0].split()) > 8


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from reconcile.cli import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_version_is_printed(reconcile: Call) -> None:
    assert reconcile("--version").out.startswith(f"reconcile {__version__}\n")


def test_unknown_command_proposes_the_nearest(reconcile: Call) -> None:
    outcome = reconcile("chekc")
    assert outcome.code == 2
    assert outcome.out == ""
    assert 'there is no command "chekc"; did you mean "check"?' in outcome.err


def test_global_option_behind_the_command_is_told_where_it_goes(reconcile: Call) -> None:
    outcome = reconcile("kinds", "--today", "2024-01-01")
    assert outcome.code == 2
    assert "It goes before the command: reconcile --today ... kinds" in outcome.err


def test_verbose_and_quiet_contradict_each_other(reconcile: Call) -> None:
    assert reconcile("-v", "-q", "kinds").code == 2
