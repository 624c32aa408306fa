"""The Dockerfile and the systemd unit: what they start exists, and linters are content."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from shared import ROOT

from reconcile.cli import cli

DEPLOY = ROOT / "reconcile" / "service" / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
UNIT = (DEPLOY / "reconcile.service").read_text("utf-8")


def entry_point() -> list[str]:
    found = re.search(r"^ENTRYPOINT (.*)$", DOCKERFILE, re.MULTILINE)
    assert found
    return [str(word) for word in json.loads(found[1])]


def exec_start() -> list[str]:
    found = re.search(r"^ExecStart=(.*)$", UNIT, re.MULTILINE)
    assert found
    return found[1].split()


@pytest.mark.parametrize("words", [entry_point(), exec_start()], ids=["docker", "systemd"])
def test_the_command_is_one_of_ours_with_options_that_it_has(words: list[str]) -> None:
    program, *arguments = words
    assert program.rpartition("/")[2] == "reconcile"
    assert "serve" in arguments
    told = CliRunner().invoke(cli, ["serve", "--help"], standalone_mode=False).output
    before, after = arguments[: arguments.index("serve")], arguments[arguments.index("serve") :]
    assert before[0] == "--workspace"
    assert all(word in told for word in after if word.startswith("--"))


def test_the_container_runs_as_nobody_in_particular() -> None:
    assert re.search(r"^USER [1-9]\d+$", DOCKERFILE, re.MULTILINE)
    assert "HEALTHCHECK" in DOCKERFILE
    assert "TOKEN=" not in DOCKERFILE


@pytest.mark.skipif(
    not shutil.which("hadolint"), reason="hadolint is not installed: .ci/slow/deploy installs it"
)
def test_hadolint_is_content() -> None:
    told = subprocess.run(
        ["hadolint", "--no-color", DEPLOY / "Dockerfile"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_is_content(tmp_path: Path) -> None:
    unit = tmp_path / "reconcile.service"
    # What it starts is not installed here; all else is as it stands.
    unit.write_text(UNIT.replace(exec_start()[0], shutil.which("true") or "/bin/true"), "utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit],
        capture_output=True, text=True, check=False, env=os.environ | {"LANG": "C.UTF-8"},
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert "reconcile.service" not in told.stderr, told.stderr
