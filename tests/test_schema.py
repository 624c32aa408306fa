"""The base models work with Pandera alone, too: users may subclass and call them."""

from __future__ import annotations

import pandera.polars as pa
import pytest
from clean_source import clean_tables, text_frames
from pandera.errors import SchemaErrors

from reconcile.schema import TABLES, HanNames, LatinNames, rule
from reconcile.validation.frames import frames_of


@pytest.mark.parametrize("table", TABLES)
def test_clean_tables_pass_panderas_own_validation(table: str) -> None:
    frame = frames_of(clean_tables())[table]
    assert TABLES[table].validate(frame, lazy=True).equals(frame)


def test_panderas_own_validation_finds_what_ours_finds() -> None:
    frame = frames_of(clean_tables())["entries"]
    with pytest.raises(SchemaErrors) as raised:
        HanNames.validate(frame, lazy=True)
    assert raised.value.failure_cases["column"].unique().to_list() == ["name", "country"] or set(
        raised.value.failure_cases["column"]
    ) == {"name", "country"}


def test_a_subclass_may_add_rules_of_its_own() -> None:
    import polars as pl

    class Short(LatinNames):
        _short = rule(
            "name", test=lambda c: pl.col(c).str.len_chars() < 6, name="short",
            error="is too long; expected 5 letters at most",
        )  # fmt: skip

    from reconcile.validation import validate_frame

    frame = text_frames(clean_tables())["entries"]
    told = [f.message for f in validate_frame(frame, Short, name="list")]
    assert 'list:5 name: "São Paulo" is too long; expected 5 letters at most' in told
    assert len(told) == 3
    assert issubclass(Short, pa.DataFrameModel)
