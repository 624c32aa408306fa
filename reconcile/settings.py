"""A TOML table that is asked for what is expected, and says clearly what it holds instead."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from reconcile.errors import ConfigurationError
from reconcile.files import file_bytes

Choice = TypeVar("Choice", bound=str)
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class TomlTable:
    """A table of a TOML file, with the file's text so that a problem can name its line."""

    path: Path
    text_of_file: str
    data: Mapping[str, Any]
    within: str = ""

    @classmethod
    def at(cls, path: Path) -> TomlTable:
        """The whole file as a table.

        Raises:
            ConfigurationError: The file cannot be read as UTF-8 TOML.
        """
        try:
            text = file_bytes(path).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ConfigurationError(
                f"byte {error.start} is no UTF-8; TOML files are written in UTF-8",
                where=shown(path),
                hint="Save the file as UTF-8.",
            ) from None
        except OSError as error:
            raise ConfigurationError(
                f"cannot be read: {error.strerror}", where=shown(path)
            ) from None
        return cls.of(text, path)

    @classmethod
    def of(cls, text: str, path: Path) -> TomlTable:
        """A text as a table; `path` is the file that holds it, or will.

        Raises:
            ConfigurationError: The text is no TOML.
        """
        try:
            return cls(path, text, tomllib.loads(text))
        except (ValueError, RecursionError) as error:  # nested too deep, or too long a number
            line = re.search(r"line (\d+)", str(error))
            raise ConfigurationError(
                f"is no valid TOML: {error}",
                where=f"{shown(path)}:{line[1]}" if line else shown(path),
                hint="Mend that line; strings need quotes, lists need commas.",
            ) from None

    def problem(self, key: str, found: str, allowed: Sequence[str]) -> ConfigurationError:
        """The error that names `key`'s line, what was found and what would be right."""
        word = re.search(r'"([^"]*)"', found)
        near = get_close_matches(word[1] if word else key, allowed, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        hint += f"Known: {', '.join(allowed)}." if allowed else ""
        return ConfigurationError(
            f"{self.within}{key}: {found}", where=f"{shown(self.path)}{self._line(key)}", hint=hint
        )

    def only(self, *keys: str) -> TomlTable:
        """This table, once it is certain that it holds no other keys than these."""
        for key in self.data:
            if key not in keys:
                raise self.problem(key, f'"{key}" is no key of this table', keys)
        return self

    def inside(self, *path: str) -> TomlTable:
        """The table at a path of keys; empty where there is none."""
        table = self
        for key in path:
            table = table.table(key)
        return table

    def table(self, key: str) -> TomlTable:
        """The table under `key`; empty where there is none."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            raise self._expected(key, value, "a table")
        return TomlTable(self.path, self.text_of_file, value, f"{self.within}{key}.")

    def tables(self, key: str) -> tuple[TomlTable, ...]:
        """The list of tables under `key` ([[key]])."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._expected(key, value, f"a list of tables, each under [[{key}]]")
        return tuple(
            TomlTable(self.path, self.text_of_file, item, f"{self.within}{key}.") for item in value
        )

    def keys_of(self, key: str) -> tuple[str, ...]:
        """The keys of the table under `key`."""
        return tuple(self.table(key).data)

    def raw(self, key: str) -> Mapping[str, object]:
        """The table under `key` as it stands."""
        return self.table(key).data

    def text(self, key: str, *, required: bool = False) -> str:
        """A string; '' where it is absent and not required."""
        value = self.data.get(key, "")
        if not isinstance(value, str):
            raise self._expected(key, value, "a string in quotes")
        if required and not value.strip():
            raise self.problem(key, "is missing; a text is required here", ())
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._expected(key, value, 'a list of strings, ["like", "this"]')
        if required and not value:
            raise self.problem(key, "is missing or empty; at least one is required here", ())
        return tuple(value)

    def choice(self, key: str, allowed: Sequence[Choice]) -> Choice:
        """One of the allowed words."""
        value = self.text(key, required=True)
        for word in allowed:
            if word == value:
                return word
        raise self.problem(key, f'"{value}" is not known here', allowed)

    def choices(self, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """A list of allowed words."""
        for value in self.texts(key):
            if value not in allowed:
                raise self.problem(key, f'"{value}" is not known here', allowed)
        return self.texts(key)

    def fraction(self, key: str) -> float:
        """A number in [0, 1]."""
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self._expected(key, value, "a number from 0 to 1")
        return float(value)

    def date(self, key: str) -> str:
        """An ISO date with its own precision (1978, 2018-12, 2018-05-26); '' where absent."""
        value = self.data.get(key, "")
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value.isoformat()
        if value != "" and not (isinstance(value, str) and _is_date(value)):
            raise self._expected(key, value, "a date such as 2018, 2018-05 or 2018-05-26")
        return str(value)

    def _expected(self, key: str, found: object, expected: str) -> ConfigurationError:
        return self.problem(key, f"found {found!r}; expected {expected}", ())

    def _line(self, key: str) -> str:
        pattern = re.compile(rf"^\s*(\[+.*)?\"?{re.escape(key)}\"?\s*(=|\]|\.)", re.MULTILINE)
        found = pattern.search(self.text_of_file)
        return f":{self.text_of_file.count(chr(10), 0, found.end()) + 1}" if found else ""


def shown(path: Path) -> str:
    """A path as a user knows it: relative to the current folder where it lies below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _is_date(text: str) -> bool:
    if not _ISO.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
