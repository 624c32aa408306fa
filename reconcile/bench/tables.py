"""Tables to validate: made of the same few values over and over, as many rows as asked for."""

from __future__ import annotations

from pathlib import Path

SCHEMA = '''"""The model of the table of the benchmark; written by `reconcile bench`."""

import pandera.polars as pa


class Places(pa.DataFrameModel):
    id: str = pa.Field(str_matches=r"^r\\d+$")
    name: str = pa.Field(str_length={"min_value": 1, "max_value": 80})
    country: str = pa.Field(isin=["PL", "CN", "US", "JP", "DE", "FR"])
    population: int = pa.Field(ge=0)
    latitude: float = pa.Field(in_range={"min_value": -90, "max_value": 90})
    date: str = pa.Field(str_matches=r"^\\d{4}-\\d{2}-\\d{2}$")

    class Config:
        strict = True
'''


def write_places(folder: Path, rows: int) -> tuple[Path, Path]:
    """A clean table of places as Parquet and as CSV, and its model in `places.py` beside them.

    Returns:
        The two files; every row keeps the model.
    """
    import polars as pl

    number = pl.int_range(rows)

    def taken(values: list[str], step: int) -> pl.Expr:
        return pl.lit(pl.Series(values)).gather((number * step) % len(values))

    frame = pl.select(
        pl.format("r{}", number).alias("id"),
        taken(["Łódź", "Lyon", "Surabaya", "Noboribetsu", "Kyoto"], 7).alias("name"),
        taken(["PL", "CN", "US", "JP", "DE", "FR"], 5).alias("country"),
        ((number * 7919) % 9_999_991).alias("population"),
        ((number * 31) % 18_001 / 100 - 90).alias("latitude"),
        taken(["1979-05-02", "1984-01-01", "2018-12-31"], 2).alias("date"),
    )
    (folder / "places.py").write_text(SCHEMA, encoding="utf-8")
    parquet, csv = folder / f"places-{rows}.parquet", folder / f"places-{rows}.csv"
    frame.write_parquet(parquet)
    frame.write_csv(csv)
    return parquet, csv
