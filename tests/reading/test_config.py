"""A wrong `[reader]` table: the message names the key and what is allowed."""

from __future__ import annotations

from typing import Any

import pytest

from reconcile.errors import ConfigurationError
from reconcile.model import Source
from reconcile.reading import read
from reconcile.reading.config import LAYOUTS, reader_options


def source(**reader: Any) -> Source:
    return Source(id="own", title="Own", language="en", subject="Tartu", reader=reader)


@pytest.mark.parametrize(
    ("reader", "key", "allowed"),
    [
        ({}, "layout: is missing", "records, tables, outline, prose"),
        ({"layout": "html"}, "layout: is 'html'", "records, tables, outline, prose"),
        ({"layout": "outline", "fields": {}}, "fields: unknown", "layout, relation"),
        ({"layout": "outline", "relation": "acts"}, "relation: is 'acts'", "sister"),
        ({"layout": "outline", "ignore": "x"}, "ignore: is no list", "[[reader.ignore]]"),
        ({"layout": "outline", "ignore": [{"pattern": "("}]}, "ignore[1].reason", "quoted text"),
        ({"layout": "outline", "ignore": [{"pattern": "(", "reason": "r"}]}, "ignore[1].pattern",
         "regular expression"),
        ({"layout": "outline", "ignore": [{"pattern": "x", "reason": " "}]}, "ignore[1].reason",
         "few words"),
        ({"layout": "outline", "ignore": [{"pattern": "x", "reson": "r"}]}, "ignore[1].reson",
         "pattern, reason"),
        ({"layout": "outline", "claims": [{"pattern": "x", "what": "entries"}]},
         "claims[1].pattern: has no {number}", "{number}"),
        ({"layout": "outline", "claims": [{"pattern": "{number}", "what": "towns"}]},
         "claims[1].what", "entries, countries"),
        ({"layout": "records", "fields": {"Date": "day"}}, "fields.Date: is 'day'",
         "date, location"),
        ({"layout": "records", "fields": ["Date"]}, "fields: is no table", "one line per label"),
        ({"layout": "tables", "delimiter": ";"}, "delimiter: is ';'", "tab, comma"),
        ({"layout": "tables", "columns": {"No": "number"}}, "columns.No", "ordinal, name"),
        ({"layout": "tables", "headings": [{"pattern": "x", "relation": "twin"}]},
         "headings[1].relation", "sister"),
        ({"layout": "prose", "heading": ["{town} ({date})"]}, "heading: '{town} ({date})'",
         "{name}, {region}, {country}, {date}"),
        ({"layout": "prose", "heading": 3}, "heading: is 3", "heading = "),
        ({"layout": "prose", "subject_names": "Tartu"}, "subject_names: is 'Tartu'", "[\"...\"]"),
        ({"layout": "prose", "introduction": True}, "introduction: is True", "quoted text"),
    ],
)  # fmt: skip
def test_a_wrong_option_is_named(reader: dict[str, Any], key: str, allowed: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        read("Turku", source(**reader))
    assert key in error.value.message
    assert allowed in error.value.hint
    assert error.value.where == "sources/own/source.toml"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_needs_no_other_option(layout: str) -> None:
    assert reader_options(source(layout=layout)).subjects == ("Tartu",)
    assert read("", source(layout=layout)).tables.entries == ()
