"""Chromium, driven by Playwright; every test of this folder is skipped where one is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reconcile.api.check import report
from reconcile.model import Report
from reconcile.reporters import html
from reconcile.workspace import load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def real() -> Report:
    """The report of the five sources, as it is committed."""
    return report(load(ROOT))[0]


@pytest.fixture(scope="session")
def file(real: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html.render(real), encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def show(browser: Browser, file: Path) -> Iterator[Open]:
    """Opens the page at an address; whatever it asks of a network, or logs as wrong, fails."""
    contexts = []
    wrong: list[str] = []

    def opened(address: str = "", *, path: Path = file, **options: Any) -> Page:
        options.setdefault("locale", "en-GB")
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda asked: wrong.append(asked.url) if not asked.url.startswith("file:") else None,
        )
        page.goto(path.as_uri() + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
