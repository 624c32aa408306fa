"""Versions 0.1 and 0.2 of the protocol: JSON text to queries, candidates to JSON.

A value of the wrong shape is an error that names the query and the field. What is well formed but
unknown here (a property, a type) changes nothing or finds nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from reconcile.errors import UsageError
from reconcile.service.recon.values import (
    BATCH,
    LIMIT,
    MOST,
    Candidate,
    Condition,
    Query,
    Strict,
    Value,
)
from reconcile.service.work.errors import TooLargeError

_FIELDS = ("query", "type", "type_strict", "limit", "properties")
LONGEST = 1000
"""Characters of a text that are looked at."""


def from_json(text: str | bytes, what: str) -> Any:
    """The value of a JSON text.

    Raises:
        UsageError: It is no JSON text. NaN and Infinity are none either.
    """
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{what} is not JSON: {str(error)[:200]}", where=what) from error


def queries(data: object, where: str = "queries") -> dict[str, Query]:
    """A query batch.

    Raises:
        UsageError: It has not the shape that the specification asks for.
        TooLargeError: It has more than `BATCH` queries.
    """
    batch = _object(data, where)
    if len(batch) > BATCH:
        raise TooLargeError(
            f"{len(batch)} queries at once; at most {BATCH} are answered",
            where=where,
            hint="Send them in several batches.",
        )
    return {key: query(value, f"{where}.{key}") for key, value in batch.items()}


def query(data: object, where: str) -> Query:
    """One query."""
    fields = _object(data, where)
    for name in fields:
        if name not in _FIELDS:
            raise UsageError(
                f'a query has no field "{name}"',
                where=where,
                hint=f"Its fields are {', '.join(_FIELDS)}.",
            )
    conditions = tuple(
        _condition(each, f"{where}.properties.{n}")
        for n, each in enumerate(_list(fields.get("properties", []), f"{where}.properties"))
    )
    if "query" not in fields and not conditions:
        raise UsageError("a query needs `query`, or `properties` that are not empty", where=where)
    strict = fields.get("type_strict", "any")
    if strict not in get_args(Strict):
        raise UsageError(
            f"type_strict is {_shown(strict)}; expected any, all or should", where=where
        )
    kinds = fields.get("type", [])
    return Query(
        name=text_of(fields.get("query", ""), f"{where}.query"),
        types=tuple(
            text_of(kind, f"{where}.type")
            for kind in (kinds if isinstance(kinds, list) else [kinds])
            if kind != ""
        ),
        strict=cast("Strict", strict),
        limit=limit_of(fields.get("limit"), f"{where}.limit"),
        conditions=conditions,
    )


def values_of(data: object, where: str) -> tuple[Value, ...]:
    """A property value, or a list of them."""
    return tuple(_value(each, where) for each in (data if isinstance(data, list) else [data]))


def limit_of(data: object, where: str) -> int:
    """A number of candidates, from 1 to `MOST`; `LIMIT` where none was asked for."""
    if data is None:
        return LIMIT
    endless = isinstance(data, float) and not math.isfinite(data)
    if isinstance(data, bool) or not isinstance(data, int | float) or endless:
        raise UsageError(f"{_shown(data)} is no number", where=where)
    return int(min(data, MOST)) if data >= 1 else LIMIT


def text_of(data: object, where: str) -> str:
    """A text, cut where it is longer than any name."""
    if not isinstance(data, str):
        raise UsageError(f"{_shown(data)} is no text", where=where)
    return data[:LONGEST].encode("utf-8", "replace").decode("utf-8")


def extension(data: object, where: str = "extend") -> tuple[tuple[str, ...], tuple[Wanted, ...]]:
    """The ids and the properties, each with its settings, of a data extension query."""
    fields = _object(data, where)
    for name in ("ids", "properties"):
        if name not in fields:
            raise UsageError(f"a data extension needs `{name}`", where=where)
    ids = _list(fields["ids"], f"{where}.ids")
    if len(ids) > 10 * BATCH:
        raise TooLargeError(
            f"{len(ids)} ids at once; at most {10 * BATCH} are answered", where=f"{where}.ids"
        )
    wanted: list[Wanted] = []
    for n, each in enumerate(_list(fields["properties"], f"{where}.properties")):
        here = f"{where}.properties.{n}"
        told = _object(each, here)
        if "id" not in told:
            raise UsageError("a property needs an `id`", where=here)
        settings = _object(told.get("settings") or {}, f"{here}.settings")
        wanted.append((text_of(told["id"], f"{here}.id"), settings))
    if len(wanted) > BATCH:
        raise TooLargeError(f"{len(wanted)} properties at once; at most {BATCH}", where=where)
    return tuple(text_of(id, f"{where}.ids") for id in ids), tuple(wanted)


Wanted = tuple[str, Mapping[str, object]]  # a property's id, and its settings


def result(candidates: Sequence[Candidate]) -> dict[str, object]:
    """The answer to one query."""
    return {"result": [candidate_json(candidate) for candidate in candidates]}


def candidate_json(candidate: Candidate) -> dict[str, object]:
    """One candidate."""
    entity = candidate.entity
    return {
        "id": entity.id,
        "name": entity.name,
        "description": f"{entity.description} · {candidate.reason}",
        "type": [{"id": entity.type.id, "name": entity.type.name}],
        "score": candidate.score,
        "match": candidate.match,
        "features": [{"id": id, "value": value} for id, value in candidate.features.items()],
    }


def _condition(data: object, where: str) -> Condition:
    fields = _object(data, where)
    for name in ("pid", "v"):
        if name not in fields:
            raise UsageError(f"a property needs `{name}`", where=where)
    return Condition(
        property=text_of(fields["pid"], f"{where}.pid"), values=values_of(fields["v"], f"{where}.v")
    )


def _value(data: object, where: str) -> Value:
    if isinstance(data, dict):
        if "id" not in data:
            raise UsageError("a value that is an object needs an `id`", where=where)
        given = (data["id"], data.get("name", ""))
        return Value(tuple(text for each in given if (text := text_of(each, where))))
    if isinstance(data, bool):
        return Value(("true" if data else "false",))
    if isinstance(data, int | float):
        whole = isinstance(data, float) and data.is_integer() and abs(data) < 1e15
        return Value((str(int(data) if whole else data)[:LONGEST],))
    return Value((text_of(data, where),))


def _object(data: object, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise UsageError(f"expected an object, found {_shown(data)}", where=where)
    return data


def _list(data: object, where: str) -> list[Any]:
    if not isinstance(data, list):
        raise UsageError(f"expected a list, found {_shown(data)}", where=where)
    return data


def _shown(data: object) -> str:
    told = json.dumps(data)
    return told if len(told) <= 40 else f"{told[:40]}..."


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")
