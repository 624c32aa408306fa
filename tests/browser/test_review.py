"""The review page in a browser, over a copy of the real workspace, used as curators would."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reconcile.decisions import Decision, add_decision, load_decisions, load_history
from reconcile.workspace import load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("uvicorn", reason="the extra `service` is not installed")
pytest.importorskip("fastapi", reason="the extra `service` is not installed")

ROOT = Path(__file__).resolve().parents[2]
AXE = os.environ.get("RECONCILE_AXE", "")  # axe-core's axe.min.js
SHOTS = os.environ.get("RECONCILE_SHOTS", "")  # a folder for screenshots
NAMED = [{"name": "reconcile_name", "value": "Ada"}]
Visit = Callable[..., "Page"]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("sources", "schemas", "reports"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "reconcile.toml", tmp_path)
    for name in ("decisions.toml", "history.jsonl"):
        (tmp_path / "reports/sister-cities" / name).unlink(missing_ok=True)
    return tmp_path


@pytest.fixture
def url(workspace: Path) -> Iterator[str]:
    """The address of a service over that workspace."""
    import uvicorn

    from reconcile.service import create_app
    from reconcile.service.settings import ServiceSettings

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(load(workspace), settings=ServiceSettings(warm=False))
    app.state.context.report("sister-cities")  # compared before anybody looks
    config = uvicorn.Config(app, port=port, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def visit(browser: Browser, url: str) -> Iterator[Visit]:
    """Opens the page; what it asks of another host, or logs as wrong, fails the test."""
    contexts = []
    wrong: list[str] = []

    def opened(
        address: str = "/", *, name: str = "Ada", language: str = "en", **options: Any
    ) -> Page:
        context = browser.new_context(**{"locale": "en-GB", **options})
        contexts.append(context)
        kept = {"reconcile_lang": language, "reconcile_name": name}
        context.add_cookies([{"name": k, "value": v, "url": url} for k, v in kept.items() if v])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            # A conflict answers 409, which a browser logs as an error.
            lambda said: (
                wrong.append(said.text) if said.type == "error" and "409" not in said.text else None
            ),
        )
        page.on(
            "request",
            lambda asked: wrong.append(asked.url) if not asked.url.startswith(url) else None,
        )
        page.goto(url + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def file(workspace: Path) -> Path:
    return workspace / "reports/sister-cities/decisions.toml"


def finding(page: Page) -> str:
    return page.locator("article.case").get_attribute("data-finding") or ""


def press(page: Page, key: str) -> str:
    """Press a key that leads to another finding; which one it left."""
    left = finding(page)
    page.keyboard.press(key)
    page.locator(f"article.case:not([data-finding='{left}'])").wait_for()
    return left


def test_ten_decisions_by_keyboard_two_undone_and_the_file_says_the_same(
    visit: Visit, workspace: Path
) -> None:
    page = visit()
    decided = {}
    for number in range(10):
        key = "ar"[number % 2]
        decided[press(page, key)] = {"a": "accepted", "r": "wrong"}[key]
    assert page.inner_text("#progress label") == "10 of 24 decided"
    for _ in range(2):
        page.keyboard.press("z")
        page.locator("#said", has_text="Taken back").wait_for()
        page.locator("#undo").wait_for()
        latest = list(decided)[-1]
        page.locator(f"article.case[data-finding='{latest}']").wait_for()
        del decided[latest]
    page.reload()
    assert page.inner_text("#progress label") == "8 of 24 decided"
    written = load_decisions(file(workspace))
    assert {d.finding: d.verdict for d in written} == decided
    assert all(d.by == "Ada" for d in written)
    page.click("#queue .tabs li:nth-child(3) a")
    page.locator(".settled").wait_for()
    rows = page.locator("#queue .rows a").all()
    assert {(row.get_attribute("id") or "").removeprefix("row-") for row in rows} == set(decided)
    acts = load_history(file(workspace).parent)
    assert [act.did for act in acts] == ["decided"] * 10 + ["undone"] * 2


def test_a_decision_is_on_the_screen_in_a_moment(visit: Visit) -> None:
    page = visit()
    seconds = []
    for _ in range(9):
        started = time.perf_counter()
        press(page, "a")
        seconds.append(time.perf_counter() - started)
    print("decision to next finding:", [f"{s * 1000:.0f} ms" for s in seconds])
    assert sorted(seconds)[4] < 0.6  # of which the service takes less than a tenth of a second


def test_a_reason_is_written_after_a_capital_and_sent_by_enter(
    visit: Visit, workspace: Path
) -> None:
    page = visit()
    page.keyboard.press("Shift+A")
    page.keyboard.type("ask Ann; r and z are letters here")
    press(page, "Enter")
    page.keyboard.press("u")
    page.keyboard.type("is it the county?")
    left = press(page, "Enter")
    (decision,) = load_decisions(file(workspace))
    assert decision.reason == "ask Ann; r and z are letters here"
    act = load_history(file(workspace).parent)[-1]
    assert (act.did, act.finding, act.reason) == ("unsure", left, "is it the county?")
    assert page.evaluate("document.activeElement.id") == "title"


def test_keys_walk_search_help_and_scores(visit: Visit) -> None:
    page = visit()
    first = press(page, "j")
    press(page, "k")
    assert finding(page) == first
    assert page.locator("details.scores[open]").count() == 0
    page.keyboard.press("s")
    assert page.locator("details.scores:not([open])").count() == 0
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    assert not page.is_visible("#keys")
    page.keyboard.press("/")
    page.keyboard.type("nagoya")
    press(page, "Enter")
    assert page.locator("#queue .rows a").count() == 1
    assert "Nagoya" in page.inner_text("#title")


def test_others_decisions_appear_and_a_conflict_loses_nothing(
    visit: Visit, workspace: Path
) -> None:
    ada, bo = visit(name="Ada"), visit(name="Bo")
    ada.fill("#reason", "what Ada has written so far")
    where = press(bo, "a")
    ada.locator(".notice").wait_for(timeout=15_000)
    assert ada.inner_text("#progress label") == "1 of 24 decided"
    assert "Bo decided" in ada.inner_text("#acts")
    assert ada.input_value("#reason") == "what Ada has written so far"
    assert finding(ada) == where
    ada.keyboard.press("Escape")
    ada.locator("#decide button.no").click()
    ada.locator(".problem").wait_for()
    assert "Somebody was faster" in ada.inner_text(".problem")
    assert ada.input_value("#reason") == "what Ada has written so far"
    assert [d.by for d in load_decisions(file(workspace))] == ["Bo"]
    ada.locator("#decide button.no").click()
    ada.locator("#said").wait_for()
    assert [d.by for d in load_decisions(file(workspace))] == ["Ada"]
    told = [(act.by, act.did) for act in load_history(file(workspace).parent)]
    assert told == [("Bo", "decided"), ("Ada", "undone"), ("Ada", "decided")]


def test_everything_works_without_a_script(visit: Visit, workspace: Path) -> None:
    page = visit(name="", java_script_enabled=False)
    page.fill("#by", "Cy")
    page.fill("#reason", "by hand")
    left = finding(page)
    page.keyboard.press("Enter")  # gives no verdict, so nothing is sent
    assert finding(page) == left
    page.click("#decide button.yes")
    assert finding(page) != left
    assert [(d.finding, d.by) for d in load_decisions(file(workspace))] == [(left, "Cy")]
    page.click("#said button")
    assert finding(page) == left
    assert load_decisions(file(workspace)) == ()
    page.click("text=中文")
    assert page.locator("html").get_attribute("lang") == "zh"
    page.click("#next")
    assert "第 2 项" in page.inner_text(".steps")


def test_decision_made_on_the_command_line_is_seen(visit: Visit, workspace: Path) -> None:
    page = visit()
    decision = Decision(
        number=0, line=0, finding=finding(page), verdict="accepted", reason="by command", by="Cy",
        date="2026-01-01",
    )  # fmt: skip
    add_decision(file(workspace), decision)
    page.locator(".notice").wait_for(timeout=15_000)
    assert "Cy decided" in page.inner_text("#acts")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800})
    for _ in range(6):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        press(page, "j")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_no_violation_of_wcag(visit: Visit, scheme: str, language: str) -> None:
    if not Path(AXE).is_file():
        pytest.skip("RECONCILE_AXE names no axe.min.js; .ci/slow/browser fetches it")
    page = visit(language=language, color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=AXE)
    assert violations(page) == []
    press(page, "a")
    page.keyboard.press("s")
    assert violations(page) == []
    page.keyboard.press("?")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.click("#queue .tabs li:nth-child(3) a")
    page.locator(".settled").wait_for()
    assert violations(page) == []


def violations(page: Page) -> list[Any]:
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", tags)
    assert found["passes"]
    return [
        (v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"])
        for v in found["violations"]
    ]


def test_screenshots_for_a_person_to_look_at(visit: Visit) -> None:
    if not SHOTS:
        pytest.skip("RECONCILE_SHOTS names no folder for screenshots")
    for scheme, language, width in (
        ("light", "en", 1280), ("dark", "zh", 1280), ("light", "en", 390),
    ):  # fmt: skip
        size = {"width": width, "height": 1000}
        page = visit(language=language, color_scheme=scheme, viewport=size)
        page.keyboard.press("s")
        path = Path(SHOTS) / f"review-{scheme}-{language}-{width}.png"
        page.screenshot(path=path, full_page=True)
