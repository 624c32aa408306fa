from __future__ import annotations

import datetime

import pytest
from outcome import Call

from reconcile.cli.run import Run
from reconcile.errors import UsageError

RUN = Run(folder=None, given_day="", verbose=0)


def test_today_is_the_option_then_the_epoch_then_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert RUN.today == datetime.datetime.now(datetime.UTC).date().isoformat()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1721692800")
    assert RUN.today == "2024-07-23"
    assert Run(folder=None, given_day="2023-01-02", verbose=0).today == "2023-01-02"


@pytest.mark.parametrize("epoch", ["yesterday", "9" * 30, "1.5"])
def test_broken_epoch_is_a_usage_error(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        _ = RUN.today


@pytest.mark.parametrize("day", ["2024-13-01", "2024", "20240131", "tomorrow", "2024-1-1"])
def test_today_must_be_a_whole_day(reconcile: Call, day: str) -> None:
    outcome = reconcile("--today", day, "kinds")
    assert outcome.code == 2
    assert f'"{day}" is no day; expected YYYY-MM-DD' in outcome.err


def test_missing_workspace_folder_is_a_usage_error(reconcile: Call) -> None:
    outcome = reconcile("--workspace", "/nowhere/at/all", "check")
    assert outcome.code == 2
    assert "there is no such folder" in outcome.err


@pytest.mark.parametrize(
    ("environment", "colored"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colour_is_only_for_terminals_or_on_demand(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], colored: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert RUN.style().color is colored
    assert RUN.style(on_stdout=False).color is False
