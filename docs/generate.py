"""Writes the pages of docs/reference that are taken from the code: `python docs/generate.py`.

They are not committed, so they cannot be stale: the site's build makes them first, and the tests
make them in a folder of their own. What the code cannot say (what a key of a configuration file is
for) stands in docs/keys.toml, and a test holds its keys to those that the code accepts.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

import reconcile
from reconcile import model
from reconcile.cli import cli
from reconcile.kinds import KINDS
from reconcile.reading import config as reading

DOCS = Path(__file__).parent
# What a caller of the Python functions gets back, in the order of a report.
VALUES = (
    model.Report, model.SourceSummary, model.Finding, model.Where, model.Explanation,
    model.Relationship, model.Partner, model.Entry, model.Link, model.Bridge, model.Total,
    model.Step, model.Unchecked,
)  # fmt: skip


def pages() -> dict[str, str]:
    """The generated pages by their path below docs/."""
    return {
        "reference/commands.md": commands(),
        "reference/kinds.md": kinds(),
        "reference/configuration.md": configuration(),
        "reference/report-json.md": report_json(),
        "reference/report.schema.json": schema_text(),
        "reference/python.md": python(),
    }


# --- commands, from click ------------------------------------------------------------------------


def commands() -> str:
    """Every command with its arguments and options."""
    context = click.Context(cli, info_name="reconcile")
    parts = [
        "# Commands\n",
        "`reconcile COMMAND --help` prints the same. Results go to stdout, messages to stderr.\n",
        "## Options of all commands\n",
        "They stand before the command: `reconcile --today 2024-05-01 check`.\n",
        _options(cli),
        "## Exit codes\n",
        _exit_codes(),
    ]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        parts += _command(command, click.Context(command, info_name=name, parent=context))
    return "\n".join(parts)


def _command(command: click.Command, context: click.Context, level: str = "##") -> Iterator[str]:
    yield f"{level} {context.command_path}\n"
    usage = command.get_usage(context).removeprefix("Usage: ")
    yield f"```text\n{' '.join(usage.split())}\n```\n"
    yield _plain(inspect.cleandoc(command.help or "")) + "\n"
    yield _options(command)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _command(
                inner, click.Context(inner, info_name=name, parent=context), level + "#"
            )


def _options(command: click.Command) -> str:
    rows = []
    for param in command.params:
        if not isinstance(param, click.Option) or param.hidden:
            continue
        context = click.Context(command)
        record = param.get_help_record(context)
        if record:
            # Inside a code span the site takes a pipe as it is.
            rows.append(f"| `{record[0]}` | {_cell(_plain(record[1]))} |")
    return "\n".join(["| option | |", "|---|---|", *rows, ""]) if rows else ""


def _exit_codes() -> str:
    rows = [
        ("0", "clean, or only findings below `--fail-on`"),
        ("1", "open findings at or above it; a stale report; a difference; new findings of a diff"),
        ("2", "usage or configuration"),
        ("3", "something could not be read, or a run broke"),
        ("5", "nothing was checked"),
        ("130", "interrupted"),
    ]
    return "\n".join(["| code | |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows), ""])


# --- kinds ---------------------------------------------------------------------------------------


def kinds() -> str:
    """The catalogue of findings, as `reconcile kinds` prints it."""
    parts = [
        "# Kinds of finding\n",
        "In the order of a report. The severity says how bad it would be; the status of a finding "
        "(open, explained, accepted) says whether it stands. A workspace can set another severity "
        "([configuration](configuration.md#reconciletoml)).\n",
    ]
    for kind in KINDS:
        parts.append(f"## {kind.name}\n\n**{kind.title}** ({kind.severity}). {kind.meaning}\n")
        parts.append(f"| has it | has it not |\n|---|---|\n| {kind.bad} | {kind.good} |\n")
    return "\n".join(parts)


# --- configuration -------------------------------------------------------------------------------


def keys() -> dict[str, Any]:
    """docs/keys.toml: by file, what it is for and its keys."""
    return tomllib.loads((DOCS / "keys.toml").read_text("utf-8"))


def configuration() -> str:
    """Every key of every configuration file."""
    parts = [
        "# Configuration\n",
        "All of these files are TOML, and all are checked: an unknown key or value ends the "
        "command with exit code 2 and names the line.\n",
    ]
    for name, file in keys().items():
        rows = [f"| `{key}` | {value} |" for key, value in file["keys"].items()]
        parts += [f"## {name}\n", file["about"], "", "| key | |", "|---|---|", *rows, ""]
        if "example" in file:
            parts.append(f'```toml title="{file["path"]}"\n{file["example"].strip()}\n```\n')
        if name == "source.toml":
            parts += _reader()
    return "\n".join(parts)


def _reader() -> Iterator[str]:
    """The keys of [reader], as the module that checks them explains them."""
    first, _, listed = inspect.cleandoc(reading.__doc__ or "").partition("\n\n")
    del first
    yield "### [reader]\n"
    yield "How an original is read into tables. `reconcile read --suggest` proposes it.\n"
    yield f"```text\n{inspect.cleandoc(listed.split(chr(10) * 2)[0])}\n```\n"
    yield "| layout | its keys |"
    yield "|---|---|"
    for layout, allowed in reading._ALLOWED.items():
        yield f"| `{layout}` | {', '.join(f'`{key}`' for key in allowed)} |"
    yield ""


# --- the JSON report -----------------------------------------------------------------------------


def schema_text() -> str:
    """The JSON Schema as it travels in the package."""
    return (files("reconcile.reporters") / "report.schema.json").read_text("utf-8")


def report_json() -> str:
    """The keys of a JSON report, from its schema."""
    schema = json.loads(schema_text())
    parts = [
        "# JSON report\n",
        f"{_plain(schema['description'])} Its JSON Schema: "
        "[report.schema.json](report.schema.json). Several reports come as "
        '`{"schema": "reconcile-reports/1", "reports": [...]}`. Same input, same bytes. '
        "[Versioning](versioning.md) says what may change.\n",
        "## report\n",
        _properties(schema),
    ]
    for name, inner in schema.get("$defs", {}).items():
        parts += [f"## {name}\n", _properties(inner)]
    return "\n".join(parts)


def _properties(schema: Mapping[str, Any], prefix: str = "") -> str:
    rows = ["| key | type | |", "|---|---|---|", *_rows(schema, prefix), ""]
    return "\n".join(rows)


def _rows(schema: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for key, inner in schema.get("properties", {}).items():
        name = f"{prefix}{key}"
        about = _cell(_plain(inner.get("description", "")))
        yield f"| `{name}` | {_cell(_type(inner))} | {about} |"
        if inner.get("type") == "object":
            yield from _rows(inner, f"{name}.")
        elif inner.get("type") == "array":
            yield from _rows(inner.get("items", {}), f"{name}[].")


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].split("/")[-1]
        return f"[{name}](#{name})"
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return " or ".join(_type(one) for one in schema[union])
    found = schema.get("type", "any")
    if found == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return " or ".join(found) if isinstance(found, list) else str(found)


# --- Python --------------------------------------------------------------------------------------


def python() -> str:
    """The public functions, and the values that they return."""
    parts = [
        "# Python\n",
        "Every command is one function. All names are imported from `reconcile`; each is loaded "
        "when it is first used. The package is typed.\n",
    ]
    for name in reconcile.__all__:
        parts += [f"## {name}\n", *_documented(name, getattr(reconcile, name))]
    parts.append("## Values\n\nFrozen dataclasses of `reconcile.model`.\n")
    for value in VALUES:
        parts += [f"### {value.__name__}\n", _docstring(inspect.getdoc(value) or "")]
        rows = [f"| `{f.name}` | `{f.type}` |" for f in dataclasses.fields(value)]
        parts += ["| field | type |", "|---|---|", *rows, ""]
    return "\n".join(parts)


def _documented(name: str, thing: Any) -> Iterator[str]:
    if not inspect.isclass(thing):
        yield f"```text\n{_signature(name, thing)}\n```\n"
    yield _docstring(inspect.getdoc(thing) or "")


def _signature(name: str, function: Any) -> str:
    signature = _short(inspect.signature(function))
    text = _unquoted(str(signature))
    if len(name) + len(text) <= 88:
        return name + text
    lines, starred = [], False
    for param in signature.parameters.values():
        if param.kind is param.KEYWORD_ONLY and not starred:
            lines.append("    *,")
            starred = True
        lines.append(f"    {_unquoted(str(param))},")
    returned = _unquoted(f"-> {signature.return_annotation}")
    return "\n".join([f"{name}(", *lines, f") {returned}"])


def _short(signature: inspect.Signature) -> inspect.Signature:
    """The same with `...` for defaults that would fill a line."""
    return signature.replace(
        parameters=[
            param.replace(default=...) if len(repr(param.default)) > 60 else param
            for param in signature.parameters.values()
        ]
    )


def _unquoted(text: str) -> str:
    """Annotations without the quotes of postponed ones; defaults keep theirs."""
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", text).replace("Ellipsis", "...")


_TITLES = {"Args": "Arguments"}
_SECTION = re.compile(r"^(Args|Returns|Raises|Attributes|Example|Yields):$")
_ITEM = re.compile(r"^    (\*{0,2}\w[\w, ]*): (.*)$")


def _docstring(text: str) -> str:
    """A docstring in Google form as Markdown."""
    lines: list[str] = []
    section = ""
    code = False
    for line in inspect.cleandoc(text).splitlines():
        found = _SECTION.match(line)
        if found:
            if code:
                lines.append("```\n")
                code = False
            section = found[1]
            lines += ["", f"**{_TITLES.get(section, section)}**", ""]
            if section == "Example":
                lines.append("```text")
                code = True
        elif code:
            lines.append(line.removeprefix("    "))
        elif section in ("Args", "Raises", "Attributes"):
            item = _ITEM.match(line)
            lines.append(f"- `{item[1]}`: {item[2]}" if item else f"  {line.strip()}")
        else:
            lines.append(line.removeprefix("    ") if section else line)
    return "\n".join([*lines, "```\n" if code else ""])


# --- text ----------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """Help text as Markdown: what looks like a tag or emphasis is meant as written."""
    text = text.replace("\b", "")
    return re.sub(r"(?<![`\w])<(\w+)>", r"`<\1>`", text)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main(folder: Path = DOCS) -> None:
    """Write all pages below a folder."""
    for path, text in pages().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.rstrip() + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
