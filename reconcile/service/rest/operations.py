"""The operations of an OpenAPI document as values, for a page that people read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """Something that is sent: a parameter, or a field of a body."""

    name: str
    where: str  # path, query, body, form
    kind: str
    needed: bool
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path."""

    id: str
    method: str
    path: str
    title: str
    about: tuple[str, ...]  # paragraphs
    fields: tuple[Field, ...]
    example: str  # a body, as JSON; '' where there is none
    answers: tuple[tuple[str, str], ...]  # status, what it means


def operations(document: Node) -> dict[str, list[Operation]]:
    """The operations of a document by tag, in its order."""
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            for tag in told.get("tags", ("other",)):
                found.setdefault(tag, []).append(_operation(document, method, path, told))
    return found


def _operation(document: Node, method: str, path: str, told: Node) -> Operation:
    content = next(iter(told.get("requestBody", {}).get("content", {}).items()), None)
    body = _resolved(document, content[1]["schema"]) if content else {}
    where = "form" if content and "form" in content[0] else "body"
    examples = body.get("examples", ())
    return Operation(
        id=f"{method}{path}".replace("/", "-").replace("{", "").replace("}", ""),
        method=method.upper(),
        path=path,
        title=told.get("summary", ""),
        about=tuple(" ".join(p.split()) for p in told.get("description", "").split("\n\n")),
        fields=(*_parameters(document, told), *_fields(document, body, where)),
        example=json.dumps(examples[0], ensure_ascii=False, indent=2) if examples else "",
        answers=tuple(
            (status, answer.get("description", "")) for status, answer in told["responses"].items()
        ),
    )


def _parameters(document: Node, told: Node) -> Iterator[Field]:
    for each in told.get("parameters", ()):
        schema = each.get("schema", {})
        about = each.get("description", "")
        yield Field(
            each["name"],
            each["in"],
            _kind(document, schema),
            bool(each.get("required")),
            _with_default(about, schema),
        )


def _fields(document: Node, body: Node, where: str, before: str = "") -> Iterator[Field]:
    """The fields of an object, those of objects in it as `left.rows`."""
    needed = body.get("required", ())
    for name, told in body.get("properties", {}).items():
        schema = _resolved(document, told)
        if "properties" in schema:
            yield from _fields(document, schema, where, f"{before}{name}.")
        else:
            about = told.get("description", "") or schema.get("description", "")
            kind = _kind(document, told)
            yield Field(before + name, where, kind, name in needed, _with_default(about, told))


def _kind(document: Node, schema: Node) -> str:
    """What a schema takes, in a word or two: `integer`, `json or csv`, `list of string`."""
    told = _resolved(document, schema)
    if "enum" in told:
        return " or ".join(str(value) or '""' for value in told["enum"])
    if "anyOf" in told:
        kinds = (_kind(document, each) for each in told["anyOf"] if each.get("type") != "null")
        return " or ".join(dict.fromkeys(kinds))
    if told.get("type") == "array":
        return f"list of {_kind(document, told.get('items', {}))}"
    binary = told.get("format") == "binary" or "contentMediaType" in told
    return "file" if binary else str(told.get("type", "any"))


def _with_default(about: str, schema: Node) -> str:
    default = schema.get("default")
    told = f"default {default}" if default not in (None, "", False) and default != [] else ""
    return "; ".join(text for text in (about, told) if text)


def _resolved(document: Node, schema: Node) -> Node:
    """A schema, looked up where it is a reference."""
    found: Node = schema
    for step in schema.get("$ref", "").split("/")[1:]:
        found = document[step] if found is schema else found[step]
    return found
