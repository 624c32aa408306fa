"""Labelled lists: two sides, and which rows are one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reconcile.errors import UsageError
from reconcile.matching import Side
from reconcile.tables import Columns, side_of

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Two lists with labels.

    Attributes:
        name: Shown beside errors.
        left: One list.
        right: The other.
        gold: Partners of each left row; several where equal rows are interchangeable, none where
            its partner was dropped. Every left row that is to be judged has a key.
        kinds: Kind of name by left row (`phonetic`, `opaque`, ...), for recall@k.
        also: Partners that are right too, but aren't asked for: another list's row of that place.
    """

    name: str
    left: Side
    right: Side
    gold: Mapping[int, frozenset[int]]
    kinds: Mapping[int, str] = field(default_factory=dict)
    also: Mapping[int, frozenset[int]] = field(default_factory=dict)


def task_of(
    left: pl.DataFrame,
    right: pl.DataFrame,
    gold: pl.DataFrame,
    *,
    left_columns: Columns = Columns(),
    right_columns: Columns = Columns(),
    by: Sequence[str] = (),
    name: str = "lists",
) -> Task:
    """A task from three tables; see `evaluate_tables`.

    Raises:
        UsageError: A table has no ids, or the labels name an id that is not there.
    """
    left_side, left_ids = side_of(left, left_columns, by=by, what="left table")
    right_side, right_ids = side_of(right, right_columns, by=by, what="right table")
    for what, ids in (("left", left_ids), ("right", right_ids)):
        if not ids:
            raise UsageError(
                f"the {what} table has no ids", hint=f"Name its id column with --{what}-id."
            )
    columns = [column for column in gold.columns if column not in (*by, "kind")]
    if len(columns) < 2:
        raise UsageError(
            f"the labels have the columns {', '.join(gold.columns)}",
            hint="Expected a column of left ids and one of right ids (empty: no partner).",
        )
    left_rows = _rows(left_side, left_ids)
    right_rows = _rows(right_side, right_ids)
    blocks = ["\x1f".join(row) for row in gold.select(by).iter_rows()] if by else [""] * len(gold)
    partners: dict[int, frozenset[int]] = {}
    kinds: dict[int, str] = {}
    for number, (block, here, there) in enumerate(
        zip(blocks, gold[columns[0]].to_list(), gold[columns[1]].to_list(), strict=True), 1
    ):
        if (block, here) not in left_rows or (there and (block, there) not in right_rows):
            unknown = here if (block, here) not in left_rows else there
            raise UsageError(
                f"row {number} of the labels names the id '{unknown}', which no list holds",
                hint="Name the id columns with --left-id and --right-id, and use --by where ids "
                "repeat.",
            )
        row = left_rows[block, here]
        partners[row] = frozenset((right_rows[block, there],)) if there else frozenset()
        if "kind" in gold.columns:
            kinds[row] = gold["kind"][number - 1] or ""
    return Task(name=name, left=left_side, right=right_side, gold=partners, kinds=kinds)


def _rows(side: Side, ids: Sequence[str]) -> dict[tuple[str, str], int]:
    blocks = side.blocks or ("",) * len(side)
    return {key: row for row, key in enumerate(zip(blocks, ids, strict=True))}
