"""A command line to call, and a small workspace of two invented sources to call it on."""

from __future__ import annotations

from pathlib import Path

import pytest
from outcome import Call, Outcome

from reconcile.cli import cli

HEADER = "line,subject,relation,ordinal,name,country,region,date,date_text,location,references"
FILES = {
    "reconcile.toml": "",
    "reports/lakes/report.toml": """
title = "Lakeside and its partners"
sources = ["lake-en", "lake-zh"]
subjects = ["Lakeside"]
date = "2024-01-31"
""",
    "sources/lake-en/source.toml": """
title = "Lakeside: Our twins"
language = "en"
subject = "Lakeside"
as_of = "2020-03-01"
relations = ["sister"]
""",
    "sources/lake-en/entries.csv": f"""{HEADER}
5,Lakeside,sister,1,Turku,Finland,,1998-05-02,2 May 1998,,
6,Lakeside,sister,2,Malmo,Sweden,,2001-06-07,7 June 2001,,
7,Lakeside,sister,3,Toledo,Spain,,2003-04-05,5 April 2003,,
""",
    "sources/lake-zh/source.toml": """
title = "湖滨市友好城市"
language = "zh"
subject = "Lakeside"
as_of = "2023-01-01"
relations = ["sister"]
""",
    "sources/lake-zh/entries.csv": f"""{HEADER}
7,Lakeside,sister,1,图尔库,芬兰,,1998-05-02,1998.05.02,,
8,Lakeside,sister,2,马尔默,瑞典,,2001-06-07,2001.06.07,,
""",
    "sources/lake-zh/claims.csv": "line,subject,relation,what,value\n12,,,entries,2\n",
}


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
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


@pytest.fixture
def whole(workspace: Path) -> Path:
    """The same workspace without anything missing."""
    path = workspace / "sources" / "lake-en" / "entries.csv"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    return workspace
