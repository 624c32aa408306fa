"""Frames as bytes of the Arrow IPC format, which every engine moves as they are."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import polars as pl


def to_arrow(frame: pl.DataFrame) -> bytes:
    """The frame as Arrow IPC; equal frames give equal bytes."""
    out = io.BytesIO()
    frame.rechunk().write_ipc(out, compression="zstd")
    return out.getvalue()


def from_arrow(data: bytes) -> pl.DataFrame:
    """The frame that `to_arrow` wrote."""
    import polars as pl

    return pl.read_ipc(io.BytesIO(data))


def columns_to_arrow(columns: Mapping[str, np.ndarray]) -> bytes:
    """NumPy columns as Arrow IPC."""
    import polars as pl

    return to_arrow(pl.DataFrame(dict(columns)))


def columns_from_arrow(data: bytes) -> dict[str, np.ndarray]:
    """The columns that `columns_to_arrow` wrote."""
    return {column.name: column.to_numpy() for column in from_arrow(data)}


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, so that one that exists is complete."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
