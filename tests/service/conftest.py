"""A service over a small workspace of two invented sources, and a client that calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import reconcile
from reconcile.service.settings import ServiceSettings

HEADER = "line,subject,relation,ordinal,name,country,region,date,date_text,location,references"
FILES = {
    "reconcile.toml": "",
    "schemas/lake.py": '''
"""Models of the lakes."""

from reconcile.schema import LatinNames


class Lake(LatinNames):
    """Entries in English."""
''',
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
schema = "schemas/lake.py:Lake"
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
}
URL = "http://127.0.0.1:8000"

Serve = Callable[..., TestClient]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace. One partner is missing from `lake-zh`."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8", newline="\n")
    return tmp_path


@pytest.fixture
def serve(workspace: Path) -> Iterator[Serve]:
    """`serve(token="...")` gives a client of a service with these settings."""
    clients: list[TestClient] = []

    def start(*, url: str = URL, **settings: object) -> TestClient:
        given = ServiceSettings(
            **{"today": "2024-02-01", "warm": False, "seconds": 600, **settings}
        )  # type: ignore[arg-type]
        app = reconcile.create_app(reconcile.load_workspace(workspace), settings=given)
        client = TestClient(app, base_url=url, follow_redirects=False, client=("127.0.0.1", 5555))
        client.__enter__()
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.__exit__()


@pytest.fixture
def client(serve: Serve) -> TestClient:
    """A client of a service with the usual settings."""
    return serve()
