"""The matcher over tables."""

from __future__ import annotations

import polars as pl
import pytest

from reconcile.errors import UsageError
from reconcile.matching import MatchOptions
from reconcile.tables import Columns, match_tables, resolve_table

ZH = pl.DataFrame({"id": ["a", "b"], "name": ["里昂", "德班"], "country": ["法国", "南非"]})
EN = pl.DataFrame({"city": ["Durban", "Lima", "Lyon"], "land": ["South Africa", "Peru", "France"]})
COLUMNS = [
    "left_row", "right_row", "left_id", "right_id", "left_name", "right_name", "confidence",
    "outcome", "margin", "reason",
]  # fmt: skip


def test_pairs_come_with_the_columns_of_the_contract() -> None:
    found = match_tables(ZH, EN, right_columns=Columns(name="city", country="land"))
    assert found.columns == COLUMNS
    assert found.select("left_row", "right_row", "left_id", "right_name", "outcome").rows() == [
        (1, 3, "a", "Lyon", "match"),
        (2, 1, "b", "Durban", "match"),
        (None, 2, None, "Lima", "right_only"),
    ]
    assert found["reason"][0]


def test_ranked_candidates_have_a_rank() -> None:
    found = match_tables(ZH, EN, right_columns=Columns(name="city"), options=MatchOptions(top=1))
    assert found.columns == [*COLUMNS, "rank"]
    assert found["right_name"].to_list() == ["Lyon", "Durban"]


def test_a_missing_column_is_named_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="no column 'cty'") as caught:
        match_tables(ZH, EN, right_columns=Columns(name="cty"))
    assert "city" in caught.value.hint


def test_rows_are_resolved_to_gazetteer_ids() -> None:
    found = resolve_table(ZH)
    assert found.columns == COLUMNS
    assert found["right_name"].to_list() == ["Lyon", "Durban"]
    assert found["right_id"].to_list()[0] == "geonames:2996944"


NUMBERED = pl.DataFrame(
    {
        "name": ["里昂", "德班", "塔林", "波尔图", "马德里", "墨尔本", "曼彻斯特", "堪培拉"],
        "序号": [1, 2, 3, 4, 5, 6, 7, 8],
    }
)
LISTED = pl.DataFrame(
    {
        "name": [
            "Lyon",
            "Durban",
            "Tallinn",
            "Porto",
            "Madrid",
            "Melbourne",
            "Manchester",
            "Canberra",
        ],
        "No.": ["1.", "2.", "3.", "4.", "5.", "6.", "7.", "8."],
        "rank": ["1", "2", "3", "4", "5", "6", "7", "8"],
    }
)


def told_by_position(found: pl.DataFrame) -> bool:
    return bool(found["reason"].str.contains("position: ").any())


def test_a_column_that_numbers_the_rows_is_known_by_its_usual_names() -> None:
    assert told_by_position(match_tables(NUMBERED, LISTED))
    assert not told_by_position(match_tables(NUMBERED, LISTED.drop("No.")))


def test_a_column_that_numbers_the_rows_can_be_named() -> None:
    named = Columns(position="rank")
    assert told_by_position(match_tables(NUMBERED, LISTED.drop("No."), right_columns=named))
    with pytest.raises(UsageError, match="no column 'rnk'"):
        match_tables(NUMBERED, LISTED, right_columns=Columns(position="rnk"))
