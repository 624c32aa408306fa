"""JSON and JSON lines: lists of objects become tables, other values text, each with its line."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, Final

from reconcile.errors import UnreadableError
from reconcile.reading.formats.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Paragraph,
    Row,
    Table,
    Text,
    text_of,
)
from reconcile.reading.formats.limits import MAX_COLUMNS, MAX_DEPTH, MAX_ELEMENTS, too_much
from reconcile.reading.lines import split_lines

_TOKEN: Final = re.compile(
    r"[ \t\r\n]*(?:([{}\[\],:])|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|(\"))"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Value:
    """A value with the line on which it begins: text, or what it holds."""

    line: int
    kind: str  # text, list, object
    data: str = ""
    members: list[tuple[str, _Value]] = field(default_factory=list)  # with the keys of an object

    @property
    def values(self) -> list[_Value]:
        """What a list or object holds."""
        return [value for _, value in self.members]


def read_json(text: str, where: str) -> Document:
    """A JSON file, or several values one after another (JSON lines).

    Raises:
        UnreadableError: It is no JSON, with the line; or it goes beyond a limit.
    """
    parser = _Parser(text.removeprefix("\ufeff"), where)
    values = [*parser.values()]
    if len(values) > 1:
        values = [_Value(1, "list", members=[("", value) for value in values])]
    blocks: list[Block] = []
    for value in values:
        blocks += _blocks(value, "", 1)
    return Document(format="json", lines=split_lines(text), blocks=tuple(blocks))


@dataclass(slots=True)
class _Parser:
    text: str
    where: str
    at: int = 0
    count: int = 0
    breaks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.breaks = [m.start() for m in re.finditer("\n", self.text)]

    def values(self) -> Iterator[_Value]:
        """All values of the text, in order."""
        end = len(self.text.rstrip())
        while self.at < end:
            yield self._value()

    def _value(self) -> _Value:
        """The next value, without recursion."""
        stack: list[_Value] = []
        keys: list[str | None] = []
        while True:
            sign, word, quoted, line = self._token()
            if sign in {"{", "["}:
                if len(stack) >= MAX_DEPTH:
                    raise too_much(
                        f"values nested more than {MAX_DEPTH} deep", f"{self.where}:{line}"
                    )
                stack.append(_Value(line, "object" if sign == "{" else "list"))
                keys.append(self._key() if sign == "{" else None)
                if not self._closes(stack[-1]):
                    continue
                done = stack.pop()
                keys.pop()
            elif sign or (word is None and quoted is None):
                self._fail(line, f"{sign or 'its end'} where a value should begin")
            else:
                text = quoted if quoted is not None else str(word)
                done = _Value(line, "text", "" if word == "null" else text)
            while True:
                self.count += 1
                if self.count > MAX_ELEMENTS:
                    raise too_much(f"more than {MAX_ELEMENTS:,} values", f"{self.where}:{line}")
                if not stack:
                    return done
                stack[-1].members.append((keys[-1] or "", done))
                sign, _, _, line = self._token()
                if sign == ",":
                    if stack[-1].kind == "object":
                        keys[-1] = self._key()
                    break
                if sign != ("}" if stack[-1].kind == "object" else "]"):
                    self._fail(line, "a comma or the closing bracket is missing")
                done = stack.pop()
                keys.pop()

    def _key(self) -> str | None:
        """The key before the next value; `None` before a closing brace."""
        before = self.at
        sign, _, quoted, line = self._token()
        if sign == "}":
            self.at = before
            return None
        if quoted is None or self._token()[0] != ":":
            self._fail(line, "a key in quotation marks and a colon should stand here")
        return quoted

    def _closes(self, value: _Value) -> bool:
        before = self.at
        try:
            sign = self._token()[0]
        except UnreadableError:
            sign = ""
        if sign == ("}" if value.kind == "object" else "]"):
            return True
        self.at = before
        return False

    def _token(self) -> tuple[str, str | None, str | None, int]:
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            blank = re.compile(r"\s*").match(self.text, self.at)
            self._fail(self._line(blank.end() if blank else self.at), "this is no JSON")
            raise AssertionError
        start = match.start(match.lastindex or 0)
        line = self._line(start)
        self.at = match.end()
        if match[3]:
            try:
                quoted, self.at = scanstring(self.text, self.at, False)
            except json.JSONDecodeError as error:
                self._fail(line, error.msg)
            if _SURROGATE.search(quoted):
                self._fail(line, "half a character (a lone surrogate) in a text")
            return "", None, quoted, line
        return match[1] or "", match[2], None, line

    def _line(self, offset: int) -> int:
        return bisect_right(self.breaks, offset - 1) + 1

    def _fail(self, line: int, what: str) -> Any:
        raise UnreadableError(
            f"no JSON: {what}", where=f"{self.where}:{line}",
            hint="Check the file with any JSON tool, and export it again.",
        )  # fmt: skip


def _blocks(value: _Value, name: str, level: int) -> Iterator[Block]:
    """A list of objects is a table, a list of texts items, an object its members under headings."""
    if value.kind == "text":
        if value.data.strip():
            label = f"{name}: " if name else ""
            yield Paragraph(text_of(f"{label}{value.data}", value.line))
    elif value.kind == "list":
        yield from _list(value, level)
    elif level > 1 and value.members and all(v.kind == "text" for v in value.values):
        yield _table([value])
    else:
        # Texts first: they say what follows.
        for key, member in sorted(value.members, key=lambda pair: pair[1].kind != "text"):
            if member.members:
                yield Heading(Text(key, ((0, member.line),)), min(level + 1, 6))
            yield from _blocks(member, key, level + 1)


def _list(value: _Value, level: int) -> Iterator[Block]:
    members = value.values
    if members and all(member.kind == "object" and _is_record(member) for member in members):
        yield _table(members)
    elif members and all(m.kind == "list" and _is_flat(m) for m in members):
        yield Table(
            value.line,
            tuple(Row(m.line, tuple(text_of(c.data, c.line) for c in m.values)) for m in members),
        )
    else:
        for member in members:
            if member.kind != "text":
                yield from _blocks(member, "", level)
            elif member.data.strip():
                yield Item(text_of(member.data, member.line))


def _is_flat(value: _Value) -> bool:
    return all(member.kind == "text" for member in value.values)


def _is_record(value: _Value) -> bool:
    """Whether an object is a row: it has texts, and nothing in it is a list of objects."""
    return any(m.kind == "text" for m in value.values) and all(
        m.kind != "list" or _is_flat(m) for m in value.values
    )


def _table(members: list[_Value]) -> Table:
    rows = [dict(_cells(member, "")) for member in members]
    keys = list(dict.fromkeys(key for row in rows for key in row))[:MAX_COLUMNS]
    # No line prints the header: keys stand with each value.
    header = Row(0, tuple(Text(key) for key in keys), True)
    body = tuple(
        Row(member.line, tuple(row.get(key, Text()) for key in keys))
        for member, row in zip(members, rows, strict=True)
    )
    return Table(members[0].line, (header, *body))


def _cells(value: _Value, prefix: str) -> Iterator[tuple[str, Text]]:
    for key, member in value.members:
        path = f"{prefix}.{key}" if prefix else key
        if member.kind == "text":
            yield path, text_of(member.data, member.line)
        elif member.kind == "object":
            yield from _cells(member, path)
        else:
            yield path, text_of("; ".join(m.data for m in member.values if m.data), member.line)
