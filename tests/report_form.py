"""The published JSON Schema of a report, and a check against the few words of it that it uses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

SCHEMA = json.loads(files("reconcile.reporters").joinpath("report.schema.json").read_text("utf-8"))


def misfits(report: Any) -> Iterator[str]:
    """Everything in which a report differs from its published form."""
    return _misfits(report, SCHEMA, "report")


TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def _misfits(value: Any, schema: Mapping[str, Any], at: str) -> Any:
    """What breaks a JSON Schema, for the few words of it that ours uses."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    wanted = schema.get("type", list(TYPES))
    wanted = [wanted] if isinstance(wanted, str) else wanted
    if not any(_is(value, name) for name in wanted):
        yield f"{at} is of another type"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is none of the known values"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at} is of another form"
    if "anyOf" in schema and all(any(_misfits(value, one, at)) for one in schema["anyOf"]):
        yield f"{at} is none of the known values"
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        yield from (
            f"{at} lacks {name}" for name in schema.get("required", ()) if name not in value
        )
        for name, item in value.items():
            if name in properties:
                yield from _misfits(item, properties[name], f"{at}.{name}")
            elif isinstance(schema.get("additionalProperties"), dict):
                yield from _misfits(item, schema["additionalProperties"], f"{at}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{at} has {name}"
    if isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            yield from _misfits(item, schema["items"], f"{at}[{number}]")


def _is(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])  # type: ignore[arg-type]
