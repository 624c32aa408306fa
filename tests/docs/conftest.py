"""The same day and the same width of the terminal for every page."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

TODAY = "1795305600"  # 2026-11-22, as the pages show it


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """80 columns without colour; `reconcile` on the PATH is the one under test."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("USER", "you")
    monkeypatch.setenv("LOGNAME", "you")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")
