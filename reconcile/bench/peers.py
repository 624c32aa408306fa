"""The same work done by others: `python -m reconcile.bench.peers NAME ARGUMENTS...`.

Each is written as its own documentation would have it, with the settings that were found to do
best on such data. Those that link lists write a CSV of `left_row,right_row`, from 1.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from reconcile.bench.measure import MISSING

Pairs = Iterable[tuple[int, int, float]]  # left row, right row (from 0), score


def one_pass(path: str) -> None:
    """One pass of Polars over all columns: what any validation must at least do."""
    import polars as pl

    scan = pl.scan_parquet(path) if path.endswith(".parquet") else pl.scan_csv(path)
    columns = scan.collect_schema().names()
    scan.select(pl.col(name).hash().max() for name in columns).collect(engine="streaming")


def bare_pandera(path: str) -> None:
    """The file read by Polars and held against the model by Pandera, nothing else."""
    import polars as pl

    sys.path.insert(0, str(Path(path).parent))
    from places import Places  # type: ignore[import-not-found]

    frame = pl.read_parquet(path) if path.endswith(".parquet") else pl.read_csv(path)
    Places.validate(frame, lazy=True)


def splink(left: str, right: str, out: str) -> None:
    """Splink on DuckDB, blocked by country; its best partner of each left row."""
    import polars as pl
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    database = DuckDBAPI()
    # The beginning and the end stand in columns of their own: Splink does not learn from a
    # comparison of a column that it blocks by.
    head, tail = pl.col("name").str.slice(0, 5), pl.col("name").str.slice(-5)
    tables = [
        database.register(
            _frame(path).with_columns(head=head, tail=tail).to_arrow(), dataset_display_name=name
        )
        for path, name in ((left, "left_list"), (right, "right_list"))
    ]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="row",
        comparisons=[cl.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.88, 0.8])],
        blocking_rules_to_generate_predictions=[
            block_on("country", "head"),
            block_on("country", "tail"),
        ],
    )
    linker = Linker(tables, settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("country", "name")], recall=0.35
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("country", "head"))
    found = linker.inference.predict(threshold_match_weight=-5).as_duckdbpyrelation()
    wanted = "source_dataset_l, row_l, row_r, match_weight"
    scored = (
        (a, b, w) if source == "left_list" else (b, a, w)
        for source, a, b, w in found.select(wanted).fetchall()
    )
    _write(out, _greedy(scored))


def tf_idf(left: str, right: str, out: str) -> None:
    """TF-IDF over letter trigrams, the top 5 by sparse product, within countries."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    a, b = _frame(left), _frame(right)
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3), min_df=1)
    names = grams.fit([*a["name"], *b["name"]])

    def scored() -> Pairs:
        rights = dict(b.group_by("country").agg("row", "name").rows_by_key("country", unique=True))
        for (country,), group in a.group_by("country"):
            if country not in rights:
                continue
            rows, texts = rights[country]
            ours = names.transform(group["name"].to_list())
            theirs = names.transform(texts).T.tocsr()
            best = sp_matmul_topn(ours, theirs, top_n=5, threshold=0.3, n_threads=2).tocoo()
            here = group["row"].to_list()
            for i, j, score in zip(best.row, best.col, best.data, strict=True):
                yield here[i], rows[j], float(score)

    _write(out, _greedy(scored()))


def jaro_winkler(left: str, right: str, out: str) -> None:
    """The recordlinkage toolkit: blocked by country, Jaro-Winkler over all pairs of a block."""
    import pandas as pd
    import recordlinkage

    a, b = (pd.read_csv(path, keep_default_na=False) for path in (left, right))
    pairs = recordlinkage.Index().block("country").index(a, b)
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="jarowinkler", label="score")
    scores = compare.compute(pairs, a, b)["score"]
    scores = scores[scores >= 0.85]
    _write(out, _greedy((i, j, s) for (i, j), s in scores.items()))


PEERS: Mapping[str, Callable[..., None]] = {
    "one-pass": one_pass,
    "bare-pandera": bare_pandera,
    "splink": splink,
    "tf-idf": tf_idf,
    "recordlinkage": jaro_winkler,
}


def main() -> None:
    """Run the peer that the first argument names."""
    name, *arguments = sys.argv[1:]
    try:
        PEERS[name](*arguments)
    except ModuleNotFoundError as error:
        print(f"{error.name} is not installed", file=sys.stderr)
        sys.exit(MISSING)


def _frame(path: str) -> Any:
    import polars as pl

    return pl.read_csv(path, infer_schema=False).with_row_index("row")


def _greedy(scored: Pairs) -> list[tuple[int, int]]:
    """The best pairs first, each row once."""
    left: set[int] = set()
    right: set[int] = set()
    chosen: list[tuple[int, int]] = []
    for i, j, _ in sorted(scored, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            chosen.append((i, j))
    return chosen


def _write(out: str, pairs: Iterable[tuple[int, int]]) -> None:
    with Path(out).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("left_row", "right_row"))
        writer.writerows((i + 1, j + 1) for i, j in pairs)


if __name__ == "__main__":
    main()
