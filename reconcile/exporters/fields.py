"""The columns of the package's tables: names, types, meanings; told once, described twice."""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.exporters.table import ABOUT, CHOSEN, WHY

PRECISION = r"\d{4}(-\d{2}(-\d{2})?)?"  # a date with its own precision: 1978, 2018-12, 2018-05-26


@dataclass(frozen=True, slots=True)
class Field:
    """A column.

    Attributes:
        name: Its header.
        about: What it holds.
        type: `string`, `integer` or `number`.
        required: Whether no cell of it is empty.
        pattern: What every text in it looks like, as a regular expression.
        choices: All values that it takes.
        property: The linked-data property that it states about the row (schema.org and others).
    """

    name: str
    about: str
    type: str = "string"
    required: bool = False
    pattern: str = ""
    choices: tuple[str, ...] = ()
    property: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, its key, and which columns name rows of another table's key."""

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()  # (column, table whose key it names)


_ABOUT = {
    "id": Field("id", "Stable id of the relationship", required=True),
    "subject": Field("subject", "Whose partner it is", required=True),
    "relation": Field("relation", "Level of the tie: sister, friendship, exchange, ..."),
    "partner": Field("partner", "Stable key of the partner", required=True),
    "geonames": Field("geonames", "GeoNames id of the partner", "integer"),
    "name_en": Field("name_en", "Name in Latin letters", property="schema:name"),
    "name_zh": Field("name_zh", "Name in Chinese", property="schema:alternateName"),
    "country": Field("country", "ISO 3166-1 alpha-2", pattern="[A-Z]{2}"),
    "country_en": Field("country_en", "Usual name of the country in English"),
    "country_zh": Field("country_zh", "Usual name of the country in Chinese"),
    "date": Field("date", "When the tie began, ISO 8601 with its own precision", pattern=PRECISION),
    "confidence": Field(
        "confidence", "Weakest link's confidence, 0 to 1; empty: one entry", "number"
    ),
    "open_findings": Field("open_findings", "Open errors and warnings about it, joined by ;"),
    "decided_findings": Field("decided_findings", "Findings that a decision covers, joined by ;"),
}

RELATIONSHIPS = Table(
    "relationships",
    "Relationships: the values chosen, and why",
    tuple(
        _ABOUT.get(name) or Field(name, f"Why this {name.removesuffix('_why')} was chosen")
        for name in (*CHOSEN, *WHY, *ABOUT)
    ),
    ("id",),
)
ENTRIES = Table(
    "entries",
    "Entries: what each source says",
    (
        Field("relationship", "The relationship that it belongs to", required=True),
        Field("source", "The source that says it", required=True),
        Field("line", "Line of the original, from 1", "integer", required=True),
        Field("row", "Row of the source's table, from 1", "integer", required=True),
        Field("relation", "Level of the tie, as the list gives it"),
        Field("ordinal", "Its number in the list", "integer"),
        Field("name", "Name, as printed", required=True),
        Field("country", "Country, as printed"),
        Field("region", "Region, as printed"),
        Field("date", "ISO 8601 with its own precision", pattern=PRECISION),
        Field("date_text", "Date, as printed"),
        Field("location", "Where it was signed"),
    ),
    ("source", "row"),
    (("relationship", "relationships"), ("source", "sources")),
)
SOURCES = Table(
    "sources",
    "Sources: the documents compared",
    (
        Field("id", "Id of the source", required=True),
        Field("precedence", "1 comes first", "integer", required=True),
        Field("title", "Title", required=True, property="dc:title"),
        Field("language", "zh or en", required=True, choices=("zh", "en"), property="dc:language"),
        Field("publisher", "Publisher", property="dc:publisher"),
        Field("url", "Address of the page"),
        Field("licence", "Its terms of use", property="dc:rights"),
        Field("as_of", "When it spoke"),
        Field("entries", "How many entries it has", "integer"),
        Field("sha256", "Digest over the tables read from it"),
    ),
    ("id",),
)
FINDINGS = Table(
    "findings",
    "Findings: what differs or is wrong",
    (
        Field("id", "Stable id of the finding", required=True),
        Field("kind", "Kind of finding", required=True),
        Field(
            "severity", "How bad it would be", required=True, choices=("error", "warning", "info")
        ),
        Field(
            "status", "Whether it stands", required=True, choices=("open", "explained", "accepted")
        ),
        Field("subject", "Whose list it is about"),
        Field("message", "What was found", required=True),
        Field("suggestion", "What it should probably say"),
        Field("explanation", "Why it is no error"),
        Field("verdict", "What a person decided"),
        Field("reason", "Why"),
        Field("until", "To be looked at again after this day", pattern=PRECISION),
    ),
    ("id",),
)
PLACES = Table(
    "places",
    "Places: where each finding stands",
    (
        Field("finding", "The finding", required=True),
        Field("source", "The source", required=True),
        Field("line", "Line of the original; 0: the source as a whole", "integer", required=True),
        Field("value", "What the source says"),
    ),
    ("finding", "source", "line"),
    (("finding", "findings"), ("source", "sources")),
)
