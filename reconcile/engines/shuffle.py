"""Two lists on disk, sorted so that the rows of a unit, or of a bucket of units, are found at once.

Each batch of a list becomes one Parquet file, its rows sorted by a hash of their unit (the joined
values of `--by`). A bucket is a range of hashes, so it is one slice of each file: nothing is
written twice, memory holds one batch, and the number of buckets is chosen when all rows are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.engines.settings import ROW, UNIT
from reconcile.engines.values import Sizes
from reconcile.tables import Columns, side_of

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

_HASH = "hash"
_GROUP = 4_096  # rows of a file that are read together


@dataclass(frozen=True, slots=True, eq=False)
class Shuffled:
    """One list on disk.

    Attributes:
        files: One per batch, its rows sorted by hash.
        sorted: The hashes of each file's rows.
        hashes: All hashes that occur, ascending.
        counts: Rows of each.
        rows: Rows of the list.
    """

    files: tuple[Path, ...]
    sorted: tuple[np.ndarray, ...]
    hashes: np.ndarray
    counts: np.ndarray
    rows: int

    def take(self, bucket: Bucket) -> pl.DataFrame:
        """The bucket's rows, in the order of the list."""
        import numpy as np
        import polars as pl

        parts: list[pl.DataFrame] = []
        for path, hashes in zip(self.files, self.sorted, strict=True):
            start = int(hashes.searchsorted(np.uint64(bucket.first), side="left"))
            stop = int(hashes.searchsorted(np.uint64(bucket.last), side="right"))
            if stop > start or not parts:
                parts.append(pl.scan_parquet(path).slice(start, stop - start).collect())
        return pl.concat(parts).sort(ROW)


@dataclass(frozen=True, slots=True)
class Bucket:
    """The units whose hash is between `first` and `last`, both included."""

    first: int
    last: int
    rows: int
    huge: bool = False


def shuffle(
    batches: Iterable[pl.DataFrame],
    columns: Columns,
    by: Sequence[str],
    *,
    folder: Path,
    what: str,
) -> Shuffled:
    """Write a list into `folder`, sorted for `Shuffled.take`.

    Args:
        batches: The list's rows, in order.
        columns: Which columns hold what.
        by: Columns that name the unit; none: all rows are one.
        folder: An empty folder.
        what: `left table`, for messages.

    Raises:
        UsageError: A column is missing.
    """
    import numpy as np

    files: list[Path] = []
    by_row: list[np.ndarray] = []
    hashes: list[np.ndarray] = []
    counts: list[np.ndarray] = []
    done = 0
    for number, batch in enumerate(batches):
        frame = _standard(batch, columns, by, what, done)
        done += frame.height
        files.append(folder / f"{what.replace(' ', '-')}-{number:06}.parquet")
        frame = frame.sort(_HASH, ROW)
        frame.drop(_HASH).write_parquet(files[-1], row_group_size=_GROUP, compression="lz4")
        by_row.append(frame[_HASH].to_numpy())
        values, rows = np.unique(by_row[-1], return_counts=True)
        hashes.append(values)
        counts.append(rows)
    values, back = np.unique(np.concatenate(hashes), return_inverse=True)
    total = np.bincount(back, weights=np.concatenate(counts), minlength=len(values))
    return Shuffled(tuple(files), tuple(by_row), values, total.astype(np.int64), done)


def buckets_of(left: Shuffled, right: Shuffled, sizes: Sizes = Sizes()) -> Iterator[Bucket]:
    """Buckets that hold every unit of both lists once, by hash.

    Args:
        left: One list.
        right: The other.
        sizes: Rows of a bucket, and from which a unit is one by itself, to be split.
    """
    import numpy as np

    hashes, back = np.unique(np.concatenate([left.hashes, right.hashes]), return_inverse=True)
    weights = np.concatenate([left.counts, right.counts])
    counts = np.bincount(back, weights=weights, minlength=len(hashes)).astype(np.int64)
    size = min(max((left.rows + right.rows) // 32, sizes.smallest), sizes.largest)
    first = last = rows = 0
    for unit, count in zip(hashes.tolist(), counts.tolist(), strict=True):
        if rows and (count >= sizes.huge or rows + count > size):
            yield Bucket(first, last, rows)
            rows = 0
        if count >= sizes.huge:
            yield Bucket(unit, unit, count, huge=True)
            continue
        first = first if rows else unit
        last, rows = unit, rows + count
    if rows:
        yield Bucket(first, last, rows)


def _standard(
    batch: pl.DataFrame, columns: Columns, by: Sequence[str], what: str, done: int
) -> pl.DataFrame:
    """The columns that the matcher reads, under their usual names, rows numbered from `done`."""
    import polars as pl

    side, ids = side_of(batch, columns, by=by, what=what)
    cells = {
        "name": side.names,
        "country": side.countries,
        "region": side.regions,
        "date": side.dates,
        "position": side.positions,
        "id": ids,
    }
    frame = pl.DataFrame(
        {
            ROW: pl.int_range(done + 1, done + len(side) + 1, dtype=pl.Int64, eager=True),
            UNIT: pl.Series(side.blocks or [""] * len(side), dtype=pl.String),
            **{
                name: pl.Series(column, dtype=pl.String)
                for name, column in cells.items()
                if column or not len(side)
            },
        }
    )
    return frame.with_columns(pl.col(UNIT).hash(seed=0).alias(_HASH))
