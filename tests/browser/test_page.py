"""The real report of the five sources in a browser, used as a person would use it."""

from __future__ import annotations

import os
import re
import shlex
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hostile import HOSTILE, with_text

from reconcile.model import Explanation, Finding, Report, Where, finding_id
from reconcile.reporters import html

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Open = Callable[..., Page]

SHOWN = "article[data-kind]:not([hidden])"
AXE = os.environ.get("RECONCILE_AXE", "")  # axe-core's axe.min.js
SHOTS = os.environ.get("RECONCILE_SHOTS", "")  # a folder for screenshots


def shown(page: Page) -> list[str]:
    return [node.get_attribute("id") or "" for node in page.locator(SHOWN).all()]


def test_page_asks_nothing_of_a_network_and_logs_no_error(show: Open, real: Report) -> None:
    page = show()
    assert page.title() == real.title
    assert len(shown(page)) == len(real.findings)


def test_filters_show_what_fits_and_stay_in_the_address(show: Open, real: Report) -> None:
    page = show()
    page.select_option("select[name=kind]", "missing_entry")
    page.select_option("select[name=status]", "open")
    page.select_option("select[name=source]", "nanjinger-en")
    wanted = {
        f.id
        for f in real.findings
        if f.kind == "missing_entry" and f.status == "open" and "nanjinger-en" in f.values
    }
    assert set(shown(page)) == wanted
    assert f"{len(wanted)} of {len(real.findings)} shown" in page.inner_text("#shown")
    again = show("#" + page.url.partition("#")[2])
    assert set(shown(again)) == wanted
    page.click("button[type=reset]")
    page.locator("#shown", has_text=f"{len(real.findings)} of").wait_for()
    assert "#" not in page.url


def test_severity_filter_and_an_empty_outcome(show: Open) -> None:
    page = show("#?severity=info&status=open")
    assert shown(page) == []
    assert page.is_visible("#none")


@pytest.mark.parametrize("status", ["open", "explained"])
def test_anchor_opens_its_finding(show: Open, real: Report, status: str) -> None:
    finding = [f for f in real.findings if f.status == status][-1]
    page = show(f"#{finding.id}")
    article = page.locator(f"[id='{finding.id}']")
    assert article.is_visible()
    assert article.evaluate("node => node === document.activeElement")
    top = article.evaluate("node => node.getBoundingClientRect().top")
    assert 0 <= top < page.viewport_size["height"]  # type: ignore[index]


def test_anchor_of_a_finding_that_a_filter_hides_shows_it(show: Open, real: Report) -> None:
    finding = next(f for f in real.findings if f.status == "explained")
    page = show(f"#{finding.id}?status=open")
    assert page.locator(f"[id='{finding.id}']").is_visible()


def test_link_in_the_matrix_leads_to_its_finding_and_keeps_the_language(show: Open) -> None:
    page = show("#?lang=zh")
    link = page.locator(".listing td.open a").first
    target = (link.get_attribute("href") or "")[1:]
    link.click()
    page.locator(f"[id='{target}']:focus").wait_for()
    assert page.url.endswith(f"#{target}?lang=zh")


def test_language_switches_everything_that_the_page_says(show: Open) -> None:
    page = show()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "69 explained by scope" in page.inner_text("h2.sentence")
    page.click("#language")
    assert page.locator("html").get_attribute("lang") == "zh"
    assert "69 由范围解释" in page.inner_text("h2.sentence")
    assert page.inner_text("#what-to-do h2") == "需要做什么"
    assert page.url.endswith("#?lang=zh")
    left = page.evaluate(
        "[...document.querySelectorAll('[data-t]')]"
        ".filter(n => n.id !== 'language' && /^[\\x00-\\x7f]*[a-z]{3}[\\x00-\\x7f]*$/i"
        ".test(n.textContent)).map(n => n.dataset.t)"
    )
    assert left == []
    page.click("#language")
    assert page.inner_text("#what-to-do h2") == "What to do"
    assert "#" not in page.url


def test_browser_that_prefers_chinese_gets_chinese(show: Open) -> None:
    assert show(locale="zh-CN").locator("html").get_attribute("lang") == "zh"


def test_decision_is_copied_as_a_command_that_a_shell_takes(show: Open, real: Report) -> None:
    page = show(permissions=["clipboard-read", "clipboard-write"])
    finding = next(f for f in real.findings if f.kind == "country_typo")
    page.click(f"[id='{finding.id}'] button.decide")
    assert finding.message in page.inner_text("#d-message")
    page.select_option("#d-verdict", "wrong")
    page.keyboard.press("Tab")
    reason = "it's the publisher's own $PELLING; rm"
    page.fill("#d-reason", reason)
    page.click("#d-copy")
    page.locator("#d-done:not(:empty)").wait_for()
    assert page.inner_text("#d-done") == "Copied"
    assert page.evaluate("navigator.clipboard.readText()") == (
        f"reconcile decide {finding.id} --verdict wrong "
        r"--reason 'it'\''s the publisher'\''s own $PELLING; rm'"
    )
    parsed = shlex.split(page.input_value("#d-command"))
    assert parsed[1:] == ["decide", finding.id, "--verdict", "wrong", "--reason", reason]
    page.keyboard.press("Escape")
    assert not page.is_visible("#decision")


def test_decision_is_selected_where_the_clipboard_is_refused(show: Open, real: Report) -> None:
    page = show()
    page.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false"
    )
    page.locator("button.decide").first.click()
    page.click("#d-copy")
    page.locator("#d-done:not(:empty)").wait_for()
    assert "Ctrl+C" in page.inner_text("#d-done")
    selected = "(n => n.value.slice(n.selectionStart, n.selectionEnd))(document.activeElement)"
    assert page.evaluate(selected).startswith("reconcile decide ")


def test_keyboard_alone_reaches_findings_filters_and_decisions(show: Open) -> None:
    page = show()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.locator("#what-to-do:focus").wait_for()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button.decide')"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "d-reason"


def test_printing_shows_what_is_folded_and_hides_controls(show: Open) -> None:
    page = show()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    assert not page.is_visible("#filters")
    assert not page.locator("button.decide").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() > 0


def test_report_reads_without_a_script(show: Open, real: Report) -> None:
    page = show(java_script_enabled=False)
    assert not page.is_visible("#filters")
    assert page.locator("article[data-kind]").count() == len(real.findings)
    assert page.is_visible("h2.sentence")


def test_nothing_is_wider_than_a_telephone(show: Open) -> None:
    page = show(viewport={"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_no_violation_of_wcag(show: Open, scheme: str, language: str) -> None:
    if not Path(AXE).is_file():
        pytest.skip("RECONCILE_AXE names no axe.min.js; .ci/slow/browser fetches it")
    page = show(f"#?lang={language}", color_scheme=scheme, bypass_csp=True)
    page.evaluate("for (const node of document.querySelectorAll('details')) node.open = true")
    page.add_script_tag(path=AXE)
    assert violations(page) == []
    page.locator("button.decide").first.click()
    assert violations(page) == []


def violations(page: Page) -> list[Any]:
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", tags)
    assert found["passes"]
    return [
        (v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"])
        for v in found["violations"]
    ]


def test_screenshots_for_a_person_to_look_at(show: Open) -> None:
    if not SHOTS:
        pytest.skip("RECONCILE_SHOTS names no folder for screenshots")
    for scheme, language in (("light", "en"), ("dark", "zh")):
        for part in ("", "what-to-do", "matrix", "map", "sources"):
            size = {"width": 1280, "height": 1100}
            page = show(f"#{part}?lang={language}", color_scheme=scheme, viewport=size)
            page.screenshot(path=Path(SHOTS) / f"{part or 'top'}-{scheme}-{language}.png")


def large(real: Report, number: int) -> Report:
    """As many findings about as many relationships, made from real ones."""
    known = [r for r in real.relationships if r.links]
    kinds = (("name_form", "info"), ("name_spelling", "error"), ("date_conflict", "warning"))
    relationships, findings = [], []
    for i in range(number):
        like, down = known[i % len(known)], 2000 * (i // len(known) + 1)
        entries = tuple(replace(e, line=e.line + down, row=e.row + down) for e in like.entries)
        partner = replace(like.partner, name=f"{like.partner.name} {i}")
        moved = [
            replace(
                link,
                left=replace(link.left, line=link.left.line + down),
                right=replace(link.right, line=link.right.line + down),
            )
            for link in like.links
        ]
        relationships.append(
            replace(like, id=f"made-{i}", partner=partner, entries=entries, links=tuple(moved))
        )
        kind, severity = kinds[i % len(kinds)]
        why = Explanation(kind="convention", text="one name in two usual forms")
        findings.append(
            Finding(
                id=finding_id(kind, partner=str(i)),
                kind=kind,
                severity=severity,  # type: ignore[arg-type]
                status="open" if i % 4 else "explained",
                message=f'"{entries[0].name}" and "{entries[1].name}" name one place, number {i}',
                subject=like.subject,
                entries=tuple(Where(e.source, e.line, row=e.row) for e in entries[:2]),
                values={e.source: e.name for e in entries[:2]},
                explanation=None if i % 4 else why,
            )
        )
    return replace(real, relationships=tuple(relationships), findings=tuple(findings))


@pytest.mark.parametrize("number", [1, 900])
def test_hostile_report_runs_nothing_and_shows_its_text(
    show: Open, real: Report, tmp_path: Path, number: int
) -> None:
    text = "".join(HOSTILE)
    path = tmp_path / "hostile.html"
    report = large(real, number) if number > 1 else real
    path.write_text(html.render(with_text(report, text)), encoding="utf-8", newline="\n")
    page = show(path=path)
    page.on("dialog", lambda said: pytest.fail(said.message))
    page.evaluate("for (const node of document.querySelectorAll('details')) node.open = true")
    page.locator("html:not(:has(details.chunk > div:empty))").wait_for()
    page.click("#language")
    page.locator("button.decide").last.click()
    assert "<script>alert(1)</script>" in page.inner_text("#d-message")
    assert page.locator("script").count() == 3
    assert page.locator("img, iframe, object, embed, link").count() == 0


def test_ten_thousand_findings_open_in_three_seconds(
    show: Open, real: Report, tmp_path: Path
) -> None:
    report = large(real, 10_000)
    path = tmp_path / "large.html"
    path.write_text(html.render(report), encoding="utf-8", newline="\n")
    assert path.stat().st_size < 10_000_000
    started = time.perf_counter()
    page = show(path=path)
    seconds = time.perf_counter() - started
    print(f"{path.stat().st_size / 1e6:.1f} MB, opened in {seconds:.2f} s")
    assert seconds < 3
    assert "10000 of 10000 shown" in page.inner_text("#shown")
    last = report.findings[-1]
    page.evaluate(f"location.hash = {last.id!r}")
    page.locator(f"[id='{last.id}']:focus").wait_for(timeout=5000)
    assert last.message in page.inner_text(f"[id='{last.id}']")
    page.select_option("select[name=severity]", "error")
    assert re.match(r"3333 of 10000", page.inner_text("#shown"))


def test_committed_page_is_under_a_megabyte(file: Path) -> None:
    assert file.stat().st_size < 1_000_000
