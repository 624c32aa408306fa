"""The lists of a service in many threads, and after a change of the workspace."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from reconcile.service.recon.authorities import Authorities
from reconcile.service.recon.values import Query


def test_many_threads_get_the_answers_that_one_gets(served: TestClient) -> None:
    names = ["伯明翰", "基多", "Springfield", "no such place", "光州", "萨尔瓦多", "Lodz", ""]

    def answers(name: str) -> Any:
        told = {"queries": json.dumps({"q": {"query": name}})}
        return [
            served.post(path, data=told).json()
            for path in ("/reconcile", "/reconcile/nanjinger-en", "/reconcile/guiyang-en")
        ]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(answers, names * 4))
    assert together == [answers(name) for name in names] * 4


def test_a_list_that_says_the_same_keeps_its_memory(cold: TestClient, workspace: Path) -> None:
    lists = Authorities(cold.app.state.context)  # type: ignore[attr-defined]
    before = lists.get("lake-zh"), lists.get("lake-en")
    entries = workspace / "sources" / "lake-en" / "entries.csv"
    entries.write_text(entries.read_text("utf-8").replace("Toledo", "Seville"), "utf-8")
    after = lists.get("lake-zh"), lists.get("lake-en")
    assert after[0] is before[0]
    assert after[1] is not before[1]
    assert after[1].answer([Query(name="塞维利亚")])[0][0].entity.name == "Seville"


def test_an_entry_that_no_report_speaks_of_is_in_its_list(
    cold: TestClient, workspace: Path
) -> None:
    entries = workspace / "sources" / "lake-en" / "entries.csv"
    row = "9,Hillside,sister,1,Bergen,Norway,,,,,\n"
    entries.write_text(entries.read_text("utf-8") + row, "utf-8")
    (first, *_) = cold.get("/reconcile/lake-en", params={"query": "卑尔根"}).json()["result"]
    assert first["name"] == "Bergen"
    assert "sister of Hillside" in first["description"]
    assert first["match"] is True


def test_what_was_asked_before_is_at_hand(cold: TestClient, workspace: Path) -> None:
    lists = Authorities(cold.app.state.context)  # type: ignore[attr-defined]
    assert lists.at_once("lake-en") is None
    answers = lists.get("lake-en")
    assert lists.at_once("lake-en") is answers
    queries = [Query(name="图尔库"), Query(name="")]
    assert answers.at_once(queries) is None
    first = answers.answer(queries)
    assert answers.at_once(queries) == first
    (workspace / "reconcile.toml").write_text("[thresholds]\n", "utf-8")
    assert lists.at_once("lake-en") is None
