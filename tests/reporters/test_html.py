from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hostile import HOSTILE, with_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.kinds import KINDS
from reconcile.model import Finding, Fixed, Report, Where
from reconcile.reporters import html
from reconcile.reporters.html import chinese
from reconcile.reporters.html.actions import ACTIONS, by_action
from reconcile.reporters.html.index import Index
from reconcile.reporters.html.marks import marked
from reconcile.reporters.html.pairs import table
from reconcile.reporters.html.words import WORDS
from reconcile.reporters.html.world import land, size
from reconcile.reporters.safe import visible


class Tags(HTMLParser):
    """The tags of a page with their attributes, and the text inside script elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": [], "": []}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag if tag in ("script", "style") else ""
        if self._open:
            self.inside[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside[self._open][-1] += data
        else:
            self.inside[""].append(data)

    @property
    def text(self) -> str:
        return "".join(self.inside[""])

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.tags if "id" in attributes]


def assert_harmless(page: Tags, known: set[str]) -> None:
    """Nothing but the page's own elements, and no way to run or load anything."""
    tags = [tag for tag, _ in page.tags]
    assert set(tags) <= known | {"mark", "i"}
    assert (tags.count("script"), tags.count("style")) == (3, 1)
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert not {"src", "srcset", "action", "formaction", "data", "xlink:href"} & set(attributes)
        assert (attributes.get("href") or "#").startswith("#"), (tag, attributes)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_source_contains_injects_nothing(report: Report, text: str) -> None:
    known = {tag for tag, _ in Tags(html.render(report)).tags}
    page = Tags(html.render(with_text(report, text)))
    assert_harmless(page, known)
    assert visible(text) in page.text


@given(text=st.text(min_size=1, max_size=40))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_is_only_text(report: Report, text: str) -> None:
    known = {tag for tag, _ in Tags(html.render(report)).tags}
    assert_harmless(Tags(html.render(with_text(report, text))), known)


def test_only_the_pages_own_style_and_script_may_run(report: Report) -> None:
    text = html.render(report)
    page = Tags(text)
    policy = next(
        a["content"] or "" for t, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for kind, inside in (("script", page.inside["script"][-1]), ("style", page.inside["style"][0])):
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_page_names_no_address_of_a_network(report: Report) -> None:
    assert not re.search(r"https?://|@import|url\(|//[a-z]+\.[a-z]", html.render(report))


def test_data_in_the_page_cannot_end_its_script(report: Report) -> None:
    page = Tags(html.render(with_text(many(report, 900), "</script><!--<script>")))
    words, packed, script = page.inside["script"]
    assert json.loads(words).keys() == {"en", "zh"}
    assert json.loads(packed)
    assert script.lstrip().startswith('"use strict"')


def test_same_report_gives_the_same_bytes_in_any_order(report: Report) -> None:
    turned = replace(
        report, findings=report.findings[::-1], relationships=report.relationships[::-1]
    )
    assert html.render(turned) == html.render(report)
    assert html.render(many(report, 900)) == html.render(many(report, 900))


def test_every_finding_has_its_id_as_anchor_and_ids_are_unique(report: Report) -> None:
    page = Tags(html.render_all([report, replace(report, name="again")]))
    assert len(page.ids) == len(set(page.ids))
    for finding in report.findings:
        assert finding.id in page.ids
        assert f"again-{finding.id}" in page.ids


def test_every_link_leads_to_an_anchor_of_the_page(report: Report) -> None:
    page = Tags(html.render_all([report, replace(report, name="again")]))
    targets = {(a.get("href") or "#")[1:].partition("?")[0] for t, a in page.tags if t == "a"}
    assert targets - {""} <= set(page.ids)


def test_sections_follow_the_order_of_reading(report: Report) -> None:
    names = ("totals", "baseline", "what-to-do", "matrix", "map", "sources")
    ids = Tags(html.render(report)).ids
    assert [id_ for id_ in ids if id_ in names] == list(names)


def test_sentence_tells_both_totals_and_what_stays_unexplained(report: Report) -> None:
    text = Tags(html.render(report)).text
    assert "14 listed, 12 stated: 3 explained by scope, 1 unexplained" in text
    assert "列出 14，声明 12：3 由范围解释，1 未解释" in text


def test_report_of_schemas_alone_has_neither_matrix_nor_map(report: Report) -> None:
    page = Tags(html.render(replace(report, relationships=(), bridges=())))
    assert not {"matrix", "map"} & set(page.ids)
    assert "sources" in page.ids
    assert "No two totals could be compared" in page.text


def test_baseline_section_appears_only_with_a_baseline(report: Report) -> None:
    without = replace(report, findings=tuple(replace(f, new=None) for f in report.findings))
    assert "baseline" not in Tags(html.render(without)).ids
    fixed = (Fixed(id="name_form-0123456789ab", message="Lodz is written Łódź"),)
    page = html.render(replace(report, fixed=fixed))
    assert "baseline" in Tags(page).ids
    assert "Lodz is written Łódź" in page


def test_what_could_not_be_checked_has_a_word_and_a_colour_of_its_own(report: Report) -> None:
    page = html.render(report)
    assert '<span class="state unchecked"' in page
    assert "could not be checked" in page
    assert "That is no agreement" in page


def test_partner_of_a_lost_list_could_not_be_checked_and_is_not_alone(report: Report) -> None:
    lost = replace(report.unchecked[0], source="lakeside-en", subject="Lakeside")
    index = Index(replace(report, findings=(), unchecked=(lost,)))
    states = {r.partner.id: index.state(r) for r in index.report.relationships}
    assert states == {
        "geonames:633679": "agrees",
        "bali": "unchecked",
        "springfield": "alone",
    }


def test_changed_characters_are_marked_and_others_are_not() -> None:
    assert marked("Columbia", "Colombia") == "Col<mark>u</mark>mbia"
    assert marked("<b>", "<i>") == "&lt;<mark>b</mark>&gt;"
    assert marked("Turku", "Turku") == "Turku"


def test_dates_of_a_conflict_are_marked_side_by_side(report: Report) -> None:
    conflict = next(f for f in report.findings if f.kind == "date_conflict")
    rows = table(conflict, Index(report)).rows
    assert [(row.source, row.line) for row in rows] == [("lakeside-en", 5), ("harbour-zh", 7)]
    assert [str(row.date) for row in rows] == [
        "1998.05.0<mark>2</mark>",
        "1998.05.0<mark>3</mark>",
    ]
    assert (rows[1].chinese, rows[1].pinyin, rows[1].country) == ("图尔库", "tu er ku", "芬兰")


def test_source_that_lacks_the_place_is_shown_as_lacking_it(report: Report) -> None:
    missing = next(f for f in report.findings if f.kind == "missing_entry" and f.status == "open")
    absent = [row.source for row in table(missing, Index(report)).rows if row.absent]
    assert absent == ["lakeside-en"]


def test_every_finding_stands_under_one_action(report: Report) -> None:
    grouped = [f for _, kinds in by_action(report.findings) for own in kinds.values() for f in own]
    assert sorted(f.id for f in grouped) == sorted(f.id for f in report.findings)


def test_every_kind_has_a_chinese_title_and_actions_name_known_kinds() -> None:
    known = [kind.name for kind in KINDS]
    assert list(chinese.KINDS) != []
    assert set(chinese.KINDS) == set(known)
    named = [kind for action in ACTIONS for kind in action.kinds]
    assert set(named) <= set(known)
    assert len(named) == len(set(named))


def test_every_word_is_told_in_both_languages_with_the_same_places() -> None:
    for english, han in WORDS.values():
        assert english
        assert han
        assert sorted(set(re.findall(r"\{\d\}", english))) == sorted(
            set(re.findall(r"\{\d\}", han))
        )


def test_every_word_that_page_and_script_ask_for_exists(report: Report) -> None:
    page = Tags(html.render(report))
    keys = {a.get("data-t") for _, a in page.tags} | {a.get("data-t-label") for _, a in page.tags}
    asked = set(re.findall(r'say\("(\w+)"', page.inside["script"][-1]))
    assert (keys | asked) - {None} <= set(WORDS)


def test_outlines_stay_inside_the_map() -> None:
    width, height = size()
    numbers = [tuple(map(int, pair.split())) for pair in re.findall(r"\d+ \d+", land())]
    assert len(numbers) > 1000
    assert all(0 <= x <= width and 0 <= y <= height for x, y in numbers)


def many(report: Report, number: int) -> Report:
    """The report with that many findings."""
    made = tuple(
        Finding(
            id=f"name_form-{i:012x}",
            kind="name_form",
            severity="warning",
            message=f"place {i}",
            entries=(Where("lakeside-en", i + 1),),
            values={"lakeside-en": f"Place {i}"},
        )
        for i in range(number)
    )
    return replace(report, findings=made)


def packed(page: Tags) -> Iterator[tuple[list[str], str]]:
    for part in json.loads(page.inside["script"][1]):
        yield (
            [row[0] for row in part["rows"]],
            gzip.decompress(base64.b64decode(part["z"])).decode(),
        )


def test_long_lists_are_packed_and_lose_no_finding(report: Report) -> None:
    large = many(report, 1234)
    page = Tags(html.render(large))
    told = set(page.ids)
    for index, text in packed(page):
        ids = Tags(text).ids
        assert ids == index
        assert not told & set(ids)
        told |= set(ids)
    assert {finding.id for finding in large.findings} <= told


def test_small_report_needs_no_script_to_be_read(report: Report) -> None:
    page = Tags(html.render(report))
    assert json.loads(page.inside["script"][1]) == []
    for finding in report.findings:
        assert finding.id in page.ids
