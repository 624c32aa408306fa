"""The `[reader]` table of a source.toml, checked and made into options.

    format        text | html | wikitext | csv | xlsx | pdf | json; told from the file if absent
    encoding      name of the encoding of a text format; told from the bytes if absent
    layout        records | tables | outline | prose | document (the layouts of this package)
    relation      relation of the entries; in prose also "acts": the strongest act told
    subject_names other spellings of the source's subject in its own text
    ignore        [{pattern, reason}]: lines that hold nothing of interest, and why
    claims        [{pattern, what, relation}]: totals that the document states about its subject;
                  {number} in the pattern is the total, {subject} any spelling of the subject

What else a layout takes is in `_ALLOWED`; each layout's module explains its own options.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from reconcile.errors import ConfigurationError
from reconcile.model import RELATIONS, Source
from reconcile.reading.templates import TEMPLATE_FIELDS, template_pattern

DELIMITERS: Final[Mapping[str, str]] = {
    "tab": r"\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": r"\|",
    "spaces": r"\s{2,}",
}
COLUMNS: Final = (
    "ordinal", "name", "country", "region", "date", "location", "subject", "relation", "",
)  # fmt: skip
_COMMON: Final = (
    "layout", "relation", "subject_names", "ignore", "claims", "format", "encoding",
)  # fmt: skip
_ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "records": (*_COMMON, "fields", "locations"),
    "tables": (*_COMMON, "delimiter", "headings", "columns"),
    "outline": _COMMON,
    "prose": (*_COMMON, "heading", "introduction"),
    "document": (
        *_COMMON, "columns", "headings", "delimiter", "subjects", "day_first", "skip",
    ),
}  # fmt: skip
LAYOUTS: Final = tuple(_ALLOWED)
_NUMBER: Final = r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it stands for: a reason, a relation, a location."""

    pattern: re.Pattern[str]
    value: str


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """A pattern whose group `number` is a total of `what` (entries, countries)."""

    pattern: re.Pattern[str]
    what: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a `[reader]` table asks for, checked."""

    layout: str
    relation: str = ""
    subjects: tuple[str, ...] = ()  # all spellings of the subject, the report's first
    ignore: tuple[Rule, ...] = ()
    claims: tuple[ClaimRule, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)  # folded label: column
    locations: tuple[Rule, ...] = ()
    delimiter: re.Pattern[str] = re.compile(r"\t")
    headings: tuple[Rule, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)  # printed header: column
    heading: tuple[re.Pattern[str], ...] = ()
    introduction: str = ""
    format: str = ""
    encoding: str = ""
    parts: str = ""  # what parts the cells of a delimited file, where it is declared
    by_headings: bool | None = None  # whether headings name the subjects; `None`: told from them
    day_first: bool | None = None
    skip: frozenset[int] = frozenset()


_DELIMITING: Final = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_FORMATS: Final = ("text", "html", "wikitext", "csv", "xlsx", "pdf", "json", "")


def reader_options(source: Source) -> Options:
    """Options of a source's `[reader]` table.

    Raises:
        ConfigurationError: An unknown layout, key or value, or a pattern that is none, naming
            the key and what is allowed.
    """
    check = _Checker(source.id)
    table = dict(source.reader)
    layout = check.choice("layout", table.get("layout"), LAYOUTS)
    for key in table:
        if key not in _ALLOWED[layout]:
            check.fail(
                key, f"unknown for the layout {layout!r}", f"Allowed: {', '.join(_ALLOWED[layout])}"
            )
    subjects = (source.subject, *check.texts("subject_names", table.get("subject_names", [])))
    subjects = tuple(dict.fromkeys(filter(None, subjects)))
    relations = (*RELATIONS, "acts") if layout == "prose" else RELATIONS
    templates = table.get("heading", [])
    return Options(
        layout=layout,
        relation=check.choice("relation", table.get("relation", ""), (*relations, "")),
        subjects=subjects,
        ignore=check.rules("ignore", table.get("ignore", []), "reason"),
        claims=_claims(check, table.get("claims", []), subjects),
        fields=check.mapping("fields", table.get("fields", {}), ("date", "location"), fold=True),
        locations=check.rules("locations", table.get("locations", []), "value"),
        delimiter=re.compile(
            DELIMITERS[check.choice("delimiter", table.get("delimiter", "tab"), tuple(DELIMITERS))]
        ),
        headings=check.rules("headings", table.get("headings", []), "relation", RELATIONS),
        columns=check.mapping("columns", table.get("columns", {}), COLUMNS),
        heading=tuple(
            _template(check, text)
            for text in check.texts(
                "heading", [templates] if isinstance(templates, str) else templates
            )
        ),
        introduction=check.text("introduction", table.get("introduction", "")),
        format=check.choice("format", table.get("format", ""), _FORMATS),
        encoding=check.codec("encoding", table.get("encoding", "")),
        parts=_DELIMITING.get(str(table.get("delimiter", "")), ""),
        by_headings={"headings": True, "document": False, "": None}[
            check.choice("subjects", table.get("subjects", ""), ("headings", "document", ""))
        ],
        day_first=check.yes_or_no("day_first", table.get("day_first")),
        skip=check.lines("skip", table.get("skip", [])),
    )


def _claims(check: _Checker, items: object, subjects: tuple[str, ...]) -> tuple[ClaimRule, ...]:
    subject = "(?:" + "|".join(map(re.escape, subjects or ("",))) + ")"
    rules = []
    for key, item in check.items("claims", items, ("pattern", "what", "relation")):
        text = check.text(f"{key}.pattern", item.get("pattern"))
        if "{number}" not in text:
            check.fail(
                f"{key}.pattern",
                "has no {number}",
                "Write {number} where the total stands in the text.",
            )
        pattern = text.replace("{number}", _NUMBER).replace("{subject}", subject)
        what = check.choice(f"{key}.what", item.get("what"), ("entries", "countries"))
        relation = check.choice(f"{key}.relation", item.get("relation", ""), (*RELATIONS, ""))
        rules.append(ClaimRule(check.pattern(f"{key}.pattern", pattern), what, relation))
    return tuple(rules)


def _template(check: _Checker, text: str) -> re.Pattern[str]:
    pattern = template_pattern(text)
    if pattern is None:
        allowed = ", ".join(f"{{{name}}}" for name in TEMPLATE_FIELDS)
        return check.fail(  # type: ignore[no-any-return]
            "heading", f"{text!r} is no template", f"It needs {{name}}; allowed: {allowed}"
        )
    return pattern


@dataclass(frozen=True, slots=True)
class _Checker:
    """Checks of values, with messages that name the key."""

    source: str

    def fail(self, key: str, what: str, hint: str) -> Any:
        raise ConfigurationError(
            f"[reader] {key}: {what}", where=f"sources/{self.source}/source.toml", hint=hint
        )

    def text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            self.fail(key, f"is {value!r}; expected text", f"Write {key} as a quoted text.")
        return str(value)

    def codec(self, key: str, value: object) -> str:
        text = self.text(key, value)
        try:
            codecs.lookup(text or "utf-8")
        except LookupError:
            self.fail(key, f"{text!r} is no encoding", "Write for example utf-8, gb18030 or big5.")
        return text

    def yes_or_no(self, key: str, value: object) -> bool | None:
        if value is not None and not isinstance(value, bool):
            self.fail(key, f"is {value!r}; expected true or false", f"Write {key} = true.")
        return value if isinstance(value, bool) else None

    def lines(self, key: str, value: object) -> frozenset[int]:
        numbers = value if isinstance(value, list | tuple) else [None]
        if not all(isinstance(n, int) and not isinstance(n, bool) and n > 0 for n in numbers):
            self.fail(key, "is no list of line numbers", f"Write {key} = [1, 2].")
        return frozenset(n for n in numbers if isinstance(n, int))

    def texts(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            self.fail(key, f"is {value!r}; expected a list of texts", f'Write {key} = ["..."].')
            return ()
        return tuple(self.text(key, item) for item in value)

    def choice(self, key: str, value: object, allowed: tuple[str, ...]) -> str:
        if value not in allowed:
            found = "is missing" if value is None else f"is {value!r}"
            self.fail(key, found, f"Allowed: {', '.join(filter(None, allowed))}")
        return str(value)

    def pattern(self, key: str, text: str) -> re.Pattern[str]:
        try:
            return re.compile(text)
        except re.error as error:
            return self.fail(  # type: ignore[no-any-return]
                key, f"{text!r} is no pattern: {error}", "Write a regular expression of Python."
            )

    def items(
        self, key: str, value: object, allowed: tuple[str, ...]
    ) -> list[tuple[str, Mapping[str, object]]]:
        if not isinstance(value, list | tuple) or not all(isinstance(v, Mapping) for v in value):
            self.fail(key, "is no list of tables", f"Write [[reader.{key}]] for each.")
        items = [(f"{key}[{n}]", item) for n, item in enumerate(value, start=1)]  # type: ignore[arg-type,var-annotated]
        for name, item in items:
            for found in item:
                if found not in allowed:
                    self.fail(f"{name}.{found}", "unknown", f"Allowed: {', '.join(allowed)}")
        return items

    def rules(
        self, key: str, value: object, result: str, allowed: tuple[str, ...] = ()
    ) -> tuple[Rule, ...]:
        rules = []
        for name, item in self.items(key, value, ("pattern", result)):
            text = self.text(f"{name}.pattern", item.get("pattern"))
            stands_for = item.get(result)
            if allowed:
                stands_for = self.choice(f"{name}.{result}", stands_for, allowed)
            stands_for = self.text(f"{name}.{result}", stands_for)
            if not stands_for.strip():
                self.fail(f"{name}.{result}", "is empty", f"Say the {result} in a few words.")
            rules.append(Rule(self.pattern(f"{name}.pattern", text), stands_for))
        return tuple(rules)

    def mapping(
        self, key: str, value: object, allowed: tuple[str, ...], *, fold: bool = False
    ) -> dict[str, str]:
        if not isinstance(value, Mapping):
            self.fail(key, "is no table", f"Write [reader.{key}] with one line per label.")
            return {}
        chosen = {}
        for label, column in value.items():
            name = " ".join(str(label).split())
            chosen[name.casefold() if fold else name] = self.choice(
                f"{key}.{label}", column, allowed
            )
        return chosen
