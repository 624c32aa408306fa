"""A small workspace in a repository's subfolder, and a shell that runs what CI would run on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lakes import HEADER, write_files

FILES = {
    "data/reconcile.toml": "",
    "data/reports/lakes/report.toml": 'title = "Lakes"\nsources = ["lake-en", "lake-zh"]\n',
    "data/sources/lake-en/source.toml": """
title = "Our twins"
language = "en"
subject = "Lakeside"
as_of = "2020-03-01"
relations = ["sister"]
""",
    "data/sources/lake-en/entries.csv": f"""{HEADER}
5,Lakeside,sister,1,Turku,Finland,,1998-05-02,2 May 1998,,
6,Lakeside,sister,2,Toledo,Spain,,2003-04-05,5 April 2003,,
""",
    "data/sources/lake-zh/source.toml": """
title = "友好城市"
language = "zh"
subject = "Lakeside"
as_of = "2023-01-01"
relations = ["sister"]
""",
    "data/sources/lake-zh/entries.csv": f"""{HEADER}
7,Lakeside,sister,1,图尔库,芬兰,,1998-05-02,1998.05.02,,
""",
}

Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a workspace in `data/`, whose list `lake-zh` lacks Toledo."""
    return write_files(tmp_path, {".git/HEAD": "ref: refs/heads/main\n", **FILES})


@pytest.fixture
def shell(repository: Path) -> Shell:
    """Runs a script in bash at the top of the repository, with this `reconcile` on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    def run(
        script: str, env: Mapping[str, str] | None = None, cwd: Path = repository
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=cwd,
            env={"PATH": path, "HOME": str(repository), "LC_ALL": "C.UTF-8", **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run
