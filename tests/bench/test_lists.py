"""Lists to measure with: the same everywhere, each row with at most one partner."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from reconcile.bench.lists import BenchLists, chinese_lists, english_lists
from reconcile.bench.tables import write_places
from reconcile.errors import UsageError


@pytest.mark.parametrize("make", [english_lists, chinese_lists])
def test_lists_are_the_same_each_time_and_their_gold_is_one_to_one(make: object) -> None:
    assert callable(make)
    lists, again = make(400, shards=2), make(400, shards=2)
    assert isinstance(lists, BenchLists)
    assert lists == again
    assert len(lists.left) == len(lists.right) == 400
    assert len(set(lists.gold.values())) == len(lists.gold) == 360
    assert all(
        lists.left.blocks[row] == lists.right.blocks[other]
        and lists.left.countries[row] == lists.right.countries[other]
        for row, other in lists.gold.items()
    )


def test_a_name_stands_once_per_country_and_shard() -> None:
    left = english_lists(600, shards=3).left
    keys = Counter(zip(left.names, left.countries, left.blocks, strict=True))
    assert max(keys.values()) == 1


def test_more_chinese_names_than_there_are_is_a_clear_error() -> None:
    with pytest.raises(UsageError, match="more than the"):
        chinese_lists(1_000_000)


def test_the_table_to_validate_has_as_many_rows_as_asked_for_in_both_forms(
    tmp_path: Path,
) -> None:
    parquet, csv = write_places(tmp_path, 100)
    assert pl.read_parquet(parquet).height == pl.read_csv(csv).height == 100
    assert "class Places" in (tmp_path / "places.py").read_text()


@pytest.mark.parametrize("make", [english_lists, chinese_lists])
def test_a_part_holds_every_smaller_part_and_knows_its_rows(make: object) -> None:
    assert callable(make)
    whole = make(500)
    assert isinstance(whole, BenchLists)
    assert whole.part(500) == whole
    small, middle = whole.part(50), whole.part(200)
    assert middle.part(50) == small
    assert len(small.left) == len(small.right) == 50
    assert len(small.gold) == 45
    rows = sorted(middle.sample(50))
    assert middle.left.take(rows) == small.left
    for n, row in enumerate(rows):
        if n in small.gold:
            mine, theirs = small.gold[n], middle.gold[row]
            assert small.right.names[mine] == middle.right.names[theirs]
        else:
            assert row not in middle.gold


def test_quality_of_a_sample_counts_its_rows_alone() -> None:
    lists = english_lists(100).part(100)
    right_in_the_sample_alone = {row: lists.gold[row] for row in range(9)}
    assert lists.f1(right_in_the_sample_alone, lists.sample(10))[2] == pytest.approx(1.0)
    assert lists.f1(right_in_the_sample_alone)[2] < 0.3
