"""Pandera models of a source's tables; a workspace's schemas subclass `EntryTable`.

    import pandera.polars as pa
    from reconcile.schema import HanNames

    class MyList(HanNames):
        ordinal: int = pa.Field()          # a numbered list: may not be empty

A check's `error` reads on after the value: `"Xyz" is no country; expected ...`. What depends on
the source besides its rows (the order that it promises, other tables) is checked in `validate`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData

from reconcile import checks
from reconcile.model import ACTS, RELATIONS

_TEXTS = ("subject", "name", "country", "region", "date_text", "location")


def rule(*columns: str, test: Callable[[str], pl.Expr], name: str, error: str) -> Any:
    """A check of columns for the body of a model.

    Args:
        columns: The columns, each of which is checked.
        test: From a column's name to an expression that is true where the cell is fine.
        name: Short name, part of the finding's id.
        error: What is wrong and what was expected; reads on after the value.
    """

    def check(_: object, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(test(data.key))

    check.__name__ = name  # Pandera forgets `name` in a subclass once the base class was built
    # `validate` evaluates `test` itself, with those of all other rules in one query.
    return pa.check(*columns, name=name, error=error, statistics={"test": test})(check)


def table_rule(*, test: Callable[[], pl.Expr], name: str, error: str) -> Any:
    """A check of whole rows, for the body of a model; see `rule`."""

    def check(_: object, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(test())

    check.__name__ = name
    return pa.dataframe_check(name=name, error=error, statistics={"test": test})(check)


def country_rule(*columns: str) -> Any:
    """The check that a cell names a country, in English or Chinese."""
    error = "is no country; expected a country name in English or Chinese"
    return rule(*columns, test=checks.known_country, name="known_country", error=error)


def text_rule(*columns: str) -> Any:
    """The check that a text was decoded rightly."""
    error = "looks like text read in a wrong encoding; expected legible text"
    return rule(*columns, test=checks.intact, name="intact", error=error)


def visible_rule(*columns: str) -> Any:
    """The check that a text holds nothing invisible."""
    error = "holds characters that nobody can see; expected none"
    return rule(*columns, test=checks.visible, name="visible", error=error)


def trimmed_rule(*columns: str) -> Any:
    """The check that a text has no white space outside."""
    error = "has white space outside; expected none"
    return rule(*columns, test=checks.trimmed, name="trimmed", error=error)


def date_rule(*columns: str) -> Any:
    """The check that a cell is an ISO date of the calendar, with its own precision."""
    error = "is no date; expected one that exists, such as 2018-05-26, 2018-05 or 2018"
    return rule(*columns, test=checks.iso_date, name="iso_date", error=error)


def whole_day_rule(*columns: str) -> Any:
    """The check that a date has its day."""
    error = "lacks its day; expected a whole date such as 2018-05-26"
    return rule(*columns, test=checks.whole_day, name="whole_day", error=error)


def earliest_rule(column: str, earliest: str) -> Any:
    """The check that an ISO date is not before `earliest`."""
    error = f"is too early; expected {earliest} or later"
    return rule(column, test=lambda c: pl.col(c) >= earliest, name=f"from_{earliest}", error=error)


def absent_rule(*columns: str, why: str) -> Any:
    """The check that a column is empty, since this kind of list never fills it."""
    error = f"is not expected; {why}"
    return rule(*columns, test=checks.absent, name="absent", error=error)


def numbers_rule(column: str) -> Any:
    """The check that a cell holds numbers joined by `;`."""
    error = "is no list of numbers; expected such as 3;14"
    return rule(column, test=checks.numbers, name="numbers", error=error)


def least_rule(column: str, least: int) -> Any:
    """The check that a number is not below `least`."""
    error = f"is too small; expected a whole number from {least}"
    return rule(column, test=lambda c: pl.col(c) >= least, name=f"from_{least}", error=error)


def word_rule(column: str, words: tuple[str, ...], name: str) -> Any:
    """The check that a cell is one of a few words."""
    error = f"is not known; expected one of {', '.join(words)}"
    return rule(column, test=lambda c: pl.col(c).is_in(words), name=name, error=error)


def rising_lines() -> Any:
    """The check that every row has a later line than the one above it."""
    error = "does not rise; expected a later line than above"
    return table_rule(test=checks.lines_rise, name="lines_rise", error=error)


def lines_in_order() -> Any:
    """The check that no row has an earlier line: for originals that print several in a line."""
    error = "falls; expected a line not before that of the row above"
    return table_rule(test=checks.lines_keep_order, name="lines_keep_order", error=error)


class Table(pa.DataFrameModel):
    """What every table of a source has: the line of the original, a whole number from 1."""

    line: int = pa.Field(description="a line of the original, a whole number from 1")

    _line = least_rule("line", 1)

    class Config:
        """No column besides those of the model."""

        strict = True


class EntryTable(Table):
    """`entries.csv` of any list; a kind of list says more in a subclass."""

    subject: str = pa.Field(nullable=True, description="whose partner it is")
    relation: str = pa.Field(description="the relation that the list gives")
    ordinal: int = pa.Field(nullable=True, description="its number in the list, from 1")
    name: str = pa.Field(description="the partner's name as printed")
    country: str = pa.Field(nullable=True, description="the country as printed")
    region: str = pa.Field(nullable=True, description="the region as printed")
    date: str = pa.Field(nullable=True, description="the date in ISO 8601")
    date_text: str = pa.Field(nullable=True, description="the date as printed")
    location: str = pa.Field(nullable=True, description="the place of signing")
    references: str = pa.Field(nullable=True, description="numbers of footnotes")

    _visible = visible_rule(*_TEXTS)
    _trimmed = trimmed_rule(*_TEXTS)
    _intact = text_rule(*_TEXTS)
    _relation = word_rule("relation", RELATIONS, "known_relation")
    _ordinal = least_rule("ordinal", 1)
    _country = country_rule("country")
    _date = date_rule("date")
    _references = numbers_rule("references")
    _lines = rising_lines()
    _ordinals = table_rule(
        test=checks.ordinals_follow,
        name="ordinals_follow",
        error="breaks the numbering; expected 1, 2, 3 and so on in every list",
    )
    _once = table_rule(
        test=checks.listed_once,
        name="listed_once",
        error="is listed before; expected each place only once in a list",
    )


class HanNames(EntryTable):
    """A list whose places are written in Chinese characters."""

    _script = rule(
        "name", "country", "region",
        test=checks.han, name="han",
        error="is not written in Chinese alone; expected Chinese characters",
    )  # fmt: skip


class LatinNames(EntryTable):
    """A list whose places are written in Latin letters."""

    _script = rule(
        "name", "country", "region",
        test=checks.latin, name="latin",
        error="is not written in Latin letters alone; expected Latin letters",
    )  # fmt: skip


class ClaimTable(Table):
    """`claims.csv`: totals that a document states about its own subject."""

    subject: str = pa.Field(nullable=True)
    relation: str = pa.Field(nullable=True)
    what: str = pa.Field(description="entries or countries")
    value: int = pa.Field(description="a whole number from 0")

    _what = word_rule("what", ("entries", "countries"), "known")
    _relation = word_rule("relation", RELATIONS, "known_relation")
    _value = least_rule("value", 0)


class SectionTable(Table):
    """`sections.csv`: headings and tables, with the entries captured under each."""

    subject: str = pa.Field(nullable=True)
    relation: str = pa.Field(nullable=True)
    entries: int = pa.Field(description="a whole number from 0")
    references: str = pa.Field(nullable=True)

    _visible = visible_rule("subject")
    _trimmed = trimmed_rule("subject")
    _intact = text_rule("subject")
    _relation = word_rule("relation", RELATIONS, "known_relation")
    _entries = least_rule("entries", 0)
    _references = numbers_rule("references")
    _lines = rising_lines()


class ReferenceTable(Table):
    """`references.csv`: footnotes."""

    number: int = pa.Field(unique=True, description="the footnote's number, from 1")
    site: str = pa.Field(nullable=True)
    title: str = pa.Field(nullable=True)
    published: str = pa.Field(nullable=True)
    retrieved: str = pa.Field(nullable=True)

    _number = least_rule("number", 1)
    _visible = visible_rule("site", "title")
    _intact = text_rule("site", "title")
    _dates = date_rule("published", "retrieved")


class MentionTable(Table):
    """`mentions.csv`: other spellings of an entry's name in the source's prose."""

    entry_line: int = pa.Field(description="the line of an entry")
    name: str = pa.Field(description="the name as the prose prints it")
    country: str = pa.Field(nullable=True)

    _visible = visible_rule("name", "country")
    _trimmed = trimmed_rule("name", "country")
    _intact = text_rule("name", "country")
    _country = country_rule("country")


class EventTable(Table):
    """`events.csv`: dated acts told in prose."""

    entry_line: int = pa.Field(description="the line of an entry")
    date: str = pa.Field(nullable=True)
    act: str = pa.Field(description="what was done")

    _date = date_rule("date")
    _act = word_rule("act", ACTS, "known_act")


# The model of each table; a source's own schema replaces that of the entries.
TABLES: dict[str, type[Table]] = {
    "entries": EntryTable,
    "claims": ClaimTable,
    "sections": SectionTable,
    "references": ReferenceTable,
    "mentions": MentionTable,
    "events": EventTable,
}
