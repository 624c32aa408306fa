"""A large file is validated as a stream, and told the same as a small one in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.api import validate as api
from reconcile.api.validate import validate_file
from reconcile.model import Finding
from reconcile.schema import country_rule
from reconcile.validation import bulk, scan


class Stock(pa.DataFrameModel):
    """A model of a user's own, with checks of every sort that a column expression can hold."""

    id: str = pa.Field(unique=True)
    amount: int = pa.Field(ge=1, le=100)
    price: float = pa.Field(gt=0, nullable=True)
    colour: str = pa.Field(isin=["red", "green", "blue"])
    code: str = pa.Field(str_matches=r"^[A-Z]{2}\d+$")
    day: pl.Date = pa.Field(nullable=True)
    country: str = pa.Field(nullable=True)

    _country = country_rule("country")

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
        unique = ("code", "day")


class Grouped(pa.DataFrameModel):
    """A model whose check is no expression over its own columns."""

    id: str
    amount: int

    @pa.dataframe_check(name="known")
    @classmethod
    def known(cls, data: Any) -> pl.LazyFrame:
        known = data.lazyframe.group_by("id").len()
        return data.lazyframe.join(known, on="id").select(pl.col("len") < 3)


class Pair(pa.DataFrameModel):
    id: str
    amount: int


@pytest.fixture(autouse=True)
def _every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "LARGE_TEXT", 0)
    monkeypatch.setattr(scan, "LARGE_PARQUET", 0)


CLEAN = {
    "id": "a", "amount": "2", "price": "1.5", "colour": "red", "code": "AB1",
    "day": "2020-01-01", "country": "France",
}  # fmt: skip
FAULTY = {
    "id": ["b", ""], "amount": ["x", "300", "7", "0", "", "1.5"], "price": ["-2", "z", "600", ""],
    "colour": ["pink", ""], "code": ["ab2", "", "AB1 "], "day": ["2020-02-30", "soon", ""],
    "country": ["Frnace", "Columbia", ""],
}  # fmt: skip


def told(findings: tuple[Finding, ...]) -> list[tuple[object, ...]]:
    return [(f.id, f.kind, f.severity, f.message, f.entries, f.suggestion) for f in findings]


def in_memory(path: Path, model: Any) -> list[tuple[object, ...]]:
    """What `validate_file` does with a small file."""
    _, findings = api._validated_in_memory(path, model)
    return told(findings)


rows = st.lists(
    st.fixed_dictionaries(
        {
            name: st.one_of(st.just(clean), st.sampled_from(FAULTY[name]))
            for name, clean in CLEAN.items()
        }
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows)
def test_a_stream_tells_what_the_memory_tells(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(CLEAN, pl.String))
    for path in (tmp_path / "stock.csv", tmp_path / "stock.parquet"):
        frame.write_csv(path) if path.suffix == ".csv" else frame.write_parquet(path)
        found = bulk.validate_large(path, Stock)
        assert found is not None
        assert found.rows == len(rows)
        assert told(found.findings) == in_memory(path, Stock)


def test_all_failures_are_counted_and_the_first_are_listed_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    frame = pl.DataFrame([CLEAN] * 1000).with_columns(
        pl.format("r{}", pl.int_range(1000)).alias("id"),
        pl.format("AB{}", pl.int_range(1000)).alias("code"),
        pl.when(pl.int_range(1000) % 4 == 3)
        .then(pl.lit("pink"))
        .otherwise(pl.lit("red"))
        .alias("colour"),
    )
    frame.write_csv(path)
    found = bulk.validate_large(path, Stock, first=3)
    assert found is not None
    assert [finding.message for finding in found.findings] == [
        "stock.csv:1 colour: 250 of 1,000 rows fail: is not allowed; expected one of red, green, "
        "blue; the first 3 are listed",
        'stock.csv:5 colour: "pink" is not allowed; expected one of red, green, blue',
        'stock.csv:9 colour: "pink" is not allowed; expected one of red, green, blue',
        'stock.csv:13 colour: "pink" is not allowed; expected one of red, green, blue',
    ]


def test_repetitions_beyond_the_first_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "stock.parquet"
    same = pl.DataFrame([CLEAN] * 50).with_columns(
        pl.format("AB{}", pl.int_range(50)).alias("code")
    )
    same.write_parquet(path)
    found = bulk.validate_large(path, Stock, first=2)
    assert found is not None
    messages = [finding.message for finding in found.findings]
    assert messages[0] == (
        "stock.parquet:1 id: 49 of 50 rows fail: stands there before; expected id only once; "
        "the first 2 are listed"
    )
    assert [finding.entries[-1].line for finding in found.findings[1:]] == [1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "id,amount\na,2\nb\n",  # a short row
        "id,amount\na,2\nb,4,6\n",  # a long one
        'id,amount\n"a\nb",2\n',  # a line break within a cell
        "id,amount\na,2\n\nb,4\n",  # a blank line
        "id,id\na,2\n",
        '"id",amount\na,2\n',
    ],
)
def test_an_irregular_file_is_left_to_the_reader_of_small_files(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(text)
    assert scan.scan_file(path) is None


def test_quoted_cells_are_no_irregularity(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text('id,amount\n"a, b",2\n"say ""c""",x\n')
    found = bulk.validate_large(path, Pair)
    assert found is not None
    assert [f.message for f in found.findings] == [
        'rows.csv:3 amount: "x" is no whole number; expected whole number'
    ]


class Twofold(pa.DataFrameModel):
    id: str
    amount: int

    class Config:
        unique = ("id", "amount")


def test_columns_that_should_be_unique_may_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("name,price\na,1\na,1\n")
    found = bulk.validate_large(path, Twofold)
    assert found is not None
    assert told(found.findings) == in_memory(path, Twofold)
    assert len(found.findings) == 2


def test_a_check_that_is_no_expression_is_still_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("id,amount\n" + "a,1\n" * 3)
    assert bulk.validate_large(path, Grouped) is None
    schema = tmp_path / "models.py"
    schema.write_text(
        "from typing import Any\n"
        "import pandera.polars as pa\n"
        "import polars as pl\n"
        "class Grouped(pa.DataFrameModel):\n"
        "    id: str\n"
        "    amount: int\n"
        "    @pa.dataframe_check(name='known')\n"
        "    @classmethod\n"
        "    def known(cls, data: Any) -> pl.LazyFrame:\n"
        "        known = data.lazyframe.group_by('id').len()\n"
        "        return data.lazyframe.join(known, on='id').select(pl.col('len') < 3)\n"
    )
    monkeypatch.chdir(tmp_path)
    report = validate_file(path, "models.py:Grouped")
    assert len(report.findings) == 3


def test_a_typed_parquet_file_is_read_as_its_cells_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    pl.DataFrame({"id": [1, 2, 3], "amount": [1.0, 2.5, None]}).write_parquet(path)
    found = bulk.validate_large(path, Pair)
    assert found is not None
    assert told(found.findings) == in_memory(path, Pair)
    assert len(found.findings) == 2


def test_an_empty_cell_of_a_small_file_is_a_missing_value(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "", "amount": 1}\n')
    assert [message for _, _, _, message, _, _ in in_memory(path, Pair)] == [
        "rows.jsonl:1 id: is empty; expected a value"
    ]
