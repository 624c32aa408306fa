"""Pandera's own verdict, so that a feature that `run` does not know is still reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reconcile.validation.failure import WHOLE, Failure
from reconcile.validation.run import cast, validating

if TYPE_CHECKING:
    import pandera.polars as pa
    import polars as pl


def second_opinion(
    frame: pl.DataFrame, model: type[pa.DataFrameModel], known: Sequence[Failure]
) -> tuple[Failure, ...]:
    """What `Model.validate` finds in a frame in which `run` found nothing.

    Only then: where `run` found something, Pandera names the same faults in other words, and the
    cells that could not be cast are already gone.
    """
    from pandera.errors import SchemaError, SchemaErrors

    if known:
        return ()
    errors: Sequence[Exception] = ()
    try:
        with validating():
            model.validate(cast(frame, model), lazy=True)
    except SchemaErrors as error:
        errors = error.schema_errors
    except SchemaError as error:
        errors = (error,)
    except Exception as error:  # whatever a model of the user's raises
        errors = (error,)
    return tuple(_failure(error) for error in errors)


def _failure(error: Exception) -> Failure:
    said = str(error).strip().splitlines()
    column = getattr(error, "column_name", None)
    return Failure(
        column=str(column or ""),
        check=str(getattr(error, "check", None) or type(error).__name__),
        row=WHOLE,
        text=f"breaks the schema: {said[0] if said else type(error).__name__}",
    )
