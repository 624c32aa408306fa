"""Tables that a client sends: matched, resolved, validated."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from fastapi.testclient import TestClient
from shared import ROOT

import reconcile
from reconcile.api import lists

LEFT = [{"id": "a", "name": "里昂", "country": "法国"}, {"id": "b", "name": "利马"}]
RIGHT = [{"id": "1", "name": "Lima"}, {"id": "2", "name": "Lyon"}, {"id": "3", "name": "Oslo"}]


def body(**more: Any) -> dict[str, Any]:
    return {"left": {"rows": LEFT}, "right": {"rows": RIGHT}, **more}


def file(rows: list[dict[str, str]], name: str) -> tuple[str, bytes]:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return name, out.getvalue().encode()


def test_rows_are_matched_as_by_the_command(api: TestClient) -> None:
    answer = api.post("/api/match", json=body())
    assert answer.status_code == 200
    told = answer.json()
    left = pl.DataFrame([{"country": "", **row} for row in LEFT])
    expected = lists.match(left, pl.DataFrame(RIGHT))
    assert told["rows"] == json.loads(json.dumps(expected.to_dicts()))
    assert told["counts"] == {"match": 2, "right_only": 1}
    assert {(row["left_id"], row["right_id"]) for row in told["rows"]} == {
        ("a", "2"), ("b", "1"), (None, "3"),
    }  # fmt: skip


def test_options_and_columns_are_heeded(api: TestClient) -> None:
    left = {"rows": [{"地名": "里昂", "n": 7}], "columns": {"name": "地名", "id": "n"}}
    told = api.post("/api/match", json=body(left=left, options={"top": 2})).json()
    assert [row["rank"] for row in told["rows"]] == [1, 2]
    assert told["rows"][0]["left_id"] == "7"


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "xlsx", "parquet", "json"])
def test_files_are_matched_and_answered_in_any_form(api: TestClient, form: str) -> None:
    files = {"left": file(LEFT, "左.csv"), "right": file(RIGHT, "right.CSV")}
    answer = api.post("/api/match/files", files=files, data={"format": form})
    assert answer.status_code == 200
    if form == "json":
        assert answer.json()["counts"]["match"] == 2
    else:
        assert f'filename="match.{form}"' in answer.headers["content-disposition"]
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert rows[0]["right_name"] == "Lyon"


def test_rows_are_resolved_to_the_gazetteer(api: TestClient) -> None:
    rows = [{"name": "罗兹", "country": "波兰"}, *({"name": f"无此地{n}"} for n in range(3))]
    told = api.post("/api/resolve", json={"table": {"rows": rows}}).json()
    assert told["rows"][0]["right_id"] == "geonames:3093133"
    assert [row["left_row"] for row in told["rows"]] == [1, 2, 3, 4]
    answer = api.post("/api/resolve/file", files={"file": file(rows, "x.csv")})
    assert answer.json()["rows"] == told["rows"]


def test_two_names_are_explained(api: TestClient) -> None:
    told = api.get(
        "/api/explain", params={"zh": "登别", "en": "Noboribetsu", "country": "JP"}
    ).json()
    assert told["confidence"] > 0.9
    assert told["evidence"][0]["name"] == "prior"


def test_a_table_is_validated_against_a_schema_of_the_workspace(
    api: TestClient, tmp_path: Path
) -> None:
    schema = "schemas/numbered_list.py:NumberedListEn"
    assert schema in api.get("/api/workspace").json()["schemas"]
    data = (ROOT / "sources" / "guangzhou-en" / "entries.csv").read_bytes()
    files = {"file": ("mine.csv", data)}
    answer = api.post("/api/validate", files=files, data={"schema": schema})
    (tmp_path / "mine.csv").write_bytes(data)
    expected = reconcile.validate_file(
        tmp_path / "mine.csv", schema, reconcile.load_workspace(ROOT)
    )
    told = answer.json()
    assert told["report"] == "validate"
    messages = sorted(finding["message"] for finding in told["findings"])
    assert messages == sorted(finding.message for finding in expected.findings)
    assert {place["source"] for f in told["findings"] for place in f["entries"]} <= {"mine.csv"}
    assert "/tmp" not in answer.text


@pytest.mark.parametrize(
    "schema",
    [
        "os:system",
        "reconcile.schema:LatinNames",
        "../x.py:Y",
        "/etc/passwd:X",
        "x",
        "schemas/a.py:B",
    ],
)
def test_no_other_code_is_ever_loaded(api: TestClient, schema: str) -> None:
    answer = api.post(
        "/api/validate", files={"file": ("a.csv", b"name\n")}, data={"schema": schema}
    )
    assert answer.status_code == 400
    assert "schema of this workspace" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({}, 422),
        ({"left": 3, "right": 4}, 422),
        (body(extra=1), 422),
        (body(options={"threshold": 2}), 422),
        (body(options={"gazetteer": "/etc/passwd"}), 422),
        (body(by=["nowhere"]), 400),
        (body(left={"rows": [{"nmae": "里昂"}]}), 400),
        (body(left={"rows": []}), 400),
        (body(left={"rows": [{"name": ["里昂"]}]}), 422),
    ],
)
def test_nonsense_is_told_as_what_it_is(api: TestClient, wrong: Any, status: int) -> None:
    answer = api.post("/api/match", json=wrong)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_too_many_rows_are_refused(api: TestClient) -> None:
    many = [{"name": "x"}] * 501
    assert api.post("/api/match", json=body(left={"rows": many})).status_code == 413
    files = {"file": file(many, "a.csv")}
    answer = api.post("/api/resolve/file", files=files)
    assert answer.status_code == 413
    assert answer.json()["error"]["where"] == "a.csv"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"PK no zip"),
        ("a.parquet", b"\0" * 100),
        ("a.csv", b"name,name\n1,2\n"),
        ("a.jsonl", b"[1]"),
        ("a.csv", b""),
        ("a.exe", b"MZ"),
        ("", b"name\n"),
        ("../../etc/passwd", b"name\n"),
    ],
)
def test_files_that_are_no_tables_are_told_by_their_own_name(
    api: TestClient, name: str, data: bytes
) -> None:
    answer = api.post("/api/resolve/file", files={"file": (name, data)})
    assert answer.status_code in {400, 422}
    assert "/tmp" not in answer.text
    assert "table.csv" not in answer.text


def test_what_takes_too_long_is_ended(serve: Any) -> None:
    client = serve(seconds=0.001)
    answer = client.post("/api/match", json=body())
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "too_slow"
