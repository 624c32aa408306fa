from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from builders import rows

from reconcile.decisions import key_of
from reconcile.errors import UsageError
from reconcile.exporters import Merged, MergedList, merge
from reconcile.exporters.merge import DECIDED
from reconcile.exporters.wikidata import (
    MISMATCH_HEADER,
    is_certain,
    mismatches,
    quickstatements,
    read_qids,
    wikidata_time,
)
from reconcile.linking import Decided, matched
from reconcile.model import Report

QIDS = {"Lakeside": "Q1", "geonames:633679": "Q2", "geonames:3093133": "Q3", "harbour-zh": "Q9"}

# QuickStatements, version 1, as Help:QuickStatements of Wikidata describes it.
_ITEM, _TIME = r"Q[1-9]\d*", r"\+\d{4}-\d\d-\d\dT00:00:00Z/(?:9|10|11)"
_STRING = r'"[^"\t]+"'
_VALUE = rf"(?:{_ITEM}|{_TIME}|{_STRING})"
COMMAND = re.compile(
    rf"{_ITEM}\tP\d+\t{_VALUE}(?:\tP\d+\t{_VALUE})*"
    rf"(?:\tS\d+\t{_VALUE}(?:\t!?S\d+\t{_VALUE})*)?"
)


def test_only_known_places_that_two_sources_share_without_doubt_are_certain(
    merged: MergedList,
) -> None:
    certain = {r.relationship.partner.name for r in merged.rows if is_certain(r)}
    assert certain == {"Turku", "Łódź"}


def test_weak_link_that_nobody_decided_is_not_certain(merged: MergedList) -> None:
    turku = next(row for row in merged.rows if row.relationship.partner.name == "Turku")
    links = tuple(replace(link, confidence=0.9) for link in turku.relationship.links)
    assert not is_certain(replace(turku, relationship=replace(turku.relationship, links=links)))


def test_name_that_the_gazetteer_lacks_makes_a_tie_uncertain_until_a_person_decides(
    merged: MergedList,
) -> None:
    def turku(report: Report) -> Merged:
        found = merge(report, merged.sources, known_names=lambda _id: ("Turku",)).rows
        return next(row for row in found if row.relationship.partner.name == "Turku")

    assert not is_certain(turku(merged.report))
    first, *rest = merged.report.relationships
    links = tuple(replace(link, reasons=(DECIDED,), confidence=1.0) for link in first.links)
    decided = replace(first, links=links)
    assert is_certain(turku(replace(merged.report, relationships=(decided, *rest))))


def test_link_that_a_decision_made_says_so() -> None:
    left, right = rows("Turku | Finland"), rows("巴黎 | 法国", source="b")
    pair = frozenset((key_of(left[0]), key_of(right[0])))
    (link,) = matched(left, right, Decided(same=frozenset({pair})))
    assert (link.confidence, DECIDED in link.reasons) == (1.0, True)


def test_quickstatements_state_both_directions_with_date_and_references(
    merged: MergedList,
) -> None:
    first, second, *_ = (line.split("\t") for line in _commands(merged, "Turku"))
    assert first[:5] == ["Q1", "P190", "Q2", "P580", "+1998-05-02T00:00:00Z/11"]
    assert second[:3] == ["Q2", "P190", "Q1"]
    assert first[5:] == [
        "S854", '"https://lake.example/twins"', "S813", "+2024-02-03T00:00:00Z/11",
        "!S248", "Q9",
        "!S854", '"https://wiki.example/l"',
    ]  # fmt: skip


def _commands(merged: MergedList, name: str) -> list[str]:
    rows = tuple(row for row in merged.rows if row.relationship.partner.name == name)
    return quickstatements(replace(merged, rows=rows), QIDS).splitlines()


def test_every_command_has_the_published_syntax(merged: MergedList) -> None:
    lines = quickstatements(merged, QIDS).splitlines()
    assert len(lines) == 4
    assert [line for line in lines if not COMMAND.fullmatch(line)] == []


def test_address_with_quotes_and_tabs_breaks_no_command(merged: MergedList) -> None:
    first, *rest = merged.sources
    nasty = replace(first, url='https://x.example/"\t|Q5')
    again = merge(merged.report, (nasty, *rest))
    lines = quickstatements(again, QIDS).splitlines()
    assert [line for line in lines if not COMMAND.fullmatch(line)] == []


def test_mismatches_have_the_columns_and_rules_of_the_import_format(merged: MergedList) -> None:
    header, *rows = csv.reader(io.StringIO(mismatches(merged, QIDS)))
    assert tuple(header) == MISMATCH_HEADER
    assert len(rows) == 4
    for item, guid, prop, value, meta, external, url, kind in rows:
        assert re.fullmatch(_ITEM, item)
        assert re.fullmatch(_ITEM, external)
        assert (guid, value, meta) == ("", "", "")  # together empty: Wikidata may lack it
        assert (prop, kind) == ("P190", "statement")
        assert len(url) <= 1500


def test_tie_without_a_q_id_is_left_out(merged: MergedList) -> None:
    assert quickstatements(merged, {"Lakeside": "Q1"}) == ""


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("1978", "+1978-00-00T00:00:00Z/9"),
        ("2018-12", "+2018-12-00T00:00:00Z/10"),
        ("2018-05-26", "+2018-05-26T00:00:00Z/11"),
    ],
)
def test_date_keeps_its_precision(date: str, time: str) -> None:
    assert wikidata_time(date) == time


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name,qid\nx,Q1\n", "has no columns id and qid"),
        ("id,qid\nx,1\n", '"1" for "x" is no Q-id'),
        ("id,qid\nx,Q1\nx,Q2\n", "x has two Q-ids, Q1 and Q2"),
    ],
)
def test_wrong_table_of_q_ids_is_told(text: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        read_qids(text, "q.csv")


def test_rows_without_a_q_id_say_nothing() -> None:
    assert read_qids("\ufeffid,qid,note\na,Q1,\nb,,later\n", "q.csv") == {"a": "Q1"}
