"""`reconcile serve` and `reconcile review`, as far as they don't start."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from outcome import Call


def test_beyond_this_machine_it_asks_for_a_token(
    reconcile: Call, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RECONCILE_TOKEN", raising=False)
    told = reconcile("serve", "--host", "0.0.0.0")
    assert told.code == 2
    assert "--token-file" in told.err
    assert "--insecure-no-auth" in told.err


def test_a_token_file_that_isn_t_there_is_told(reconcile: Call, workspace: Path) -> None:
    told = reconcile("serve", "--token-file", "nowhere")
    assert told.code == 3
    assert "nowhere" in told.err


def test_a_port_in_use_is_told(reconcile: Call, workspace: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = reconcile("serve", "--port", taken.getsockname()[1])
    assert told.code == 2
    assert "in use" in told.err


def test_an_unknown_report_is_told_before_anything_starts(reconcile: Call, workspace: Path) -> None:
    told = reconcile("review", "laks")
    assert told.code == 2
    assert "Did you mean lakes?" in told.err


@pytest.mark.parametrize("command", ["serve", "review"])
def test_without_its_extra_it_says_how_to_get_it(
    reconcile: Call, workspace: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    for name in [each for each in sys.modules if each.startswith("reconcile.service")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fastapi", None)
    told = reconcile(command)
    assert told.code == 2
    assert "pip install 'reconcile-places[service]'" in told.err
