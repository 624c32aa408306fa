from __future__ import annotations

import random
from dataclasses import replace

import pytest

from reconcile.exporters import Choice, Merged, MergedList, merge
from reconcile.exporters.table import as_csv, as_json


def _row(merged: MergedList, name: str) -> Merged:
    return next(row for row in merged.rows if row.relationship.partner.name == name)


def _said(choice: Choice) -> tuple[str, str, str]:
    return choice.value, choice.rule, choice.why


def test_every_relationship_is_one_row(merged: MergedList) -> None:
    ids = [row.relationship.id for row in merged.rows]
    assert sorted(ids) == sorted(r.id for r in merged.report.relationships)


def test_more_precise_date_of_a_later_source_wins(merged: MergedList) -> None:
    assert _said(_row(merged, "Turku").date) == (
        "1998-05-02",
        "precision",
        "harbour-zh:7 is more precise; lake-en:5 has 1998",
    )


def test_spelling_of_the_gazetteer_wins_over_precedence(merged: MergedList) -> None:
    assert _said(_row(merged, "Łódź").name_en) == (
        "Łódź",
        "gazetteer",
        "the gazetteer's spelling; lake-en:6 has Lodz",
    )


def test_first_source_wins_where_nothing_else_tells(merged: MergedList) -> None:
    without_decisions = merge(
        replace(
            merged.report,
            findings=tuple(replace(f, decision=None) for f in merged.report.findings),
        ),
        merged.sources,
    )
    assert _said(_row(without_decisions, "Łódź").date) == (
        "2001-02-03",
        "precedence",
        "lake-en comes first; wiki-en:10 has 2001-02-04",
    )


def test_decision_is_the_reason_and_lets_the_value_stand(merged: MergedList) -> None:
    value, rule, why = _said(_row(merged, "Łódź").date)
    assert (value, rule) == ("2001-02-03", "decision")
    assert why.startswith("decision: accepted, signed twice, Ada; lake-en comes first")


def test_correction_that_the_publisher_made_becomes_the_value(merged: MergedList) -> None:
    value, rule, why = _said(_row(merged, "Barranquilla").country)
    assert (value, rule) == ("CO", "decision")
    assert why.startswith("decision: fixed-upstream, they wrote back, Ada; only wiki-en:11")
    assert why.endswith("no country: lake-en:7 has Columbia")


def test_date_of_another_relation_is_the_date_of_another_act(merged: MergedList) -> None:
    row = _row(merged, "Barranquilla")
    assert row.relation.value == "sister"
    assert (row.date.value, row.date.rule) == ("2003", "only")


def test_name_that_no_source_has_is_the_gazetteers(merged: MergedList) -> None:
    assert _said(_row(merged, "Łódź").name_zh) == (
        "罗兹",
        "gazetteer",
        "no source states it; the gazetteer's for geonames:3093133",
    )


def test_what_nobody_states_is_empty_and_says_so(merged: MergedList) -> None:
    assert _said(_row(merged, "=1+1").country) == ("", "none", "no source states it")


def test_open_errors_stand_beside_the_row_and_infos_do_not(merged: MergedList) -> None:
    assert [id_.partition("-")[0] for id_ in _row(merged, "Barranquilla").findings] == [
        "name_spelling"
    ]
    assert _row(merged, "Łódź").findings == ()
    assert len(_row(merged, "Łódź").decided) == 1


@pytest.mark.parametrize("render", [as_csv, as_json])
def test_order_of_relationships_and_findings_changes_no_byte(
    merged: MergedList, render: object
) -> None:
    relationships, findings = list(merged.report.relationships), list(merged.report.findings)
    random.Random(1).shuffle(relationships)
    random.Random(2).shuffle(findings)
    shuffled = replace(merged.report, relationships=tuple(relationships), findings=tuple(findings))
    names = {row.relationship.partner.id: () for row in merged.rows}
    again = merge(shuffled, merged.sources, known_names=names.__getitem__)
    first = merge(merged.report, merged.sources, known_names=names.__getitem__)
    assert render(again) == render(first)  # type: ignore[operator]
