"""Any Pandera model over any frame: what Pandera loses is reported, each fault with its line."""

from __future__ import annotations

from typing import Any

import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from reconcile.validation import validate_frame


class Stock(pa.DataFrameModel):
    """A model of a user's own: nothing in it comes from reconcile."""

    id: str = pa.Field(unique=True)
    amount: int = pa.Field(ge=1, le=100)
    price: float = pa.Field(gt=0, nullable=True)
    colour: str = pa.Field(isin=["red", "green", "blue"])
    code: str = pa.Field(str_matches=r"^[A-Z]{2}\d+$")
    day: pl.Date = pa.Field(nullable=True)

    @pa.check("amount", name="even", element_wise=True, error="is odd; expected an even number")
    @classmethod
    def even(cls, value: int) -> bool:
        return value % 2 == 0

    @pa.dataframe_check(name="cheap")
    @classmethod
    def cheap(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("amount") * pl.col("price") <= 1000)

    class Config:
        strict = True


def stock(**columns: list[str | None]) -> pl.DataFrame:
    clean: dict[str, list[str | None]] = {
        "id": ["a", "b", "c", "d", "e", "f"],
        "amount": ["2", "4", "6", "8", "10", "12"],
        "price": ["1.5", "2", None, "4", "5", "6"],
        "colour": ["red", "green", "blue", "red", "green", "blue"],
        "code": ["AB1", "AB2", "AB3", "AB4", "AB5", "AB6"],
        "day": ["2020-01-01", None, "2020-01-03", "2020-01-04", "2020-01-05", "2020-01-06"],
    }
    return pl.DataFrame({**clean, **columns}, schema_overrides=dict.fromkeys(clean, pl.String))


def found(frame: pl.DataFrame, model: Any = Stock) -> list[str]:
    return [finding.message for finding in validate_frame(frame, model, name="stock.csv")]


def test_a_clean_file_gives_no_finding() -> None:
    assert found(stock()) == []


def test_every_sort_of_fault_planted_together_is_reported_with_its_line() -> None:
    frame = stock(
        id=["a", "b", "b", None, "e", "f"],
        amount=["x", "4", "300", "7", "0", "12"],
        price=["1.5", "-2", "z", "4", "5", "600"],
        colour=["red", "pink", "blue", None, "green", "blue"],
        code=["AB1", "ab2", "AB3", "AB4", "", "AB6"],
        day=["2020-01-01", None, "2020-02-30", "2020-01-04", "2020-01-05", "2020-01-06"],
        extra=["1"] * 6,
        more=["1"] * 6,
    )
    told = found(frame)
    for part in (
        "stock.csv:1 extra: is not expected",
        "stock.csv:1 more: is not expected",
        'stock.csv:2 amount: "x" is no whole number',
        'stock.csv:3 price: "-2.0" is not allowed; expected more than 0',
        'stock.csv:3 colour: "pink" is not allowed; expected one of red, green, blue',
        'stock.csv:3 code: "ab2" is not allowed',
        'stock.csv:4 id: "b" stands there before',
        'stock.csv:4 amount: "300" is not allowed; expected 100 or less',
        'stock.csv:4 price: "z" is no number',
        'stock.csv:4 day: "2020-02-30" is no date',
        "stock.csv:5 id: is empty",
        'stock.csv:5 amount: "7" is odd; expected an even number',
        "stock.csv:5 colour: is empty",
        'stock.csv:6 amount: "0" is not allowed; expected 1 or more',
        'stock.csv:6 code: "" is not allowed',
        "stock.csv:7: fails the check cheap",
    ):
        assert any(message.startswith(part) for message in told), (part, told)
    assert len(told) == 16


def test_what_pandera_alone_loses_in_such_a_file() -> None:
    """If this fails, Pandera has mended it, and `run` may become simpler."""

    class Loses(pa.DataFrameModel):
        a: int
        b: int

        class Config:
            coerce = True
            strict = True

    frame = pl.DataFrame({"a": ["x", "1"], "b": ["1", "y"], "c": ["", ""], "d": ["", ""]})
    with pytest.raises(SchemaErrors) as raised:
        Loses.validate(frame, lazy=True)
    cases = set(raised.value.failure_cases["failure_case"])
    assert "x" in cases
    assert "y" not in cases
    assert "d" not in cases
    assert len(found(frame, Loses)) == 4


def test_a_lazy_frame_and_the_environment_cannot_switch_checks_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from pandera.config import CONFIG, ValidationDepth

    monkeypatch.setattr(CONFIG, "validation_enabled", False)
    monkeypatch.setattr(CONFIG, "validation_depth", ValidationDepth.SCHEMA_ONLY)
    assert len(found(stock(code=["AB1", "x", "AB3", "AB4", "y", "AB6"]))) == 2


def test_a_check_that_raises_on_some_rows_is_reported_there_and_judges_the_others() -> None:
    class Ratio(pa.DataFrameModel):
        n: int

        @pa.check("n", element_wise=True, error="is too near 5; expected another")
        @classmethod
        def far(cls, value: int) -> bool:
            return 1 / (value - 5) < 1

        @pa.check("n", error="is above 8; expected less")
        @classmethod
        def small(cls, data: Any) -> pl.LazyFrame:
            return data.lazyframe.select(pl.col(data.key) <= 8)

    told = found(pl.DataFrame({"n": [1, 5, 6, 5, 9]}), Ratio)
    assert [message.split(":")[1].split(" ")[0] for message in told] == ["3", "4", "5", "6"]
    assert sum("ZeroDivisionError" in message for message in told) == 2
    assert sum("above 8" in message for message in told) == 1


def test_a_broken_check_is_one_finding_and_hides_no_other() -> None:
    class Broken(pa.DataFrameModel):
        n: int = pa.Field(ge=0)

        @pa.dataframe_check(name="odd one")
        @classmethod
        def nowhere(cls, data: Any) -> pl.LazyFrame:
            return data.lazyframe.select(pl.col("absent") > 0)

        @pa.dataframe_check(name="whole")
        @classmethod
        def whole(cls, data: Any) -> bool:
            return False

    told = found(pl.DataFrame({"n": [-1, 2, -3]}), Broken)
    assert len(told) == 4
    assert any("could not be checked" in message and "absent" in message for message in told)
    assert "stock.csv:1: fails the check whole" in told


def test_missing_and_misordered_columns_are_all_named() -> None:
    class Ordered(pa.DataFrameModel):
        a: str
        b: str
        c: int = pa.Field(description="how many")
        d: str

        class Config:
            ordered = True

    told = found(pl.DataFrame({"b": ["x"], "a": ["y"]}), Ordered)
    assert any("c: is missing; expected a column of whole number: how many" in m for m in told)
    assert any("d: is missing" in message for message in told)
    assert sum("out of order" in message for message in told) == 2


def test_columns_unique_together_are_all_checked() -> None:
    class Twice(pa.DataFrameModel):
        a: str
        b: str

        class Config:
            unique = ["a", "b"]  # noqa: RUF012

    told = found(pl.DataFrame({"a": ["x", "x", "x"], "b": ["1", "2", "1"]}), Twice)
    assert told == ['stock.csv:4: "x, 1" stands there before; expected a, b only once']


def test_patterns_of_columns_are_checked_column_by_column() -> None:
    class Years(pa.DataFrameModel):
        year: int = pa.Field(alias=r"^y\d+$", regex=True, ge=0)

    told = found(pl.DataFrame({"y1": [1, -1], "y2": [-2, 2], "z": [0, 0]}), Years)
    assert sorted(message.split(":")[1] for message in told) == ["2 y2", "3 y1"]


def test_a_check_that_only_warns_gives_a_warning() -> None:
    class Mild(pa.DataFrameModel):
        n: int = pa.Field(ge=0, raise_warning=True)

    [finding] = validate_frame(pl.DataFrame({"n": [-1, 1]}), Mild, name="stock.csv")
    assert finding.severity == "warning"


def test_a_typed_column_of_the_wrong_type_is_reported_once() -> None:
    told = found(stock().with_columns(pl.Series("code", [1, 2, 3, 4, 5, 6])))
    assert any("code: holds Int64; expected text" in message for message in told)


def test_an_inherited_checks_finding_keeps_its_id_whichever_model_was_built_first() -> None:
    def models() -> tuple[Any, Any]:
        class Base(pa.DataFrameModel):
            n: int

            @pa.check("n", name="positive", error="is negative; expected none")
            @classmethod
            def sign(cls, data: Any) -> pl.LazyFrame:
                return data.lazyframe.select(pl.col(data.key) >= 0)

        class Derived(Base):
            pass

        return Base, Derived

    frame = pl.DataFrame({"n": [-1]})
    base, derived = models()
    base.to_schema()
    [late] = validate_frame(frame, derived, name="stock.csv")
    [early] = validate_frame(frame, models()[1], name="stock.csv")
    assert late.id == early.id


def test_types_of_text_files_are_read_as_people_write_them() -> None:
    class Typed(pa.DataFrameModel):
        on: bool = pa.Field(nullable=True)
        at: pl.Time
        when: pl.Datetime
        share: float = pa.Field(nullable=True)
        note: str = pa.Field(nullable=True)

    frame = pl.DataFrame(
        {
            "on": ["true", "No", "perhaps", None],
            "at": ["10:00", "10:00:59", "25:00", "00:00"],
            "when": ["2020-01-01T10:00:00", "2020-01-02T10:00:00", "never", "2020-01-03T00:00:00"],
            "share": ["1e3", "", "half", "-0.5"],
            "note": [None, None, None, None],
        }
    )
    told = found(frame, Typed)
    assert [message.split(" ")[0] + message.split(" ")[1] for message in told] == [
        "stock.csv:4on:", "stock.csv:4at:", "stock.csv:4when:", "stock.csv:4share:",
    ]  # fmt: skip


def test_lines_are_those_that_the_caller_tells() -> None:
    frame = stock(code=["AB1", "AB2", "x", "AB4", "AB5", "AB6"])
    [finding] = validate_frame(frame, Stock, name="s.txt", line_of_row=lambda row: 10 * row)
    assert finding.message.startswith("s.txt:30 code:")
    assert finding.entries[0].row == 3


_WRONG = {"id": None, "amount": "999", "price": "-1", "colour": "pink", "code": "?", "day": "no"}


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(st.sampled_from(sorted(_WRONG)), st.integers(0, 5)), max_size=12))
def test_any_set_of_wrong_cells_is_reported_cell_by_cell(cells: set[tuple[str, int]]) -> None:
    columns = {name: list(values) for name, values in stock().to_dict(as_series=False).items()}
    for name, row in cells:
        columns[name][row] = _WRONG[name]
    findings = validate_frame(stock(**columns), Stock, name="stock.csv")
    told = {(f.message.split(" ")[1].rstrip(":"), f.entries[0].row - 1) for f in findings}
    assert {(name, row) for name, row in told if name in _WRONG} == {
        *cells,
    }
    assert len({finding.id for finding in findings}) == len(findings)
