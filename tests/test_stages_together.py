"""What holds for any lists when all stages work together: stable ids, any order of the rows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from builders import compared, entry, source, tables
from ci_reports import any_report
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reconcile import findings as rules
from reconcile.baseline import against, baseline_text, load_baseline
from reconcile.findings import Comparison
from reconcile.model import Entry, Finding, Report
from reconcile.names import dates, han
from reconcile.names.country import country_key
from reconcile.names.generic import split_generic
from reconcile.names.text import clean
from reconcile.reporters import FORMATS, Style

# English, Chinese, and ways in which a list may print it otherwise.
PLACES = (
    (("Turku", "Turkku", "TURKU"), ("图尔库",), "Finland", "芬兰"),
    (("Gdańsk", "Gdansk"), ("格但斯克",), "Poland", "波兰"),
    (("Porto", "Oporto"), ("波尔图",), "Portugal", "葡萄牙"),
    (("Mombasa", "Mombasa County"), ("蒙巴萨", "蒙巴萨县"), "Kenya", "肯尼亚"),
    (("Noboribetsu",), ("登别",), "Japan", "日本"),
    (("Valparaíso", "Valparaiso"), ("瓦尔帕莱索",), "Chile", "智利"),
    (("Linköping",), ("林雪平",), "Sweden", "瑞典"),
)
DATES = ("", "1998", "1998-05", "1998-05-02", "2001-06-07")
ORDER = {"order_violation", "ordinal_gap"}  # what they find is the order itself


@st.composite
def any_list(draw: st.DrawFn, language: str) -> tuple[Entry, ...]:
    """Some of the places, each once, printed in some way."""
    rows = []
    for n in draw(st.lists(st.integers(0, len(PLACES) - 1), max_size=6, unique=True)):
        english, chinese, country, land = PLACES[n]
        names, where = (chinese, land) if language == "zh" else (english, country)
        name, date = draw(st.sampled_from(names)), draw(st.sampled_from(DATES))
        rows.append(entry(10 + len(rows), name, where, date))
    return tuple(rows)


def comparison(zh: Sequence[Entry], *en: Sequence[Entry]) -> Comparison:
    lists = [(source("zh", "zh"), tables(zh))]
    return compared(*lists, *((source(f"en{n}"), tables(rows)) for n, rows in enumerate(en)))


def findings(zh: Sequence[Entry], *en: Sequence[Entry]) -> dict[str, Finding]:
    """Findings by their ids, which are unique, without those about the order of rows."""
    found = rules.find(comparison(zh, *en))
    assert len({finding.id for finding in found}) == len(found)
    return {finding.id: finding for finding in found if finding.kind not in ORDER}


LISTS = (any_list("zh"), any_list("en"), any_list("en"))


@settings(max_examples=15, deadline=None)
@given(*LISTS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_finding(
    zh: tuple[Entry, ...], en: tuple[Entry, ...], other: tuple[Entry, ...], chance: random.Random
) -> None:
    if not (zh or en or other):
        return
    mixed = [chance.sample(rows, len(rows)) for rows in (zh, en, other)]
    before, after = findings(zh, en, other), findings(*mixed)
    assert {i: (f.status, f.severity, dict(f.values)) for i, f in after.items()} == {
        i: (f.status, f.severity, dict(f.values)) for i, f in before.items()
    }


@settings(max_examples=15, deadline=None)
@given(*LISTS, st.integers(1, 900))
def test_rows_inserted_above_change_no_id(
    zh: tuple[Entry, ...], en: tuple[Entry, ...], other: tuple[Entry, ...], lines: int
) -> None:
    if not (zh or en or other):
        return
    moved = [[replace(row, line=row.line + lines) for row in rows] for rows in (zh, en, other)]
    assert findings(zh, en, other).keys() == findings(*moved).keys()


@settings(max_examples=15, deadline=None)
@given(*LISTS, st.data())
def test_how_one_place_is_printed_changes_no_id_of_another(
    zh: tuple[Entry, ...], en: tuple[Entry, ...], other: tuple[Entry, ...], data: st.DataObject
) -> None:
    if not en:
        return
    row = data.draw(st.sampled_from(en))
    spellings = next(each for each, *_ in PLACES if row.name in each)
    changed = tuple(
        replace(each, name=data.draw(st.sampled_from(spellings))) if each is row else each
        for each in en
    )

    def others(rows: Sequence[Entry]) -> set[str]:
        """Ids of findings that rest on no row of that place."""
        its = {
            (each.source, each.line)
            for relationship in comparison(zh, rows, other).relationships
            if any(each.name in spellings for each in relationship.entries)
            for each in relationship.entries
        }
        found = findings(zh, rows, other).values()
        return {f.id for f in found if not its & {(w.source, w.line) for w in f.entries}}

    assert others(en) == others(changed)


@settings(max_examples=10, deadline=None)
@given(*LISTS)
@example(  # one partner twice: the misspelt name with the wrong date stays by itself
    (entry(10, "图尔库", "芬兰", ""),),
    (entry(11, "Turkku", "Finland", "2001-06-07"),),
    (entry(10, "Turku", "Finland", "1998"),),
)
def test_every_place_of_a_list_is_in_one_relationship_with_a_name_of_its_own(
    zh: tuple[Entry, ...], en: tuple[Entry, ...], other: tuple[Entry, ...]
) -> None:
    if not (zh or en or other):
        return
    found = comparison(zh, en, other)
    assert len({each.id for each in found.relationships}) == len(found.relationships)
    assert sum(len(each.entries) for each in found.relationships) == len(zh) + len(en) + len(other)
    assert all(each.confidence is None or 0 <= each.confidence <= 1 for each in found.relationships)
    for bridge in rules.bridges(found):
        assert bridge.start.total + sum(step.count for step in bridge.steps) == bridge.end.total


@settings(max_examples=8, deadline=None)
@given(any_report)
def test_a_report_is_the_same_bytes_every_time_in_every_form(report: Report) -> None:
    for form in FORMATS:
        again = replace(report, findings=tuple(map(replace, report.findings)))
        assert form.render([report], Style()) == form.render([again], Style()), form.name


@settings(max_examples=30, deadline=None)
@given(report=any_report)
def test_a_report_has_nothing_new_against_its_own_baseline(
    report: Report, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "baseline.json"
    path.write_text(baseline_text([report]), "utf-8")
    told = against(report, load_baseline(path))
    assert told.fixed == ()
    assert not any(finding.new for finding in told.findings)


HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@given(st.text(HAN | st.characters(), max_size=20))
def test_the_whole_normalisation_settles_at_once(text: str) -> None:
    def normal(name: str) -> str:
        return han.simplified(clean(name))

    assert normal(normal(text)) == normal(text)
    assert country_key(country_key(text)) == country_key(text)
    for language in ("zh", "en"):
        assert split_generic(text, language=language) == split_generic(text, language=language)


ISO = st.dates().map(str).flatmap(lambda day: st.sampled_from([day, day[:7], day[:4], ""]))


@given(ISO, ISO)
def test_dates_compare_alike_both_ways_round(a: str, b: str) -> None:
    assert dates.compare(a, b) == dates.compare(b, a)
    assert (dates.compare(a, b) == "equal") == (a == b)
