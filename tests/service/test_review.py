"""The review page over a small workspace, asked as a browser asks."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from reconcile import pipeline
from reconcile.decisions import Decision, add_decision, load_decisions, load_history
from reconcile.service.review import answers

REPORT = "lakes"
OPEN = re.compile(r'<article class="case[^"]*" data-finding="([^"]+)"')
SEEN = re.compile(r"name=seen value=\"([^\"]*)\"")
ROW = re.compile(r'id="row-([^"]+)"')


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow this machine is, the page is waited for."""
    monkeypatch.setattr(answers, "PATIENCE", 60.0)


@pytest.fixture
def ada(client: TestClient) -> TestClient:
    """A client whose name is known."""
    client.cookies.set("reconcile_name", quote("Ada Łoś"))
    return client


def file(workspace: Path) -> Path:
    return workspace / "reports/lakes/decisions.toml"


def current(client: TestClient, address: str = "/") -> str:
    found = OPEN.search(client.get(address).text)
    assert found
    return found[1]


def decide(client: TestClient, finding: str, verdict: str = "accepted", **more: str) -> str:
    """Where the page leads after a decision."""
    data = {"finding": finding, "verdict": verdict, "seen": "", **more}
    answer = client.post("/decisions", data=data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_page_shows_the_first_open_finding_and_everything_around_it(ada: TestClient) -> None:
    answer = ada.get("/")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "Toledo" in answer.text
    assert "You are Ada Łoś" in answer.text
    assert "0 of 1 decided" in answer.text
    assert "Malmo" in answer.text  # the row before it in its list


def test_decision_is_written_at_once_and_leads_to_what_comes_next(
    ada: TestClient, workspace: Path
) -> None:
    finding = current(ada)
    location = decide(ada, finding, reason="not a twin any more")
    (decision,) = load_decisions(file(workspace))
    assert (decision.finding, decision.verdict) == (finding, "accepted")
    assert (decision.by, decision.reason) == ("Ada Łoś", "not a twin any more")
    after = ada.get(location).text
    assert "Decided: accepted as it is." in after
    assert "Nothing is left to decide" in after
    assert "1 of 1 decided" in after
    assert "not a twin any more" in after  # in the history


def test_decision_without_a_reason_says_on_what_it_rests(ada: TestClient, workspace: Path) -> None:
    decide(ada, current(ada))
    assert load_decisions(file(workspace))[0].reason == "judged by what the sources say"


def test_undo_takes_my_latest_decision_back_and_shows_its_finding(
    ada: TestClient, workspace: Path
) -> None:
    finding = current(ada)
    decide(ada, finding)
    answer = ada.post("/undo", data={})
    assert answer.status_code == 303
    assert current(ada, answer.headers["location"]) == finding
    assert load_decisions(file(workspace)) == ()
    assert [act.did for act in load_history(file(workspace).parent)] == ["decided", "undone"]
    answer = ada.post("/undo", data={})
    assert answer.status_code == 400
    assert "You have no decision to take back" in answer.text


def test_undo_leaves_the_decisions_of_others_alone(ada: TestClient, workspace: Path) -> None:
    decide(ada, current(ada))
    ada.cookies.set("reconcile_name", "Bo")
    assert ada.post("/undo", data={}).status_code == 400
    assert len(load_decisions(file(workspace))) == 1


def test_conflict_is_shown_keeps_what_was_written_and_loses_nothing(
    ada: TestClient, workspace: Path
) -> None:
    finding = current(ada)
    add_decision(
        file(workspace),
        Decision(
            number=0, line=0, finding=finding, verdict="wrong", reason="it is in the annex",
            by="Bo", date="2024-02-01",
        ),
    )  # fmt: skip
    data = {"finding": finding, "verdict": "accepted", "seen": "", "reason": "let it <be>"}
    answer = ada.post("/decisions", data=data)
    assert answer.status_code == 409
    assert "Somebody was faster" in answer.text
    assert "it is in the annex" in answer.text
    assert 'value="let it &lt;be&gt;"' in answer.text
    assert [d.by for d in load_decisions(file(workspace))] == ["Bo"]
    seen = next(token for token in SEEN.findall(answer.text) if token)
    decide(ada, finding, reason="let it be", seen=seen)
    assert [d.by for d in load_decisions(file(workspace))] == ["Ada Łoś"]
    acts = load_history(file(workspace).parent)
    assert [(act.by, act.did) for act in acts] == [
        ("Bo", "decided"), ("Ada Łoś", "undone"), ("Ada Łoś", "decided"),
    ]  # fmt: skip


def test_unsure_is_noted_decides_nothing_and_is_found_again(
    ada: TestClient, workspace: Path
) -> None:
    finding = current(ada)
    decide(ada, finding, "unsure", reason="ask the archive")
    assert load_decisions(file(workspace)) == ()
    page = ada.get("/?show=unsure").text
    assert ROW.findall(page) == [finding]
    assert "ask the archive" in page
    decide(ada, finding)
    assert ROW.findall(ada.get("/?show=unsure").text) == []


def test_poll_answers_nothing_until_somebody_decides(ada: TestClient, workspace: Path) -> None:
    page = ada.get("/").text
    poll = re.search(r'hx-get="([^"]+)"', page)
    assert poll
    address = poll[1].replace("&amp;", "&")
    assert ada.get(address).status_code == 204
    decision = Decision(
        number=0, line=0, finding=current(ada), verdict="wrong", reason="r", by="Bo",
        date="2024-02-01",
    )  # fmt: skip
    add_decision(file(workspace), decision)
    answer = ada.get(address)
    assert answer.status_code == 200
    assert "changed by somebody else" in answer.text
    assert "Bo decided" in answer.text


def test_name_is_asked_once_and_a_decision_needs_it(client: TestClient, workspace: Path) -> None:
    page = client.get("/").text
    assert "<input id=by name=by" in page
    finding = current(client)
    answer = client.post("/decisions", data={"finding": finding, "verdict": "accepted"})
    assert answer.status_code == 400
    assert "A decision needs your name." in answer.text
    assert not file(workspace).exists()
    decide(client, finding, by="  王小明 ")
    assert load_decisions(file(workspace))[0].by == "王小明"
    assert "You are 王小明" in client.get("/").text


def test_chinese_is_kept_once_asked_for_and_taken_from_the_browser(client: TestClient) -> None:
    assert '<html lang="en"' in client.get("/").text
    answer = client.get("/", headers={"accept-language": "zh-CN,zh;q=0.9"})
    assert '<html lang="zh"' in answer.text
    assert "待决定" in client.get("/?lang=zh").text
    assert "待决定" in client.get("/").text


def test_every_text_is_said_in_both_languages() -> None:
    from reconcile.service.review.words import WORDS

    for key, (english, chinese) in WORDS.items():
        assert english != chinese, key
        fields = [sorted(set(re.findall(r"\{\d\}", text))) for text in (english, chinese)]
        assert fields[0] == fields[1], key


def test_search_kind_and_status_narrow_the_list(ada: TestClient) -> None:
    assert len(ROW.findall(ada.get("/?q=toledo").text)) == 1
    assert "Nothing fits" in ada.get("/?q=nowhere").text
    everything = ROW.findall(ada.get("/?show=all").text)
    explained = ROW.findall(ada.get("/?show=explained").text)
    assert len(everything) == len(explained) + 1
    kind = explained[0].rpartition("-")[0]
    assert all(row.startswith(kind) for row in ROW.findall(ada.get(f"/?show=all&kind={kind}").text))


def test_finding_that_is_gone_is_said_to_be_gone(ada: TestClient) -> None:
    assert "not in the report any more" in ada.get("/?finding=missing_entry-000000000000").text
    data = {"finding": "missing_entry-000000000000", "verdict": "accepted"}
    assert ada.post("/decisions", data=data).status_code == 409


@pytest.mark.parametrize(
    "data",
    [
        {"verdict": "nonsense"},
        {"verdict": ""},
        {"verdict": "accepted", "until": "soon"},
        {"verdict": "same"},
        {"verdict": "accepted", "report": "nowhere"},
        {"verdict": "same", "one": "lake-en:99999", "other": "../:1"},
    ],
)
def test_nonsense_in_a_form_is_refused_with_a_page_and_writes_nothing(
    ada: TestClient, workspace: Path, data: dict[str, str]
) -> None:
    answer = ada.post("/decisions", data={"finding": current(ada), **data})
    assert 400 <= answer.status_code < 500
    assert "text/html" in answer.headers["content-type"]
    assert "That did not work" in answer.text
    assert not file(workspace).exists()


def test_place_that_a_list_lacks_can_be_paired_by_hand(ada: TestClient, workspace: Path) -> None:
    rows = workspace / "sources/lake-zh/entries.csv"
    rows.write_text(rows.read_text("utf-8") + "9,Lakeside,sister,3,某地,西班牙,,,,,\n", "utf-8")
    finding = current(ada, "/?q=toledo")
    decide(ada, finding, "same", one="lake-en:3", other="lake-zh:3")
    (decision,) = load_decisions(file(workspace))
    assert {key.name for key in decision.pair} == {"Toledo", "某地"}
    until = time.monotonic() + 20
    while "compared anew" in (page := ada.get("/?show=all").text) and time.monotonic() < until:
        time.sleep(0.02)
    assert f"row-{finding}" not in page  # the two are one place now
    assert "2 of 2 decided" not in page
    ada.post("/undo", data={})
    assert load_decisions(file(workspace)) == ()


def test_broken_workspace_is_told_on_a_page_and_mended_without_a_restart(
    ada: TestClient, workspace: Path
) -> None:
    ada.get("/")
    file(workspace).write_text("[[decision]]\nfinding = 1\n", "utf-8")
    answer = ada.get("/")
    assert answer.status_code == 422
    assert "decisions.toml" in answer.text
    file(workspace).unlink()
    assert ada.get("/").status_code == 200


def test_text_of_a_source_is_text_on_the_page(ada: TestClient, workspace: Path) -> None:
    rows = workspace / "sources/lake-en/entries.csv"
    hostile = "<script>alert(1)</script>"
    rows.write_text(rows.read_text("utf-8").replace("Toledo", hostile), "utf-8")
    page = ada.get("/?show=all").text
    assert hostile not in page
    assert "&lt;script&gt;" in page
    page = ada.get(f"/?q={quote(hostile)}&kind={quote(hostile)}&finding={quote(hostile)}").text
    assert hostile not in page


def test_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(ada: TestClient) -> None:
    page = ada.get("/").text
    loaded = re.findall(r'(?:src|href)="([^"#]+)"', page)
    assert all(address.startswith(("/", "?")) for address in loaded)
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son\w+=|\sstyle=|javascript:", page)
    for address in (a.replace("&amp;", "&") for a in loaded if a.startswith("/static/")):
        answer = ada.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert ada.get("/static/../pages.py").status_code == 404
    assert ada.get("/static/pages.py").status_code == 404


def test_decision_compares_nothing_again(ada: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = current(ada)
    monkeypatch.setattr(pipeline, "compare", lambda *_a, **_k: pytest.fail("compared"))
    location = decide(ada, finding)
    assert ada.get(location).status_code == 200
    assert ada.post("/undo", data={}).status_code == 303
    assert current(ada) == finding


def test_scores_are_not_among_what_is_shown_at_first(ada: TestClient) -> None:
    finding = next(f for f in ROW.findall(ada.get("/?show=all").text) if f.startswith("name_"))
    page = ada.get(f"/?show=all&finding={finding}").text
    details = re.search(r"<details class=scores>.*?</details>", page, re.DOTALL)
    assert details
    assert "Confidence" in details[0]
    assert "Confidence" not in page.replace(details[0], "")
    assert not re.search(r"\d+ ?%", page.replace(details[0], ""))


def test_who_would_wait_for_long_is_told_what_takes_so_long(
    ada: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "PATIENCE", 0.0)
    answer = ada.get("/")
    assert answer.headers["refresh"] == "1"
    assert "Comparing the sources" in answer.text
    until = time.monotonic() + 60
    while "refresh" in ada.get("/").headers and time.monotonic() < until:
        time.sleep(0.05)
    assert "Toledo" in ada.get("/").text


def test_pair_that_is_undecided_is_asked_about_first_and_without_a_score(
    ada: TestClient, workspace: Path
) -> None:
    (workspace / "reconcile.toml").write_text(
        '[thresholds.match]\nvalue = 0.97\nreason = "a strict committee"\n'
    )
    for source, row in (("en", "8,Lakeside,sister,4,Tavira,Portugal,,,,,"),
                        ("zh", "9,Lakeside,sister,3,塔瓦,葡萄牙,,,,,")):  # fmt: skip
        rows = workspace / f"sources/lake-{source}/entries.csv"
        rows.write_text(rows.read_text("utf-8") + row + "\n", "utf-8")
    page = ada.get("/").text
    finding = current(ada)
    assert finding.startswith("possible_match-")
    assert "Are these one and the same place?" in page
    shown = re.sub(r"<details class=scores>.*?</details>", "", page, flags=re.DOTALL)
    assert not re.search(r"[Cc]onfidence|\d+ ?%|\b0\.\d\d", shown)
    location = decide(ada, finding, "same")
    assert "Decided: same place." in ada.get(location).text  # at once, whatever is compared
    until = time.monotonic() + 60
    while "compared anew" in (page := ada.get("/?show=all").text) and time.monotonic() < until:
        time.sleep(0.05)
    assert f'id="row-{finding}"' not in page
    assert "1 of 2 decided" in page  # the other one is Toledo, still missing
