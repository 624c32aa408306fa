"""What a failed check of our own models means for a person: its kind, the other row, the hint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reconcile.fold import fold
from reconcile.validation.failure import Failure, shown

Columns = Mapping[str, Sequence[Any]]


def detailed(failure: Failure, rows: Columns, language: str = "") -> Failure:
    """The failure with all that a reader needs, where its check is one of `reconcile.schema`'s.

    Args:
        failure: A failure as the model gave it.
        rows: Columns of the table, cast.
        language: Language of the source, in which a country is suggested.
    """
    if failure.check == "known_country" and failure.value is not None:
        return _country(failure, language)
    if failure.column or failure.row < 0:
        return failure
    if failure.check == "lines_rise":
        return _line(failure, rows)
    if failure.check == "ordinals_follow":
        return _ordinal(failure, rows)
    if failure.check == "listed_once":
        return _duplicate(failure, rows)
    return failure


def _country(failure: Failure, language: str) -> Failure:
    from reconcile.names.country import suggest_country

    suggestion = suggest_country(failure.value or "", language=language or None)
    if suggestion is None:
        return failure
    return replace(
        failure,
        kind="country_typo",
        text=f"is no country; did the list mean {suggestion}?",
        suggestion=suggestion,
    )


def _line(failure: Failure, rows: Columns) -> Failure:
    here, above = rows["line"][failure.row], rows["line"][failure.row - 1]
    return replace(
        failure,
        column="line",
        value=shown(here),
        text=f"does not come after the row above; expected more than {above}",
        others=(failure.row - 1,),
    )


def _ordinal(failure: Failure, rows: Columns) -> Failure:
    ordinals, row = rows["ordinal"], failure.row
    lists = list(zip(rows["subject"], rows["relation"], strict=True))
    above = next((r for r in range(row - 1, -1, -1) if lists[r] == lists[row]), None)
    last = 0 if above is None else ordinals[above]
    after = f"follows {last}" if above is not None else "begins the list"
    expected = f"; expected {last + 1}" if last is not None else ""
    return replace(
        failure,
        column="ordinal",
        kind="ordinal_gap",
        value=shown(ordinals[row]),
        text=("" if ordinals[row] is not None else "is empty, and ") + after + expected,
        others=() if above is None else (above,),
    )


def _duplicate(failure: Failure, rows: Columns) -> Failure:
    row = failure.row

    def key(at: int) -> tuple[object, ...]:
        exact = (rows["subject"][at], rows["relation"][at])
        return (*exact, *(fold(rows[c][at] or "") for c in ("name", "country", "region")))

    same = key(row)
    first = next(at for at in range(row + 1) if at == row or key(at) == same)
    return replace(
        failure,
        column="name",
        kind="duplicate_entry",
        value=shown(rows["name"][row]),
        text=f"is listed before (line {{row {first}}}); expected each place only once in a list",
        others=(first,),
    )
