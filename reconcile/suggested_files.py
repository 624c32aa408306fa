"""The files of a suggestion: `source.toml`, and a schema that its entries satisfy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from reconcile.model import Entry, Source
from reconcile.names.text import script


def source_toml(source: Source) -> str:
    """The text of `source.toml`; what only a person can know is left to be filled in."""
    lines = [
        f"title = {_toml(source.title)}",
        f"language = {_toml(source.language)}",
        "# Who publishes it, where, and under which licence:",
        'publisher = ""',
        'url = ""',
        'licence = ""',
    ]
    if source.subject:
        lines.append(f"subject = {_toml(source.subject)}")
    if source.as_of.earliest:
        whole = len(source.as_of.earliest) == 10
        lines.append(f"as_of = {source.as_of.earliest if whole else _toml(source.as_of.earliest)}")
    lines += [
        f"original_sha256 = {_toml(source.original_sha256)}",
        f"schema = {_toml(schema_path(source.id))}",
        "# The relations that it lists in full; empty it where it is a choice.",
        f"relations = {_toml(list(source.relations))}",
        "",
        "[reader]",
    ]
    tables = {k: v for k, v in source.reader.items() if isinstance(v, Mapping)}
    lines += [f"{k} = {_toml(v)}" for k, v in source.reader.items() if k not in tables]
    for name, table in tables.items():
        lines += [
            "",
            f"[reader.{name}]",
            *(f"{_toml(str(k))} = {_toml(v)}" for k, v in table.items()),
        ]
    return "\n".join(lines) + "\n"


def schema_path(source_id: str) -> str:
    """Where the schema of a source stands, as `source.toml` names it."""
    return f"schemas/{module_name(source_id)}.py:{class_name(source_id)}"


def module_name(source_id: str) -> str:
    """The name of the schema's module."""
    plain = re.sub(r"\W+", "_", source_id).strip("_").lower()
    return plain if plain[:1].isalpha() else f"list_{plain}"


def class_name(source_id: str) -> str:
    """The name of the schema's class."""
    return "".join(part.capitalize() for part in module_name(source_id).split("_"))


def schema_module(source_id: str, entries: Sequence[Entry]) -> str:
    """A Pandera model of the entries: what all of them have is required, what none has is not."""
    scripts = {script(e.name) for e in entries} | {script(e.country) for e in entries if e.country}
    base = {"han": "HanNames", "latin": "LatinNames"}.get("".join(sorted(scripts)), "EntryTable")
    fields = [
        f'    {column}: {kind} = pa.Field(description="{what}")'
        for column, kind, what in (
            ("subject", "str", "whose partner it is"),
            ("ordinal", "int", "its number in the list, from 1"),
            ("country", "str", "the country as printed"),
            ("region", "str", "the region as printed"),
            ("date", "str", "the date in ISO 8601"),
            ("date_text", "str", "the date as printed"),
            ("location", "str", "the place of signing"),
        )
        if all(getattr(entry, column) not in ("", None) for entry in entries)
    ]
    absent = [c for c in ("ordinal", "region", "date", "location")
              if all(getattr(e, c) in ("", None) for e in entries)]  # fmt: skip
    relations = sorted({e.relation for e in entries})
    rules = []
    imports = [base]
    if "" not in relations:
        words = ", ".join(f'"{relation}"' for relation in relations)
        rules.append(f'    _listed = word_rule("relation", ({words},), "listed_relations")')
        imports.append("word_rule")
    if absent:
        names = ", ".join(f'"{column}"' for column in absent)
        rules.append(f'    _absent = absent_rule({names}, why="expected nothing: it prints none")')
        imports.append("absent_rule")
    if _lines_repeat(entries):
        rules.append("    _lines = lines_in_order()")
        imports.append("lines_in_order")
    body = "\n".join([*fields, *([""] if fields and rules else []), *rules])
    return (
        f'"""The list of the source {source_id}."""\n\n'
        "from __future__ import annotations\n\n"
        "import pandera.polars as pa\n\n"
        f"from reconcile.schema import {', '.join(sorted(imports, key=_import_order))}\n\n\n"
        f"class {class_name(source_id)}({base}):\n"
        f'    """What every entry of the list has; proposed from {len(entries)} entries."""\n'
        + (f"\n{body}\n" if body else "")
    )


def _import_order(name: str) -> tuple[bool, str]:
    return name[0].islower(), name


def _lines_repeat(entries: Sequence[Entry]) -> bool:
    return any(a.line >= b.line for a, b in pairwise(entries))


def _toml(value: Any) -> str:
    import tomlkit

    return str(tomlkit.item(value).as_string())
