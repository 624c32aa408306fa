"""Version 1.0-draft of the protocol: JSON to queries, candidates to JSON.

It differs from 0.2 in its shapes alone: lists instead of objects, conditions instead of a query
string with properties, one type, `results` and `candidates`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from reconcile.errors import UsageError
from reconcile.service.recon.values import BATCH, Candidate, Condition, Quantifier, Query
from reconcile.service.recon.wire import candidate_json, limit_of, text_of, values_of
from reconcile.service.work.errors import TooLargeError

_FIELDS = ("type", "limit", "lang", "dir", "conditions")


def queries(data: object) -> tuple[Query, ...]:
    """A query batch.

    Raises:
        UsageError: It has not the shape that the specification asks for.
        TooLargeError: It has more than `BATCH` queries.
    """
    if not isinstance(data, dict) or not isinstance(data.get("queries"), list):
        raise UsageError('expected an object {"queries": [...]}', where="body")
    if len(data["queries"]) > BATCH:
        raise TooLargeError(
            f"{len(data['queries'])} queries at once; at most {BATCH} are answered",
            where="queries",
            hint="Send them in several batches.",
        )
    return tuple(_query(each, f"queries.{n}") for n, each in enumerate(data["queries"]))


def _query(data: object, where: str) -> Query:
    if not isinstance(data, dict):
        raise UsageError("a query is an object", where=where)
    for name in data:
        if name not in _FIELDS:
            raise UsageError(
                f'a query has no field "{name}"',
                where=where,
                hint=f"Its fields are {', '.join(_FIELDS)}.",
            )
    given = data.get("conditions")
    if not isinstance(given, list) or not given:
        raise UsageError("a query needs `conditions` that are not empty", where=where)
    for name in ("lang", "dir"):
        text_of(data.get(name, ""), f"{where}.{name}")
    names: list[str] = []
    conditions: list[Condition] = []
    for n, each in enumerate(given):
        name, condition = _condition(each, f"{where}.conditions.{n}")
        names += [name] if name else []
        conditions += [condition] if condition else []
    kind = text_of(data.get("type", ""), f"{where}.type")
    return Query(
        name=next(iter(names), ""),
        types=(kind,) if kind else (),
        limit=limit_of(data.get("limit"), f"{where}.limit"),
        conditions=tuple(conditions),
    )


def _condition(data: object, where: str) -> tuple[str, Condition | None]:
    """A name to look up, or a condition; an id is looked up as a name."""
    if not isinstance(data, dict):
        raise UsageError("a condition is an object", where=where)
    kind = data.get("matchType")
    if kind not in ("name", "id", "property"):
        raise UsageError("a condition needs `matchType`: name, id or property", where=where)
    if "propertyValue" not in data:
        raise UsageError("a condition needs `propertyValue`", where=where)
    values = values_of(data["propertyValue"], f"{where}.propertyValue")
    required, quantifier = data.get("required", False), data.get("matchQuantifier", "any")
    if not isinstance(required, bool):
        raise UsageError("`required` is true or false", where=where)
    if quantifier not in get_args(Quantifier):
        raise UsageError("`matchQuantifier` is any, all or none", where=where)
    text_of(data.get("matchQualifier", ""), f"{where}.matchQualifier")
    property = text_of(data.get("propertyId", ""), f"{where}.propertyId")
    if kind == "property":
        if not property:
            raise UsageError("a condition on a property needs `propertyId`", where=where)
        return "", Condition(
            property=property,
            values=values,
            required=required,
            quantifier=cast("Quantifier", quantifier),
        )
    texts = [text for value in values for text in value.texts[-1 if kind == "name" else 0 :][:1]]
    return next(iter(texts), ""), None


def results(batch: Sequence[Sequence[Candidate]]) -> dict[str, object]:
    """The answer to a query batch."""
    return {"results": [{"candidates": [_candidate(each) for each in found]} for found in batch]}


def _candidate(candidate: Candidate) -> dict[str, object]:
    told = candidate_json(candidate)
    told["features"] = [
        {"id": id, "name": id.replace("_", " "), "value": value}
        for id, value in candidate.features.items()
    ]
    return told


def extension(told: Mapping[str, Any]) -> dict[str, object]:
    """A data extension's answer of version 0.2 in the shape of this one."""
    return {
        "meta": told["meta"],
        "rows": [
            {
                "id": id,
                "properties": [{"id": name, "values": values} for name, values in row.items()],
            }
            for id, row in told["rows"].items()
        ],
    }
