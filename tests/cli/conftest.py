"""A command line to call, and a small workspace of two invented sources to call it on."""

from __future__ import annotations

from pathlib import Path

import pytest
from lakes import FILES, write_files
from outcome import Call, Outcome

from reconcile.cli import cli

CLAIMS = "line,subject,relation,what,value\n12,,,entries,2\n"


@pytest.fixture
def reconcile(capsys: pytest.CaptureFixture[str]) -> Call:
    """`reconcile("check", "--format", "json")`, in this process."""

    def call(*args: object) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main([str(arg) for arg in args], prog_name="reconcile")
        out, err = capsys.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return Outcome(code, out, err)

    return call


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace, which is the current folder too. One partner is missing from `lake-zh`."""
    write_files(tmp_path, {**FILES, "sources/lake-zh/claims.csv": CLAIMS})
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


@pytest.fixture
def whole(workspace: Path) -> Path:
    """The same workspace without anything missing."""
    path = workspace / "sources" / "lake-en" / "entries.csv"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    return workspace
