"""Parts of names that are translated."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reconcile.names
from reconcile.names.translated import han_orders, han_parts, latin_orders, latin_parts


@pytest.mark.parametrize(
    ("chinese", "english", "part"),
    [
        ("布莱尔港", "Port Blair", "port"),
        ("上萨瓦", "Haute-Savoie", "upper"),
        ("新奥尔良", "New Orleans", "new"),
        ("圣克鲁斯", "Santa Cruz", "saint"),
        ("北苏门答腊", "Sumatera Utara", "north"),
        ("旧奥斯科尔", "Stary Oskol", "old"),
        ("大西洋卢瓦尔", "Loire-Atlantique", "atlantic"),
    ],
)
def test_both_names_tell_the_same_part(chinese: str, english: str, part: str) -> None:
    assert part in {rest.part for rest in han_parts(chinese)}
    assert part in {rest.part for rest in latin_parts(english)}


def test_a_name_of_one_word_keeps_it() -> None:
    assert latin_parts("Port") == ()
    assert han_parts("港") == ()


@pytest.mark.parametrize(
    ("name", "orders"),
    [("特伦特河畔斯托克", ("斯托克特伦特",)), ("布莱尔港", ("港布莱尔",)), ("里昂", ())],
)
def test_parts_are_put_in_the_order_of_latin_names(name: str, orders: tuple[str, ...]) -> None:
    assert han_orders(name) == orders


def test_a_shire_is_also_compared_without_that_ending() -> None:
    assert latin_orders("Gloucestershire") == ("Gloucester",)
    assert latin_orders("Shire") == ()


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(name: str) -> None:
    assert all(rest.rest for rest in han_parts(name))
    assert all(rest.part for rest in latin_parts(name))
    assert len(han_orders(name)) <= 1
    assert len(latin_orders(name)) <= 1


def test_every_row_has_a_source_and_no_part_stands_twice() -> None:
    path = Path(reconcile.names.__path__[0]) / "data" / "translated_parts.tsv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert all(row["source"] and row["han"] and row["latin"] for row in rows)
    assert len({row["part"] for row in rows}) == len(rows)
