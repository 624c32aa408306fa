"""A Pandera check as a Polars expression, so that one query over a file runs all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


class UnknownExpressionError(Exception):
    """A check that is more than one expression over the columns."""


class _Asked:
    """Stands in for a lazy frame, and keeps what is selected from it.

    Pandera's built-in checks, and most that users write, are `data.lazyframe.select(expression)`.
    """

    def __init__(self, frame: pl.LazyFrame) -> None:
        self._frame = frame
        self.selected: pl.Expr | None = None

    def select(self, *expressions: Any, **named: Any) -> _Asked:
        import polars as pl

        if len(expressions) == 1 and not named and isinstance(expressions[0], pl.Expr):
            self.selected = expressions[0]
            return self
        raise UnknownExpressionError

    def collect_schema(self) -> Any:
        return self._frame.collect_schema()

    def __getattr__(self, name: str) -> Any:
        raise UnknownExpressionError(name)


def expression(frame: pl.LazyFrame, column: str, check: Any) -> pl.Expr:
    """What a check computes: true where a cell, or a row if `column` is empty, is fine.

    Raises:
        UnknownExpressionError: The check does something else than to select one expression.
    """
    import polars as pl
    from pandera.api.polars.types import PolarsData

    test = (check.statistics or {}).get("test")
    if callable(test):
        found = test(column) if column else test()
    else:
        function = _function(check)
        if check.element_wise:
            if not column:
                raise UnknownExpressionError
            return pl.col(column).map_elements(function, return_dtype=pl.Boolean)
        asked = _Asked(frame)
        try:
            answer = function(PolarsData(asked, column or "*"))  # type: ignore[arg-type]
        except Exception as error:  # whatever a check of the user's raises
            raise UnknownExpressionError from error
        if answer is not asked:
            raise UnknownExpressionError
        found = asked.selected
    if not isinstance(found, pl.Expr) or len(frame.select(found).collect_schema()) != 1:
        raise UnknownExpressionError
    return found


def _function(check: Any) -> Callable[[Any], Any]:
    """What a check calls; a built-in one is looked up when it is called, as Pandera does."""
    import pandera.backends.polars.builtin_checks  # noqa: F401  registers the built-in checks

    name = str(getattr(check._check_fn, "__name__", ""))
    built_in = check.is_builtin_check(name)
    function = check.get_builtin_check_fn(name) if built_in else check._check_fn
    return partial(function, **check._check_kwargs)
