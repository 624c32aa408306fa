"""A small workspace of two invented sources, of which `lake-zh` lacks one partner."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

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
}


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Texts by path written below a folder; gives the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8", newline="\n")
    return folder
