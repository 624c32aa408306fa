from __future__ import annotations

from typing import Any

import click
import pytest

from reconcile.cli import cli
from reconcile.cli.guard import guarded
from reconcile.errors import (
    ConfigurationError,
    NothingCheckedError,
    ReconcileError,
    UnreadableError,
    UsageError,
)


def raising(error: BaseException) -> Any:
    def run() -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("x"), 2),
        (ConfigurationError("x"), 2),
        (UnreadableError("x"), 3),
        (ReconcileError("x"), 3),
        (NothingCheckedError("x"), 5),
        (click.UsageError("x"), 2),
        (click.exceptions.Abort(), 130),
        (KeyboardInterrupt(), 130),
        (FileNotFoundError(2, "No such file or directory", "a.csv"), 3),
        (ZeroDivisionError("division by zero"), 3),
    ],
)
def test_every_error_has_the_exit_code_of_the_contract(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(raising(error), globals_of=cli) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ")
    assert "Traceback" not in err


def test_message_says_where_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    error = UnreadableError("12 cells, expected 11", where="a.csv:7", hint="Quote the comma.")
    guarded(raising(error), globals_of=cli)
    assert capsys.readouterr().err == "error: a.csv:7: 12 cells, expected 11\n  Quote the comma.\n"


def test_escapes_in_a_message_never_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    guarded(raising(UnreadableError("found \x1b[31mred", where="\x07.csv")), globals_of=cli)
    assert capsys.readouterr().err == "error: \\x07.csv: found \\x1b[31mred\n"


def test_unexpected_error_asks_for_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    guarded(raising(KeyError("partner")), globals_of=cli)
    err = capsys.readouterr().err
    assert "KeyError: 'partner'" in err
    assert "Please report it" in err
    assert "RECONCILE_TRACEBACK=1" in err


def test_traceback_is_shown_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECONCILE_TRACEBACK", "1")
    with pytest.raises(KeyError):
        guarded(raising(KeyError("partner")), globals_of=cli)


def test_what_a_command_returns_is_the_exit_code() -> None:
    assert guarded(lambda: None, globals_of=cli) == 0
    assert guarded(lambda: 5, globals_of=cli) == 5
